//! The length of a seal tells nothing of the value: the largest value of a category must fit the fixed length.

use jiff::Timestamp;
use wire::{value::*, *};

use crate::samples::{self, unprotected};

/// Salt (32 bytes) and length (4 bytes) go into the seal as well.
const SALT_AND_LENGTH: usize = 36;

/// The code that takes most bytes.
fn longest<T: Copy + std::fmt::Display>(all: &[T]) -> T {
    *all.iter().max_by_key(|code| code.to_string().len()).expect("a list is not empty")
}

/// A text of characters that take four bytes each; escapes take at most two for one.
fn widest(characters: usize) -> PersonText {
    samples::text(&"𝔄".repeat(characters))
}

/// The latest moment with all its decimals, before the first year: the longest spelling.
fn longest_moment() -> Timestamp {
    Timestamp::new(-100_000_000_000, -123_456_789).expect("in range")
}

fn largest(category: Category) -> Value {
    match category {
        Category::Identity => Value::Identity(Identity {
            name: Some(widest(Identity::NAME_CHARACTERS_MAX)),
            number: Some(PersonalNumber::parse("191212121212").expect("a test number")),
            birth_year: Some(2100),
            protection: longest(Protection::ALL),
        }),
        Category::SafeContact => {
            let phone = PhoneNumber::parse("+467017406050000").expect("fifteen digits");
            let mut contact = SafeContact::call_only(phone, CodeSet::new(CallWindow::ALL.iter().copied()), unprotected());
            let stated = longest(Stated::ALL);
            (contact.may_leave_message, contact.may_text, contact.shared_phone) = (stated, stated, stated);
            contact.code_word = Some(widest(SafeContact::CODE_WORD_CHARACTERS_MAX));
            contact.interpreter = Some(longest(InterpreterLanguage::ALL));
            Value::SafeContact(contact)
        }
        Category::Incident => {
            Value::Incident(Incident { kind: longest(IncidentKind::ALL), hour: longest_moment(), place: longest(PlaceKind::ALL) })
        }
        Category::IncidentAddress => {
            let street = widest(IncidentAddress::STREET_CHARACTERS_MAX);
            Value::IncidentAddress(IncidentAddress::new(street.expose(), unprotected()).expect("a street"))
        }
        Category::ChildrenPresent => {
            let child = Child { age: longest(AgeBand::ALL), state: longest(ChildState::ALL) };
            Value::ChildrenPresent(ChildrenPresent { count: longest(ChildCount::ALL), children: vec![child; ChildrenPresent::LISTED_MAX] })
        }
        Category::ChildConcern => Value::ChildConcern(ChildConcern {
            grounds: CodeSet::new(ConcernGround::ALL.iter().copied()),
            immediate: longest(Stated::ALL),
            place: longest(ChildPlace::ALL),
            police_present: longest(Stated::ALL),
        }),
        Category::AcuteNeeds => Value::AcuteNeeds(AcuteNeeds { needs: CodeSet::new(AcuteNeed::ALL.iter().copied()) }),
        Category::DangerSigns => Value::DangerSigns(DangerSigns { signs: CodeSet::new(DangerSign::ALL.iter().copied()) }),
        Category::CustodyStatus => Value::CustodyStatus(CustodyStatus { status: longest(Custody::ALL), since: Some(longest_moment()) }),
        Category::Weapons => Value::Weapons(Weapons { access: longest(Stated::ALL), staff_safety: longest(Stated::ALL) }),
        Category::CaseState => Value::CaseState(CaseState { state: longest(CaseStateWord::ALL) }),
    }
}

#[test]
fn the_largest_value_of_every_category_fits_its_seal() {
    for category in Category::ALL {
        let length = largest(*category).to_canonical().expect("written").len();
        let room = category.sealed_length() - SALT_AND_LENGTH;
        assert!(length <= room, "{category}: {length} bytes in a seal for {room}");
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
