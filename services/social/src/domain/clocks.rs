//! The clocks of a case, each from values alone: what was promised, and what the law calls for.
//!
//! Days are days in Sweden, whatever the clock of the machine says. Nothing here knows a colour: a clock is a number and a
//! word.

use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, Time},
    tz::TimeZone,
};
use rulebook::Moment;

/// A preliminary assessment is done within fourteen days of the report (SoL 2025:400, 20 kap. 2 §).
const PRELIMINARY_DAYS: i64 = 14;
/// Who reported gets a word back within a week of the decision, when asked for (SoL 2025:400, 19 kap. 6 §).
const FEEDBACK_DAYS: i64 = 7;

/// Swedish time since 1996 (directive 2000/84/EC): no time-zone database needed.
const SWEDEN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// How a moment that was promised stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// In so many whole minutes, at least one.
    In(i64),
    /// This very minute.
    Now,
    /// So many whole minutes ago, at least one.
    Late(i64),
}

/// How a last day stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// So many days are left, at least one.
    Left(i64),
    /// It is today.
    Today,
    /// It was so many days ago, at least one.
    Past(i64),
}

/// How a promised call, or an expected release, stands.
pub fn due(at: Timestamp, now: Timestamp) -> Due {
    // Whole minutes away from now on both sides: 30 seconds late is still “now”.
    match at.duration_since(now).as_mins() {
        0 => Due::Now,
        minutes @ 1.. => Due::In(minutes),
        minutes => Due::Late(-minutes),
    }
}

/// The last day of the preliminary assessment of a report that came at this moment.
pub fn preliminary_by(reported_at: Timestamp) -> Date {
    after(reported_at, PRELIMINARY_DAYS)
}

/// The last day to tell the one who reported, after a decision at this moment.
pub fn feedback_by(decided_at: Timestamp) -> Date {
    after(decided_at, FEEDBACK_DAYS)
}

/// How far it is to a last day.
pub fn days(last: Date, now: Timestamp) -> Day {
    let today = Moment::in_sweden(now).date();
    match (last - today).get_days() {
        0 => Day::Today,
        days @ 1.. => Day::Left(days.into()),
        days => Day::Past(i64::from(-days)),
    }
}

/// The next time the clocks of Sweden show what was typed, such as `02:45` or `2.45`: later today, else tomorrow.
pub fn next_time(typed: &str, now: Timestamp) -> Option<Timestamp> {
    let (time, today) = (on_the_wall(typed)?, Moment::in_sweden(now).date());
    shown(today, time).filter(|at| *at > now).or_else(|| shown(today.saturating_add(1.days()), time))
}

/// The last time the clocks of Sweden showed what was typed: earlier today, else yesterday.
pub fn last_time(typed: &str, now: Timestamp) -> Option<Timestamp> {
    let (time, today) = (on_the_wall(typed)?, Moment::in_sweden(now).date());
    shown(today, time).filter(|at| *at <= now).or_else(|| shown(today.saturating_sub(1.days()), time))
}

