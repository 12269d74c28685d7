//! Answers that can't hold together, and numbers and times outside their range.

use wire::{value::*, *};

use crate::samples::{self, at, now};

/// The rule that the sample breaks after the change.
fn broken(category: Category, change: fn(&mut Value)) -> Result<(), ValueError> {
    let mut value = samples::value(category);
    assert_eq!(inspect(&value, Protection::None), Ok(()), "{category}");
    change(&mut value);
    inspect(&value, Protection::None)
}

macro_rules! breaks {
    ($category:ident, $name:ident => $change:expr, $error:ident) => {
        let change = |value: &mut Value| {
            let Value::$category($name) = value else { panic!("another category") };
            $change;
        };
        let error = ValueError::$error(Category::$category);
        assert_eq!(broken(Category::$category, change), Err(error), stringify!($change));
    };
}

#[test]
fn sets_that_say_nothing_are_refused() {
    breaks!(ChildFeeling, value => value.feelings = CodeSet::new([]), Empty);
    breaks!(SupportWanted, value => value.wanted = CodeSet::new([]), Empty);
    breaks!(FearedCrime, value => value.circumstances = CodeSet::new([]), Empty);
    breaks!(PracticalHelp, value => value.help = CodeSet::new([]), Empty);
    breaks!(Request, value => value.categories = CodeSet::new([]), Empty);
    breaks!(SubstanceUse, value => value.misuse = Stated::NotStated, Empty);
    breaks!(Consultation, value => value.times.clear(), Empty);
}

#[test]
fn times_are_no_finer_than_they_need_to_be() {
    let second = || at("2026-11-22T21:04:01Z");
    assert_eq!(Release::new(ReleaseKind::Actual, second(), Stated::No).at, now());
    breaks!(Release, value => value.at = at("2026-11-22T21:04:01Z"), OutOfRange);
    breaks!(CustodyTalkOffer, value => value.at = Some(at("2026-11-22T21:04:01Z")), OutOfRange);
    breaks!(Consultation, value => value.times[1] = at("2026-11-24T09:30:01Z"), OutOfRange);
    breaks!(Request, value => value.needed_by = Some(at("2026-11-22T21:04:00.5Z")), OutOfRange);
    breaks!(PracticalHelp, value => value.hour = Some(now()), OutOfRange);
}

#[test]
fn days_and_numbers_stay_in_their_range() {
    breaks!(NewViolence, value => value.day = jiff::civil::date(1899, 12, 31), OutOfRange);
    breaks!(RiskLevel, value => value.day = jiff::civil::date(2101, 1, 1), OutOfRange);
    breaks!(RiskLevel, value => value.version = Some(0), OutOfRange);
    breaks!(RiskLevel, value => value.version = Some(21), OutOfRange);
    breaks!(InvestigationStep, value => value.planned_on = jiff::civil::date(2101, 1, 1), OutOfRange);
    breaks!(RestrainingOrder, value => value.until = Some(jiff::civil::date(1899, 1, 1)), OutOfRange);
    breaks!(CustodyTalkOutcome, value => value.until = Some(jiff::civil::date(2101, 1, 1)), OutOfRange);
    breaks!(Consultation, value => value.times.extend([now(); 4]), OutOfRange);
    breaks!(Correction, value => value.n = 40, OutOfRange);
    breaks!(Release, value => value.at = at("2101-01-01T00:00:00Z"), OutOfRange);
}

#[test]
fn answers_that_exclude_each_other_are_refused() {
    breaks!(SupportWanted, value => value.wanted = CodeSet::new([Support::NoneNow, Support::Talk]), Contradiction);
    breaks!(RestrainingOrder, value => value.state = OrderState::Rejected, Contradiction);
    breaks!(PhaseState, value => value.phase = Phase::Alarm, Contradiction);
    breaks!(CustodyTalkOutcome, value => value.held = Stated::No, Contradiction);
    breaks!(CustodyTalkOutcome, value => value.plan = TalkPlan::None, Contradiction);
    breaks!(Consultation, value => value.times.reverse(), Contradiction);
    breaks!(Consultation, value => value.times[1] = value.times[0], Contradiction);
    breaks!(Consultation, value => value.answer = ConsultationAnswer::Accepted, Contradiction);
    breaks!(Consultation, value => value.answer = ConsultationAnswer::Declined, Contradiction);
    breaks!(Request, value => value.categories = CodeSet::new([Category::Request]), Contradiction);
    breaks!(Request, value => value.categories = CodeSet::new([Category::Identity, Category::Correction]), Contradiction);
    breaks!(Request, value => value.purpose = Purpose::Request, Contradiction);
    breaks!(Request, value => value.purpose = Purpose::Correction, Contradiction);
    breaks!(Correction, value => value.category = Category::Correction, Contradiction);
}

#[test]
fn a_month_has_one_spelling() {
    let taken = |text: &str| canonical::from_bytes::<Month>(format!("\"{text}\"").as_bytes()).is_ok();
    assert!(taken("2026-11") && taken("1900-01") && taken("2100-12"));
    for text in ["2026-1", "2026-00", "2026-13", "1899-12", "2101-01", "26-11", "2026-11-22", "202611", "2026-+1", "+026-11", "2026–11", ""]
    {
        assert!(!taken(text), "{text}");
    }
}

#[test]
fn a_day_has_one_spelling() {
    let taken = |day: &str| {
        let json = format!(r#"{{"day":"{day}","kind":"threat"}}"#);
        Value::from_canonical(Category::NewViolence, json.as_bytes()).is_ok()
    };
    assert!(taken("2026-11-22"));
    for day in ["20261122", "2026-11-22T00:00:00", "2026-11-31", "2026-11-2", "2026-W47-7", "22/11/2026"] {
        assert!(!taken(day), "{day}");
    }
}
