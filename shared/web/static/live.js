// A list that says how old it is.
// <section id="inbox" data-live="/duty/stream?after=17" data-live-page="/duty"
//          data-connected="…{time}" data-stale="…{time}" data-new="{n} …"
//          data-ring-kinds="parcel_received">
//   <p class="live-state" data-live-state></p>
//   <button class="live-new ds-button" data-live-new hidden></button>
//   <button data-start-shift>…</button>      lets sound be played
//   <div id="rows" data-live-rows> … [data-row="code"] … [data-ring] for the unacknowledged
// The stream carries codes only; rows come from the page itself, so that there is one
// renderer. The stream is never closed because the tab is hidden: a duty desk's list
// lives in a background tab.
import { replace } from "./swap.js";

const STALE = 25_000;
const POLL = 10_000;
const root = document.querySelector("[data-live]");
const find = (name) => root.querySelector(`[data-live-${name}]`);
const rows = () => find("rows");
// The clock on the wall of the desk, as on the rest of the page, wherever the browser thinks it is.
const now = () => new Date().toLocaleTimeString("sv-SE", { timeZone: "Europe/Stockholm" });

let heard = Date.now();
let lastGood = now();
let stale = false;
let waiting = new Set();
let alarm = false;
let fetching = false;
let again = false;
let shift = sessionStorage.getItem("stafett-shift") === "on";
let sound;

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

/** Rows never move under a pointer or a focus. */
const attended = () => rows()?.matches(":hover") || rows()?.contains(document.activeElement);

function bar() {
  const button = find("new");
  if (!button) return;
  const n = waiting.size;
  const text = (root.dataset.new ?? "{n}").replace("{n}", n);
  if (n && button.textContent !== text) button.textContent = text;
  button.hidden = n === 0;
}

async function load() {
  if (fetching) return (again = true);
  fetching = true;
  again = false;
  try {
    const answer = await fetch(root.dataset.livePage ?? location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const html = await answer.text();
    if (!replace(html, `#${rows().id}`)) throw new Error("no rows");
    waiting = new Set();
    alarm = false;
    bar();
    ring();
    return true;
  } catch {
    return false;
  } finally {
    fetching = false;
    if (again) changed();
  }
}

function changed(subject) {
  if (subject) waiting.add(subject);
  if (!attended()) return load();
  bar();
  ring();
}

// Two short tones, and only while somebody's alarm is unacknowledged.
function ring() {
  if (shift && (alarm || root.querySelector("[data-ring]"))) tones();
}

function tones() {
  sound ??= new AudioContext();
  sound.resume();
  for (const [at, pitch] of [[0, 880], [0.25, 660]]) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = pitch;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.18);
  }
}

function listen() {
  const source = new EventSource(root.dataset.live);
  source.addEventListener("heartbeat", alive);
  source.addEventListener("gap", () => { alive(); changed(); });
  source.addEventListener("changed", (event) => {
    const { kind, subject } = JSON.parse(event.data);
    alive();
    alarm ||= (root.dataset.ringKinds ?? "").split(" ").includes(kind);
    changed(subject);
  });
  source.onerror = () => {
    // A refusal (logged out, 5xx) closes the stream for good: begin again ourselves.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, POLL);
  };
}

root.addEventListener("click", (event) => {
  if (event.target.closest("[data-live-new]")) load().then(() => rows().querySelector("[data-row] a,[data-row] button")?.focus());
  if (event.target.closest("[data-start-shift]")) {
    shift = true;
    sessionStorage.setItem("stafett-shift", "on");
    // Heard at once: who starts the shift knows that the desk can ring.
    tones();
  }
});

setInterval(async () => {
  if (Date.now() - heard < STALE) return;
  stale = true;
  state();
  if (!attended()) await load();
}, POLL / 2);
setInterval(ring, 30_000);
// What was waiting comes in when nobody looks at the rows any more.
const settle = (event) => waiting.size && !attended() && !event.target.closest("[data-live-new]") && load();
document.addEventListener("pointerover", settle);
document.addEventListener("focusin", settle);

state();
listen();
