//! Forged signatures: other people's list of them, and one of our own for each thing a header or a claim can do wrong.
//! The key pair is that of RFC 8037, appendix A.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use jiff::Timestamp;
use serde_json::{Value, json};
use web::machine::{Call, MachineError, MachineKey, MachineSigner, jws, thumbprint, verify};

const SEED: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const EXAMPLE: &str = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
const CALL: Call<'static> = Call { audience: "polisen-exempelstad", method: "GET", path: "/api/v1/notices", body: b"" };
const ISSUER: &str = "polisen-exempelstad";

fn bytes(text: &str) -> [u8; 32] {
    BASE64.decode(text).unwrap().try_into().unwrap()
}

fn now() -> Timestamp {
    "2026-11-23T02:31:08Z".parse().unwrap()
}

/// Signs any header over any claims, as an attacker who has a key could.
fn signed(header: &str, claims: &str, seed: &[u8; 32]) -> String {
    let pkcs8 = [&[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20], seed.as_slice()].concat();
    let key = jsonwebtoken::EncodingKey::from_ed_der(&pkcs8);
    let text = format!("{}.{}", BASE64.encode(header), BASE64.encode(claims));
    let signature = jsonwebtoken::crypto::sign(text.as_bytes(), &key, jsonwebtoken::Algorithm::EdDSA).unwrap();
    format!("{text}.{signature}")
}

fn claims() -> String {
    let iat = now().as_second();
    json!({
        "iss": ISSUER, "aud": CALL.audience, "htm": CALL.method, "htu": CALL.path, "jti": "a-token",
        "bdh": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "iat": iat, "exp": iat + 60,
    })
    .to_string()
}

fn judged(token: &str) -> Result<(), MachineError> {
    let own = |key_id: &str| match key_id {
        "key-1" => Some(MachineKey { issuer: ISSUER.into(), public: bytes(PUBLIC) }),
        "key-2" => Some(MachineKey { issuer: ISSUER.into(), public: [9; 32] }),
        _ => None,
    };
    verify(token, own, &CALL, now()).map(drop)
}

const HEADER: &str = r#"{"alg":"EdDSA","typ":"stafett-call+jwt","kid":"key-1"}"#;

#[test]
fn the_example_of_rfc_8037_is_accepted_and_nothing_near_it() {
    assert_eq!(jws::open(EXAMPLE, &bytes(PUBLIC)).unwrap(), b"Example of Ed25519 signing");
    assert_eq!(thumbprint(&bytes(PUBLIC)), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    for (at, _) in EXAMPLE.char_indices() {
        let mut near = EXAMPLE.to_owned().into_bytes();
        near[at] = if near[at] == b'A' { b'B' } else { b'A' };
        assert!(jws::open(&String::from_utf8(near).unwrap(), &bytes(PUBLIC)).is_err(), "symbol {at}");
    }
    for odd in [format!("{EXAMPLE}="), format!("{EXAMPLE}."), format!(".{EXAMPLE}"), format!("{EXAMPLE}\n"), format!(" {EXAMPLE}")] {
        assert_eq!(jws::open(&odd, &bytes(PUBLIC)), Err(MachineError::Malformed));
    }
}

/// None of the vectors is signed with Ed25519, so that every one must be refused, whatever its own key says of it: by the
/// public key the tokens are for, and by the very bytes of the secret it was made with.
#[test]
fn every_vector_of_wycheproof_is_refused() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/jws/json_web_signature_test.json")).unwrap();
    let mut tried = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let secret = group["private"]["k"].as_str().and_then(|k| BASE64.decode(k).ok()?.try_into().ok());
        for case in group["tests"].as_array().unwrap() {
            // The JSON serialisation (RFC 7515, 7.2) is an object: as text it is no token.
            let token = case["jws"].as_str().map_or_else(|| case["jws"].to_string(), ToOwned::to_owned);
            for key in [Some(bytes(PUBLIC)), secret].into_iter().flatten() {
                assert_eq!(jws::open(&token, &key), Err(MachineError::Malformed), "{}", case["tcId"]);
            }
            assert_eq!(judged(&token), Err(MachineError::Malformed), "{}", case["tcId"]);
            tried += 1;
        }
    }
    assert_eq!(tried, 401);
}

