// <form id="x" method="post" action="…"> and <a href="tel:…" data-ring="#x">: a tap on the number also sends the form, so
// that the time of the call is kept. The call itself waits for nothing.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-ring]");
  const form = link && document.querySelector(link.dataset.ring);
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  fetch(form.action, { method: "POST", body, credentials: "same-origin", keepalive: true, redirect: "manual" }).catch(() => {});
});
