//! Days, months and times, never finer than a category needs.

use jiff::{Timestamp, TimestampRound, Unit, civil::Date};
use serde::{Deserialize, Serialize};

use super::silent;

/// Years that a date in a value may have.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

/// A month of the calendar, written `YYYY-MM`. Prints nothing of itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    month: i8,
}

silent!(Month);

/// Not a month between 1900-01 and 2100-12 in the form `YYYY-MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month")]
pub struct MonthError;

impl Month {
    /// A month from 1 to 12 of a year from 1900 to 2100.
    ///
    /// # Errors
    /// [`MonthError`] for other numbers.
    pub fn new(year: i16, month: i8) -> Result<Self, MonthError> {
        if YEARS.contains(&year) && (1..=12).contains(&month) { Ok(Self { year, month }) } else { Err(MonthError) }
    }

    /// Reads `YYYY-MM`.
    ///
    /// # Errors
    /// [`MonthError`], without the text.
    pub fn parse(text: &str) -> Result<Self, MonthError> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2).ok_or(MonthError)?;
        if !digits(year) || !digits(month) {
            return Err(MonthError);
        }
        Self::new(year.parse().map_err(|_| MonthError)?, month.parse().map_err(|_| MonthError)?)
    }

    /// The year.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1 to 12.
    pub const fn month(self) -> i8 {
        self.month
    }
}

impl TryFrom<String> for Month {
    type Error = MonthError;
    fn try_from(text: String) -> Result<Self, MonthError> {
        Self::parse(&text)
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        format!("{:04}-{:02}", month.year, month.month)
    }
}

/// The start of the hour (whole seconds since the epoch; leap seconds do not exist in it).
pub(super) fn whole_hour(at: Timestamp) -> Timestamp {
    floor(at, Unit::Hour)
}

/// The start of the minute.
pub(super) fn whole_minute(at: Timestamp) -> Timestamp {
    floor(at, Unit::Minute)
}

fn floor(at: Timestamp, unit: Unit) -> Timestamp {
    at.round(TimestampRound::new().smallest(unit).mode(jiff::RoundMode::Floor)).unwrap_or(at)
}

/// Whether a day is of a year that a value may name.
pub(super) fn is_day(day: Date) -> bool {
    YEARS.contains(&day.year())
}

/// Whether a time is a whole minute of such a year (in UTC).
pub(super) fn is_minute(at: Timestamp) -> bool {
    at == whole_minute(at) && is_day(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Whether a time is a whole hour of such a year (in UTC).
pub(super) fn is_hour(at: Timestamp) -> bool {
    at == whole_hour(at) && is_minute(at)
}
