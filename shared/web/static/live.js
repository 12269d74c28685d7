// A list that says how old it is, and that stands still while somebody uses it.
// <section data-live="/duty/stream?after=17" data-live-page="/duty" data-shift="on"
//          data-connected="…{time}" data-stale="…{time}" data-new="{n} …" data-moved="…"
//          data-ring-kinds="parcel_received">
//   <p class="live-state" data-live-state></p>
//   <div role="status"><button class="live-new ds-button" data-live-new hidden></button></div>
//   <button data-tone>…</button>              plays the tone, on any page
//   <button data-live-silent aria-pressed>…</button> silences this tab alone
//   <button data-live-sound hidden>…</button> shown when the browser lets no sound out
//   <div id="rows" data-live-rows> … [data-row="code"][data-said="who: state"] … [data-ring] for the unacknowledged
//   <div data-live-beside id="beside">        what stands beside the rows and may change at once
//   <p data-live-notice role="alert" hidden>  a word that moves nothing
// The stream carries codes only; rows come from the page itself, so that there is one renderer. The stream is never closed
// because the tab is hidden: a duty desk's list lives in a background tab.
import { parse, put } from "./swap.js";
import { allowed, tones } from "./tone.js";

const STALE = 25_000;
const POLL = 10_000;
// Attention that has only just left comes back: rows wait so long before they move.
const SETTLE = 2_000;
const root = document.querySelector("[data-live]");
const find = (name) => root.querySelector(`[data-live-${name}]`);
const rows = () => find("rows");
const groups = (place) => [...place.querySelectorAll("[data-live-rows] [data-row]")];
// The clock on the wall of the desk, as on the rest of the page, wherever the browser thinks it is.
const now = () => new Date().toLocaleTimeString("sv-SE", { timeZone: "Europe/Stockholm" });
const remembered = (key) => sessionStorage.getItem(`stafett-${key}`) === "on";

let heard = Date.now();
let lastGood = now();
let stale = false;
let pending = false;
let alarm = false;
let fetching = null;
let again = false;
let silent = remembered("silent");
let leftAt = 0;
let tried = 0;

function state() {
  const line = find("state");
  if (!line) return;
  const text = (stale ? root.dataset.stale : root.dataset.connected) ?? "";
  line.textContent = text.replace("{time}", lastGood);
  line.dataset.state = stale ? "stale" : "connected";
  // Said once when it happens, not each time the clock moves.
  line.setAttribute("role", stale ? "alert" : "note");
}

function alive() {
  heard = Date.now();
  lastGood = now();
  stale = false;
  state();
}

/** Rows never move under a pointer or a focus, nor at once after it has left. */
const used = () => rows()?.matches(":hover") || rows()?.contains(document.activeElement);
const attended = () => used() || Date.now() - leftAt < SETTLE;

function bar(added, moved) {
  pending = added + moved > 0;
  const button = find("new");
  if (!button) return;
  const { new: news = "{n}", moved: other = news } = root.dataset;
  const text = (added ? news : other).replace("{n}", added || moved);
  button.hidden = !(added || moved);
  if (!button.hidden && button.textContent !== text) button.textContent = text;
}

/** Columns keep their widths, whatever is written into a row from now on. */
function keepColumns(table) {
  if (!table || table.style.tableLayout === "fixed") return;
  const widths = [...table.querySelectorAll("th")].map((head) => [head, head.getBoundingClientRect().width]);
  for (const [head, width] of widths) {
    head.style.boxSizing = "border-box";
    head.style.width = `${width}px`;
  }
  table.style.tableLayout = "fixed";
}

/** The row has gone to another part of the list, or somebody has it: it says so where it stands, at the same height. */
function mark(row, said) {
  delete row.dataset.ring;
  keepColumns(row.closest("table"));
  for (const button of row.querySelectorAll("form[action*='/acknowledge'] button")) {
    if (!said || button.textContent === said) continue;
    button.type = "button";
    button.textContent = said;
    button.removeAttribute("aria-label");
    button.removeAttribute("data-key");
    button.setAttribute("aria-disabled", "true");
  }
}

/** Nothing moves: rows that changed say so in their place, new ones are counted in the bar. */
function patch(page) {
  const coming = new Map(groups(page).map((row) => [row.dataset.row, row]));
  let moved = 0;
  for (const row of groups(root)) {
    const next = coming.get(row.dataset.row);
    const part = (one) => one?.closest("[data-part]")?.dataset.part;
    if (part(next) !== part(row)) {
      mark(row, next?.dataset.said);
      moved += 1;
    } else if (!next?.isEqualNode(row)) moved += 1;
    coming.delete(row.dataset.row);
  }
  bar(coming.size, moved);
}

