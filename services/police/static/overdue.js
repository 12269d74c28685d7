// <time datetime="…" data-overdue> in live rows: when that moment comes the page is read again, for it may now say “ring
// again”. <a data-buzz>: the telephone shakes when such a link comes into the page.
const buzz = () => document.querySelector("[data-buzz]") && navigator.vibrate?.([300, 150, 300]);

let timer;
function watch() {
  clearTimeout(timer);
  const due = document.querySelector("time[data-overdue]");
  if (!due) return;
  // At least a second apart: the clock of the telephone may be ahead of that of the service.
  const wait = Math.max(1000, Date.parse(due.dateTime) - Date.now() + 500);
  timer = setTimeout(() => location.reload(), Math.min(wait, 2 ** 31 - 1));
}

let rang = Boolean(document.querySelector("[data-buzz]"));
if (rang) buzz();
watch();
const rows = document.querySelector("[data-live]");
if (rows) {
  new MutationObserver(() => {
    const rings = Boolean(document.querySelector("[data-buzz]"));
    if (rings && !rang) buzz();
    rang = rings;
    watch();
  }).observe(rows, { childList: true, subtree: true });
}
