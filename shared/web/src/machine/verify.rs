//! Checks a token against the call it came with.

use jiff::Timestamp;

use super::{
    CLOCK_SECONDS, Call, LIFE_SECONDS, MachineError, TYPE,
    claims::{Claims, digest},
    jws::Unverified,
};

/// As long as an id of a token may be: 16 random bytes take 22 symbols.
const LONGEST_ID: usize = 64;

/// A key that may call, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MachineKey {
    /// The only issuer this key may speak for.
    pub issuer: String,
    /// The Ed25519 public key (RFC 8032), 32 bytes.
    pub public: [u8; 32],
}

/// Who called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The owner of the key.
    pub issuer: String,
    /// The key.
    pub key_id: String,
    /// The token's own id: it is good once.
    pub jti: String,
    /// When the token is good no more; until then its id is remembered.
    pub until: Timestamp,
}

/// Checks form, key, signature, issuer, audience, method, path, body and time, in that order. The algorithm is the key's,
/// whatever the token says: a token that names `none` or an HMAC is refused before any key is touched.
///
/// # Errors
/// Why the token is refused.
pub fn verify(token: &str, lookup: impl Fn(&str) -> Option<MachineKey>, call: &Call<'_>, now: Timestamp) -> Result<Caller, MachineError> {
    let read = Unverified::read(token)?;
    let key_id = read.key_id(&[TYPE])?;
    let key = lookup(key_id).ok_or(MachineError::UnknownKey)?;
    let claims: Claims = read.claims(&key.public)?;
    if claims.iss != key.issuer {
        return Err(MachineError::WrongIssuer);
    }
    check_call(&claims, call)?;
    let until = lives(claims.iat, claims.exp, LIFE_SECONDS, now)?;
    Ok(Caller { issuer: claims.iss, key_id: key_id.to_owned(), jti: identified(claims.jti)?, until })
}

fn check_call(claims: &Claims, call: &Call<'_>) -> Result<(), MachineError> {
    if claims.aud != call.audience {
        Err(MachineError::WrongAudience)
    } else if claims.htm != call.method {
        Err(MachineError::WrongMethod)
    } else if claims.htu != call.path {
        Err(MachineError::WrongPath)
    } else if claims.bdh != digest(call.body) {
        Err(MachineError::WrongBody)
    } else {
        Ok(())
    }
}

/// When a token made at `iat` that ends at `exp` (both in seconds, RFC 7519) is good no more, clocks that differ included.
pub(super) fn lives(iat: i64, exp: i64, longest: i64, now: Timestamp) -> Result<Timestamp, MachineError> {
    let now = now.as_second();
    let end = exp.saturating_add(CLOCK_SECONDS);
    match exp.checked_sub(iat) {
        None => Err(MachineError::TooLong),
        Some(life) if life > longest => Err(MachineError::TooLong),
        Some(_) if iat > now.saturating_add(CLOCK_SECONDS) => Err(MachineError::NotYet),
        Some(_) if now >= end => Err(MachineError::Expired),
        Some(_) => Timestamp::from_second(end).map_err(|_| MachineError::TooLong),
    }
}

/// An id that can be remembered.
pub(super) fn identified(jti: String) -> Result<String, MachineError> {
    if jti.is_empty() || jti.len() > LONGEST_ID { Err(MachineError::Malformed) } else { Ok(jti) }
}
