//! When a decision is made.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Swedish civil time as a rule (förordningen (2001:127) om sommartid; directive 2000/84/EC): one hour east of UTC, two
/// from the last Sunday of March to the last Sunday of October. Holds for every date an edition can speak of.
const SWEDEN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// The moment of a decision: consents are judged at `now`, rules at the `date` that is then in Sweden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    date: Date,
    now: Timestamp,
}

impl Moment {
    /// The moment with its Swedish date. Needs no time-zone database, so that all services agree.
    pub fn in_sweden(now: Timestamp) -> Self {
        let zone = TimeZone::posix(SWEDEN).expect("the rule is a constant and tested");
        Self { date: zone.to_datetime(now).date(), now }
    }

    /// Noon of a day in Sweden.
    pub fn noon_in_sweden(date: Date) -> Self {
        let zone = TimeZone::posix(SWEDEN).expect("the rule is a constant and tested");
        // There is no noon only beyond the last moment that can be told.
        let now = date.at(12, 0, 0, 0).to_zoned(zone).map_or(Timestamp::MAX, |noon| noon.timestamp());
        Self { date, now }
    }

    /// A moment with a date given by the caller, to replay a decision of another day.
    pub const fn on(date: Date, now: Timestamp) -> Self {
        Self { date, now }
    }

    /// The date that rules are judged at.
    pub const fn date(self) -> Date {
        self.date
    }

    /// The moment that consents are judged at.
    pub const fn now(self) -> Timestamp {
        self.now
    }
}
