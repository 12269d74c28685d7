//! Each rule on both sides of its dates, in Swedish time.

use rulebook::{Moment, Reason};
use wire::{Category, Direction, FactCode, Purpose};

use crate::town::{Case, FEARED, FEARED_OLD, OBVIOUS, child, goes_by, moment, person_using_violence, victim};

fn concern_on(at: &str) -> Result<Vec<String>, Reason> {
    Case::call_out().concern().field(Category::ChildConcern, Some(child())).only_at(moment(at))
}

#[test]
fn the_report_of_concern_through_three_wordings() {
    assert_eq!(concern_on("2025-06-30T21:59:59Z"), goes_by(&["SOL-14-1-OLD"]));
    assert_eq!(concern_on("2025-06-30T22:00:00Z"), goes_by(&["SOL-19-1-A"]), "midnight in Sweden, summer");
    assert_eq!(concern_on("2026-01-14T22:59:59Z"), goes_by(&["SOL-19-1-A"]));
    assert_eq!(concern_on("2026-01-14T23:00:00Z"), goes_by(&["SOL-19-1-B"]), "midnight in Sweden, winter");
    assert_eq!(concern_on("2001-12-31T22:59:59Z"), Err(Reason::NoRule));
}

#[test]
fn the_child_inquiry_begins_with_the_new_act() {
    let case = Case::call_out().facts(&[FactCode::ChildInquiryOpened, FactCode::RelevantToChild]).field(Category::ChildrenPresent, None);
    assert!(case.only_at(moment("2025-06-30T12:00:00Z")).is_err());
    assert_eq!(case.only_at(moment("2025-07-01T12:00:00Z")), goes_by(&["SOL-20-6"]));
}

#[test]
fn the_feared_crime_through_two_wordings() {
    let with = |facts: &[FactCode], at: &str| {
        let case = Case::new(Direction::SocialToPolice, Purpose::PreventionOfSeriousCrime).facts(facts);
        case.field(Category::InTreatment, Some(person_using_violence())).only_at(moment(at))
    };
    let both: Vec<FactCode> = FEARED_OLD.into_iter().chain(FEARED).collect();
    assert!(with(&both, "2021-07-31T12:00:00Z").is_err());
    assert_eq!(with(&FEARED_OLD, "2021-08-01T12:00:00Z"), goes_by(&["OSL-10-18c-A"]));
    assert_eq!(with(&FEARED_OLD, "2025-03-31T12:00:00Z"), goes_by(&["OSL-10-18c-A"]));
    assert!(with(&FEARED, "2025-03-31T12:00:00Z").is_err(), "the old wording asks whether it helps prevent");
    assert!(with(&FEARED_OLD, "2025-04-01T12:00:00Z").is_err(), "the new wording asks for concrete circumstances");
    assert_eq!(with(&FEARED, "2025-04-01T12:00:00Z"), goes_by(&["OSL-10-18c-B"]));
}

#[test]
fn permissions_and_harm_test_begin() {
    let weapons =
        |purpose| Case::new(Direction::PoliceToSocial, purpose).facts(&OBVIOUS).field(Category::Weapons, Some(person_using_violence()));
    assert!(weapons(Purpose::AcuteSupport).only_at(moment("2021-12-31T12:00:00Z")).is_err());
    assert_eq!(weapons(Purpose::AcuteSupport).only_at(moment("2022-01-01T12:00:00Z")), goes_by(&["OSL-10-27"]));
    let old = moment("2024-11-07T12:00:00Z");
    let case = Case::call_out().facts(&[FactCode::HarmTestPassed]).field(Category::Incident, None);
    let early = |at: Moment| {
        let with = |grant: &mut wire::ConsentGrant| grant.valid_from = "2024-11-01T00:00:00Z".parse().expect("a written moment");
        case.clone().consent_but(victim(), &[Category::Incident], with).only_at(at)
    };
    assert_eq!(early(old), Err(Reason::ConsentMissing));
    assert_eq!(early(moment("2024-11-08T12:00:00Z")), goes_by(&["CONSENT-VICTIM", "OSL-35-1-H"]));
}

#[test]
fn what_is_off_stays_off() {
    let case = Case::new(Direction::SocialToPolice, Purpose::PreventionOfSeriousCrime)
        .facts(&[FactCode::NeededToPreventCrime, FactCode::NoPreponderantSecrecyInterest])
        .facts(&[FactCode::ChildUnder18, FactCode::ChildExposedToListedCrime, FactCode::CommittedCrimeReachesThreshold])
        .field(Category::Incident, None);
    assert!(case.only().is_err(), "10:15 a (L-01), 10:21 and 10:23 (L-04) are off that way");
}

#[test]
fn the_swedish_date_of_a_moment() {
    let date = |text: &str| moment(text).date().to_string();
    assert_eq!(date("2026-03-29T00:59:59Z"), "2026-03-29");
    assert_eq!(date("2026-07-14T21:59:59Z"), "2026-07-14");
    assert_eq!(date("2026-07-14T22:00:00Z"), "2026-07-15");
    assert_eq!(date("2026-10-25T22:59:59Z"), "2026-10-25");
    assert_eq!(date("2026-12-31T23:00:00Z"), "2027-01-01");
}
