//! Machine calls. The key pair is test 1 of RFC 8032, section 7.1.

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use web::machine::{Call, MachineError, MachineKey, MachineSigner, verify};

const SEED: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
    0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];
const PUBLIC: [u8; 32] = [
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6,
    0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
];
const POLICE: &str = "polisen-exempelstad";
const BROKER: &str = "samordningen-exempelstad";
const OFFER: Call<'static> = Call { audience: BROKER, method: "POST", path: "/api/v1/offers?x=1", body: b"{\"a\":1}" };

fn now() -> Timestamp {
    "2026-11-22T01:14:00Z".parse().unwrap()
}

fn lookup(key_id: &str) -> Option<MachineKey> {
    (key_id == "token-1").then(|| MachineKey { issuer: POLICE.into(), public: PUBLIC })
}

fn signed(call: &Call<'_>) -> String {
    MachineSigner::from_seed(&SEED, "token-1", POLICE).token(call, now(), [7; 16]).unwrap()
}

fn answer(token: &str, call: &Call<'_>, seconds: i64) -> Result<(), MachineError> {
    let when = now() + SignedDuration::from_secs(seconds);
    verify(token, lookup, call, when).map(|caller| assert_eq!((caller.issuer.as_str(), caller.key_id.as_str()), (POLICE, "token-1")))
}

#[test]
fn a_call_passes_for_a_minute() {
    let token = signed(&OFFER);
    assert_eq!(answer(&token, &OFFER, 0), Ok(()));
    assert_eq!(answer(&token, &OFFER, 64), Ok(()));
    assert_eq!(answer(&token, &OFFER, 65), Err(MachineError::Expired));
    assert_eq!(answer(&token, &OFFER, -5), Ok(()));
    assert_eq!(answer(&token, &OFFER, -6), Err(MachineError::NotYet));
}

#[test]
fn it_is_good_for_nothing_else() {
    let token = signed(&OFFER);
    let other = |call: Call<'_>| answer(&token, &call, 0).unwrap_err();
    assert_eq!(other(Call { audience: POLICE, ..OFFER }), MachineError::WrongAudience);
    assert_eq!(other(Call { method: "PUT", ..OFFER }), MachineError::WrongMethod);
    assert_eq!(other(Call { path: "/api/v1/offers", ..OFFER }), MachineError::WrongPath);
    assert_eq!(other(Call { body: b"{\"a\":2}", ..OFFER }), MachineError::WrongBody);
    assert_eq!(other(Call { body: b"", ..OFFER }), MachineError::WrongBody);
}

#[test]
fn only_the_owner_of_the_key_may_speak() {
    let stranger = MachineSigner::from_seed(&[1; 32], "token-1", POLICE);
    let token = stranger.token(&OFFER, now(), [0; 16]).unwrap();
    assert_eq!(answer(&token, &OFFER, 0), Err(MachineError::WrongSignature));
    let pretender = MachineSigner::from_seed(&SEED, "token-1", "socialtjansten-exempelstad");
    let token = pretender.token(&OFFER, now(), [0; 16]).unwrap();
    assert_eq!(answer(&token, &OFFER, 0), Err(MachineError::WrongIssuer));
    let unknown = MachineSigner::from_seed(&SEED, "token-2", POLICE);
    let token = unknown.token(&OFFER, now(), [0; 16]).unwrap();
    assert_eq!(answer(&token, &OFFER, 0), Err(MachineError::UnknownKey));
}

fn parts(token: &str) -> Vec<String> {
    token.split('.').map(str::to_owned).collect()
}

fn base64(value: &Value) -> String {
    use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

#[test]
fn the_token_does_not_choose_the_algorithm() {
    let token = signed(&OFFER);
    let claims = parts(&token)[1].clone();
    for alg in ["none", "None", "NONE", "HS256", "ES256"] {
        let header = base64(&json!({ "alg": alg, "typ": "stafett-call+jwt", "kid": "token-1" }));
        for signature in ["", parts(&token)[2].as_str()] {
            let forged = format!("{header}.{claims}.{signature}");
            assert_eq!(answer(&forged, &OFFER, 0), Err(MachineError::Malformed), "{alg}");
        }
    }
}

#[test]
fn the_public_key_is_no_secret_to_sign_with() {
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some("stafett-call+jwt".into());
    header.kid = Some("token-1".into());
    let claims = json!({
        "iss": POLICE, "aud": BROKER, "htm": "POST", "htu": OFFER.path, "bdh": "", "jti": "x",
        "iat": now().as_second(), "exp": now().as_second() + 60,
    });
    let forged = encode(&header, &claims, &EncodingKey::from_secret(&PUBLIC)).unwrap();
    assert_eq!(answer(&forged, &OFFER, 0), Err(MachineError::Malformed));
}

#[test]
fn changed_or_long_lived_claims_are_refused() {
    let token = signed(&OFFER);
    let mut pieces = parts(&token);
    pieces[1] = base64(&json!({ "iss": POLICE }));
    assert_eq!(answer(&pieces.join("."), &OFFER, 0), Err(MachineError::WrongSignature));
    for odd in ["", "a", "a.b.c", "....", "💥"] {
        assert_eq!(answer(odd, &OFFER, 0), Err(MachineError::Malformed), "{odd}");
    }
    let der = [&hex_prefix()[..], &SEED].concat();
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some("token-1".into());
    let long = |typ: &str, life: i64| {
        let mut header = header.clone();
        header.typ = Some(typ.into());
        let iat = now().as_second();
        let claims = json!({
            "iss": POLICE, "aud": BROKER, "htm": "GET", "htu": "/", "jti": "x",
            "bdh": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "iat": iat, "exp": iat + life,
        });
        encode(&header, &claims, &EncodingKey::from_ed_der(&der)).unwrap()
    };
    let get = Call { audience: BROKER, method: "GET", path: "/", body: b"" };
    assert_eq!(answer(&long("stafett-call+jwt", 60), &get, 0), Ok(()), "the positive control");
    assert_eq!(answer(&long("stafett-call+jwt", 61), &get, 0), Err(MachineError::TooLong));
    assert_eq!(answer(&long("JWT", 60), &get, 0), Err(MachineError::Malformed));
}

fn hex_prefix() -> [u8; 16] {
    [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]
}