/** The whole list anew; whoever stood on a row stands on it again. */
function place(page) {
  const row = document.activeElement?.closest("[data-row]")?.dataset.row;
  put(page, `#${rows().id}`);
  alarm = false;
  bar(0, 0);
  if (row && !rows().contains(document.activeElement)) rowOf(row)?.querySelector("a[href],button")?.focus();
}

const rowOf = (code) => groups(root).find((row) => row.dataset.row === code);

function show(page, asked) {
  if (!page.querySelector("[data-live-rows]")) return false;
  if (page.title) document.title = page.title;
  const beside = find("beside");
  if (beside && !beside.matches(":hover") && !beside.contains(document.activeElement)) put(page, `#${beside.id}`);
  if (!asked && attended()) patch(page);
  else place(page);
  ring();
  return true;
}

/** What a person asks for comes after a fetch that is under way; what the stream asks for meanwhile is done once. */
async function load(asked) {
  if (fetching && !asked) return (again = true);
  while (fetching) await fetching;
  fetching = once(asked).finally(() => (fetching = null));
  const shown = await fetching;
  if (again) load();
  return shown;
}

async function once(asked) {
  again = false;
  tried = Date.now();
  try {
    const answer = await fetch(root.dataset.livePage ?? location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return show(parse(await answer.text()), asked);
  } catch {
    return false;
  }
}

// Only while somebody's alarm is unacknowledged, and never in a tab that was silenced.
function ring() {
  const sound = find("sound");
  const on = root.dataset.shift === "on" && !silent;
  if (sound) sound.hidden = !on || allowed();
  if (on && (alarm || root.querySelector("[data-ring]"))) tones();
}

function listen() {
  const source = new EventSource(root.dataset.live);
  source.addEventListener("heartbeat", alive);
  source.addEventListener("gap", () => { alive(); load(); });
  source.addEventListener("changed", (event) => {
    const { kind } = JSON.parse(event.data);
    alive();
    alarm ||= (root.dataset.ringKinds ?? "").split(" ").includes(kind);
    load();
  });
  source.onerror = () => {
    // A refusal (logged out, 5xx) closes the stream for good: begin again ourselves.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, POLL);
  };
}

function silence() {
  const button = find("silent");
  if (button) button.setAttribute("aria-pressed", String(silent));
}

async function ask() {
  const before = new Set(groups(root).map((row) => row.dataset.row));
  if (!(await load(true))) return;
  const first = groups(root).find((row) => !before.has(row.dataset.row)) ?? groups(root)[0];
  first?.querySelector("a[href],button")?.focus();
}

root.addEventListener("click", (event) => {
  if (event.target.closest("[data-live-new]")) ask();
  if (event.target.closest("[data-live-sound]")) tones().then(ring);
  if (event.target.closest("[data-live-silent]")) {
    silent = !silent;
    sessionStorage.setItem("stafett-silent", silent ? "on" : "off");
    silence();
    ring();
  }
});

// What a form of a row answers: the row stays where it is.
document.addEventListener("stafett:answer", (event) => {
  const { page, form } = event.detail;
  if (!rows()?.contains(form) || !page.querySelector("[data-live-rows]")) return;
  event.preventDefault();
  // Who was quicker, or that it is noted: it stays until the next word, and moves nothing.
  const said = (page.querySelector("[data-live-rows] [data-focus]") ?? page.querySelector(".status p"))?.textContent ?? "";
  const notice = find("notice");
  if (notice) {
    notice.textContent = said;
    notice.hidden = !said;
  }
  show(page);
});

setInterval(async () => {
  if (Date.now() - heard < STALE) return;
  stale = true;
  state();
  await load();
}, POLL);
setInterval(ring, 30_000);
// What was waiting comes in when nobody has used the rows for a while.
let using = false;
setInterval(() => {
  if (using && !used()) leftAt = Date.now();
  using = used();
  // A line that is down is not asked twice a second.
  if (pending && !attended() && Date.now() - tried > SETTLE && !stale) load();
}, 500);

// Older pages have a button that turns the sound on for the tab.
root.addEventListener("click", (event) => event.target.closest("[data-start-shift]") && (root.dataset.shift = "on") && tones());

state();
silence();
listen();
