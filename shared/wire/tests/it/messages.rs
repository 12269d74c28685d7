//! Every message survives the wire in one spelling, and nothing else is taken for it.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;
use wire::{
    Category, Value,
    canonical::{CanonicalError, from_bytes, to_bytes},
};

use crate::samples;

/// Every way of writing the message that must be refused, and the one that must not.
fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(message: &T) {
    let bytes = to_bytes(message).expect("it can be written");
    assert_eq!(from_bytes::<T>(&bytes).as_ref(), Ok(message));
    let refused = |spelling: &str| from_bytes::<T>(spelling.as_bytes()).is_err();
    let text = String::from_utf8(bytes).expect("text");
    let json: Json = serde_json::from_str(&text).expect("json");

    assert_eq!(from_bytes::<T>(format!(" {text}").as_bytes()), Err(CanonicalError::Spelling), "white space before");
    assert!(refused(&format!("{text}\n")), "white space after");
    assert!(refused(&text.replacen(':', ": ", 1)), "white space inside");
    assert!(refused(&text[..text.len() - 1]), "cut short");
    assert!(refused(&format!("{text}{text}")), "twice");
    assert!(refused(&escaped(&text)), "an escape that is not needed");
    members_backwards(&json).into_iter().for_each(|spelling| assert!(refused(&spelling), "other order: {spelling}"));
    members_doubled(&json).into_iter().for_each(|spelling| assert!(refused(&spelling), "doubled: {spelling}"));
    members_added(&json).into_iter().for_each(|spelling| assert!(refused(&spelling), "added: {spelling}"));
}

/// The first letter of the first member's name as `\u00xx`.
fn escaped(text: &str) -> String {
    let first = text.as_bytes()[2];
    format!("{{\"\\u{:04x}{}", u32::from(first), &text[3..])
}

fn write(members: impl Iterator<Item = (String, Json)>) -> String {
    let members: Vec<String> = members.map(|(name, value)| format!("{}:{value}", Json::from(name))).collect();
    format!("{{{}}}", members.join(","))
}

fn members(json: &Json) -> Vec<(String, Json)> {
    json.as_object().expect("an object").clone().into_iter().collect()
}

fn members_backwards(json: &Json) -> Option<String> {
    let members = members(json);
    (members.len() > 1).then(|| write(members.into_iter().rev()))
}

fn members_doubled(json: &Json) -> Vec<String> {
    let members = members(json);
    let doubled = |n: usize| write(members.iter().take(n + 1).chain(&members[n..]).cloned());
    (0..members.len()).map(doubled).collect()
}

/// An unknown member in every object of the tree, one at a time.
fn members_added(json: &Json) -> Vec<String> {
    let mut added = Vec::new();
    for path in crate::free_text::paths(json, Json::is_object) {
        let mut changed = json.clone();
        let object = changed.pointer_mut(&path).and_then(Json::as_object_mut).expect("an object");
        object.insert("zz_narrative".to_owned(), Json::from("fri text"));
        added.push(changed.to_string());
    }
    added
}

#[test]
fn every_message_has_one_spelling() {
    check(&samples::envelope());
    check(&samples::offer());
    check(&samples::offer_answer());
    check(&samples::consent_grant());
    check(&samples::withdrawal());
    check(&samples::code_withdrawal());
    check(&samples::recall());
    check(&samples::key_set());
    check(&samples::manifest());
    check(&wire::Registration { key_set: samples::envelope(), manifest: samples::envelope() });
    check(&samples::notice());
    check(&samples::parcel());
    samples::receipt_states().into_iter().for_each(|state| check(&samples::receipt(state)));
}

#[test]
fn what_is_not_said_is_not_written() {
    let mut offer = samples::offer();
    (offer.header.expires_at, offer.header.answers, offer.fields[0].subject) = (None, None, None);
    check(&offer);
    let text = String::from_utf8(to_bytes(&offer).expect("written")).expect("text");
    assert!(!text.contains("null"));
    assert!(from_bytes::<wire::Offer>(text.replacen("\"fields\"", "\"answers\":null,\"fields\"", 1).as_bytes()).is_err());
}

#[test]
fn every_value_has_one_spelling() {
    for category in Category::ALL {
        let value = samples::value(*category);
        assert_eq!(value.category(), *category);
        let bytes = value.to_canonical().expect("written");
        assert_eq!(Value::from_canonical(*category, &bytes).as_ref(), Ok(&value));
        let json: Json = serde_json::from_slice(&bytes).expect("json");
        let all = members_backwards(&json).into_iter().chain(members_doubled(&json)).chain(members_added(&json));
        all.for_each(|spelling| assert!(Value::from_canonical(*category, spelling.as_bytes()).is_err(), "{category}: {spelling}"));
    }
}

#[test]
fn a_value_is_not_taken_for_another_category() {
    for category in Category::ALL {
        let bytes = samples::value(*category).to_canonical().expect("written");
        let taken = Category::ALL.iter().filter(|other| Value::from_canonical(**other, &bytes).is_ok());
        assert_eq!(taken.collect::<Vec<_>>(), [category]);
    }
}

/// JSON numbers are doubles (RFC 8785 section 3.2.2.3): a counter that would come out as another one is refused.
#[test]
fn a_counter_never_changes_on_the_way() {
    let answer = samples::offer_answer();
    let text = String::from_utf8(to_bytes(&answer).expect("written")).expect("text");
    let read = |sequence: u64| from_bytes::<wire::OfferAnswer>(text.replacen(":12}", &format!(":{sequence}}}"), 1).as_bytes());
    for sequence in [0, 1, (1 << 53) - 1, 1 << 53] {
        assert_eq!(read(sequence).map(|answer| answer.sequence), Ok(Some(sequence)));
    }
    assert_eq!(read((1 << 53) + 1), Err(CanonicalError::Spelling));
    assert_eq!(read(u64::MAX), Err(CanonicalError::Spelling));
}
