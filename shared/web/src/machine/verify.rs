//! Checks a token against the call it came with.

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};

use super::{
    CLOCK_SECONDS, Call, LIFE_SECONDS, MachineError, TYPE,
    claims::{Claims, digest},
};

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
    /// The token's own id, for a log of calls.
    pub jti: String,
}

/// Checks signature, issuer, audience, method, path, body and time, in that order. The
/// algorithm is the key's, whatever the token says: a token that names `none` or an HMAC
/// is refused before any key is touched.
///
/// # Errors
/// Why the token is refused.
pub fn verify(token: &str, lookup: impl Fn(&str) -> Option<MachineKey>, call: &Call<'_>, now: Timestamp) -> Result<Caller, MachineError> {
    let header = decode_header(token).map_err(|_| MachineError::Malformed)?;
    if header.alg != Algorithm::EdDSA || header.typ.as_deref() != Some(TYPE) {
        return Err(MachineError::Malformed);
    }
    let key_id = header.kid.ok_or(MachineError::Malformed)?;
    let key = lookup(&key_id).ok_or(MachineError::UnknownKey)?;
    let claims = signed_claims(token, &key)?;
    if claims.iss != key.issuer {
        return Err(MachineError::WrongIssuer);
    }
    check_call(&claims, call)?;
    check_time(&claims, now.as_second())?;
    Ok(Caller { issuer: claims.iss, key_id, jti: claims.jti })
}

fn signed_claims(token: &str, key: &MachineKey) -> Result<Claims, MachineError> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    // The library would ask the system's clock: times and audience are checked here.
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let decoded = decode::<Claims>(token, &DecodingKey::from_ed_der(&key.public), &validation);
    let decoded = decoded.map_err(|error| match error.kind() {
        jsonwebtoken::errors::ErrorKind::InvalidSignature => MachineError::WrongSignature,
        _ => MachineError::Malformed,
    })?;
    Ok(decoded.claims)
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

fn check_time(claims: &Claims, now: i64) -> Result<(), MachineError> {
    let life = claims.exp.checked_sub(claims.iat);
    if life.is_none_or(|life| life > LIFE_SECONDS) {
        Err(MachineError::TooLong)
    } else if claims.iat > now + CLOCK_SECONDS {
        Err(MachineError::NotYet)
    } else if now >= claims.exp.saturating_add(CLOCK_SECONDS) {
        Err(MachineError::Expired)
    } else {
        Ok(())
    }
}
