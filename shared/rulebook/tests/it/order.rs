//! Never > duty > consent > permission > deny.

use rulebook::{Edition, Reason, TaskKind, Verdict, decide};
use wire::{About, AgencyKind, Category, Direction, FactCode, Purpose, StaffRole, Subject};

use crate::town::{Case, NOW, OBVIOUS, child, custodian, edition, fact, goes_by, moment, person_using_violence, victim};

#[test]
fn nothing_goes_by_default() {
    for &direction in Direction::ALL {
        for &purpose in Purpose::ALL {
            for &category in Category::ALL {
                for person in [None, Some(victim()), Some(person_using_violence()), Some(child()), Some(custodian())] {
                    let case = Case::new(direction, purpose).field(category, person);
                    let state_alone = category.about() == About::Nobody && person.is_none();
                    assert_eq!(case.only().is_ok(), state_alone, "{direction} {purpose} {category}");
                }
            }
        }
    }
}

#[test]
fn the_state_of_a_case_is_about_nobody() {
    assert_eq!(Case::call_out().field(Category::CaseState, None).only(), goes_by(&["STATE-ONLY"]));
    assert_eq!(Case::call_out().field(Category::CaseState, Some(victim())).only(), Err(Reason::SubjectUnclear));
}

#[test]
fn concern_carries_what_is_about_the_child_and_nothing_about_her() {
    let by_duty = |category, person: Option<Subject>| Case::call_out().concern().field(category, person).only();
    let duty = goes_by(&["SOL-19-1-B"]);
    assert_eq!(by_duty(Category::ChildConcern, Some(child())), duty);
    assert_eq!(by_duty(Category::ChildrenPresent, None), duty);
    assert_eq!(by_duty(Category::Identity, Some(child())), duty);
    assert_eq!(by_duty(Category::AcuteNeeds, Some(child())), duty);
    assert_eq!(by_duty(Category::Identity, Some(victim())), Err(Reason::ConsentMissing));
    assert_eq!(by_duty(Category::SafeContact, Some(victim())), Err(Reason::ConsentMissing));
    assert_eq!(by_duty(Category::AcuteNeeds, Some(victim())), Err(Reason::ConsentMissing));
    assert!(by_duty(Category::Incident, None).is_err(), "not before it is judged to belong to the concern");
}

#[test]
fn what_belongs_to_the_concern_goes_with_it() {
    let relevant = || Case::call_out().concern().facts(&[FactCode::RelevantToChild]);
    assert_eq!(relevant().field(Category::Incident, None).only(), goes_by(&["SOL-19-1-B", "SOL-19-1-B"]));
    let him = |case: Case| case.field(Category::Identity, Some(person_using_violence())).only();
    assert_eq!(him(relevant()), Err(Reason::ConsentMissing));
    assert_eq!(him(relevant().facts(&[FactCode::CustodianOrInHome])), goes_by(&["SOL-19-1-B"]));
}

#[test]
fn adult_data_never_rides_along() {
    let all = FactCode::ALL.iter().copied().filter(|code| !matches!(code, FactCode::NecessityWeighed));
    let case = Case::call_out().facts(&all.collect::<Vec<_>>());
    for category in [Category::Identity, Category::SafeContact, Category::AcuteNeeds] {
        assert_eq!(case.clone().field(category, Some(victim())).only(), Err(Reason::ConsentMissing), "{category}");
    }
}

#[test]
fn a_duty_comes_before_a_consent_and_needs_none() {
    let case = Case::call_out()
        .concern()
        .facts(&[FactCode::RelevantToChild, FactCode::HarmTestPassed])
        .consent(victim(), &[Category::Incident])
        .field(Category::Incident, None);
    assert_eq!(case.only(), goes_by(&["SOL-19-1-B", "SOL-19-1-B"]));
}

#[test]
fn a_duty_does_not_wait_for_the_lead_who_is_told() {
    let custody = || Case::call_out().concern().facts(&[FactCode::RelevantToChild]);
    let decision = custody().field(Category::CustodyStatus, Some(person_using_violence())).decide();
    assert!(decision.any_goes());
    assert_eq!(decision.tasks().iter().map(|task| task.kind).collect::<Vec<_>>(), [TaskKind::TellLead]);
    let cleared = custody().facts(&[FactCode::LeadHasCleared]).field(Category::CustodyStatus, Some(person_using_violence()));
    assert!(cleared.decide().tasks().is_empty(), "the lead knows");
    assert!(custody().field(Category::ChildConcern, Some(child())).decide().tasks().is_empty(), "not gated");
}

