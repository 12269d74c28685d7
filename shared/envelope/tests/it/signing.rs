//! Envelopes: exact bytes, one kind, one key.

use envelope::{EnvelopeError, envelope_from_json, envelope_to_json, sign, verify};
use wire::{Envelope, MESSAGE_BYTES_MAX, MessageKind, Octets, ProblemCode, Withdrawal, WithdrawalChannel};

use crate::town;

fn withdrawal() -> Withdrawal {
    Withdrawal {
        consent: wire::ConsentId(uuid::Uuid::from_u128(0xc1)),
        heard_by: "polisen-exempelstad".parse().unwrap(),
        heard_at: town::now(),
        channel: WithdrawalChannel::Phone,
    }
}

fn envelope() -> Envelope {
    sign(MessageKind::Withdrawal, &withdrawal(), &town::police().signer).unwrap()
}

fn check(envelope: &Envelope) -> Result<Withdrawal, EnvelopeError> {
    verify(MessageKind::Withdrawal, envelope, town::police().signer.verifying_key()).map(envelope::Verified::into_message)
}

#[test]
fn what_was_signed_is_read_with_its_hash_and_key() {
    let envelope = envelope();
    let verified = verify::<Withdrawal>(MessageKind::Withdrawal, &envelope, town::police().signer.verifying_key()).unwrap();
    assert_eq!(verified.message(), &withdrawal());
    assert_eq!(verified.payload_hash(), envelope::sha256(&envelope.payload.0));
    assert_eq!(verified.key_id(), town::police().signer.id());
    assert_eq!(envelope_from_json(&envelope_to_json(&envelope)).unwrap(), envelope);
}

#[test]
fn every_bit_of_every_byte_matters() {
    let json = envelope_to_json(&envelope());
    for place in 0..json.len() {
        for bit in 0..8 {
            let mut other = json.clone();
            other[place] ^= 1 << bit;
            let read = envelope_from_json(&other).and_then(|envelope| check(&envelope));
            assert!(read.is_err(), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn every_bit_of_payload_and_signature_is_refused_as_a_bad_signature() {
    let envelope = envelope();
    for place in 0..envelope.payload.0.len() {
        let mut other = envelope.clone();
        other.payload.0[place] ^= 1;
        assert_eq!(check(&other), Err(EnvelopeError::BadSignature), "before it is parsed, payload byte {place}");
    }
    for place in 0..64 {
        let mut other = envelope.clone();
        other.signature.0[place] ^= 1;
        assert_eq!(check(&other), Err(EnvelopeError::BadSignature), "signature byte {place}");
    }
}

#[test]
fn another_kind_is_refused() {
    for kind in MessageKind::ALL.iter().copied().filter(|kind| *kind != MessageKind::Withdrawal) {
        let read = verify::<Withdrawal>(kind, &envelope(), town::police().signer.verifying_key());
        assert_eq!(read, Err(EnvelopeError::BadSignature), "{kind}");
    }
}

#[test]
fn another_key_is_refused_by_its_name_and_by_its_signature() {
    let social = town::social();
    let read = verify::<Withdrawal>(MessageKind::Withdrawal, &envelope(), social.signer.verifying_key());
    assert_eq!(read.as_ref().map_err(EnvelopeError::problem), Err(ProblemCode::UnknownKey));
    let renamed = Envelope { key_id: social.signer.id().clone(), ..envelope() };
    let read = verify::<Withdrawal>(MessageKind::Withdrawal, &renamed, social.signer.verifying_key());
    assert_eq!(read, Err(EnvelopeError::BadSignature));
}

#[test]
fn a_signed_payload_in_another_spelling_is_refused() {
    // Signed by the right key all the same: the raw bytes are signed with the crate beneath.
    use ed25519_dalek::Signer;
    let canonical = wire::canonical::to_bytes(&withdrawal()).unwrap();
    let spaced = String::from_utf8(canonical.clone()).unwrap().replacen(':', ": ", 1).into_bytes();
    let sign_raw = |payload: Vec<u8>| {
        let signer = ed25519_dalek::SigningKey::from_bytes(&town::SIGNER_SEED_OF_POLICE);
        let bytes = [MessageKind::Withdrawal.signature_prefix(), payload.clone()].concat();
        let signature = wire::Bytes64(signer.sign(&bytes).to_bytes());
        Envelope { key_id: town::police().signer.id().clone(), signature, payload: Octets(payload) }
    };
    assert_eq!(check(&sign_raw(canonical)), Ok(withdrawal()));
    assert_eq!(check(&sign_raw(spaced)).map_err(|error| error.problem()), Err(ProblemCode::NotCanonical));
}

#[test]
fn another_message_under_the_right_signature_is_refused() {
    let envelope = sign(MessageKind::Withdrawal, &town::police().key_set(), &town::police().signer).unwrap();
    assert!(matches!(check(&envelope), Err(EnvelopeError::NotCanonical(_))));
}

#[test]
fn larger_than_allowed_is_refused_unread_and_unsigned() {
    let mut json = envelope_to_json(&envelope());
    json.resize(MESSAGE_BYTES_MAX + 1, b' ');
    assert_eq!(envelope_from_json(&json), Err(EnvelopeError::TooLarge));
    let long = "x".repeat(MESSAGE_BYTES_MAX);
    assert_eq!(sign(MessageKind::EditionApproval, &long, &town::police().signer), Err(EnvelopeError::TooLarge));
}

#[test]
fn other_spellings_of_the_envelope_are_refused() {
    let json = String::from_utf8(envelope_to_json(&envelope())).unwrap();
    let spaced = json.replacen(':', ": ", 1);
    let more = json.replacen('{', "{\"a\":1,", 1);
    let doubled = json.replacen('{', "{\"key_id\":\"0000000000000000\",", 1);
    let half = &json[..json.len() / 2];
    for other in [spaced.as_str(), &more, &doubled, half, "", "null"] {
        assert!(matches!(envelope_from_json(other.as_bytes()), Err(EnvelopeError::NotCanonical(_))), "{other}");
    }
    assert!(envelope_from_json(json.as_bytes()).is_ok());
}

#[test]
fn nothing_of_the_message_is_in_the_error() {
    let mut envelope = envelope();
    envelope.payload = Octets(b"Exempla Exempelsson".to_vec());
    let error = check(&envelope).unwrap_err();
    assert!(!format!("{error} {error:?} {envelope:?}").contains("Exempla"));
}
