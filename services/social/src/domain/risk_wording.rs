//! What the therapist is told to consider: coded, without a source, and at one moment of the week alone.
//!
//! What she says may reach him who treats, if she says yes to that very thing, and never so that anybody can see that it was she. So
//! everything that the therapist is to consider waits for the same moment, whoever it comes from, and is shown sorted and once.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Weekday};
use rulebook::Moment;
use wire::codes;

use super::clocks;

codes!(
    /// What to consider. Each may be known from more than one side; what only she can know has no code.
    RiskWording, "wording of a risk" {
        /// The risk may be higher now.
        RiskHigher = "risk_higher",
        /// Alcohol or drugs may matter more.
        Substances = "substances",
        /// Control or jealousy may be growing.
        Control = "control",
        /// A separation or a quarrel about children may be near.
        Separation = "separation",
        /// Orders or agreements may be broken.
        OrdersBroken = "orders_broken",
        /// There may be weapons.
        Weapons = "weapons",
    }
);

codes!(
    /// Where it comes from. Never shown on his side.
    RiskSource, "source of a risk" {
        /// The person exposed, by her yes to this thing.
        ExposedPerson = "exposed_person",
        /// The team's own assessment.
        OwnAssessment = "own_assessment",
        /// What the police have handed over.
        Police = "police",
    }
);

/// At least so long between what is written and what is shown.
const REST: SignedDuration = SignedDuration::from_hours(72);
/// The hour of the Monday on which it is shown, in Sweden.
const HOUR: i8 = 6;

/// A wording as it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// What.
    pub wording: RiskWording,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Waiting {
    /// When it is shown; never when it was taken back before that. What has been shown stays: that it went would tell who told.
    pub fn shown_at(&self) -> Option<Timestamp> {
        let at = moment_from(self.written_at + REST)?;
        self.withdrawn_at.is_none_or(|withdrawn| withdrawn >= at).then_some(at)
    }
}

/// What there is to consider from one Monday on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The Monday.
    pub from: Timestamp,
    /// What, sorted, each once; nothing is the usual.
    pub wordings: Vec<RiskWording>,
}

/// The bundles of the last weeks, the newest first, one for each Monday since the treatment began, with or without anything in it.
pub fn bundles(waiting: &[Waiting], begun_at: Timestamp, now: Timestamp, weeks: usize) -> Vec<Bundle> {
    let mondays = (0..weeks).filter_map(|week| moment_until(now, week)).filter(|monday| *monday > begun_at);
    let bundle = |from: Timestamp| {
        let mut wordings: Vec<RiskWording> = waiting.iter().filter(|one| one.shown_at() == Some(from)).map(|one| one.wording).collect();
        wordings.sort_unstable();
        wordings.dedup();
        Bundle { from, wordings }
    };
    mondays.map(bundle).collect()
}

/// When something written now is shown.
pub fn shown_from(written_at: Timestamp) -> Option<Timestamp> {
    moment_from(written_at + REST)
}

/// The first moment of the week that is not before this.
fn moment_from(at: Timestamp) -> Option<Timestamp> {
    let today = Moment::in_sweden(at).date();
    let days = (0..=7_i64).map(|days| today.saturating_add(days.days()));
    let mut mondays = days.filter(|day| day.weekday() == Weekday::Monday).filter_map(|day| clocks::hour_of(day, HOUR));
    mondays.find(|moment| *moment >= at)
}

/// The moment of the week before this, or so many weeks before that.
fn moment_until(now: Timestamp, weeks: usize) -> Option<Timestamp> {
    let today = Moment::in_sweden(now).date();
    let mut mondays = (0..=7_i64).map(|days| today.saturating_sub(days.days())).filter(|day| day.weekday() == Weekday::Monday);
    let last = mondays.find(|day| clocks::hour_of(*day, HOUR).is_some_and(|moment| moment <= now))?;
    clocks::hour_of(last.saturating_sub(i64::try_from(weeks).ok()?.weeks()), HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn waiting(wording: RiskWording, written: &str, withdrawn: Option<&str>) -> Waiting {
        Waiting { wording, written_at: at(written), withdrawn_at: withdrawn.map(at) }
    }

    #[test]
    fn it_is_shown_on_a_monday_at_six_and_never_within_three_days() {
        for (written, shown) in [
            ("2026-11-22T01:14:00Z", "2026-11-30T05:00:00Z"),
            ("2026-11-27T05:00:00Z", "2026-11-30T05:00:00Z"),
            ("2026-11-27T05:00:01Z", "2026-12-07T05:00:00Z"),
            // Summer: six in Sweden is four in UTC.
            ("2026-07-01T12:00:00Z", "2026-07-06T04:00:00Z"),
            // Over the night the clocks go forward, and the one they go back.
            ("2027-03-25T12:00:00Z", "2027-03-29T04:00:00Z"),
            ("2026-10-22T12:00:00Z", "2026-10-26T05:00:00Z"),
        ] {
            assert_eq!(shown_from(at(written)), Some(at(shown)), "{written}");
        }
        let mut written = at("2026-10-01T00:00:00Z");
        while written < at("2026-12-01T00:00:00Z") {
            let rest = shown_from(written).unwrap().duration_since(written);
            assert!(rest >= REST && rest <= SignedDuration::from_hours(10 * 24 + 1), "{written}: {rest}");
            written += SignedDuration::from_mins(47);
        }
    }

    #[test]
    fn a_bundle_is_sorted_and_says_each_thing_once() {
        let all = [
            waiting(RiskWording::Weapons, "2026-11-24T12:00:00Z", None),
            waiting(RiskWording::RiskHigher, "2026-11-26T12:00:00Z", None),
            waiting(RiskWording::Weapons, "2026-11-25T12:00:00Z", None),
        ];
        let begun = at("2026-11-20T12:00:00Z");
        let seen = |now: &str| bundles(&all, begun, at(now), 4);
        assert_eq!(seen("2026-11-30T04:59:59Z"), [Bundle { from: at("2026-11-23T05:00:00Z"), wordings: vec![] }]);
        let now = seen("2026-11-30T05:00:00Z");
        assert_eq!(now[0], Bundle { from: at("2026-11-30T05:00:00Z"), wordings: vec![RiskWording::RiskHigher, RiskWording::Weapons] });
        assert_eq!(now.len(), 2);
        let later = seen("2026-12-21T05:00:00Z");
        assert_eq!(later.len(), 4);
        assert!(later[0].wordings.is_empty() && later[3].wordings.len() == 2);
    }

    #[test]
    fn what_was_taken_back_in_time_is_never_shown_and_what_was_shown_stays() {
        let begun = at("2026-11-20T12:00:00Z");
        let seen = |withdrawn: &str| {
            let one = [waiting(RiskWording::Control, "2026-11-24T12:00:00Z", Some(withdrawn))];
            bundles(&one, begun, at("2026-12-01T12:00:00Z"), 1).remove(0).wordings.len()
        };
        assert_eq!(seen("2026-11-30T04:59:00Z"), 0);
        assert_eq!(seen("2026-11-30T05:00:00Z"), 1);
    }
}
