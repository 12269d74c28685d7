//! The length of a seal tells nothing of the value: the largest value of a category must fit the fixed length.

use proptest::prelude::*;
use wire::{value::*, *};

use crate::{
    any_value::any_value,
    extremes::{largest, smallest, widest},
    samples,
};

/// Salt (32 bytes) and length (4 bytes) go into the seal as well.
const SALT_AND_LENGTH: usize = 36;

/// Length of what is sealed: the fixed length, or more when a value does not fit.
fn padded(value: &Value) -> usize {
    let length = SALT_AND_LENGTH + value.to_canonical().expect("written").len();
    length.max(value.category().sealed_length())
}

#[test]
fn the_largest_and_the_smallest_value_of_every_category_look_alike() {
    for category in Category::ALL {
        let (small, large) = (smallest(*category), largest(*category));
        for value in [&small, &large] {
            assert_eq!(value.category(), *category);
            assert_eq!(inspect(value, Protection::None), Ok(()), "{category}");
            assert_eq!(padded(value), category.sealed_length(), "{category}");
        }
        let length = |value: &Value| value.to_canonical().expect("written").len();
        assert!(length(&small) < length(&large), "{category}");
    }
}

/// Few lengths tell little of the category too.
#[test]
fn seals_have_few_lengths() {
    const LENGTHS: [usize; 5] = [128, 256, 384, 768, 1024];
    for category in Category::ALL {
        let needed = SALT_AND_LENGTH + largest(*category).to_canonical().expect("written").len();
        let length = category.sealed_length();
        assert!(LENGTHS.contains(&length) && needed <= length, "{category} needs {needed}");
    }
}

fn any_legal_value() -> impl Strategy<Value = Value> {
    prop::sample::select(Category::ALL).prop_flat_map(any_value)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_legal_value_outgrows_its_seal(value in any_legal_value()) {
        prop_assert_eq!(inspect(&value, Protection::None), Ok(()), "{}", value.category());
        prop_assert_eq!(padded(&value), value.category().sealed_length());
    }

    #[test]
    fn every_legal_value_survives_the_wire(value in any_legal_value()) {
        let bytes = value.to_canonical().expect("written");
        let largest = largest(value.category()).to_canonical().expect("written").len();
        prop_assert!(bytes.len() <= largest, "{} is {} bytes of {}", value.category(), bytes.len(), largest);
        let read = Value::from_canonical(value.category(), &bytes);
        prop_assert!(read.as_ref() == Ok(&value));
        prop_assert_eq!(read.expect("read").to_canonical().expect("written"), bytes);
    }
}

#[test]
fn a_value_with_all_its_parts_out_of_bounds_is_refused() {
    let child = Child { age: AgeBand::Infant, state: ChildState::Asleep };
    let many = Value::ChildrenPresent(ChildrenPresent { count: ChildCount::FourOrMore, children: vec![child; 9] });
    assert_eq!(inspect(&many, Protection::None), Err(ValueError::OutOfRange(Category::ChildrenPresent)));
    let long = Identity { name: Some(widest(80)), number: None, birth_year: Some(1899), protection: Protection::None };
    assert_eq!(inspect(&Value::Identity(long), Protection::None), Err(ValueError::OutOfRange(Category::Identity)));
    let minute = Incident { kind: IncidentKind::Threat, hour: samples::at("2026-11-22T21:04:00Z"), place: PlaceKind::Home };
    assert_eq!(inspect(&Value::Incident(minute), Protection::None), Err(ValueError::OutOfRange(Category::Incident)));
}

#[test]
fn a_value_that_says_nothing_is_refused() {
    let nobody = Identity { name: None, number: None, birth_year: None, protection: Protection::None };
    let nothing = [
        Value::Identity(nobody),
        Value::AcuteNeeds(AcuteNeeds { needs: CodeSet::new([]) }),
        Value::DangerSigns(DangerSigns { signs: CodeSet::new([]) }),
    ];
    for value in nothing {
        assert_eq!(inspect(&value, Protection::None), Err(ValueError::Empty(value.category())));
    }
}

#[test]
fn an_incident_keeps_the_hour_alone() {
    let hour = |text: &str| Incident::new(IncidentKind::Violence, samples::at(text), PlaceKind::Home).hour;
    assert_eq!(hour("2026-11-22T21:59:59.999Z"), samples::at("2026-11-22T21:00:00Z"));
    assert_eq!(hour("1969-12-31T23:30:00Z"), samples::at("1969-12-31T23:00:00Z"));
}
