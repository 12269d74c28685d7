// <form method="post" data-swap="#id"> posts by fetch and puts the answer's #id in place of
// the page's. Without scripts the same form posts and the server redirects (303).
const announce = () => document.dispatchEvent(new CustomEvent("stafett:changed"));

function body(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return new URLSearchParams(data);
}

/** Puts #id of a page's text in place of our own; false when there is no such part. */
export function replace(html, selector) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const [old, part] = [document.querySelector(selector), fresh.querySelector(selector)];
  if (!old || !part) return false;
  part.querySelectorAll("script").forEach((script) => script.remove());
  old.replaceWith(document.adoptNode(part));
  // The title counts what waits: in a background tab it is all there is to see.
  if (fresh.title) document.title = fresh.title;
  announce();
  return true;
}

function focus(selector) {
  const part = document.querySelector(selector);
  const target = part.querySelector("[data-focus]") ?? part;
  if (!target.matches("a[href],button,input,select,textarea,[tabindex]")) target.tabIndex = -1;
  target.focus();
}

async function send(form, submitter) {
  const selector = form.dataset.swap;
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const answer = await fetch(action, {
    method: "POST",
    body: body(form, submitter),
    headers: { Accept: "text/html" },
    credentials: "same-origin",
  });
  const there = new URL(answer.url);
  if (answer.redirected && there.pathname !== location.pathname) return location.assign(there);
  const html = await answer.text();
  if (replace(html, selector)) focus(selector);
  else if (answer.ok) location.assign(there);
  else if (replace(html, "#main")) focus("#main");
  else throw new Error(answer.status);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || event.submitter?.hasAttribute("data-no-swap")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  try {
    await send(form, event.submitter);
  } catch {
    // Let the browser do it: it has its own words for a line that is down.
    // requestSubmit would come back here, submit() does not and leaves out the button.
    const { name, value } = event.submitter ?? {};
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  } finally {
    form.removeAttribute("aria-busy");
  }
});