#[test]
fn a_header_holds_algorithm_type_and_key_and_nothing_else() {
    let seed = bytes(SEED);
    assert_eq!(judged(&signed(HEADER, &claims(), &seed)), Ok(()), "the positive control");
    let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{PUBLIC}"}}"#);
    let more = [
        r#""crit":["exp"],"exp":1"#.to_owned(),
        r#""crit":[]"#.to_owned(),
        r#""b64":false,"crit":["b64"]"#.to_owned(),
        format!(r#""jwk":{jwk}"#),
        r#""jku":"https://elsewhere.example/keys""#.to_owned(),
        r#""x5u":"https://elsewhere.example/chain""#.to_owned(),
        r#""x5c":["AA=="]"#.to_owned(),
        r#""x5t":"AA""#.to_owned(),
        r#""cty":"JWT""#.to_owned(),
        r#""zip":"DEF""#.to_owned(),
        r#""alg":"EdDSA""#.to_owned(),
        r#""alg":"none""#.to_owned(),
        r#""kid":"key-2""#.to_owned(),
        r#""typ":"stafett-call+jwt""#.to_owned(),
    ];
    for member in more {
        let header = HEADER.replace('}', &format!(",{member}}}"));
        assert_eq!(judged(&signed(&header, &claims(), &seed)), Err(MachineError::Malformed), "{member}");
    }
    for less in [
        r#"{"alg":"EdDSA","typ":"stafett-call+jwt"}"#,
        r#"{"alg":"EdDSA","kid":"key-1"}"#,
        r#"{"typ":"stafett-call+jwt","kid":"key-1"}"#,
        "{}",
        "[]",
        "null",
    ] {
        assert_eq!(judged(&signed(less, &claims(), &seed)), Err(MachineError::Malformed), "{less}");
    }
}

#[test]
fn only_the_key_that_is_named_may_sign() {
    let as_key = |key: &str| HEADER.replace("key-1", key);
    assert_eq!(judged(&signed(&as_key("key-2"), &claims(), &bytes(SEED))), Err(MachineError::WrongSignature), "the kid of another");
    assert_eq!(judged(&signed(&as_key("key-3"), &claims(), &bytes(SEED))), Err(MachineError::UnknownKey));
    assert_eq!(judged(&signed(&as_key("../key-1"), &claims(), &bytes(SEED))), Err(MachineError::UnknownKey));
    assert_eq!(judged(&signed(HEADER, &claims(), &[3; 32])), Err(MachineError::WrongSignature), "another Ed25519 key");
}

#[test]
fn claims_are_ours_once_each_and_of_their_type() {
    let seed = bytes(SEED);
    let iat = now().as_second();
    let with = |member: &str| claims().replacen('}', &format!(",{member}}}"), 1);
    for member in [
        r#""iss":"polisen-exempelstad""#.to_owned(),
        format!(r#""exp":{}"#, iat + 60),
        r#""admin":true"#.to_owned(),
        r#""nbf":0"#.to_owned(),
    ] {
        assert_eq!(judged(&signed(HEADER, &with(&member), &seed)), Err(MachineError::Malformed), "{member}");
    }
    let typed = |from: &str, to: &str| signed(HEADER, &claims().replace(from, to), &seed);
    let exp = (iat + 60).to_string();
    let odd = [
        typed(&exp, &format!("\"{exp}\"")),
        typed(&exp, &format!("{exp}.5")),
        typed(&exp, "null"),
        typed(r#""aud":"polisen-exempelstad""#, r#""aud":["polisen-exempelstad"]"#),
        typed(r#""jti":"a-token""#, r#""jti":"""#),
        typed(r#""jti":"a-token""#, &format!(r#""jti":"{}""#, "a".repeat(65))),
        typed("{", " x{"),
    ];
    for token in odd {
        assert_eq!(judged(&token), Err(MachineError::Malformed), "{token}");
    }
    assert_eq!(judged(&typed(&exp, &i64::MAX.to_string())), Err(MachineError::TooLong));
    let long = "a".repeat(5000);
    assert_eq!(judged(&signed(HEADER, &with(&format!(r#""x":"{long}""#)), &seed)), Err(MachineError::Malformed), "a long one");
}

#[test]
fn a_token_of_one_kind_is_none_of_another() {
    let signer = MachineSigner::from_seed(&bytes(SEED), "key-1", ISSUER);
    let assertion = signer.assertion("https://polisen.example/oauth/token", now(), [1; 16]).unwrap();
    assert_eq!(judged(&assertion), Err(MachineError::Malformed));
    let access = web::machine::Access { client: "key-1".into(), thumbprint: String::new(), scopes: web::machine::Scopes::all() };
    assert_eq!(judged(&signer.access_token(&access, now(), [1; 16]).unwrap()), Err(MachineError::Malformed));
    assert_eq!(judged(&signer.token(&CALL, now(), [1; 16]).unwrap()), Ok(()));
}
