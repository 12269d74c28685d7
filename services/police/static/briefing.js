// Cards by arrow keys, and by the keys that a hand-held remote sends. Links do the same without this.
const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };

document.addEventListener("keydown", (event) => {
  const way = KEYS[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input,select,textarea,details")) return;
  const link = document.querySelector(`[data-${way}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
