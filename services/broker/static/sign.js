// Signs an approval on this very machine. The key file is read here and forgotten: it has no name in the form, and nothing
// but the signature is handed in.

// An Ed25519 seed in PKCS #8 (RFC 8410, 7) is this and the seed.
const HEAD = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]);
const SEED_BYTES = 32;

const sheet = document.getElementById("sign");
const place = document.getElementById("sign-here");
const chosen = document.getElementById("key");
const said = document.getElementById("key-said");

const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const toBase64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const together = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

function keyOf(seed) {
  return crypto.subtle.importKey("pkcs8", together(HEAD, seed), "Ed25519", true, ["sign"]);
}

/** The first 16 digits of the SHA-256 of the public key: as the broker names it. */
async function idOf(key) {
  const { x } = await crypto.subtle.exportKey("jwk", key);
  const digest = await crypto.subtle.digest("SHA-256", fromBase64(x.replaceAll("-", "+").replaceAll("_", "/")));
  return [...new Uint8Array(digest, 0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function seedOf(file) {
  const seed = fromBase64((await file.text()).trim());
  if (seed.length !== SEED_BYTES) throw new Error("not 32 bytes");
  return seed;
}

/** What is shown, with the moment of signing by this machine's clock, to the second. */
function payloadNow() {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  return sheet.dataset.payload.replace(/"signed_at":"[^"]*"/, `"signed_at":"${now}"`);
}

async function sign(key) {
  const payload = payloadNow();
  const bytes = new TextEncoder().encode(payload);
  const signature = await crypto.subtle.sign("Ed25519", key, together(fromBase64(sheet.dataset.prefix), bytes));
  document.getElementById("payload").textContent = payload;
  // The one spelling of an envelope (RFC 8785): names in this order, no space.
  return JSON.stringify({ key_id: sheet.dataset.keyId, payload: toBase64(bytes), signature: toBase64(signature) });
}

async function take(file) {
  let key;
  try {
    key = await keyOf(await seedOf(file));
  } catch {
    return said.dataset.notAKey;
  }
  if ((await idOf(key)) !== sheet.dataset.keyId) return said.dataset.otherKey;
  document.getElementById("envelope").value = await sign(key);
  return said.dataset.signed;
}

async function begin() {
  // Browsers without Ed25519 refuse here: then the way by the command is the only one.
  await keyOf(new Uint8Array(SEED_BYTES));
  place.hidden = false;
  chosen.addEventListener("change", async () => {
    if (!chosen.files.length) return;
    said.textContent = await take(chosen.files[0]);
    chosen.value = "";
  });
}

if (place && globalThis.crypto?.subtle) begin().catch(() => {});
