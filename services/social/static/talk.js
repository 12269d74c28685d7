// A talk by telephone goes on when the line to the service is down: <form data-taps> in #player sends each tap by fetch, and what can't be
// sent waits in the memory of the page, in order, and is tried again. Meanwhile the next step is shown from the script that is in the page,
// with the line that says that nothing is saved yet. Where the page can't know what comes next it says so, and the script can be read on.
// Without scripts the same form posts and the server redirects (303).
import { parse, put } from "./swap.js";

const AGAIN = 3_000;
const PATIENCE = 8_000;
// Taps that nobody has answered yet: { after, code, since }.
const waiting = [];
let sending = false;
let failing = false;
let again;
// Where a guard leads back to.
let left = "";

const player = () => document.querySelector("#player");
const words = (id) => [...player().querySelectorAll(".whole article")].find((one) => one.dataset.at === id);

function say(text) {
  const line = player().querySelector(".unsaved");
  line.textContent = [line.dataset.text, text].filter(Boolean).join(" ");
  line.hidden = false;
}

function button(tap, alone) {
  const made = Object.assign(document.createElement("button"), { className: "ds-button", name: "tap", value: tap.dataset.tap, textContent: tap.textContent });
  if (!alone) made.dataset.variant = "secondary";
  return made;
}

/** Shows a step or a guard of the script in place of the one that was read. */
function show(id) {
  const next = words(id);
  const now = player().querySelector("#now");
  const taps = [...next.querySelectorAll("li")];
  const text = next.querySelector("p");
  now.querySelector("h2").textContent = next.querySelector("h3").textContent;
  const said = Object.assign(document.createElement("p"), { className: text.hasAttribute("data-note") ? "aside" : "say", textContent: text.textContent });
  now.querySelector(".words").replaceChildren(now.querySelector("h2"), said);
  now.querySelector(".answers").replaceChildren(...taps.map((tap) => button(tap, taps.length === 1)));
  player().dataset.at = id;
  now.querySelector("h2").focus();
}

/** Nothing more can be tapped before what waits is saved. */
function stop(text) {
  player().querySelectorAll("form[data-taps] button").forEach((one) => (one.disabled = true));
  say(text);
}

/** Goes on by the script of the page, as far as it says where. */
function goOn(code) {
  const { notHere, over } = player().querySelector(".unsaved").dataset;
  const at = player().dataset.at;
  const tap = [...(words(at)?.querySelectorAll("li") ?? [])].find((one) => one.dataset.tap === code);
  const to = code.startsWith("guard.") ? code : tap?.dataset.to;
  if (to?.startsWith("guard.") && words(to)) {
    if (!at.startsWith("guard.")) left = at;
    return show(to);
  }
  if (to === "back" && words(left)) return show(left);
  if (to === "end" || code.startsWith("break_off.")) return stop(over);
  if (to && words(to)) return show(to);
  stop(notHere);
}

function body(tap) {
  const form = player().querySelector("form[data-taps]");
  const waited = Math.round((performance.now() - tap.since) / 1000);
  const fields = { csrf: form.elements.csrf.value, of: form.elements.of.value, after: tap.after, tap: tap.code, waited };
  return new URLSearchParams(fields);
}

const asked = (method, more) =>
  fetch(method === "POST" ? player().querySelector("form[data-taps]").action : location.href, {
    method,
    headers: { Accept: "text/html" },
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE),
    ...more,
  });

/** The session may be another by now: its token comes with the page. False while nobody is logged in. */
async function renew() {
  const page = parse(await (await asked("GET")).text());
  const token = page.querySelector("#player form[data-taps] input[name=csrf]");
  if (token) player().querySelector("form[data-taps]").elements.csrf.value = token.value;
  return Boolean(token);
}

/** Sends one tap: the page that answers, and whether the tap was refused. Throws when it has to be tried again. */
async function send(tap) {
  const answer = await asked("POST", { body: body(tap) });
  const page = parse(await answer.text());
  if (page.querySelector("#player")) return { page, refused: !answer.ok };
  if (!(await renew())) say(player().querySelector(".unsaved").dataset.logIn);
  throw new Error(answer.status);
}

function arrived(page) {
  failing = false;
  left = "";
  // Without a player the talk is over: its outcome is another page.
  if (!page.querySelector("#player form[data-taps]")) return location.assign(location.pathname + location.search);
  const open = player().querySelector(".whole").open;
  put(page, "#player");
  player().querySelector(".whole").open = open;
  (player().querySelector("[role=alert]") ?? player().querySelector("h2"))?.focus();
}

async function drain() {
  if (sending || !waiting.length) return;
  sending = true;
  try {
    let page;
    while (waiting.length) {
      const answer = await send(waiting[0]);
      page = answer.page;
      player().dataset.after = waiting[0].after + 1;
      waiting.shift();
      // The talk is somewhere else: what was tapped on the old page is not for it.
      if (answer.refused) waiting.length = 0;
    }
    arrived(page);
  } catch {
    if (!failing) {
      failing = true;
      say();
      goOn(waiting[0].code);
    }
    clearTimeout(again);
    again = setTimeout(drain, AGAIN);
  } finally {
    sending = false;
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-taps]") || !event.submitter) return;
  event.preventDefault();
  // A tap on its way is not known to be lost: the next one waits for its page.
  if (waiting.length && !failing) return;
  const code = event.submitter.value;
  waiting.push({ after: Number(player().dataset.after) + waiting.length, code, since: performance.now() });
  if (failing) goOn(code);
  drain();
});

addEventListener("online", drain);
addEventListener("beforeunload", (event) => waiting.length && event.preventDefault());
