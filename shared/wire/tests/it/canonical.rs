//! RFC 8785 where it bites: order of members, escapes, numbers.

use std::collections::BTreeMap;

use wire::{
    Bytes32, Octets,
    canonical::{CanonicalError, from_bytes, to_bytes},
};

use crate::samples::CANARY;

fn written<T: serde::Serialize>(value: &T) -> String {
    String::from_utf8(to_bytes(value).expect("written")).expect("text")
}

/// The example of RFC 8785 section 3.2.3: members are ordered by UTF-16 code units, not by bytes.
#[test]
fn members_are_ordered_by_utf16() {
    let names = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}"];
    let object: BTreeMap<&str, u8> = names.into_iter().zip(0..).collect();
    assert_eq!(written(&object), "{\"\\r\":1,\"1\":3,\"\u{80}\":5,\"\u{f6}\":6,\"\u{20ac}\":0,\"\u{1f600}\":4,\"\u{fb33}\":2}");
}

#[test]
fn text_is_escaped_as_little_as_can_be() {
    assert_eq!(written(&"åäö / \u{7f} \" \\ \n \u{1}"), "\"åäö / \u{7f} \\\" \\\\ \\n \\u0001\"");
}

#[test]
fn base64_has_one_spelling() {
    let bytes = written(&Bytes32([255; 32]));
    assert_eq!(from_bytes::<Bytes32>(bytes.as_bytes()), Ok(Bytes32([255; 32])));
    for other in
        [bytes.replace('=', ""), bytes.replace('/', "_"), bytes.replacen('8', "9", 1), bytes.replacen('/', "/\\n", 1), written(&"")]
    {
        assert!(from_bytes::<Bytes32>(other.as_bytes()).is_err(), "{other}");
    }
    assert!(from_bytes::<Octets>(b"\"AB==\"").is_err(), "bits after the end");
    assert!(from_bytes::<Octets>(b"\"\"").is_ok_and(|octets| octets.0.is_empty()));
    assert!(Bytes32::from_base64("AAAA").is_none());
    assert_eq!(Bytes32::from_base64(&Bytes32([3; 32]).to_base64()), Some(Bytes32([3; 32])));
}

#[test]
fn time_has_one_spelling() {
    let taken = |text: &str| from_bytes::<jiff::Timestamp>(format!("\"{text}\"").as_bytes());
    assert!(taken("2026-11-22T21:04:00Z").is_ok());
    assert!(taken("2026-11-22T21:04:00.000001Z").is_ok());
    for other in
        ["2026-11-22T22:04:00+01:00", "2026-11-22t21:04:00z", "2026-11-22 21:04:00Z", "2026-11-22T21:04Z", "2026-11-22T21:04:00.0Z"]
    {
        assert_eq!(taken(other), Err(CanonicalError::Spelling), "{other}");
    }
    assert!(taken("2026-02-29T21:04:00Z").is_err());
    assert!(taken("2026-11-22T21:04:00").is_err());
}

#[test]
fn an_error_never_repeats_the_message() {
    let bytes = format!("{{\"name\":\"{CANARY}\",\"{CANARY}\":1,\"protection\":\"{CANARY}\"}}");
    for bytes in [&bytes[..], &bytes[1..], &bytes[..30]] {
        let error = from_bytes::<wire::value::Identity>(bytes.as_bytes()).expect_err("not an identity");
        assert!(!format!("{error} {error:?}").contains("Kanarie"));
    }
}
