// Checks a receipt on this very machine: nothing is sent anywhere. What it does is what `stafett verify-log --receipt` does:
// the log's signature over the checkpoint, the witnesses' cosignatures (C2SP signed-note, tlog-cosignature), the salted
// commitment to the entry, and the path from its leaf to the signed root (RFC 9162, 2.1.3.2).

const LOG = 1;
const COSIGNER = 4;
const LABEL = "stafett/entry/v1\0";

const form = document.getElementById("verify");
const place = (id) => document.getElementById(id);

const text = new TextEncoder();
const fromBase64 = (encoded) => Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const together = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", together(...parts)));

/** Why a receipt does not hold: a code of the page's list. */
class Refuted extends Error {}

/** `name+key id+base64 of kind and key` (C2SP signed-note). */
function keyOf(line, kind) {
  const [name, id, ...blob] = line.trim().split("+");
  const bytes = fromBase64(blob.join("+"));
  if (bytes[0] !== kind || bytes.length !== 33) throw new Refuted("not_signed");
  return { name, id, key: crypto.subtle.importKey("raw", bytes.slice(1), "Ed25519", false, ["verify"]) };
}

/** The signed text and the lines under it. */
function noteOf(note) {
  const end = note.indexOf("\n\n");
  if (end < 0) throw new Refuted("not_a_receipt");
  const lines = note.slice(end + 2).split("\n").filter((line) => line.startsWith("\u2014 "));
  const signatures = lines.map((line) => {
    const [, name, encoded] = line.split(" ");
    const bytes = fromBase64(encoded);
    return { name, id: toHex(bytes.slice(0, 4)), signature: bytes.slice(4) };
  });
  const signed = note.slice(0, end + 1);
  const [origin, size, root, rest] = signed.split("\n");
  if (rest !== "" || !/^(0|[1-9]\d*)$/.test(size)) throw new Refuted("not_a_receipt");
  return { signed, origin, size: Number(size), root: fromBase64(root), signatures };
}

const lineOf = (note, key) => note.signatures.find((line) => line.name === key.name && line.id === key.id);

async function hasSigned(key, signature, message) {
  return crypto.subtle.verify("Ed25519", await key.key, signature, text.encode(message));
}

/** Who has cosigned, with the time of each. A false line of a known witness spoils the whole. */
async function witnessesOf(note, keys) {
  const found = [];
  for (const key of keys) {
    const line = lineOf(note, key);
    if (!line) continue;
    const seconds = new DataView(line.signature.buffer, line.signature.byteOffset, 8).getBigUint64(0);
    const message = `cosignature/v1\ntime ${seconds}\n${note.signed}`;
    if (!(await hasSigned(key, line.signature.slice(8), message))) throw new Refuted("bad_signature");
    found.push({ name: key.name, at: new Date(Number(seconds) * 1000) });
  }
  return found;
}

/** RFC 8785, for texts, whole numbers, lists and objects of them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

async function leafOf({ entry, salt }) {
  const key = await crypto.subtle.importKey("raw", fromBase64(salt), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const commitment = await crypto.subtle.sign("HMAC", key, text.encode(LABEL + canonical(entry)));
  return sha256(Uint8Array.of(0), new Uint8Array(commitment));
}

const half = (number) => Math.floor(number / 2);

/** The root that the path leads to; nothing when the path has another length than the tree asks for. */
async function rootOf(leaf, { index, size, hashes }) {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return null;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of hashes.map(fromBase64)) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? hash : null;
}

function receiptOf(typed) {
  try {
    const receipt = JSON.parse(typed);
    const { entry, salt, inclusion, checkpoint } = receipt;
    if ([entry, inclusion].every((part) => part && typeof part === "object") && typeof checkpoint === "string" && fromBase64(salt).length === 32) return receipt;
  } catch {
    // Told below.
  }
  throw new Refuted("not_a_receipt");
}

async function check(typed, logKey, witnessKeys) {
  const receipt = receiptOf(typed);
  const note = noteOf(receipt.checkpoint);
  const line = lineOf(note, logKey);
  if (!line || note.origin !== logKey.name) throw new Refuted("not_signed");
  if (!(await hasSigned(logKey, line.signature, note.signed))) throw new Refuted("bad_signature");
  const witnesses = await witnessesOf(note, witnessKeys);
  const root = await rootOf(await leafOf(receipt), receipt.inclusion);
  if (!root || receipt.inclusion.size !== note.size || !same(root, note.root)) throw new Refuted("not_in_tree");
  return { receipt, note, witnesses };
}

const wordOf = (list, code) => document.querySelector(`#${list} [data-code="${code}"]`)?.textContent ?? code;

function dayOf(moment) {
  const language = document.documentElement.lang === "en" ? "en-GB" : "sv-SE";
  return new Intl.DateTimeFormat(language, { timeZone: "Europe/Stockholm", dateStyle: "long", timeStyle: "short" }).format(moment);
}

function show({ receipt, note, witnesses }) {
  const { index } = receipt.inclusion;
  place("verdict-where").textContent = place("verdict-where").dataset.browser;
  place("verdict-kind").textContent = wordOf("entry-kinds", receipt.entry.kind);
  place("verdict-at").textContent = dayOf(new Date(receipt.entry.at));
  place("verdict-place").textContent = place("verdict-place").dataset.words.replace("#1", index).replace("#2", note.size);
  const lines = witnesses.map(({ name, at }) => `${name}, ${dayOf(at)}`);
  const rows = lines.flatMap((line, at) => (at ? [document.createElement("br"), line] : [line]));
  place("verdict-witnesses").replaceChildren(...(rows.length ? rows : [place("verdict-witnesses").dataset.none]));
  place("verdict").hidden = false;
}

async function run() {
  place("verdict").hidden = true;
  place("refuted").hidden = true;
  const [file] = place("file").files;
  if (file) place("receipt").value = await file.text();
  try {
    const logKey = keyOf(place("log-key").value, LOG);
    const witnesses = place("witness-keys").textContent.split("\n").filter(Boolean).map((line) => keyOf(line, COSIGNER));
    show(await check(place("receipt").value, logKey, witnesses));
  } catch (error) {
    // What is no Base64 or no key throws other errors.
    place("refuted-why").textContent = wordOf("receipt-faults", error instanceof Refuted ? error.message : "not_a_receipt");
    place("refuted").hidden = false;
  }
}

async function begin() {
  // Browsers without Ed25519 refuse here: then the server alone checks.
  await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
  place("verify-here").hidden = false;
  place("verify-in-browser").addEventListener("click", run);
}

if (form && globalThis.crypto?.subtle) begin().catch(() => {});
