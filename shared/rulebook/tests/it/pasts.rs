//! A decision that is kept and made again: the same verdicts, and nothing that tells one case from another.

use jiff::civil::Date;
use proptest::prelude::*;
use rulebook::{Answer, Decision, Edition, PastDecision, Reason, Verdict, decide, replay};
use wire::{Category, SubjectRole};

use crate::{
    chance::drawn,
    town::{Case, child, edition, moment, rules_by, victim},
};

/// A verdict without ids of persons.
pub fn verdict(field: &rulebook::Judged, edition: &Edition) -> String {
    match &field.verdict {
        Verdict::Disclose(_) => format!("{} goes {:?}", field.category, rules_by(field, edition).expect("it goes")),
        Verdict::Withhold { why, way_forward } => format!("{} stays {why} {:?}", field.category, way_forward.map(|way| way.code())),
    }
}

fn verdicts(decision: &Decision, edition: &Edition) -> Vec<String> {
    decision.fields().iter().map(|field| verdict(field, edition)).collect()
}

fn kept(case: &Case, at: rulebook::Moment) -> PastDecision {
    PastDecision::of(&case.outline, &case.grants, edition().reference(), at)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn it_comes_out_the_same(drawn in drawn()) {
        let past = kept(&drawn.case, drawn.at);
        let bytes = wire::canonical::to_bytes(&past).expect("it can be written");
        let again: PastDecision = wire::canonical::from_bytes(&bytes).expect("it can be read");
        prop_assert_eq!(&again, &past);
        for edition in [edition(), &Edition::all_shipped()[0]] {
            let first = decide(&drawn.case.outline, &drawn.case.grants, edition, drawn.at);
            prop_assert_eq!(verdicts(&again.decide(edition), edition), verdicts(&first, edition));
        }
    }
}

#[test]
fn nothing_in_it_tells_one_case_from_another() {
    let case = Case::call_out().concern().consent(victim(), &[Category::Identity]).field(Category::Identity, Some(victim()));
    let bytes = wire::canonical::to_bytes(&kept(&case, moment(crate::town::NOW))).expect("it can be written");
    let text = String::from_utf8(bytes).expect("text");
    let outline = &case.outline;
    let telling = [
        outline.case_code.to_string(),
        outline.from.agency.to_string(),
        outline.from.unit.to_string(),
        outline.to.board.to_string(),
        victim().id.to_string(),
        crate::town::STAFF.to_owned(),
        case.grants[0].id.to_string(),
    ];
    for word in telling {
        assert!(!text.contains(&word), "{word} is kept");
    }
}

fn changed(from: &str, to: &str) -> Edition {
    let text = std::str::from_utf8(Edition::SHIPPED).expect("text");
    let other = text.replace(from, to);
    assert_ne!(other, text, "nothing was changed");
    Edition::parse(other.as_bytes()).expect("an edition")
}

#[test]
fn what_comes_out_otherwise_is_found_field_by_field() {
    let case = Case::call_out()
        .concern()
        .consent(victim(), &[Category::Identity])
        .field(Category::ChildConcern, Some(child()))
        .field(Category::Identity, Some(victim()));
    let past = kept(&case, moment(crate::town::NOW));
    assert_eq!(replay(&past, edition(), edition(), None), []);
    let shorter = changed("id = \"call-out\"\ndays = 14", "id = \"another-text\"\ndays = 14");
    let found = replay(&past, edition(), &shorter, None);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].n, found[0].category, found[0].role), (1, Category::Identity, Some(SubjectRole::Victim)));
    assert_eq!(found[0].before, Answer::Goes(vec!["CONSENT-VICTIM".to_owned()]));
    assert_eq!(found[0].after, Answer::Stays(Reason::ConsentExpired));
    assert!(found[0].turns());
}

#[test]
fn a_change_of_the_day_shows_on_another_day_alone() {
    let case = Case::call_out().concern().field(Category::ChildConcern, Some(child()));
    let past = kept(&case, moment(crate::town::NOW));
    let ends = changed("id = \"SOL-19-1-B\"\nkind = \"duty\"", "id = \"SOL-19-1-B\"\nuntil = \"2026-12-31\"\nkind = \"duty\"");
    assert_eq!(replay(&past, edition(), &ends, None), []);
    let later: Date = "2027-01-01".parse().expect("a date");
    let found = replay(&past, edition(), &ends, Some(later));
    assert!(found.len() == 1 && found[0].before.goes() && !found[0].after.goes());
}