#[test]
fn never_beats_everything_and_a_duty_becomes_a_task() {
    let text = std::str::from_utf8(Edition::FIRST).expect("text");
    let own = "id = \"NEVER-ECHO-CUSTODY\"\nkind = \"never\"\ndirections = [";
    let never = text.replace(own, &format!("{own}\"police_to_social\", "));
    assert_ne!(text, never, "the rule is where the test looks for it");
    let edition = Edition::parse(never.as_bytes()).expect("an edition");
    let case = Case::call_out()
        .facts(FactCode::ALL)
        .consent(person_using_violence(), Category::ALL)
        .field(Category::CustodyStatus, Some(person_using_violence()));
    assert!(case.only().is_ok(), "it goes by the first edition");
    let decision = decide(&case.outline, &case.grants, &edition, moment(NOW));
    let verdict = decision.fields()[0].verdict;
    assert_eq!(verdict, Verdict::Withhold { why: Reason::NeverThroughHub, way_forward: None });
    assert_eq!(decision.tasks()[0].kind, TaskKind::AnswerOutsideHub);
    assert_eq!(edition.rule(decision.tasks()[0].rule).expect("a rule").id, "SOL-19-1-B");
}

#[test]
fn the_police_are_told_neither_custody_nor_addresses_back() {
    let him = Some(person_using_violence());
    let echoes =
        [(Category::CustodyStatus, him), (Category::Release, him), (Category::InvestigationStep, None), (Category::IncidentAddress, None)];
    for (category, person) in echoes {
        let case = Case::new(Direction::SocialToPolice, Purpose::PreventionOfSeriousCrime)
            .facts(FactCode::ALL)
            .consent(victim(), Category::ALL)
            .consent(person_using_violence(), Category::ALL)
            .field(category, person);
        assert_eq!(case.only(), Err(Reason::NeverThroughHub), "{category}");
        assert_eq!(case.way(), None);
    }
}

#[test]
fn a_fact_counts_only_from_those_who_may_answer_it() {
    let mut case = Case::call_out()
        .consent(person_using_violence(), &[Category::CustodyStatus])
        .field(Category::CustodyStatus, Some(person_using_violence()));
    case.outline.facts.push(fact(FactCode::LeadHasCleared, true, StaffRole::PatrolOfficer));
    assert_eq!(case.only(), Err(Reason::LeadHasNotCleared));
    case.outline.facts.push(fact(FactCode::LeadHasCleared, true, StaffRole::InvestigationLead));
    assert_eq!(case.only(), goes_by(&["CONSENT-PERP"]));
    case.outline.facts.push(fact(FactCode::LeadHasCleared, false, StaffRole::InvestigationLead));
    assert_eq!(case.only(), Err(Reason::LeadHasNotCleared), "yes and no is no");
}

#[test]
fn a_permission_needs_every_fact() {
    let weapons = |facts: &[FactCode]| Case::call_out().facts(facts).field(Category::Weapons, Some(person_using_violence())).only();
    assert_eq!(weapons(&[]), Err(Reason::NamedPersonMustDecide));
    for lacking in OBVIOUS {
        let others: Vec<FactCode> = OBVIOUS.into_iter().filter(|code| *code != lacking).collect();
        assert_eq!(weapons(&others), Err(Reason::NamedPersonMustDecide), "{lacking}");
    }
    assert_eq!(weapons(&OBVIOUS), goes_by(&["OSL-10-27"]));
}

#[test]
fn a_field_about_nobody_in_particular_or_the_wrong_person_stays() {
    assert_eq!(Case::call_out().field(Category::Identity, None).only(), Err(Reason::SubjectUnclear));
    assert_eq!(Case::call_out().concern().field(Category::ChildConcern, Some(victim())).only(), Err(Reason::SubjectUnclear));
    let mut stranger = victim();
    stranger.id = "00000000-0000-4000-8000-ffffffffffff".parse().expect("a written id");
    assert_eq!(Case::call_out().field(Category::Identity, Some(stranger)).only(), Err(Reason::SubjectUnclear));
}

#[test]
fn two_roles_of_one_person_are_both_covered() {
    let mut case = Case::call_out().consent(victim(), &[Category::Identity]).field(Category::Identity, Some(victim()));
    let mut as_suspect = person_using_violence();
    as_suspect.id = victim().id;
    case.outline.subjects.push(as_suspect);
    assert_eq!(case.only(), Err(Reason::ConsentMissing));
    assert_eq!(case.consent(as_suspect, &[Category::Identity]).only(), goes_by(&["CONSENT-VICTIM", "CONSENT-PERP"]));
}

