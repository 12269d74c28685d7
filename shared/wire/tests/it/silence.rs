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

macro_rules! inside {
    ($value:expr; $($category:ident)+) => {
        match $value { $(Value::$category(inside) => format!("{inside:?} {inside:#?}")),+ }
    };
}

/// The value of every category as it prints without its category.
fn inside(value: &Value) -> String {
    inside!(value; Identity SafeContact Incident IncidentAddress ChildrenPresent ChildConcern ChildFeeling InjuryLevel AcuteNeeds DangerSigns CustodyStatus Release RestrainingOrder RiskLevel SubstanceUse Weapons SupportWanted NewViolence FearedCrime ConcernFeedback CaseState PhaseState CustodyTalkOffer CustodyTalkOutcome InvestigationStep Consultation InTreatment TreatmentEvent Referral ReferralOutcome PracticalHelp Request Correction)
}

#[test]
fn values_print_their_category_alone() {
    for category in Category::ALL {
        let value = samples::value(*category);
        assert_eq!(format!("{value:?}"), format!("{category}(…)"));
        assert_eq!(inside(&value), "… …", "{category}");
    }
}

#[test]
fn parts_of_values_print_nothing() {
    let silent: Vec<(&str, String)> = vec![
        ("text", format!("{:?}", samples::text(CANARY))),
        ("telephone", format!("{:?}", samples::phone())),
        ("number", format!("{:?}", PersonalNumber::parse("191212121212").expect("a test number"))),
        ("set", format!("{:?}", CodeSet::new([DangerSign::Strangulation]))),
        ("month", format!("{:?}", Month::new(2026, 11).expect("a month"))),
        ("district", format!("{:?}", "exempelstad".parse::<District>().expect("a district"))),
        ("child", format!("{:?}", Child { age: AgeBand::School, state: ChildState::SawOrHeard })),
    ];
    silent.iter().for_each(|(what, printed)| assert_eq!(printed, "…", "{what}"));
}

#[test]
fn a_draft_and_its_fields_print_no_values() {
    let draft = samples::draft();
    for field in &draft.fields {
        let printed = format!("{:?}", field.value);
        assert!(format!("{field:?}").ends_with(&format!("value: {printed} }}")), "{field:?}");
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
    assert_silent(&"Kanarie".parse::<District>());
    assert_silent(&Month::parse("Kanarie"));
}