/// Hours and minutes as people type them.
fn on_the_wall(typed: &str) -> Option<Time> {
    let (hour, minute) = typed.trim().split_once([':', '.'])?;
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// When the clocks of Sweden show this on that day.
fn shown(day: Date, time: Time) -> Option<Timestamp> {
    day.to_datetime(time).to_zoned(TimeZone::posix(SWEDEN).ok()?).ok().map(|zoned| zoned.timestamp())
}

/// When it is this hour in Sweden on that day.
pub(super) fn hour_of(day: Date, hour: i8) -> Option<Timestamp> {
    shown(day, Time::new(hour, 0, 0, 0).ok()?)
}

/// The hour that the clocks of Sweden show.
pub fn hour(now: Timestamp) -> i8 {
    TimeZone::posix(SWEDEN).map_or(0, |sweden| sweden.to_datetime(now).hour())
}

fn after(from: Timestamp, days: i64) -> Date {
    Moment::in_sweden(from).date().saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_promise_is_due_to_the_minute() {
        let now = at("2026-11-22T01:14:00Z");
        assert_eq!(due(at("2026-11-22T01:29:00Z"), now), Due::In(15));
        assert_eq!(due(at("2026-11-22T01:15:00Z"), now), Due::In(1));
        assert_eq!(due(at("2026-11-22T01:14:59Z"), now), Due::Now);
        assert_eq!(due(at("2026-11-22T01:13:01Z"), now), Due::Now);
        assert_eq!(due(at("2026-11-22T01:13:00Z"), now), Due::Late(1));
    }

    #[test]
    fn a_time_on_the_wall_is_the_next_one_that_comes() {
        let now = at("2026-11-22T01:14:00Z");
        assert_eq!(next_time("02:45", now), Some(at("2026-11-22T01:45:00Z")));
        assert_eq!(next_time(" 7.05 ", now), Some(at("2026-11-22T06:05:00Z")));
        assert_eq!(next_time("02:14", now), Some(at("2026-11-23T01:14:00Z")), "now is not later");
        assert_eq!(next_time("12:00", at("2026-07-01T12:00:00Z")), Some(at("2026-07-02T10:00:00Z")), "summer");
        for wrong in ["", "25:00", "2", "02:60", "002:10", "-1:10", "aa:bb", "02:4\u{661}"] {
            assert_eq!(next_time(wrong, now), None, "{wrong}");
        }
    }

    #[test]
    fn a_time_that_has_been_is_the_last_one() {
        let now = at("2026-11-22T01:14:00Z");
        assert_eq!(last_time("02:10", now), Some(at("2026-11-22T01:10:00Z")));
        assert_eq!(last_time("2.14", now), Some(now), "now has been");
        assert_eq!(last_time("23:50", now), Some(at("2026-11-21T22:50:00Z")));
        assert_eq!(last_time("kvart i", now), None);
        // The night the clocks go forward, and the one they go back.
        assert_eq!(last_time("12:00", at("2027-03-28T09:00:00Z")), Some(at("2027-03-27T11:00:00Z")));
        assert_eq!(last_time("12:00", at("2026-10-25T10:00:00Z")), Some(at("2026-10-24T10:00:00Z")));
    }

    #[test]
    fn fourteen_days_are_swedish_days() {
        // 23:30 in UTC is the next day in Sweden, in winter by one hour and in summer by two.
        assert_eq!(preliminary_by(at("2026-11-21T22:59:59Z")), date(2026, 12, 5));
        assert_eq!(preliminary_by(at("2026-11-21T23:00:00Z")), date(2026, 12, 6));
        assert_eq!(preliminary_by(at("2026-07-01T21:59:59Z")), date(2026, 7, 15));
        assert_eq!(preliminary_by(at("2026-07-01T22:00:00Z")), date(2026, 7, 16));
        assert_eq!(preliminary_by(at("2027-12-20T12:00:00Z")), date(2028, 1, 3));
    }

    #[test]
    fn a_week_goes_over_the_change_of_clocks() {
        assert_eq!(feedback_by(at("2026-10-22T22:30:00Z")), date(2026, 10, 30));
        assert_eq!(feedback_by(at("2027-03-25T12:00:00Z")), date(2027, 4, 1));
    }

    #[test]
    fn an_hour_is_that_of_sweden() {
        assert_eq!((hour(at("2026-11-22T22:30:00Z")), hour(at("2026-07-01T21:59:00Z"))), (23, 23));
        assert_eq!(hour_of(date(2026, 7, 6), 6), Some(at("2026-07-06T04:00:00Z")));
    }

    #[test]
    fn days_are_counted_to_the_last_one() {
        let last = date(2026, 12, 6);
        assert_eq!(days(last, at("2026-11-22T01:14:00Z")), Day::Left(14));
        assert_eq!(days(last, at("2026-12-05T22:59:59Z")), Day::Left(1));
        assert_eq!(days(last, at("2026-12-05T23:00:00Z")), Day::Today);
        assert_eq!(days(last, at("2026-12-06T22:59:59Z")), Day::Today);
        assert_eq!(days(last, at("2026-12-06T23:00:00Z")), Day::Past(1));
    }
}
