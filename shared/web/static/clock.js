// <time datetime="…" data-clock data-minute="{n} min" data-hour="{h} h {n} min"
//       data-warn="5" data-late="10" data-warn-text="…" data-late-text="…">
// shows how long ago it was, as text and number. Limits are minutes; passing one sets
// data-state on the nearest [data-clock-row] or on the element, with a word beside it.
// With data-until data-ahead="in {t}" data-now="now" data-behind="{t} late" it counts down to a moment and on from there.
const minutesSince = (element) => (Date.now() - Date.parse(element.dateTime)) / 60000;

function words({ minute = "{n} min", hour = "{h} h {n} min" }, minutes) {
  const hours = Math.floor(minutes / 60);
  const text = hours ? hour : minute;
  return text.replace("{h}", hours).replace("{n}", hours ? minutes % 60 : minutes);
}

const write = (element, text) => element.textContent !== text && (element.textContent = text);

function mark(element, state) {
  const row = element.closest("[data-clock-row]") ?? element;
  if ((row.dataset.state ?? "") !== state) state ? (row.dataset.state = state) : delete row.dataset.state;
}

function until(element, minutes) {
  const whole = Math.trunc(minutes);
  const { ahead = "{t}", now = "0", behind = "{t}" } = element.dataset;
  const text = whole === 0 ? now : whole < 0 ? ahead : behind;
  write(element, text.replace("{t}", words(element.dataset, Math.abs(whole))));
  mark(element, whole > 0 ? "late" : "");
}

function tick(element) {
  const minutes = minutesSince(element);
  if (Number.isNaN(minutes)) return;
  if (element.dataset.until !== undefined) return until(element, minutes);
  const past = Math.max(0, Math.floor(minutes));
  const { warn, late, warnText, lateText } = element.dataset;
  const state = late && past >= Number(late) ? "late" : warn && past >= Number(warn) ? "warn" : "";
  const word = { late: lateText, warn: warnText }[state];
  write(element, words(element.dataset, past) + (word ? ` · ${word}` : ""));
  // A clock without limits leaves the row to the one that has them.
  if (warn || late) mark(element, state);
}

const tickAll = () => document.querySelectorAll("time[data-clock]").forEach(tick);
tickAll();
setInterval(tickAll, 5000);
document.addEventListener("visibilitychange", tickAll);
document.addEventListener("stafett:changed", tickAll);
