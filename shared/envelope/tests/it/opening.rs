//! What opens, and what does not: every offer here is signed by the right key, so that only the seal can refuse.

use envelope::{OpenError, UnitKey, field_commitment, open_offer};
use wire::{Bytes32, Category, Offer, RejectCode, SubjectId};

use crate::town::{self, draft, seal, signed, social};

fn open(offer: &Offer) -> Result<(), OpenError> {
    open_offer(&signed(offer), &social().unit_key).map(|_| ())
}

fn changed(change: impl FnOnce(&mut Offer)) -> Offer {
    let mut offer = seal(&draft(), 1);
    change(&mut offer);
    offer
}

#[test]
fn opens_to_the_values_of_the_draft_with_salts_that_prove_them() {
    let offer = seal(&draft(), 1);
    let opened = open_offer(&signed(&offer), &social().unit_key).unwrap();
    assert_eq!(opened.len(), 4);
    for ((opened, drafted), sealed) in opened.iter().zip(draft().fields).zip(&offer.fields) {
        assert_eq!((opened.n, opened.category, opened.subject), (sealed.n, sealed.category, drafted.subject));
        assert_eq!(opened.value, drafted.value);
        assert_eq!(field_commitment(opened.salt, &opened.value).unwrap(), sealed.commitment);
        assert_ne!(field_commitment(Bytes32([0; 32]), &opened.value).unwrap(), sealed.commitment);
    }
    assert!(!format!("{opened:?}").contains("Exempla"));
}

#[test]
fn every_bit_of_the_offer_matters_even_to_its_signer() {
    let offer = seal(&draft(), 1);
    let bytes = wire::canonical::to_bytes(&offer).unwrap();
    let mut read = 0;
    for place in 0..bytes.len() {
        let mut other = bytes.clone();
        other[place] ^= 1 << (place % 7);
        // What is still an offer in its one spelling is signed anew and must not open.
        if let Ok(other) = wire::canonical::from_bytes::<Offer>(&other) {
            read += 1;
            assert!(open(&other).is_err(), "byte {place}");
        }
    }
    assert!(read > 1000, "most changes give a readable offer: {read}");
}

#[test]
fn every_byte_of_every_seal_matters() {
    for n in 0..4 {
        let length = seal(&draft(), 1).fields[n].sealed.0.len();
        for place in (0..length).step_by(7).chain([length - 1]) {
            let other = changed(|offer| offer.fields[n].sealed.0[place] ^= 1);
            assert_eq!(open(&other), Err(OpenError::Seal(n as u32)), "field {n}, byte {place}");
        }
    }
}

#[test]
fn another_commitment_is_refused_as_such() {
    let other = changed(|offer| offer.fields[2].commitment.0[31] ^= 1);
    let error = open(&other).unwrap_err();
    assert_eq!((error.field(), error.code()), (Some(2), RejectCode::BadCommitment));
}

#[test]
fn another_key_is_refused_by_name_and_by_seal() {
    let offer = signed(&seal(&draft(), 1));
    let strange = town::stranger().unit_key;
    assert!(matches!(open_offer(&offer, &strange), Err(OpenError::OtherKey { .. })));
    let renamed = signed(&changed(|offer| offer.header.unit_key = strange.id().clone()));
    assert_eq!(open_offer(&renamed, &strange), Err(OpenError::Seal(0)));
}

#[test]
fn a_field_of_another_offer_is_refused() {
    let other = seal(&draft(), 2);
    for n in 0..4 {
        let spliced = changed(|offer| offer.fields[n] = other.fields[n].clone());
        assert_eq!(open(&spliced), Err(OpenError::Seal(n as u32)));
    }
}

#[test]
fn the_header_of_another_offer_is_refused() {
    let mut header = town::header(&draft());
    header.manifest_version += 1;
    let spliced = changed(|offer| offer.header = header);
    assert_eq!(open(&spliced), Err(OpenError::Seal(0)));
    let later = changed(|offer| offer.header.made_at = town::now() + town::days(1));
    assert_eq!(open(&later), Err(OpenError::Seal(0)));
}

#[test]
fn the_encapsulated_key_of_another_offer_is_refused() {
    let spliced = changed(|offer| offer.encapsulated = seal(&draft(), 2).encapsulated);
    assert_eq!(open(&spliced), Err(OpenError::Seal(0)));
    let low = changed(|offer| offer.encapsulated = Bytes32([0; 32]));
    assert_eq!(open(&low), Err(OpenError::Seal(0)));
}

#[test]
fn another_order_is_refused() {
    assert_eq!(open(&changed(|offer| offer.fields.swap(0, 2))), Err(OpenError::Fields));
    let renumbered = changed(|offer| {
        offer.fields.swap(0, 2);
        offer.fields[0].n = 0;
        offer.fields[2].n = 2;
    });
    assert_eq!(open(&renumbered), Err(OpenError::Seal(0)));
}

#[test]
fn missing_and_doubled_fields_are_refused() {
    assert_eq!(open(&changed(|offer| offer.fields.clear())), Err(OpenError::Fields));
    assert_eq!(open(&changed(|offer| drop(offer.fields.remove(0)))), Err(OpenError::Fields));
    let first_gone = changed(|offer| {
        offer.fields.remove(0);
        offer.fields.iter_mut().zip(0..).for_each(|(field, n)| field.n = n);
    });
    assert_eq!(open(&first_gone), Err(OpenError::Seal(0)));
    let doubled = changed(|offer| {
        let mut again = offer.fields[3].clone();
        again.n = 4;
        offer.fields.push(again);
    });
    assert_eq!(open(&doubled), Err(OpenError::Seal(4)));
}

#[test]
fn the_value_of_one_person_can_not_be_given_to_another() {
    let swapped = changed(|offer| offer.fields[0].subject = Some(town::SUSPECT));
    assert_eq!(open(&swapped), Err(OpenError::Seal(0)));
    let nobody = changed(|offer| offer.fields[0].subject = Some(SubjectId(uuid::Uuid::from_u128(9))));
    assert_eq!(open(&nobody), Err(OpenError::Subject(0)));
}

#[test]
fn a_value_can_not_be_given_another_category() {
    // Same length, so that only the associated data can tell.
    assert_eq!(Category::Identity.sealed_length(), Category::SafeContact.sealed_length());
    let recast = changed(|offer| offer.fields[0].category = Category::SafeContact);
    assert_eq!(open(&recast), Err(OpenError::Seal(0)));
}

#[test]
fn the_unit_key_of_the_seed_is_the_one_that_opens() {
    assert!(open(&seal(&draft(), 1)).is_ok());
    let once_more = UnitKey::from_seed(&[23; 32]);
    assert!(open_offer(&signed(&seal(&draft(), 1)), &once_more).is_ok());
}
