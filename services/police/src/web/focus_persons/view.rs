//! What the pages of focus persons and of briefings show of an item, in the reader's language.

use jiff::civil::Date;
use web::Page;

use crate::domain::{
    focus_item::{FocusContent, FocusItem, NewItem},
    focus_person::FocusIdentity,
    outreach_case::days_since,
};

/// What an item says, and what belongs to it: why, until when, or what place.
pub(in crate::web) fn item_words(page: &Page, content: &FocusContent) -> (String, String) {
    match content {
        FocusContent::WhyNow(line) => (line.expose().to_owned(), String::new()),
        FocusContent::Factor(factor, why) => (page.text(&format!("focus-factor-{factor}")), why.expose().to_owned()),
        FocusContent::Order(order, until) => {
            (page.text(&format!("focus-order-{order}")), page.words.with("focus-order-until", &[("day", page.date(until))]))
        }
        FocusContent::Advice(advice) => (page.text(&format!("focus-advice-{advice}")), String::new()),
        FocusContent::Danger(danger) => (page.text(&format!("focus-danger-{danger}")), String::new()),
        FocusContent::Address(place, line) => (line.expose().to_owned(), page.text(&format!("focus-place-{place}"))),
    }
}

/// Where it is known from, and how old that is.
pub(in crate::web) fn source_words(page: &Page, said: &NewItem) -> String {
    let age = page.words.with("focus-age", &[("n", days_since(said.source_on, page.now))]);
    format!("{}, {age}", page.text(&format!("focus-source-{}", said.source)))
}

/// The day of birth in words; empty when it is not known.
pub(in crate::web) fn born_words(page: &Page, identity: &FocusIdentity) -> String {
    identity.born.map(|born: Date| page.words.with("focus-born-on", &[("day", page.date(&born))])).unwrap_or_default()
}

/// An item on the page of its person.
pub(super) struct ItemView {
    pub id: String,
    pub words: String,
    pub note: String,
    pub source: String,
    /// A second person has cleared it.
    pub is_cleared: bool,
    /// The reader may be that person.
    pub may_clear: bool,
}

impl ItemView {
    pub(super) fn of(page: &Page, item: &FocusItem, may_clear: bool) -> Self {
        let (words, note) = item_words(page, &item.said.content);
        Self {
            id: item.id.to_string(),
            words,
            note,
            source: source_words(page, &item.said),
            is_cleared: item.clearance.is_some(),
            may_clear,
        }
    }
}
