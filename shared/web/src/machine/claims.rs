//! What a token says.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Call, LIFE_SECONDS};

/// The registered claims of RFC 7519 and three for the request: `htm` and `htu` are named
/// as in RFC 9449 (here `htu` is path and query), `bdh` is the base64url SHA-256 of the body.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    pub iss: String,
    pub aud: String,
    pub htm: String,
    pub htu: String,
    pub bdh: String,
    pub jti: String,
    pub iat: i64,
    pub exp: i64,
}

impl Claims {
    pub(super) fn of(issuer: &str, call: &Call<'_>, now: i64, jti: [u8; 16]) -> Self {
        Self {
            iss: issuer.to_owned(),
            aud: call.audience.to_owned(),
            htm: call.method.to_owned(),
            htu: call.path.to_owned(),
            bdh: digest(call.body),
            jti: BASE64.encode(jti),
            iat: now,
            exp: now + LIFE_SECONDS,
        }
    }
}

pub(super) fn digest(body: &[u8]) -> String {
    BASE64.encode(Sha256::digest(body))
}
