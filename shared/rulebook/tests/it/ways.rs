//! Every field that stays has a lawful way forward, save where a never-rule stands.

use rulebook::{WayForward, explain};
use wire::{Category, Direction, FactCode, Language, Purpose, StaffRole};

use crate::town::{Case, child, edition, fact, person_using_violence, victim};

#[test]
fn ask_the_person() {
    let way = Case::call_out().field(Category::Identity, Some(victim())).way();
    assert_eq!(way, Some(WayForward::AskConsent { person: victim() }));
}

#[test]
fn make_the_harm_test_when_that_is_all_it_lacks() {
    let case = Case::call_out().consent(victim(), &[Category::Incident]).field(Category::Incident, None);
    assert_eq!(case.way(), Some(WayForward::Answer { fact: FactCode::HarmTestPassed }));
}

#[test]
fn let_the_lead_decide() {
    let custody = Case::call_out().field(Category::CustodyStatus, Some(person_using_violence()));
    let lead = Some(WayForward::Answer { fact: FactCode::LeadHasCleared });
    assert_eq!(custody.way(), lead);
    assert_eq!(custody.consent(person_using_violence(), &[Category::CustodyStatus]).way(), lead);
}

#[test]
fn judge_the_concern_for_data_about_the_child_alone() {
    let case = || Case::call_out().facts(&[FactCode::ChildUnder18]);
    let judge = Some(WayForward::Answer { fact: FactCode::ConcernForChild });
    assert_eq!(case().field(Category::ChildConcern, Some(child())).way(), judge);
    let his =
        case().facts(&[FactCode::RelevantToChild, FactCode::CustodianOrInHome]).field(Category::Identity, Some(person_using_violence()));
    assert_eq!(his.way(), Some(WayForward::AskConsent { person: person_using_violence() }), "concern is no means to adult data");
}

#[test]
fn an_answer_that_was_given_is_not_asked_for_again() {
    let mut case = Case::call_out().facts(&[FactCode::ChildUnder18]).field(Category::ChildConcern, Some(child()));
    case.outline.facts.push(fact(FactCode::ConcernForChild, false, StaffRole::PatrolOfficer));
    assert_eq!(case.way(), Some(WayForward::PersonTells));
}

#[test]
fn the_suspect_is_never_asked_about_what_she_told() {
    let case = Case::call_out().consent(victim(), &[Category::DangerSigns]).field(Category::DangerSigns, Some(victim()));
    let way = case.way();
    assert_eq!(way, Some(WayForward::Answer { fact: FactCode::HarmTestPassed }));
}

#[test]
fn a_way_beside_the_hub() {
    let case = Case::new(Direction::SocialToPolice, Purpose::AcuteSupport).field(Category::ChildConcern, Some(child()));
    let Some(WayForward::OutsideHub { rule }) = case.way() else { panic!("outside the hub") };
    assert_eq!(edition().rule(rule).expect("a rule").id, "OSL-10-20-RING");
}

#[test]
fn everything_has_words_in_both_languages() {
    let case = Case::call_out().concern().field(Category::ChildConcern, Some(child())).field(Category::Identity, Some(victim()));
    let decision = case.decide();
    let duty = explain(&decision, 0, edition(), Language::Sv).expect("field 0");
    assert!(duty.goes && duty.way_forward.is_none());
    assert_eq!(duty.lines[0].label, "orosanmälan (skyldighet)");
    assert_eq!(duty.lines[0].citation, Some("19 kap. 1 § första stycket 15 socialtjänstlagen (2025:400) och OSL 10 kap. 28 §"));
    let hers = explain(&decision, 1, edition(), Language::En).expect("field 1");
    assert!(!hers.goes);
    assert_eq!(hers.lines[0].text, "There is no consent from the person it concerns.");
    assert_eq!(hers.way_forward, Some("Ask the person for consent, in private."));
    assert_eq!(explain(&decision, 2, edition(), Language::Sv), None);
}

#[test]
fn a_never_is_explained_by_its_rule() {
    let case = Case::new(Direction::SocialToPolice, Purpose::AcuteSupport).field(Category::CustodyStatus, Some(person_using_violence()));
    let decision = case.decide();
    let explanation = explain(&decision, 0, edition(), Language::Sv).expect("field 0");
    assert_eq!(explanation.lines.iter().map(|line| line.code).collect::<Vec<_>>(), ["never_through_hub", "NEVER-ECHO-CUSTODY"]);
    assert_eq!(explanation.way_forward, None);
}

#[test]
fn one_answer_that_opens_the_whole_comes_before_a_step_for_one_role() {
    let case = Case::call_out().facts(&[FactCode::NecessityWeighed, FactCode::LeadHasCleared]).field(Category::DangerSigns, Some(victim()));
    assert_eq!(case.way(), Some(WayForward::Answer { fact: FactCode::InterestObviouslyOutweighs }));
}
