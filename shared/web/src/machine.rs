//! Calls between machines: a JWT (RFC 7519) signed with Ed25519 (RFC 8037) that is good for
//! one method, one path, one body and one minute. Times and the random id are arguments.

use std::fmt;

use actix_web::{
    HttpRequest,
    http::{StatusCode, header},
};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};

use crate::Problem;

mod claims;
mod verify;

use claims::Claims;
pub use verify::{Caller, MachineKey, verify};

/// How long a token is good for, in seconds.
pub const LIFE_SECONDS: i64 = 60;
/// How far two agencies' clocks may differ, in seconds.
pub const CLOCK_SECONDS: i64 = 5;
/// The token's `typ`: no other JWT of this house can be mistaken for a call.
const TYPE: &str = "stafett-call+jwt";
/// PKCS#8 (RFC 8410) around an Ed25519 seed: the 16 bytes before the 32 of the seed.
const PKCS8_PREFIX: [u8; 16] = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// Why a token is refused. The caller learns only that it is; the log learns why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MachineError {
    /// No `Authorization: Bearer`.
    #[error("no bearer token")]
    Missing,
    /// Not a JWT, another algorithm than Ed25519, or another `typ`.
    #[error("the token is not a call signed with Ed25519")]
    Malformed,
    /// Nobody's key.
    #[error("the key is unknown")]
    UnknownKey,
    /// The key did not sign this.
    #[error("the signature does not match")]
    WrongSignature,
    /// Signed by a key of somebody else than it says.
    #[error("the issuer is not the owner of the key")]
    WrongIssuer,
    /// For another service.
    #[error("the audience is another")]
    WrongAudience,
    /// For another method.
    #[error("the method is another")]
    WrongMethod,
    /// For another path or query.
    #[error("the path is another")]
    WrongPath,
    /// For another body.
    #[error("the body is another")]
    WrongBody,
    /// Too old.
    #[error("the token has expired")]
    Expired,
    /// From the future: a clock is wrong.
    #[error("the token is from the future")]
    NotYet,
    /// Good for longer than a minute.
    #[error("the token lives too long")]
    TooLong,
    /// The key could not be used.
    #[error("the token can't be signed with this key")]
    Unsignable,
}

/// What a token is good for.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// The id of the agency that is called.
    pub audience: &'a str,
    /// The method in capitals.
    pub method: &'a str,
    /// Path and query as sent.
    pub path: &'a str,
    /// The exact bytes of the body; empty for none.
    pub body: &'a [u8],
}

/// Signs an agency's calls. Does not print its key.
pub struct MachineSigner {
    key: EncodingKey,
    key_id: String,
    issuer: String,
}

impl fmt::Debug for MachineSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MachineSigner({} …)", self.key_id)
    }
}

impl MachineSigner {
    /// A signer from a 32-byte Ed25519 seed (RFC 8032). The issuer is the agency's id, or
    /// the name of an agency's own case system.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32], key_id: impl Into<String>, issuer: impl Into<String>) -> Self {
        let der = [PKCS8_PREFIX.as_slice(), seed].concat();
        Self { key: EncodingKey::from_ed_der(&der), key_id: key_id.into(), issuer: issuer.into() }
    }

    /// A token for one call. `jti` is 16 random bytes.
    ///
    /// # Errors
    /// [`MachineError::Unsignable`] when the library refuses the key.
    pub fn token(&self, call: &Call<'_>, now: Timestamp, jti: [u8; 16]) -> Result<String, MachineError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.key_id.clone());
        let claims = Claims::of(&self.issuer, call, now.as_second(), jti);
        encode(&header, &claims, &self.key).map_err(|_| MachineError::Unsignable)
    }

    /// The token as the value of `Authorization`.
    ///
    /// # Errors
    /// As [`MachineSigner::token`].
    pub fn authorization(&self, call: &Call<'_>, now: Timestamp, jti: [u8; 16]) -> Result<String, MachineError> {
        Ok(format!("Bearer {}", self.token(call, now, jti)?))
    }
}

/// Who calls, or a refusal. The request must be for the door it came through: method, path
/// and query are taken from it.
///
/// # Errors
/// 401 `token-missing` or `token-refused`; the reason goes to the log.
pub fn require(
    request: &HttpRequest,
    body: &[u8],
    audience: &str,
    lookup: impl Fn(&str) -> Option<MachineKey>,
    now: Timestamp,
) -> Result<Caller, Problem> {
    let refuse = |code, error: MachineError| Problem::new(StatusCode::UNAUTHORIZED, code).because(error);
    let header = request.headers().get(header::AUTHORIZATION);
    let token = header.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let token = token.ok_or_else(|| refuse("token-missing", MachineError::Missing))?;
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let call = Call { audience, method: request.method().as_str(), path, body };
    verify(token, lookup, &call, now).map_err(|error| refuse("token-refused", error))
}
