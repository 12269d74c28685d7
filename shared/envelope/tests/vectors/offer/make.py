"""A second hand's reading of the formats: makes the envelopes here from draft.json. Needs Python's `cryptography`.

Follows RFC 9180 (base mode, 0x0020 0x0001 0x0003), RFC 8785 (as far as these values need it) and the tables of
the module `seal`; it shares no code with the crate.
"""

import hashlib
import hmac
import json
import pathlib
from base64 import b64encode

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

HERE = pathlib.Path(__file__).parent
RAW = dict(encoding=serialization.Encoding.Raw, format=serialization.PublicFormat.Raw)
LENGTHS = {"identity": 768, "safe_contact": 768, "incident": 256}


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def u32(number):
    return number.to_bytes(4, "big")


# RFC 9180 4 and 5
def extract(salt, key):
    return hmac.new(salt or bytes(32), key, hashlib.sha256).digest()


def expand(key, info, length):
    out, block, count = b"", b"", 1
    while len(out) < length:
        block = hmac.new(key, block + info + bytes([count]), hashlib.sha256).digest()
        out, count = out + block, count + 1
    return out[:length]


def labeled_extract(suite, salt, label, key):
    return extract(salt, b"HPKE-v1" + suite + label + key)


def labeled_expand(suite, key, label, info, length):
    return expand(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


KEM = b"KEM" + bytes([0, 0x20])
SUITE = b"HPKE" + bytes([0, 0x20, 0, 1, 0, 3])


def derive_key_pair(material):
    prk = labeled_extract(KEM, b"", b"dkp_prk", material)
    return X25519PrivateKey.from_private_bytes(labeled_expand(KEM, prk, b"sk", b"", 32))


def public_bytes(private):
    return private.public_key().public_bytes(**RAW)


def context(recipient, info, material):
    ephemeral = derive_key_pair(material)
    enc = public_bytes(ephemeral)
    dh = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    shared = labeled_expand(KEM, labeled_extract(KEM, b"", b"eae_prk", dh), b"shared_secret", enc + recipient, 32)
    schedule = b"\0" + labeled_extract(SUITE, b"", b"psk_id_hash", b"") + labeled_extract(SUITE, b"", b"info_hash", info)
    secret = labeled_extract(SUITE, shared, b"secret", b"")
    return enc, labeled_expand(SUITE, secret, b"key", schedule, 32), labeled_expand(SUITE, secret, b"base_nonce", schedule, 12)


def label(category):
    return u32(len(category)) + category.encode() + u32(1)


def prepare(draft, digest, spell, dirty):
    """Salted, padded plaintexts and their commitments."""
    prepared = []
    for n, field in enumerate(draft["fields"]):
        salt = sha(b"stafett/salt/v1\0", bytes.fromhex(draft["seal_seed"]), digest, u32(n))
        value = spell(field["value"])
        plain = (salt + u32(len(value)) + value).ljust(LENGTHS[field["category"]], b"\0")
        prepared.append((plain[:-1] + dirty, sha(b"stafett/commitment/v1\0", salt, label(field["category"]), value)))
    return prepared


def make(name, draft, spell=canonical, dirty=b"\0"):
    header, seed = draft["header"], bytes.fromhex(draft["seal_seed"])
    recipient = public_bytes(derive_key_pair(bytes.fromhex(draft["unit_seed"])))
    assert header["unit_key"] == sha(recipient).hex()[:16]
    digest = sha(canonical(header))
    prepared = prepare(draft, digest, spell, dirty)
    material = sha(b"stafett/ephemeral/v1\0", seed, digest, sha(*[sha(plain) for plain, _ in prepared]))
    info = b"stafett/handover/v1" + header["to"]["unit"].encode() + header["unit_key"].encode()
    enc, key, nonce = context(recipient, info, material)
    fields = []
    for n, (field, (plain, commitment)) in enumerate(zip(draft["fields"], prepared)):
        subject = bytes.fromhex(field.get("subject", "").replace("-", ""))
        data = digest + u32(n) + label(field["category"]) + subject
        here = (int.from_bytes(nonce, "big") ^ n).to_bytes(12, "big")
        sealed = ChaCha20Poly1305(key).encrypt(here, plain, data)
        clear = {name: field[name] for name in ("category", "subject") if name in field}
        fields.append(clear | {"n": n, "commitment": b64encode(commitment).decode(), "sealed": b64encode(sealed).decode()})
    payload = canonical({"header": header, "encapsulated": b64encode(enc).decode(), "fields": fields})
    signer = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(draft["signer_seed"]))
    envelope = {
        "key_id": sha(public_bytes(signer)).hex()[:16],
        "signature": b64encode(signer.sign(b"stafett/offer/v1\0" + payload)).decode(),
        "payload": b64encode(payload).decode(),
    }
    (HERE / name).write_bytes(canonical(envelope))


def main():
    draft = json.loads((HERE / "draft.json").read_text())
    make("envelope.json", draft)
    # What a sender with another program could seal, and nobody may take.
    make("spelling.json", draft, spell=lambda value: canonical(value) + b" ")
    make("padding.json", draft, dirty=b"\1")
    draft["fields"][0]["value"]["protection"] = "confidentiality_mark"
    make("protected.json", draft)


main()
