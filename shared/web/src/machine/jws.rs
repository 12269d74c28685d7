//! JSON Web Signatures (RFC 7515) in compact form, Ed25519 (RFC 8037) and nothing else.
//!
//! A header of exactly `alg`, `typ` and `kid`: what else a header may hold (`crit`, `jwk`, `jku`, `x5c`, `b64` …) changes how
//! a signature is read or brings a key along, so that a token with it is no token here. A member that comes twice is refused
//! too, in the header and in the claims.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::{Deserialize, de::DeserializeOwned};

use super::MachineError;

/// Longer than any of ours; a longer one is not looked at.
const LONGEST: usize = 4096;
/// The one algorithm (RFC 8037, 3.1).
const ALGORITHM: &str = "EdDSA";
/// An Ed25519 signature (RFC 8032).
const SIGNATURE_BYTES: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: Option<String>,
    kid: Option<String>,
}

/// A token whose form is right. What it says is not known before [`Unverified::claims`].
pub(super) struct Unverified<'a> {
    typ: Option<String>,
    kid: Option<String>,
    signed: &'a str,
    payload: &'a str,
    signature: &'a str,
}

impl<'a> Unverified<'a> {
    /// Takes a token apart.
    pub(super) fn read(token: &'a str) -> Result<Self, MachineError> {
        Self::parts(token).ok_or(MachineError::Malformed)
    }

    fn parts(token: &'a str) -> Option<Self> {
        let (signed, signature) = token.rsplit_once('.').filter(|_| token.len() <= LONGEST)?;
        let (header, payload) = signed.split_once('.').filter(|(_, payload)| !payload.contains('.'))?;
        let Header { alg, typ, kid } = serde_json::from_slice(&BASE64.decode(header).ok()?).ok()?;
        let whole = BASE64.decode(signature).is_ok_and(|bytes| bytes.len() == SIGNATURE_BYTES);
        (alg == ALGORITHM && whole).then_some(Self { typ, kid, signed, payload, signature })
    }

    /// The key it names, when it is of one of these types.
    pub(super) fn key_id(&self, types: &[&str]) -> Result<&str, MachineError> {
        let typed = self.typ.as_deref().is_some_and(|typ| types.contains(&typ));
        self.kid.as_deref().filter(|_| typed).ok_or(MachineError::Malformed)
    }

    fn payload(&self, public: &[u8; 32]) -> Result<Vec<u8>, MachineError> {
        let verified = crypto::verify(self.signature, self.signed.as_bytes(), &DecodingKey::from_ed_der(public), Algorithm::EdDSA);
        if !verified.unwrap_or(false) {
            return Err(MachineError::WrongSignature);
        }
        BASE64.decode(self.payload).map_err(|_| MachineError::Malformed)
    }

    /// What it says, once the signature is this key's.
    pub(super) fn claims<T: DeserializeOwned>(&self, public: &[u8; 32]) -> Result<T, MachineError> {
        serde_json::from_slice(&self.payload(public)?).map_err(|_| MachineError::Malformed)
    }
}

/// The payload of a token that this Ed25519 key signed, whatever its type.
///
/// # Errors
/// [`MachineError::Malformed`] for another form or algorithm, [`MachineError::WrongSignature`].
pub fn open(token: &str, public: &[u8; 32]) -> Result<Vec<u8>, MachineError> {
    Unverified::read(token)?.payload(public)
}
