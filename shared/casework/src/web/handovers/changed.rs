//! What is different between the preview that was shown and the one that would be sent.

use ::web::Page;
use store::Hash32;
use wire::Category;

use crate::{Preview, Row};

/// Labels of what differs.
pub(super) struct ChangedRows {
    /// Goes now and did not.
    pub now_goes: Vec<String>,
    /// Went and does not now.
    pub now_stays: Vec<String>,
    /// Goes with another value.
    pub other: Vec<String>,
}

/// The rows that go, each as category, role and the beginning of a digest of its value: enough to name a difference.
/// It is for the page's own reader and never leaves the agency.
pub(super) fn shown_rows(preview: &Preview) -> Vec<String> {
    preview.goes.iter().map(spell).collect()
}

fn spell(row: &Row) -> String {
    let digest = Hash32::of(&row.value.to_canonical().unwrap_or_default()).to_string();
    format!("{}/{}", key(row), digest.get(..16).unwrap_or_default())
}

fn key(row: &Row) -> String {
    format!("{}/{}", row.category, row.subject.map(|subject| subject.role.code()).unwrap_or_default())
}

impl ChangedRows {
    /// Compares the preview as it is now with the rows that were shown; only closed codes are taken from them.
    pub(super) fn of(page: &Page, preview: &Preview, shown: &[String]) -> Self {
        let words = |category: Category| page.text(&format!("category-{category}"));
        let shown_as = |row: &Row| shown.iter().find(|shown| shown.rsplit_once('/').is_some_and(|(known, _)| known == key(row)));
        let labels = |is: &dyn Fn(&Row) -> bool| preview.goes.iter().filter(|row| is(row)).map(|row| words(row.category)).collect();
        let gone =
            shown.iter().filter(|shown| shown.rsplit_once('/').is_some_and(|(known, _)| !preview.goes.iter().any(|row| key(row) == known)));
        Self {
            now_goes: labels(&|row| shown_as(row).is_none()),
            now_stays: gone.filter_map(|shown| shown.split('/').next()?.parse().ok()).map(words).collect(),
            other: labels(&|row| shown_as(row).is_some_and(|shown| *shown != spell(row))),
        }
    }

    /// Whether nothing of what is shown differs: then the grounds do.
    pub(super) fn nothing(&self) -> bool {
        self.now_goes.is_empty() && self.now_stays.is_empty() && self.other.is_empty()
    }
}
