// Elements with data-key="q" are pressed by that key. J and K go through [data-row].
// Somebody who has switched them off (WCAG 2.1, 2.1.4) has [data-keys="off"] on the page.
const off = () => document.querySelector("[data-keys=off]");

const typing = (target) => target.closest("input:not([type=checkbox],[type=radio]),select,textarea,[contenteditable]");

function step(direction) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + direction))];
  const target = row.querySelector("a[href],button") ?? row;
  if (target === row) row.tabIndex = -1;
  target.focus();
}

function press(key) {
  // In the row at hand first: the same key does the same thing for another case.
  const row = document.activeElement?.closest("[data-row]");
  const find = (place) => [...place.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  const target = (row && find(row)) ?? (find(document)?.closest("[data-row]") ? null : find(document));
  if (!target) return false;
  target.matches("input,select,textarea") ? target.focus() : target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (off() || event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (!press(key)) return;
  event.preventDefault();
});
