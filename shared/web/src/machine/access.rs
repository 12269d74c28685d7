//! Access tokens (RFC 6749, in the form of RFC 9068) and the client assertions they are given for (RFC 7523).
//!
//! A token is bound to the client's key by `cnf` (RFC 7800) with the key's thumbprint (RFC 7638): who picks it up can't use
//! it without a proof signed by that key.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    LIFE_SECONDS, MachineError, MachineSigner,
    jws::Unverified,
    scope::Scopes,
    verify::{Caller, identified, lives},
};

/// How long an access token is good for, in seconds.
pub const ACCESS_SECONDS: i64 = 300;
/// The `typ` of an access token (RFC 9068, 2.1).
const ACCESS_TYPE: &str = "at+jwt";
/// The `typ` of an assertion: what libraries write, and what the revision of RFC 7523 asks for.
const ASSERTION_TYPES: [&str; 2] = ["client-authentication+jwt", "JWT"];

/// What an access token says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AccessClaims {
    iss: String,
    aud: String,
    sub: String,
    client_id: String,
    scope: String,
    cnf: Confirmation,
    jti: String,
    iat: i64,
    exp: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Confirmation {
    jkt: String,
}

/// What a client says of itself when it asks for a token.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssertionClaims {
    iss: String,
    sub: String,
    aud: String,
    jti: String,
    iat: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    exp: i64,
}

/// What a client may do for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The client: the id of its key.
    pub client: String,
    /// Thumbprint of its key.
    pub thumbprint: String,
    /// What it may do.
    pub scopes: Scopes,
}

/// The thumbprint of an Ed25519 key: SHA-256 of its JWK in canonical form (RFC 7638, RFC 8037 appendix A.3).
#[must_use]
pub fn thumbprint(public: &[u8; 32]) -> String {
    let jwk = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, BASE64.encode(public));
    BASE64.encode(Sha256::digest(jwk))
}

impl MachineSigner {
    /// A token for a client of this issuer's own service: issuer and audience are the same. `jti` is 16 random bytes.
    ///
    /// # Errors
    /// [`MachineError::Unsignable`] when the library refuses the key.
    pub fn access_token(&self, access: &Access, now: Timestamp, jti: [u8; 16]) -> Result<String, MachineError> {
        let claims = AccessClaims {
            iss: self.issuer.clone(),
            aud: self.issuer.clone(),
            sub: access.client.clone(),
            client_id: access.client.clone(),
            scope: access.scopes.to_string(),
            cnf: Confirmation { jkt: access.thumbprint.clone() },
            jti: BASE64.encode(jti),
            iat: now.as_second(),
            exp: now.as_second() + ACCESS_SECONDS,
        };
        self.sign(ACCESS_TYPE, &claims)
    }

    /// What a client with this key shows at a token endpoint; its name there is the id of its key.
    ///
    /// # Errors
    /// [`MachineError::Unsignable`] when the library refuses the key.
    pub fn assertion(&self, endpoint: &str, now: Timestamp, jti: [u8; 16]) -> Result<String, MachineError> {
        let claims = AssertionClaims {
            iss: self.key_id.clone(),
            sub: self.key_id.clone(),
            aud: endpoint.to_owned(),
            jti: BASE64.encode(jti),
            iat: now.as_second(),
            nbf: None,
            exp: now.as_second() + LIFE_SECONDS,
        };
        self.sign(ASSERTION_TYPES[0], &claims)
    }

    /// The form a client posts to a token endpoint (RFC 6749 4.4.2, RFC 7523 2.2) for every scope it may have.
    ///
    /// # Errors
    /// [`MachineError::Unsignable`] when the library refuses the key.
    pub fn token_request(&self, endpoint: &str, now: Timestamp, jti: [u8; 16]) -> Result<String, MachineError> {
        let assertion = self.assertion(endpoint, now, jti)?;
        // A JWT has no symbol that a form would escape.
        Ok(format!(
            "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer\
             &client_assertion={assertion}"
        ))
    }
}

/// Checks an access token: `key` is the issuer's own, whose id the token must name.
///
/// # Errors
/// Why it is refused.
pub fn verify_access(token: &str, issuer: &str, key: (&str, &[u8; 32]), now: Timestamp) -> Result<Access, MachineError> {
    let read = Unverified::read(token)?;
    if read.key_id(&[ACCESS_TYPE])? != key.0 {
        return Err(MachineError::UnknownKey);
    }
    let claims: AccessClaims = read.claims(key.1)?;
    if claims.iss != issuer {
        return Err(MachineError::WrongIssuer);
    }
    if claims.aud != issuer {
        return Err(MachineError::WrongAudience);
    }
    lives(claims.iat, claims.exp, ACCESS_SECONDS, now)?;
    let scopes = claims.scope.parse().map_err(|_| MachineError::Malformed)?;
    Ok(Access { client: claims.client_id, thumbprint: claims.cnf.jkt, scopes })
}

/// Checks an assertion made for a token endpoint; gives the client. `lookup` gives a client's public key.
///
/// # Errors
/// Why it is refused.
pub fn verify_assertion(
    token: &str,
    lookup: impl Fn(&str) -> Option<[u8; 32]>,
    endpoint: &str,
    now: Timestamp,
) -> Result<Caller, MachineError> {
    let read = Unverified::read(token)?;
    let key_id = read.key_id(&ASSERTION_TYPES)?;
    let public = lookup(key_id).ok_or(MachineError::UnknownKey)?;
    let claims: AssertionClaims = read.claims(&public)?;
    if claims.iss != key_id || claims.sub != key_id {
        return Err(MachineError::WrongIssuer);
    }
    if claims.aud != endpoint {
        return Err(MachineError::WrongAudience);
    }
    let until = lives(claims.iat, claims.exp, LIFE_SECONDS, now)?;
    if claims.nbf.is_some_and(|from| from > now.as_second().saturating_add(super::CLOCK_SECONDS)) {
        return Err(MachineError::NotYet);
    }
    Ok(Caller { issuer: claims.iss, key_id: key_id.to_owned(), jti: identified(claims.jti)?, until })
}
