// <form method="post" data-swap="#id"> posts by fetch and puts the answer's #id in place of
// the page's. Without scripts the same form posts and the server redirects (303).
// With data-autosave it posts by itself a while after the last key, keeps focus where it is, and says data-failed in #id
// when it could not; whatever leaves the page waits for the answer. When it can't be kept the page is not left: data-left says
// so in #id, and only a second press goes on without it.
const PAUSE = 1_500;
const announce = () => document.dispatchEvent(new CustomEvent("stafett:changed"));

function body(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return new URLSearchParams(data);
}

/** A page's text as a document that runs nothing. */
export function parse(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Puts #id of another page in place of our own; false when there is no such part. */
export function put(page, selector) {
  const [old, part] = [document.querySelector(selector), page.querySelector(selector)];
  if (!old || !part) return false;
  const copy = document.importNode(part, true);
  copy.querySelectorAll("script").forEach((script) => script.remove());
  old.replaceWith(copy);
  // The title counts what waits: in a background tab it is all there is to see.
  if (page.title) document.title = page.title;
  announce();
  return true;
}

/** The same from a page's text. */
export const replace = (html, selector) => put(parse(html), selector);

function focus(selector) {
  const part = document.querySelector(selector);
  const target = part.querySelector("[data-focus]") ?? part;
  if (!target.matches("a[href],button,input,select,textarea,[tabindex]")) target.tabIndex = -1;
  target.focus();
}

const post = (form, submitter, more) =>
  fetch(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href, {
    method: "POST",
    body: body(form, submitter),
    headers: { Accept: "text/html" },
    credentials: "same-origin",
    ...more,
  });

async function send(form, submitter) {
  const selector = form.dataset.swap;
  const answer = await post(form, submitter);
  const there = new URL(answer.url);
  if (answer.redirected && there.pathname !== location.pathname) return location.assign(there);
  const page = parse(await answer.text());
  const offered = new CustomEvent("stafett:answer", { detail: { page, form }, cancelable: true });
  if (!document.dispatchEvent(offered)) return;
  if (put(page, selector)) focus(selector);
  else if (answer.ok) location.assign(there);
  else if (put(page, "#main")) focus("#main");
  else throw new Error(answer.status);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (unsaved.size + saving.size && !form.matches("[data-autosave]")) return later(event);
  if (!form.matches("form[data-swap]") || event.submitter?.hasAttribute("data-no-swap")) return;
  event.preventDefault();
  if (form.matches("[data-autosave]")) return save(form);
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

// What is written and not yet kept, each with its timer; what is on its way.
const unsaved = new Map();
const saving = new Set();
// The form that was pressed once while something could not be kept.
let warned = null;

function save(form) {
  const done = keep(form).finally(() => saving.delete(done));
  saving.add(done);
  return done;
}

async function keep(form) {
  clearTimeout(unsaved.get(form));
  unsaved.delete(form);
  const said = document.querySelector(form.dataset.swap);
  try {
    const answer = await post(form, null, { keepalive: true });
    const page = parse(await answer.text());
    const part = page.querySelector(form.dataset.swap);
    if (!answer.ok || !part) throw new Error(answer.status);
    // Only the word that it is kept: the text belongs to whoever writes it.
    said.textContent = part.textContent;
    delete said.dataset.state;
    said.removeAttribute("role");
    warned = null;
  } catch {
    said.textContent = form.dataset.failed;
    said.dataset.state = "late";
    unsaved.set(form, setTimeout(() => save(form), 10 * PAUSE));
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (!form) return;
  warned = null;
  clearTimeout(unsaved.get(form));
  unsaved.set(form, setTimeout(() => save(form), PAUSE));
});

function saveAll() {
  [...unsaved.keys()].forEach(save);
  return Promise.all(saving);
}

/** Says beside each note that leaving loses it, and goes to the first. */
function warn() {
  for (const form of unsaved.keys()) {
    const said = document.querySelector(form.dataset.swap);
    said.textContent = form.dataset.left ?? form.dataset.failed;
    said.setAttribute("role", "alert");
  }
  unsaved.keys().next().value.querySelector("textarea")?.focus();
}

/** Another form is sent, perhaps the one that logs out: what is written goes first. */
async function later(event) {
  event.preventDefault();
  const { target, submitter } = event;
  await saveAll();
  if (unsaved.size && warned !== target) {
    warned = target;
    return warn();
  }
  unsaved.forEach(clearTimeout);
  unsaved.clear();
  target.requestSubmit(submitter);
}

addEventListener("pagehide", saveAll);
// A link leaves too: the browser asks in its own words, and only when something could not be kept.
addEventListener("beforeunload", (event) => {
  const lost = [...unsaved.keys()].some((form) => document.querySelector(form.dataset.swap)?.dataset.state === "late");
  if (lost) event.preventDefault();
});
document.addEventListener("visibilitychange", () => document.hidden && saveAll());
