//! What is sealed, and what is not.

use envelope::{SealError, SealSeed, seal_draft};
use wire::{AgencyKind, Category, Draft, DraftField, OFFER_FIELDS_MAX, OfferHeader, PersonText, Protection, Subject, SubjectRole, Value};

use crate::town::{self, draft, header, recipient, seal};

fn try_with(change_draft: impl FnOnce(&mut Draft), change_header: impl FnOnce(&mut OfferHeader)) -> Result<(), SealError> {
    let mut header = header(&draft());
    change_header(&mut header);
    let mut draft = draft();
    change_draft(&mut draft);
    seal_draft(&draft, header, &recipient(), SealSeed::new([1; 32])).map(|_| ())
}

#[test]
fn the_offer_says_what_the_draft_says_and_no_more() {
    let offer = seal(&draft(), 1);
    assert_eq!(offer.outline(), draft().outline());
    assert_eq!(town::categories(&offer), [Category::Identity, Category::SafeContact, Category::Identity, Category::Incident]);
    let bytes = wire::canonical::to_bytes(&offer).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for word in ["Exempla", "Exempelsson", "1991", "46701740605"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn the_same_arguments_give_the_same_offer_and_another_seed_another_one() {
    let (first, again, other) = (seal(&draft(), 1), seal(&draft(), 1), seal(&draft(), 2));
    assert_eq!(first, again);
    assert_ne!(first.encapsulated, other.encapsulated);
    for (mine, theirs) in first.fields.iter().zip(&other.fields) {
        assert_ne!(mine.commitment, theirs.commitment);
        assert_ne!(mine.sealed, theirs.sealed);
    }
}

#[test]
fn a_seed_that_comes_twice_does_not_give_the_same_key_to_two_offers() {
    let mut changed = draft();
    changed.fields[0].value = town::identity("Exempla Annansson");
    assert_ne!(seal(&draft(), 1).encapsulated, seal(&changed, 1).encapsulated);
    let mut later = header(&draft());
    later.expires_at = None;
    let later = seal_draft(&draft(), later, &recipient(), SealSeed::new([1; 32])).unwrap();
    assert_ne!(seal(&draft(), 1).encapsulated, later.encapsulated);
}

#[test]
fn equal_values_are_not_seen_to_be_equal() {
    let mut same_twice = draft();
    same_twice.fields[2].value = same_twice.fields[0].value.clone();
    let offer = seal(&same_twice, 1);
    assert_ne!(offer.fields[0].commitment, offer.fields[2].commitment);
    assert_ne!(offer.fields[0].sealed, offer.fields[2].sealed);
}

#[test]
fn a_header_that_differs_from_the_draft_is_refused() {
    let differs = |member| Err(SealError::Differs(member));
    assert_eq!(try_with(|_| (), |_| ()), Ok(()));
    assert_eq!(try_with(|_| (), |header| header.from = town::social().address()), differs("from"));
    assert_eq!(try_with(|_| (), |header| header.from_kind = AgencyKind::Social), differs("from"));
    assert_eq!(try_with(|draft| draft.to = town::police().address(), |_| ()), differs("to"));
    assert_eq!(try_with(|draft| draft.purpose = wire::Purpose::ChildProtection, |_| ()), differs("purpose"));
    assert_eq!(try_with(|draft| draft.phase = wire::Phase::Care, |_| ()), differs("phase"));
    assert_eq!(try_with(|draft| draft.urgency = wire::Urgency::Ordinary, |_| ()), differs("urgency"));
    assert_eq!(try_with(|draft| draft.facts[0].yes = false, |_| ()), differs("facts"));
    assert_eq!(try_with(|draft| draft.subjects.reverse(), |_| ()), differs("subjects"));
    let consent = wire::ConsentId(uuid::Uuid::from_u128(1));
    assert_eq!(try_with(|draft| draft.consents.push(consent), |_| ()), differs("consents"));
    let code = wire::CaseCode::new(wire::PairingCode::from_draw(1), 26, 11).unwrap();
    assert_eq!(try_with(|draft| draft.case_code = code, |_| ()), differs("case_code"));
}

#[test]
fn a_header_for_another_recipient_is_refused() {
    let refused = |member| Err(SealError::Recipient(member));
    assert_eq!(try_with(|_| (), |header| header.to = town::police().address()), refused("to"));
    assert_eq!(try_with(|_| (), |header| header.to_kind = AgencyKind::Police), refused("to_kind"));
    assert_eq!(try_with(|_| (), |header| header.unit_key = town::stranger().unit_key.id().clone()), refused("unit_key"));
    assert_eq!(try_with(|_| (), |header| header.manifest_version = 8), refused("manifest_version"));
}

#[test]
fn fields_about_nobody_or_about_the_wrong_person_are_refused() {
    let stranger = wire::SubjectId(uuid::Uuid::from_u128(9));
    for (n, subject) in [(0, None), (0, Some(stranger)), (3, Some(town::VICTIM))] {
        let sealed = try_with(|draft| draft.fields[n].subject = subject, |_| ());
        assert!(matches!(sealed, Err(SealError::Subject { n: at, .. }) if at as usize == n), "{sealed:?}");
    }
    let child = |subjects: &mut Vec<Subject>| subjects[0].role = SubjectRole::Child;
    let sealed = try_with(|draft| child(&mut draft.subjects), |header| child(&mut header.subjects));
    assert_eq!(sealed, Err(SealError::Subject { n: 1, category: Category::SafeContact }));
}

#[test]
fn no_fields_and_too_many_are_refused() {
    assert_eq!(try_with(|draft| draft.fields.clear(), |_| ()), Err(SealError::FieldCount(0)));
    let many = |draft: &mut Draft| draft.fields = vec![draft.fields[3].clone(); OFFER_FIELDS_MAX + 1];
    assert_eq!(try_with(many, |_| ()), Err(SealError::FieldCount(OFFER_FIELDS_MAX + 1)));
    let most = |draft: &mut Draft| draft.fields = vec![draft.fields[3].clone(); OFFER_FIELDS_MAX];
    assert_eq!(try_with(most, |_| ()), Ok(()));
}

#[test]
fn the_contact_of_a_protected_person_is_refused() {
    let protect = |field: &mut DraftField| {
        if let Value::Identity(identity) = &mut field.value {
            identity.protection = Protection::ConfidentialityMark;
        }
    };
    let sealed = try_with(|draft| protect(&mut draft.fields[0]), |_| ());
    assert!(matches!(sealed, Err(SealError::Value(wire::ValueError::ProtectedPerson(Category::SafeContact)))));
}

#[test]
fn no_error_prints_a_value() {
    let name = PersonText::parse("Exempla Exempelsson", 80).unwrap();
    let sealed = try_with(|draft| draft.fields[0].subject = None, |_| ());
    assert!(!format!("{sealed:?} {name:?} {:?}", draft()).contains("Exempla"));
}
