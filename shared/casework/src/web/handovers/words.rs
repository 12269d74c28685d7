//! Words that several of these pages need.

use ::web::Page;
use wire::{Category, Language, Subject};

use super::handling::Handling;
use crate::{Handover, Text2};

/// “Namn och nummer: våldsutsatt”: the category, and about whom when that may be several.
pub(super) fn field_label(page: &Page, category: Category, subject: Option<Subject>) -> String {
    crate::web::preview::field_label(page, category, subject)
}

/// Categories in a row.
pub(super) fn category_words(page: &Page, categories: &[Category]) -> String {
    let words = categories.iter().map(|category| page.text(&format!("category-{category}")));
    words.collect::<Vec<_>>().join(", ")
}

/// Where a handover stands, with the role or the unit that belongs to it.
pub(super) fn state_words(page: &Page, handling: &Handling, handover: &Handover) -> String {
    let state = page.text(&format!("sharing-state-{}", handover.state));
    let Some(detail) = &handover.detail else { return state };
    let whole = format!("sharing-state-{}-{detail}", handover.state);
    if page.words.has(&whole) {
        return page.text(&whole);
    }
    let known = [format!("role-{detail}"), format!("decline-{detail}")].into_iter().find(|key| page.words.has(key));
    let unit = detail.parse().ok().map(|unit| handling.unit_name(&unit));
    match known.map(|key| page.text(&key)).or(unit) {
        Some(detail) => format!("{state}: {detail}"),
        None => state,
    }
}

/// The language of texts that are data.
pub(super) fn language_of(page: &Page) -> Language {
    match page.language {
        ::web::Language::Sv => Language::Sv,
        ::web::Language::En => Language::En,
    }
}

/// A text that is data, in the language of the page.
pub(super) fn in_words(page: &Page, text: &Text2) -> String {
    text.in_language(language_of(page)).to_owned()
}
