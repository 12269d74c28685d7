//! Times of day as they are typed, for a moment near another.

use jiff::{Timestamp, civil::Time, tz::TimeZone};

/// When a clock on a wall in Sweden shows this, such as `02:20`: yesterday, today and tomorrow, in that order. None when it is
/// no time of day.
pub fn around(clock: &str, now: Timestamp) -> Vec<Timestamp> {
    let clock = clock.trim();
    let plain = clock.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let Some(time) = clock.parse::<Time>().ok().filter(|_| plain) else { return Vec::new() };
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let today = now.to_zoned(zone.clone()).date();
    let days = [today.yesterday().ok(), Some(today), today.tomorrow().ok()];
    days.into_iter().flatten().filter_map(|day| Some(day.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp())).collect()
}
