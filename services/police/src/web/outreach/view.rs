//! What the pages of the outreach show, in the reader's language.

use casework::Casework;
use jiff::{Timestamp, civil::Date};
use wire::{StaffRole, value::Stated};

use crate::{
    db::outreach_cases::OutreachCase,
    domain::outreach_case::{FollowUp, days_since},
};
use web::Page;

/// Something to choose: value, words, whether it is chosen.
pub(in crate::web) type Choice = (String, String, bool);

/// Codes of a list with their words.
pub(in crate::web) fn choices(page: &Page, list: &str, codes: &[&str], chosen: &str) -> Vec<Choice> {
    codes.iter().map(|code| ((*code).to_owned(), page.text(&format!("{list}-{code}")), *code == chosen)).collect()
}

/// Areas that the other agencies serve.
pub(super) fn areas(casework: &Casework, chosen: &str) -> Vec<Choice> {
    casework.areas().iter().map(|area| (area.expose().to_owned(), area.expose().to_owned(), area.expose() == chosen)).collect()
}

/// How it came in, on the list and on the page of the case.
pub(super) struct IntakeView {
    pub route: String,
    /// “3 dagar sedan händelsen”.
    pub event: String,
    pub area: String,
    pub children: String,
}

impl IntakeView {
    pub(super) fn of(page: &Page, case: &OutreachCase) -> Self {
        let event = match case.event_on {
            Some(day) => page.words.with("outreach-event", &[("n", days_since(day, page.now))]),
            None => page.text("outreach-event-unknown"),
        };
        Self {
            route: page.text(&format!("outreach-route-{}", case.route)),
            event,
            area: case.area.as_ref().map_or_else(|| page.text("outreach-area-unknown"), |area| area.expose().to_owned()),
            children: page.text(&format!("outreach-children-{}", case.children)),
        }
    }
}

/// A follow-up that nobody has noted.
pub(super) struct DueView {
    pub step: &'static str,
    pub words: String,
    pub at: Timestamp,
    /// How long it is late, in words; `None` while there is time.
    pub late: Option<String>,
}

impl DueView {
    pub(super) fn of(page: &Page, step: FollowUp, at: Timestamp) -> Self {
        let late = (at <= page.now).then(|| late(page, at));
        Self { step: step.code(), words: page.text(&format!("outreach-step-{step}")), at, late }
    }
}

/// How long ago, in hours, or days when it is long.
pub(super) fn late(page: &Page, since: Timestamp) -> String {
    let hours = page.now.duration_since(since).as_hours();
    let (key, n) = if hours < 48 { ("outreach-late-hours", hours) } else { ("outreach-late-days", hours / 24) };
    page.words.with(key, &[("n", n)])
}

/// A role in words.
pub(super) fn role(page: &Page, role: StaffRole) -> String {
    page.text(&format!("role-{role}"))
}

/// A day that was typed; nothing when nothing was.
pub(in crate::web) fn day(text: &str) -> Result<Option<Date>, ()> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(drop) }
}

/// An answer that was chosen; nothing chosen is nothing stated.
pub(super) fn stated(text: &str) -> Result<Stated, ()> {
    if text.is_empty() { Ok(Stated::NotStated) } else { text.parse().map_err(drop) }
}
