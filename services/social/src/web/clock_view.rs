//! The clocks of a case in words: each a name, a number and a word, never a colour alone.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use web::Page;

use crate::{
    domain::{Day, Due, days, due, feedback_by, preliminary_by},
    flow::ItemShown,
};

/// A clock as the template draws it.
pub(crate) struct ClockView {
    /// What it is about.
    pub(crate) word: String,
    /// Number and word as they are now.
    pub(crate) said: String,
    /// From when the browser counts on; none for days and for what is done.
    pub(crate) since: Option<Timestamp>,
    /// Until when the browser counts down.
    pub(crate) until: Option<Timestamp>,
    /// `late` when it is past its time.
    pub(crate) state: &'static str,
}

impl ClockView {
    fn told(word: String, said: String) -> Self {
        Self { word, said, since: None, until: None, state: "" }
    }
}

/// The clocks of one row, what is most pressing first. Custody and acknowledgement have columns of their own.
pub(crate) fn clocks(page: &Page, shown: &ItemShown) -> Vec<ClockView> {
    let mut clocks = Vec::new();
    clocks.extend(shown.promised.as_ref().map(|call| promised(page, call.due_at)));
    let Some(steps) = shown.steps.as_ref().filter(|_| shown.item.is_open()) else { return clocks };
    clocks.push(match &steps.protection {
        None => {
            let since = shown.item.announced_at;
            ClockView { since: Some(since), ..ClockView::told(page.text("duty-judge-at-once"), waited(page, since)) }
        }
        Some((done, _)) => ClockView::told(page.text("clock-protection-done"), page.time(&done.at)),
    });
    match &steps.decided {
        None => clocks.push(last_day(page, "clock-preliminary", preliminary_by(shown.item.announced_at))),
        Some(done) if steps.feedback_asked && steps.feedback.is_none() => {
            clocks.push(last_day(page, "clock-feedback", feedback_by(done.at)));
        }
        Some(_) => {}
    }
    clocks
}

fn promised(page: &Page, at: Timestamp) -> ClockView {
    let state = if matches!(due(at, page.now), Due::Late(_)) { "late" } else { "" };
    let word = page.words.with("clock-promised", &[("time", page.time(&at))]);
    ClockView { until: Some(at), state, ..ClockView::told(word, due_words(page, at)) }
}

/// “om 12 min”, “nu”, “12 min sen”.
pub(crate) fn due_words(page: &Page, at: Timestamp) -> String {
    match due(at, page.now) {
        Due::In(minutes) => page.text("clock-ahead").replace("{t}", &minutes_words(page, minutes)),
        Due::Now => page.text("clock-now"),
        Due::Late(minutes) => page.text("clock-behind").replace("{t}", &minutes_words(page, minutes)),
    }
}

fn last_day(page: &Page, key: &str, last: Date) -> ClockView {
    let days = days(last, page.now);
    let said = match days {
        Day::Left(n) => page.words.with("clock-days-left", &[("n", n)]),
        Day::Today => page.text("clock-today"),
        Day::Past(n) => page.words.with("clock-days-past", &[("n", n)]),
    };
    let state = if matches!(days, Day::Past(_)) { "late" } else { "" };
    let word = page.words.with(key, &[("day", page.day(&noon(last)))]);
    ClockView { state, ..ClockView::told(word, said) }
}

/// A moment that is on this day in Sweden, for the words of the day.
fn noon(day: Date) -> Timestamp {
    day.at(11, 0, 0, 0).to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()).unwrap_or_default()
}

/// How long ago, as the browser's clock writes it.
pub(crate) fn waited(page: &Page, since: Timestamp) -> String {
    minutes_words(page, page.now.duration_since(since).as_mins().max(0))
}

fn minutes_words(page: &Page, minutes: i64) -> String {
    let text = page.text(if minutes >= 60 { "clock-hour" } else { "clock-minute" });
    let rest = if minutes >= 60 { minutes % 60 } else { minutes };
    text.replace("{h}", &(minutes / 60).to_string()).replace("{n}", &rest.to_string())
}
