"""What a case system needs to call the API: Ed25519 keys, an access token, and a proof for each call."""

import base64
import hashlib
import json
import secrets
import threading
import time
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Client:
    """A client of one agency's API, with a key from a seed of 32 bytes."""

    def __init__(self, base, agency, seed):
        self.base, self.agency = base.rstrip("/"), agency
        self.key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.key_id = hashlib.sha256(self.public).hexdigest()[:16]
        self._lock, self._token, self._until = threading.Lock(), "", 0

    def config_row(self, name, role, unit):
        """The row of [[agency.api_clients]] as TOML."""
        public = base64.b64encode(self.public).decode()
        return f'[{{ name = "{name}", role = "{role}", unit = "{unit}", key_id = "{self.key_id}", public = "{public}" }}]'

    def _signed(self, typ, claims):
        header = {"alg": "EdDSA", "typ": typ, "kid": self.key_id}
        text = ".".join(base64url(json.dumps(part).encode()) for part in (header, claims))
        return text + "." + base64url(self.key.sign(text.encode()))

    def _times(self):
        now = int(time.time())
        return {"jti": base64url(secrets.token_bytes(16)), "iat": now, "exp": now + 60}

    def proof(self, method, path, body):
        """The value of Stafett-Proof for one call."""
        claims = {"iss": self.agency, "aud": self.agency, "htm": method, "htu": path, "bdh": base64url(hashlib.sha256(body).digest())}
        return self._signed("stafett-call+jwt", claims | self._times())

    def token(self):
        """An access token that is good for a while yet."""
        with self._lock:
            if time.time() > self._until:
                endpoint = self.base + "/oauth/token"
                claims = {"iss": self.key_id, "sub": self.key_id, "aud": endpoint} | self._times()
                form = {
                    "grant_type": "client_credentials",
                    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    "client_assertion": self._signed("client-authentication+jwt", claims),
                }
                with urllib.request.urlopen(endpoint, urllib.parse.urlencode(form).encode()) as answer:
                    self._token, self._until = json.load(answer)["access_token"], time.time() + 200
            return self._token

    def headers(self, method, path, body):
        """Both tokens of a call."""
        return {"Authorization": "Bearer " + self.token(), "Stafett-Proof": self.proof(method, path, body)}

    def call(self, method, path, document=None):
        """A call that must go well; gives the answer's document."""
        body = b"" if document is None else json.dumps(document).encode()
        headers = self.headers(method, path, body) | {"Idempotency-Key": secrets.token_hex(16)}
        if document is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.base + path, body or None, headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"null")
