//! No value prints itself: what is not printed can't come into a log.

use std::fmt::Debug;

use wire::{value::*, *};

use crate::samples::{self, CANARY};

/// Everything that a value of the samples holds and that would be recognised in a log.
const CONTENT: [&str; 12] = [
    "Kanarie",
    "1912",
    "70174",
    "0605",
    "strangulation",
    "protection_tonight",
    "saw_or_heard",
    "tigrinya",
    "apprehended",
    "tomorrow",
    "yes",
    "violence",
];

fn assert_silent(thing: &dyn Debug) {
    for printed in [format!("{thing:?}"), format!("{thing:#?}")] {
        let lower = printed.to_lowercase();
        CONTENT.iter().for_each(|content| assert!(!lower.contains(&content.to_lowercase()), "{printed}"));
    }
}

#[test]
fn values_print_their_category_alone() {
    for category in Category::ALL {
        let value = samples::value(*category);
        assert_silent(&value);
        assert_eq!(format!("{value:?}"), format!("{category}(…)"));
        let written = String::from_utf8(value.to_canonical().expect("written")).expect("text");
        assert!(
            *category == Category::Weapons || *category == Category::CaseState || CONTENT.iter().any(|word| written.contains(word)),
            "the canary is there to be found: {written}"
        );
    }
}

#[test]
fn parts_of_values_print_nothing() {
    let silent: Vec<(&str, String)> = vec![
        ("text", format!("{:?}", samples::text(CANARY))),
        ("telephone", format!("{:?}", samples::phone())),
        ("number", format!("{:?}", PersonalNumber::parse("191212121212").expect("a test number"))),
        ("child", format!("{:?}", Child { age: AgeBand::School, state: ChildState::SawOrHeard })),
    ];
    silent.iter().for_each(|(what, printed)| assert_eq!(printed, "…", "{what}"));
}

#[test]
fn a_draft_and_its_fields_print_no_values() {
    let mut draft = samples::draft();
    draft.facts.clear();
    for field in &draft.fields {
        assert_silent(&field);
    }
    let printed = format!("{draft:?}");
    assert!(!printed.contains("Kanarie") && !printed.contains("1912") && !printed.contains("70174"));
}

#[test]
fn bytes_print_their_length_alone() {
    assert_eq!(format!("{:?}", Octets(b"Kanarie".to_vec())), "[7 bytes]");
    assert_eq!(format!("{:?} {:?}", Bytes32([65; 32]), Bytes64([65; 64])), "[32 bytes] [64 bytes]");
}

#[test]
fn errors_print_no_content() {
    assert_silent(&PersonText::parse("<Kanariefågel", 80));
    assert_silent(&PersonText::parse(&CANARY.repeat(40), 80));
    assert_silent(&PersonalNumber::parse("191212121213"));
    assert_silent(&PhoneNumber::parse("70174 0605"));
    assert_silent(&IncidentAddress::new("<Kanariefågelgatan", samples::unprotected()));
    assert_silent(&"Kanariefågel".parse::<UnitId>());
    assert_silent(&"Kanarie".parse::<CaseCode>());
}
