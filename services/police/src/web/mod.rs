//! Doors: one file a page, and the API.

pub mod api;
pub mod briefing;
pub mod call_outs;
pub mod card;
pub mod consent;
pub mod custody;
pub mod emergency_disclosures;
pub mod focus_persons;
mod forms;
pub mod joining;
mod looks;
pub mod outreach;
pub mod progress;
pub mod received;
pub mod review;
pub mod sending;
pub mod sharing;
pub mod situation;
pub mod start;
pub mod told;
pub mod told_hints;
mod views;
pub mod withdrawal;

use actix_web::web::Path;
use jiff::Timestamp;
use web::{Page, Problem, Site};
use wire::CaseCode;

/// The service's own style sheet and module.
#[derive(rust_embed::RustEmbed)]
#[folder = "static/"]
pub struct Style;

/// The code in a path. One that can't be a code is as unknown as any other: 404.
fn code_of(path: &Path<String>) -> Result<CaseCode, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}

/// The time, read at the door.
fn now(site: &Site) -> Timestamp {
    site.clock.now()
}

/// A page about one call-out: its title is the code.
fn page_of(page: Page, code: &CaseCode) -> Page {
    page.titled(&code.to_string())
}

/// The language of texts that are data.
fn language_of(page: &Page) -> wire::Language {
    match page.language {
        web::Language::Sv => wire::Language::Sv,
        web::Language::En => wire::Language::En,
    }
}
