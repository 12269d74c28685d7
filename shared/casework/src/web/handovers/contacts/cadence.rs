//! The line of an exposed person: since when, who last, what was agreed, and “do not call”.

use ::web::Page;
use jiff::{Timestamp, civil::Date};
use wire::Subject;

use super::super::consents::numbered;
use crate::{ContactCadence, DoNotCall, LastContact, TalkLoad, WishSaidBy};

/// A line in the reader's language.
pub struct ContactLine {
    /// Who, by role.
    pub who: String,
    /// The person, as forms name one.
    pub person: String,
    /// Everything that is not a warning, in parts.
    pub parts: Vec<String>,
    /// The day that was agreed has passed: how long ago.
    pub overdue: Option<String>,
    /// “Do not call”, while it stands: who said it.
    pub do_not_call: Option<(String, Timestamp)>,
    /// What is agreed, by its code; empty when nothing is.
    pub pace: &'static str,
    /// The day of the next contact, as a form has it.
    pub next_on: String,
    /// Talks of the week.
    pub load: String,
    /// So many that they may tire the person out.
    pub is_many: bool,
}

impl ContactLine {
    /// All of it as one sentence, for pages that have no more room.
    #[must_use]
    pub fn sentence(&self) -> String {
        self.parts.join(" · ")
    }

    /// Id of the field for the next day.
    pub(super) fn next_field(&self) -> String {
        format!("next-{}", self.person)
    }

    /// What the field holds: what was typed for this person, else the day that is agreed.
    pub(super) fn typed_day(&self, typed: &Option<(String, String)>) -> String {
        let own = typed.as_ref().filter(|(person, _)| *person == self.person);
        own.map_or_else(|| self.next_on.clone(), |(_, day)| day.clone())
    }
}

/// The lines of a case.
#[must_use]
pub fn contact_lines(page: &Page, known: &[Subject], cadences: &[ContactCadence]) -> Vec<ContactLine> {
    cadences.iter().map(|cadence| line(page, known, cadence)).collect()
}

fn line(page: &Page, known: &[Subject], cadence: &ContactCadence) -> ContactLine {
    let wishes = &cadence.wishes;
    let by_whom =
        |by: Option<WishSaidBy>| by.map_or_else(|| "contact-said-by-another-unit".to_owned(), |by| format!("contact-said-by-{by}"));
    let said = |said: DoNotCall| (page.text(&by_whom(said.said_by)), said.at);
    ContactLine {
        who: cadence.concerned.subject.map_or_else(|| page.text("subject-victim"), |id| numbered(page, known, id)),
        person: cadence.concerned.subject.map(|id| id.to_string()).unwrap_or_default(),
        parts: parts(page, cadence),
        overdue: wishes.next_on.filter(|_| cadence.overdue).map(|day| overdue(page, day)),
        do_not_call: wishes.do_not_call.map(said),
        pace: wishes.pace.map_or("", |pace| pace.code()),
        next_on: wishes.next_on.map(|day| day.to_string()).unwrap_or_default(),
        load: load(page, &cadence.load),
        is_many: cadence.load.is_many(),
    }
}

fn parts(page: &Page, cadence: &ContactCadence) -> Vec<String> {
    let days = page.words.with("contact-days", &[("n", cadence.days)]);
    let here = cadence.here.map_or_else(|| page.text("contact-here-none"), |last| contact(page, "contact-here", last));
    let there = cadence.there.map(|last| contact(page, "contact-there", last));
    let pace = cadence.wishes.pace.map_or_else(|| page.text("contact-pace-none"), |pace| page.text(&format!("contact-pace-{pace}")));
    let next = cadence.wishes.next_on.map(|day| page.words.with("contact-next", &[("day", page.date(&day))]));
    [Some(days), Some(here), there, Some(pace), next].into_iter().flatten().collect()
}

fn contact(page: &Page, key: &str, last: LastContact) -> String {
    let how = page.text(if last.reached { "contact-was-reached" } else { "contact-was-tried" });
    let role = page.text(&format!("role-{}", last.role)).to_lowercase();
    page.words.with(key, &[("how", how), ("day", page.date(&last.day)), ("role", role)])
}

fn overdue(page: &Page, day: Date) -> String {
    let today = ::web::moment::today(page.now);
    let days = day.until(today).map_or(0, |span| span.get_days());
    page.words.with("contact-overdue", &[("n", days)])
}

fn load(page: &Page, load: &TalkLoad) -> String {
    let by_role = load.by_role.iter().map(|(role, n)| format!("{n} {}", page.text(&format!("role-{role}")).to_lowercase()));
    let by_role = by_role.collect::<Vec<_>>().join(", ");
    if load.talks == 0 {
        return page.text("contact-load-none");
    }
    let people = page.words.with("contact-load-people", &[("n", load.people)]);
    page.words.with("contact-load", &[("n", load.talks.to_string()), ("people", people), ("roles", by_role)])
}
