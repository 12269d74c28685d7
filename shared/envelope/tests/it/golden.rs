//! The formats stand still: an offer that a second implementation sealed and signed (`vectors/offer/make.py`).
//! When this fails it is the code that must change back: what was sent must stay open to those who keep it.

use envelope::{OpenError, OpenedField, Verified, envelope_from_json, envelope_to_json, open_offer, sign, verify};
use wire::{Category, MessageKind, Offer, RejectCode, ValueError};

use crate::town::{self, draft, police, seal, social};

const DRAFT: &str = include_str!("../vectors/offer/draft.json");
const ENVELOPE: &[u8] = include_bytes!("../vectors/offer/envelope.json");

#[test]
fn the_draft_of_the_vector_is_the_draft_of_these_tests() {
    let vector: serde_json::Value = serde_json::from_str(DRAFT).unwrap();
    assert_eq!(vector["header"], serde_json::to_value(town::header(&draft())).unwrap());
    for (field, expected) in draft().fields.iter().zip(vector["fields"].as_array().unwrap()) {
        let value: serde_json::Value = serde_json::from_slice(&field.value.to_canonical().unwrap()).unwrap();
        assert_eq!(value, expected["value"]);
    }
}

#[test]
fn seals_and_signs_the_very_bytes_of_the_second_implementation() {
    let envelope = sign(MessageKind::Offer, &seal(&draft(), 1), &police().signer).unwrap();
    assert_eq!(String::from_utf8_lossy(&envelope_to_json(&envelope)), String::from_utf8_lossy(ENVELOPE));
}

fn open(envelope: &[u8]) -> Result<Vec<OpenedField>, OpenError> {
    let envelope = envelope_from_json(envelope).unwrap();
    let offer: Verified<Offer> = verify(MessageKind::Offer, &envelope, police().signer.verifying_key()).unwrap();
    open_offer(&offer, &social().unit_key)
}

#[test]
fn opens_what_the_second_implementation_sealed() {
    let opened = open(ENVELOPE).unwrap();
    assert_eq!(opened.len(), draft().fields.len());
    for (opened, drafted) in opened.iter().zip(draft().fields) {
        assert!(opened.value == drafted.value);
    }
}

#[test]
fn refuses_what_another_program_sealed_against_the_rules() {
    let refused = |envelope| open(envelope).map_err(|error| (error.code(), error)).unwrap_err();
    let (code, error) = refused(include_bytes!("../vectors/offer/protected.json"));
    assert_eq!(error, OpenError::Value(ValueError::ProtectedPerson(Category::SafeContact)), "the contact of a protected person");
    assert_eq!(code, RejectCode::BadValue);
    let (code, error) = refused(include_bytes!("../vectors/offer/padding.json"));
    assert_eq!((code, error), (RejectCode::BadValue, OpenError::Padding(0)), "a byte hidden in the padding");
    let (code, error) = refused(include_bytes!("../vectors/offer/spelling.json"));
    assert!(matches!(error, OpenError::Shape { n: 0, .. }), "a space after the value: {error}");
    assert_eq!(code, RejectCode::BadValue);
}
