//! The length of a seal tells the category and nothing else, and every value that may be fits.

use envelope::open_offer;
use proptest::prelude::*;
use wire::{
    Category, Draft, DraftField, PersonText, Protection, Subject, SubjectId, SubjectRole, Value,
    value::{
        AcuteNeed, AcuteNeeds, AgeBand, CallWindow, CaseState, CaseStateWord, Child, ChildConcern, ChildCount, ChildPlace, ChildState,
        ChildrenPresent, CodeSet, ConcernGround, Custody, CustodyStatus, DangerSign, DangerSigns, Identity, Incident, IncidentAddress,
        IncidentKind, InterpreterLanguage, PersonalNumber, PhoneNumber, PlaceKind, SafeContact, Stated, Weapons,
    },
};

use crate::town;

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn some_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    proptest::sample::subsequence(all, 1..=all.len())
}

/// One to `most` characters of one to four bytes each; quotation marks and backslashes grow when they are written.
fn text(most: usize) -> impl Strategy<Value = PersonText> {
    let characters = proptest::sample::select(vec!['a', 'Å', '"', '\\', '中', '𝒳']);
    proptest::collection::vec(characters, 1..=most).prop_map(move |text| PersonText::parse(&String::from_iter(text), most).unwrap())
}

fn identity() -> impl Strategy<Value = Value> {
    let number = PersonalNumber::parse("189001019802").ok();
    (text(Identity::NAME_CHARACTERS_MAX), proptest::option::of(1900_u16..=2100), any::<bool>()).prop_map(
        move |(name, birth_year, numbered)| {
            let number = number.clone().filter(|_| numbered);
            Value::Identity(Identity { name: Some(name), number, birth_year, protection: Protection::None })
        },
    )
}

fn contact() -> impl Strategy<Value = Value> {
    let answers = (one_of(Stated::ALL), one_of(Stated::ALL), one_of(Stated::ALL));
    let words = proptest::option::of(text(SafeContact::CODE_WORD_CHARACTERS_MAX));
    let interpreter = proptest::option::of(one_of(InterpreterLanguage::ALL));
    (some_of(CallWindow::ALL), answers, words, interpreter)
        .prop_map(|(windows, answers, code_word, interpreter)| contact_of("070-174 06 05", windows, answers, code_word, interpreter))
}

fn contact_of(
    number: &str,
    windows: Vec<CallWindow>,
    (message, text, shared): (Stated, Stated, Stated),
    code_word: Option<PersonText>,
    interpreter: Option<InterpreterLanguage>,
) -> Value {
    let proof = Protection::None.unprotected().unwrap();
    let mut contact = SafeContact::call_only(PhoneNumber::parse(number).unwrap(), CodeSet::new(windows), proof);
    (contact.may_leave_message, contact.may_text, contact.shared_phone) = (message, text, shared);
    (contact.code_word, contact.interpreter) = (code_word, interpreter);
    Value::SafeContact(contact)
}

fn children() -> impl Strategy<Value = Value> {
    let child = (one_of(AgeBand::ALL), one_of(ChildState::ALL)).prop_map(|(age, state)| Child { age, state });
    (one_of(ChildCount::ALL), proptest::collection::vec(child, 0..=ChildrenPresent::LISTED_MAX))
        .prop_map(|(count, children)| Value::ChildrenPresent(ChildrenPresent { count, children }))
}

fn concern() -> impl Strategy<Value = Value> {
    (some_of(ConcernGround::ALL), one_of(Stated::ALL), one_of(ChildPlace::ALL), one_of(Stated::ALL)).prop_map(
        |(grounds, immediate, place, police_present)| {
            Value::ChildConcern(ChildConcern { grounds: CodeSet::new(grounds), immediate, place, police_present })
        },
    )
}

fn address() -> impl Strategy<Value = Value> {
    text(IncidentAddress::STREET_CHARACTERS_MAX).prop_map(|street| {
        let proof = Protection::None.unprotected().unwrap();
        Value::IncidentAddress(IncidentAddress::new(street.expose(), proof).unwrap())
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        identity(),
        contact(),
        children(),
        concern(),
        address(),
        (one_of(IncidentKind::ALL), one_of(PlaceKind::ALL)).prop_map(|(kind, place)| Value::Incident(Incident::new(
            kind,
            town::now(),
            place
        ))),
        some_of(AcuteNeed::ALL).prop_map(|needs| Value::AcuteNeeds(AcuteNeeds { needs: CodeSet::new(needs) })),
        some_of(DangerSign::ALL).prop_map(|signs| Value::DangerSigns(DangerSigns { signs: CodeSet::new(signs) })),
        one_of(Custody::ALL).prop_map(|status| Value::CustodyStatus(CustodyStatus {
            status,
            since: Some("2026-11-22T20:15:30.123456789Z".parse().unwrap())
        })),
        (one_of(Stated::ALL), one_of(Stated::ALL)).prop_map(|(access, staff_safety)| Value::Weapons(Weapons { access, staff_safety })),
        one_of(CaseStateWord::ALL).prop_map(|state| Value::CaseState(CaseState { state })),
    ]
}

/// A draft of these values, each about a person it can be about.
fn draft_of(values: Vec<Value>) -> Draft {
    let id_of = |role: SubjectRole| SubjectId(uuid::Uuid::from_u128(role as u128 + 1));
    let subject_of = |category: Category| category.subjects().first().map(|role| id_of(*role));
    let mut draft = town::draft();
    draft.subjects = SubjectRole::ALL.iter().map(|role| Subject { id: id_of(*role), role: *role }).collect();
    draft.fields = values.into_iter().map(|value| DraftField { subject: subject_of(value.category()), value }).collect();
    draft
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_seal_is_as_long_as_its_category_says(values in proptest::collection::vec(value(), 1..=12), seed: u8) {
        let draft = draft_of(values);
        let offer = town::seal(&draft, seed);
        for field in &offer.fields {
            prop_assert_eq!(field.sealed.0.len(), field.category.sealed_length() + 16);
        }
        let opened = open_offer(&town::signed(&offer), &town::social().unit_key).unwrap();
        for (opened, drafted) in opened.iter().zip(&draft.fields) {
            prop_assert!(opened.value == drafted.value);
        }
    }
}

#[test]
fn the_longest_texts_fit() {
    let longest = |most| PersonText::parse(&"𝒳".repeat(most), most).unwrap();
    let name = longest(Identity::NAME_CHARACTERS_MAX);
    let proof = Protection::None.unprotected().unwrap();
    let values = vec![
        Value::Identity(Identity { name: Some(name), number: None, birth_year: Some(2000), protection: Protection::None }),
        contact_of(
            "+123456789012345",
            CallWindow::ALL.to_vec(),
            (Stated::NotStated, Stated::NotStated, Stated::NotStated),
            Some(longest(SafeContact::CODE_WORD_CHARACTERS_MAX)),
            Some(InterpreterLanguage::SignLanguage),
        ),
        Value::IncidentAddress(IncidentAddress::new(&"𝒳".repeat(IncidentAddress::STREET_CHARACTERS_MAX), proof).unwrap()),
    ];
    assert_eq!(town::seal(&draft_of(values), 1).fields.len(), 3);
}