#[test]
fn only_between_two_boards_that_are_what_they_say() {
    let good = || Case::call_out().field(Category::CaseState, None);
    assert!(good().only().is_ok());
    let mut same_board = Case::new(Direction::SocialToSocial, Purpose::Coordination).field(Category::CaseState, None);
    same_board.outline.to = same_board.outline.from.clone();
    let mut foreign_unit = good();
    foreign_unit.outline.to.unit = crate::town::other_board().unit;
    let mut to_broker = good();
    to_broker.outline.to_kind = AgencyKind::Broker;
    for case in [same_board, foreign_unit, to_broker] {
        assert_eq!(case.only(), Err(Reason::AddressUnclear));
    }
}

#[test]
fn feedback_is_for_the_police_who_reported() {
    let feedback = |facts: &[FactCode]| {
        let case = Case::new(Direction::SocialToPolice, Purpose::ChildProtection).facts(facts);
        case.field(Category::ConcernFeedback, Some(child())).only()
    };
    assert_eq!(feedback(&[]), Err(Reason::NamedPersonMustDecide));
    assert_eq!(feedback(&[FactCode::PoliceMadeReport]), goes_by(&["SOL-19-6-P"]));
    assert_eq!(feedback(&[FactCode::PoliceMadeReport, FactCode::ReporterAsked, FactCode::NotUnsuitable]), goes_by(&["SOL-19-6-D"]));
    assert_eq!(feedback(&[FactCode::ReporterAsked, FactCode::NotUnsuitable]), Err(Reason::NamedPersonMustDecide));
}

#[test]
fn nothing_but_the_inquiry_goes_as_feedback() {
    let asked = [FactCode::PoliceMadeReport, FactCode::ReporterAsked, FactCode::NotUnsuitable];
    for &category in Category::ALL.iter().filter(|category| **category != Category::ConcernFeedback && category.about() != About::Nobody) {
        for person in [None, Some(victim()), Some(person_using_violence()), Some(child()), Some(custodian())] {
            for purpose in [Purpose::ChildProtection, Purpose::Coordination, Purpose::Request] {
                let case = Case::new(Direction::SocialToPolice, purpose).facts(&asked).field(category, person);
                assert!(case.only().is_err(), "{category}");
            }
        }
    }
}

#[test]
fn each_gated_field_waits_for_the_lead_and_nothing_else_does() {
    use Category::{CustodyStatus, CustodyTalkOffer, InjuryLevel, InvestigationStep, Release, RiskLevel};
    let gated = [InjuryLevel, CustodyStatus, Release, RiskLevel, CustodyTalkOffer, InvestigationStep];
    assert!(gated.iter().all(|category| edition().lead_clears().contains(*category)) && edition().lead_clears().len() == 6);
    let facts: Vec<FactCode> = FactCode::ALL.iter().copied().filter(|code| *code != FactCode::LeadHasCleared).collect();
    let everybody = |case: Case| {
        [victim(), person_using_violence(), custodian()].into_iter().fold(case, |case, giver| case.consent(giver, Category::ALL))
    };
    for &category in Category::ALL {
        for person in [None, Some(victim()), Some(person_using_violence())] {
            let decision = everybody(Case::call_out().facts(&facts)).field(category, person).decide();
            let by_duty = decision.fields()[0].disclosure().is_some_and(|goes| goes.is_duty());
            assert!(!gated.contains(&category) || by_duty || !decision.any_goes(), "{category} does not wait");
        }
    }
}

#[test]
fn a_never_for_one_of_those_a_datum_touches_is_a_never() {
    let text = std::str::from_utf8(Edition::SHIPPED).expect("text");
    let both = "{ categories = [\"incident_address\"], roles = [\"victim\", \"person_using_violence\"] },";
    assert_eq!(text.matches(both).count(), 1, "the rule is where the test looks for it");
    let edition = Edition::parse(text.replace(both, "{ categories = [\"incident_address\"], roles = [\"victim\"] },").as_bytes())
        .expect("an edition");
    let case = Case::new(Direction::SocialToPolice, Purpose::ProtectionPlanning).facts(FactCode::ALL);
    let decision = case.consent(victim(), Category::ALL).field(Category::IncidentAddress, None).decide_by(&edition, moment(NOW));
    assert_eq!(decision.fields()[0].verdict, Verdict::Withhold { why: Reason::NeverThroughHub, way_forward: None });
}
