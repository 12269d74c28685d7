// <time datetime="…" data-clock data-minute="{n} min" data-hour="{h} h {n} min"
//       data-warn="5" data-late="10" data-warn-text="…" data-late-text="…">
// shows how long ago it was, as text and number. Limits are minutes; passing one sets
// data-state on the nearest [data-clock-row] or on the element, with a word beside it.
const minutesSince = (element) => Math.max(0, Math.floor((Date.now() - Date.parse(element.dateTime)) / 60000));

function words({ minute = "{n} min", hour = "{h} h {n} min" }, minutes) {
  const hours = Math.floor(minutes / 60);
  const text = hours ? hour : minute;
  return text.replace("{h}", hours).replace("{n}", hours ? minutes % 60 : minutes);
}

function tick(element) {
  const minutes = minutesSince(element);
  if (Number.isNaN(minutes)) return;
  const { warn, late, warnText, lateText } = element.dataset;
  const state = late && minutes >= Number(late) ? "late" : warn && minutes >= Number(warn) ? "warn" : "";
  const word = { late: lateText, warn: warnText }[state];
  const text = words(element.dataset, minutes) + (word ? ` · ${word}` : "");
  if (element.textContent !== text) element.textContent = text;
  // A clock without limits leaves the row to the one that has them.
  if (!warn && !late) return;
  const row = element.closest("[data-clock-row]") ?? element;
  if (row.dataset.state !== state) state ? (row.dataset.state = state) : delete row.dataset.state;
}

const tickAll = () => document.querySelectorAll("time[data-clock]").forEach(tick);
tickAll();
setInterval(tickAll, 5000);
document.addEventListener("visibilitychange", tickAll);
document.addEventListener("stafett:changed", tickAll);
