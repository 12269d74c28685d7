//! A protected person has no address and no contact in this system, and nobody having asked is no different.

use wire::{value::*, *};

use crate::samples::{self, victim};

#[test]
fn only_an_asked_and_unprotected_person_gives_the_proof() {
    for protection in Protection::ALL {
        assert_eq!(protection.unprotected().is_some(), *protection == Protection::None, "{protection}");
    }
}

#[test]
fn inspection_refuses_on_arrival_what_the_types_refuse_at_the_sender() {
    for category in [Category::SafeContact, Category::IncidentAddress] {
        let bytes = samples::value(category).to_canonical().expect("written");
        let value = Value::from_canonical(category, &bytes).expect("read");
        for protection in Protection::ALL {
            let expected = if *protection == Protection::None { Ok(()) } else { Err(ValueError::ProtectedPerson(category)) };
            assert_eq!(inspect(&value, *protection), expected, "{category} {protection}");
        }
    }
}

#[test]
fn other_categories_go_whatever_the_protection() {
    let free = Category::ALL.iter().filter(|category| !matches!(category, Category::SafeContact | Category::IncidentAddress));
    for category in free {
        for protection in Protection::ALL {
            assert_eq!(inspect(&samples::value(*category), *protection), Ok(()), "{category} {protection}");
        }
    }
}

fn identity(protection: Protection) -> DraftField {
    let identity = Identity { name: Some(samples::text("Fiktiv")), number: None, birth_year: None, protection };
    DraftField { subject: Some(victim().id), value: Value::Identity(identity) }
}

fn draft_with(levels: &[Protection], category: Category, subject: Option<SubjectId>) -> Draft {
    let mut draft = samples::draft();
    draft.fields = levels.iter().map(|level| identity(*level)).collect();
    draft.fields.push(DraftField { subject, value: samples::value(category) });
    draft
}

#[test]
fn a_draft_takes_the_strictest_level_that_is_stated() {
    use Protection::{ConfidentialityMark, None as Unprotected, Unknown};
    let contact = |levels: &[Protection]| draft_with(levels, Category::SafeContact, Some(victim().id)).inspect();
    assert_eq!(contact(&[Unprotected]), Ok(()));
    for levels in [&[Unknown][..], &[Unprotected, ConfidentialityMark], &[ConfidentialityMark, Unprotected]] {
        assert_eq!(contact(levels), Err(ValueError::ProtectedPerson(Category::SafeContact)), "{levels:?}");
    }
}

#[test]
fn the_place_of_the_case_follows_the_exposed_person() {
    let address = |level| draft_with(&[level], Category::IncidentAddress, None).inspect();
    assert_eq!(address(Protection::None), Ok(()));
    assert_eq!(address(Protection::ProtectedRegistration), Err(ValueError::ProtectedPerson(Category::IncidentAddress)));
}

#[test]
fn an_opened_text_is_looked_at_again() {
    let bytes = br#"{"name":"<b>Fiktiv","protection":"none"}"#;
    let value = Value::from_canonical(Category::Identity, bytes).expect("well shaped");
    assert_eq!(inspect(&value, Protection::None), Err(ValueError::Text(Category::Identity, TextError::Markup)));
    let street = Value::from_canonical(Category::IncidentAddress, br#"{"street":"ring 070-174 06 05"}"#).expect("well shaped");
    assert_eq!(inspect(&street, Protection::None), Err(ValueError::Text(Category::IncidentAddress, TextError::Number)));
}
