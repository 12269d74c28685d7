//! Access tokens, what they are given for, and that each is good once.

use jiff::{SignedDuration, Timestamp};
use store::{Conn, Db};
use web::machine::{
    Access, Call, Caller, MachineError, MachineKey, MachineSigner, Replays, Scopes, first_use, verify, verify_access, verify_assertion,
};

use crate::site::schema;

const AGENCY: &str = "polisen-exempelstad";
const ENDPOINT: &str = "https://polisen.example/oauth/token";
/// Seed and public key of test 1 in RFC 8032, section 7.1.
const SEED: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
    0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];
const PUBLIC: [u8; 32] = [
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6,
    0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
];

fn now() -> Timestamp {
    "2026-11-23T02:31:08Z".parse().unwrap()
}

fn after(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

fn signer() -> MachineSigner {
    MachineSigner::from_seed(&SEED, "key-1", AGENCY)
}

fn access() -> Access {
    Access { client: "client-1".into(), thumbprint: "thumb".into(), scopes: "read".parse().unwrap() }
}

fn checked(token: &str, at: Timestamp) -> Result<Access, MachineError> {
    verify_access(token, AGENCY, ("key-1", &PUBLIC), at)
}

#[test]
fn an_access_token_lives_five_minutes_and_says_what_it_is_for() {
    let token = signer().access_token(&access(), now(), [1; 16]).unwrap();
    assert_eq!(checked(&token, after(304)), Ok(access()));
    assert_eq!(checked(&token, after(305)), Err(MachineError::Expired));
    assert_eq!(checked(&token, after(-6)), Err(MachineError::NotYet));
    assert_eq!(verify_access(&token, "socialtjansten-exempelstad", ("key-1", &PUBLIC), now()), Err(MachineError::WrongIssuer));
    assert_eq!(verify_access(&token, AGENCY, ("key-2", &PUBLIC), now()), Err(MachineError::UnknownKey));
    assert_eq!(verify_access(&token, AGENCY, ("key-1", &[7; 32]), now()), Err(MachineError::WrongSignature));
    let other = MachineSigner::from_seed(&[1; 32], "key-1", AGENCY).access_token(&access(), now(), [1; 16]).unwrap();
    assert_eq!(checked(&other, now()), Err(MachineError::WrongSignature));
}

#[test]
fn neither_a_call_nor_an_assertion_is_an_access_token() {
    let call = Call { audience: AGENCY, method: "GET", path: "/", body: b"" };
    for token in [signer().token(&call, now(), [1; 16]).unwrap(), signer().assertion(ENDPOINT, now(), [1; 16]).unwrap()] {
        assert_eq!(checked(&token, now()), Err(MachineError::Malformed));
    }
}

#[test]
fn an_assertion_is_for_one_endpoint_and_a_minute() {
    let known = |key: &str| (key == "key-1").then_some(PUBLIC);
    let token = signer().assertion(ENDPOINT, now(), [1; 16]).unwrap();
    assert_eq!(verify_assertion(&token, known, ENDPOINT, now()).unwrap().key_id, "key-1");
    let refused = |token: &str, endpoint: &str, at| verify_assertion(token, known, endpoint, at).unwrap_err();
    assert_eq!(refused(&token, "https://socialtjansten.example/oauth/token", now()), MachineError::WrongAudience);
    assert_eq!(refused(&token, ENDPOINT, after(65)), MachineError::Expired);
    assert_eq!(refused(&token, ENDPOINT, after(-6)), MachineError::NotYet);
    let stranger = MachineSigner::from_seed(&[1; 32], "key-1", AGENCY).assertion(ENDPOINT, now(), [1; 16]).unwrap();
    assert_eq!(refused(&stranger, ENDPOINT, now()), MachineError::WrongSignature);
    let unknown = MachineSigner::from_seed(&SEED, "key-9", AGENCY).assertion(ENDPOINT, now(), [1; 16]).unwrap();
    assert_eq!(refused(&unknown, ENDPOINT, now()), MachineError::UnknownKey);
    let call = Call { audience: ENDPOINT, method: "POST", path: "/oauth/token", body: b"" };
    assert_eq!(refused(&signer().token(&call, now(), [1; 16]).unwrap(), ENDPOINT, now()), MachineError::Malformed);
}

fn caller(jti: [u8; 16]) -> Caller {
    let call = Call { audience: AGENCY, method: "GET", path: "/", body: b"" };
    let key = |_: &str| Some(MachineKey { issuer: AGENCY.into(), public: PUBLIC });
    verify(&signer().token(&call, now(), jti).unwrap(), key, &call, now()).unwrap()
}

#[test]
fn a_token_is_good_once_in_memory() {
    let replays = Replays::default();
    assert!(replays.first_use(&caller([1; 16]), now()).is_ok());
    assert!(replays.first_use(&caller([2; 16]), now()).is_ok());
    assert_eq!(replays.first_use(&caller([1; 16]), after(64)).unwrap_err().code(), "token-refused");
    let another_key = Caller { key_id: "key-2".into(), ..caller([1; 16]) };
    assert!(replays.first_use(&another_key, now()).is_ok(), "ids are the keys' own");
}

async fn a_token_is_good_once_in_the_database(db: Db) {
    let at = |now: Timestamp| move |conn: &mut Conn| first_use(conn, &caller([1; 16]), now);
    assert!(db.write("use_token", at(now())).await.unwrap());
    assert!(!db.write("use_token", at(after(64))).await.unwrap());
    assert!(db.write("use_token", at(after(65))).await.unwrap(), "nothing is remembered for longer than the token lives");
}

#[test]
fn every_scope_is_given_by_name() {
    assert_eq!(Scopes::all().to_string(), "read write");
}

store::test_on_both!(schema(), a_token_is_good_once_in_the_database);
