//! The way forward, followed: over everything that can be sent, doing what is proposed opens the field or moves on, and
//! it ends.

use std::collections::BTreeSet;

use rulebook::{Reason, Verdict, WayForward};
use wire::{Category, Direction, FactCode, Purpose, Subject, SubjectRole};

use crate::town::{Case, child, custodian, edition, fact, moment, person_using_violence, role_for, victim};

/// Where following ends.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Goes,
    Never,
    /// Outside the hub, or the person tells it.
    Apart,
    Corrected,
}

/// More steps than any rule has questions and persons.
const STEPS_MAX: usize = 12;

fn follow(mut case: Case) -> End {
    let mut done: BTreeSet<String> = BTreeSet::new();
    for _ in 0..STEPS_MAX {
        let decision = case.decide_by(edition(), moment(crate::town::NOW));
        let way = match decision.fields()[0].verdict {
            Verdict::Disclose(_) => return End::Goes,
            Verdict::Withhold { why, way_forward: None } => {
                assert_eq!(why, Reason::NeverThroughHub);
                return End::Never;
            }
            Verdict::Withhold { way_forward: Some(way), .. } => way,
        };
        assert!(done.insert(format!("{way:?}")), "{way:?} is proposed again: it moved nothing");
        case = match way {
            WayForward::AskConsent { person } => consented(case, person),
            WayForward::Answer { fact } => answered(case, &[fact]),
            WayForward::NamedPersonDecides { rule } => {
                let rule = edition().rule(rule).expect("a rule of the edition");
                let openings = rule.opens.iter().flat_map(|opening| &opening.needs);
                let needed: Vec<FactCode> = rule.needs.iter().chain(openings).chain([&FactCode::LeadHasCleared]).copied().collect();
                answered(case, &needed)
            }
            WayForward::OutsideHub { .. } | WayForward::PersonTells => return End::Apart,
            WayForward::StateWhom => return End::Corrected,
        };
    }
    panic!("following does not end");
}

/// Everything that person says yes to: a page asks once.
fn consented(case: Case, person: Subject) -> Case {
    case.consent(person, Category::ALL)
}

fn answered(mut case: Case, codes: &[FactCode]) -> Case {
    for &code in codes {
        if case.outline.facts.iter().all(|known| known.code != code) {
            case.outline.facts.push(fact(code, true, role_for(code)));
        }
    }
    case
}

/// Starting points: nothing known, and things known that leave a rule half open.
fn starts() -> Vec<(&'static [FactCode], &'static [SubjectRole])> {
    use FactCode::{ChildUnder18, ConcernForChild, FearedCrimeReachesThreshold, HarmTestPassed, LeadHasCleared, NecessityWeighed};
    vec![
        (&[], &[]),
        (&[], &[SubjectRole::Victim]),
        (&[], &[SubjectRole::PersonUsingViolence]),
        (&[HarmTestPassed], &[]),
        (&[LeadHasCleared, NecessityWeighed], &[]),
        (&[ChildUnder18, ConcernForChild], &[SubjectRole::Custodian]),
        (&[FearedCrimeReachesThreshold], &[SubjectRole::Victim]),
    ]
}

#[test]
fn every_way_forward_leads_somewhere() {
    let persons = [None, Some(victim()), Some(person_using_violence()), Some(child()), Some(custodian())];
    let mut ends = [0_usize; 4];
    for &direction in Direction::ALL {
        for &purpose in Purpose::ALL {
            for &category in Category::ALL {
                for person in persons {
                    for (facts, givers) in starts() {
                        let case = Case::new(direction, purpose).facts(facts).field(category, person);
                        let known =
                            [victim(), person_using_violence(), custodian()].into_iter().filter(|known| givers.contains(&known.role));
                        let end = follow(known.fold(case, |case, giver| case.consent(giver, Category::ALL)));
                        ends[end as usize] += 1;
                    }
                }
            }
        }
    }
    assert!(ends.iter().all(|count| *count > 100), "each end is met: {ends:?}");
}

/// What can be opened at all can be opened by doing as told.
#[test]
fn what_her_yes_and_the_harm_test_open_is_found_step_by_step() {
    for category in [Category::Incident, Category::DangerSigns, Category::NewViolence] {
        let person = (category != Category::Incident).then(victim);
        assert_eq!(follow(Case::call_out().field(category, person)), End::Goes, "{category}");
    }
    let talk = Case::new(Direction::PoliceToSocial, Purpose::CustodyTalk).field(Category::CustodyTalkOffer, Some(person_using_violence()));
    assert_eq!(follow(talk), End::Goes);
    let feared = Case::new(Direction::SocialToPolice, Purpose::PreventionOfSeriousCrime).field(Category::FearedCrime, Some(victim()));
    assert_eq!(follow(feared), End::Goes);
}
