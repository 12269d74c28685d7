//! Points in time as people in Sweden read them.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::language::Language;

/// The zone of every clock on every page.
const ZONE: &str = "Europe/Stockholm";

const MONTHS_SV: [&str; 12] = ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."];
const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn local(moment: Timestamp) -> jiff::Zoned {
    // The zone data is compiled in; without the zone a UTC clock is better than none.
    moment.to_zoned(TimeZone::get(ZONE).unwrap_or(TimeZone::UTC))
}

/// Hours and minutes: `02:14`.
#[must_use]
pub fn time_of_day(moment: Timestamp) -> String {
    let local = local(moment);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// Hours, minutes and seconds: `02:14:08`.
#[must_use]
pub fn time_with_seconds(moment: Timestamp) -> String {
    format!("{}:{:02}", time_of_day(moment), local(moment).second())
}

/// The day: `22 nov. 2026` or `22 Nov 2026`.
#[must_use]
pub fn day(moment: Timestamp, language: Language) -> String {
    date(local(moment).date(), language)
}

/// A day of the calendar: `22 nov. 2026` or `22 Nov 2026`.
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    let months = match language {
        Language::Sv => &MONTHS_SV,
        Language::En => &MONTHS_EN,
    };
    let month = usize::try_from(date.month() - 1).ok().and_then(|at| months.get(at));
    format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
}

/// The day it is in Sweden.
#[must_use]
pub fn today(moment: Timestamp) -> Date {
    local(moment).date()
}

/// For `datetime=` of a `<time>` element (RFC 3339, UTC, seconds).
#[must_use]
pub fn machine_readable(moment: Timestamp) -> String {
    format!("{:.0}", moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_local_time_in_winter_and_in_summer() {
        let winter: Timestamp = "2026-11-22T01:14:08.9Z".parse().unwrap();
        let summer: Timestamp = "2026-07-01T22:30:00Z".parse().unwrap();
        assert_eq!(time_of_day(winter), "02:14");
        assert_eq!(time_with_seconds(winter), "02:14:08");
        assert_eq!(day(winter, Language::Sv), "22 nov. 2026");
        assert_eq!(day(summer, Language::En), "2 Jul 2026");
        assert_eq!(time_of_day(summer), "00:30");
        assert_eq!(machine_readable(winter), "2026-11-22T01:14:08Z");
    }
}
