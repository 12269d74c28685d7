//! Calls between machines: a JWT (RFC 7519) signed with Ed25519 (RFC 8037) that is good for
//! one method, one path, one body and one minute, once. Times and the random id are arguments.
//!
//! Two kinds of callers use it. Services call each other with the call token alone ([`require`]). A case system of an
//! agency's own shows an access token, given by `POST /oauth/token` for an assertion signed with its key
//! ([`verify_assertion`], [`verify_access`]), and beside it a call token signed with the same key as the proof that it is
//! the client itself that calls ([`proof`]): an access token that is picked up opens nothing.

use std::fmt;

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Serialize;

mod access;
mod claims;
mod door;
pub mod jws;
mod replay;
mod scope;
mod verify;

pub use access::{ACCESS_SECONDS, Access, thumbprint, verify_access, verify_assertion};
use claims::Claims;
pub use door::{PROOF_HEADER, bearer, proof, require};
pub use replay::{Replays, first_use, replayed};
pub use scope::{Scope, Scopes, UnknownScope};
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
    /// Used before.
    #[error("the token was used before")]
    Replayed,
    /// The proof was signed with another key than the access token is for.
    #[error("the proof is not of the access token's key")]
    OtherClient,
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
        self.sign(TYPE, &Claims::of(&self.issuer, call, now.as_second(), jti))
    }

    /// The token as the value of `Authorization`.
    ///
    /// # Errors
    /// As [`MachineSigner::token`].
    pub fn authorization(&self, call: &Call<'_>, now: Timestamp, jti: [u8; 16]) -> Result<String, MachineError> {
        Ok(format!("Bearer {}", self.token(call, now, jti)?))
    }

    fn sign(&self, typ: &str, claims: &impl Serialize) -> Result<String, MachineError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(typ.to_owned());
        header.kid = Some(self.key_id.clone());
        encode(&header, claims, &self.key).map_err(|_| MachineError::Unsignable)
    }
}
