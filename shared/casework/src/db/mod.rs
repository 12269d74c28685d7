//! Memory: one file a noun. Every function takes the connection of the caller's transaction.

pub mod access_entries;
pub(crate) mod api_answers;
pub mod arrivals;
pub(crate) mod case_closings;
pub mod cases;
pub mod channel_numbers;
pub mod checklist_copies;
pub mod checklist_runs;
pub mod clearances;
pub mod code_tries;
pub mod consents;
pub(crate) mod consultation_decisions;
pub(crate) mod consultations;
pub mod contact_gate;
pub mod contact_wishes;
pub mod cosignatures_due;
pub mod cursor;
pub mod disputed_consents;
pub(crate) mod draft_facts;
pub(crate) mod draft_schema;
pub mod editions;
pub mod extract_lines;
pub mod followed_leaves;
pub mod gaps;
pub mod handover_drafts;
pub mod handovers;
pub mod interactions;
pub(crate) mod kept_fields;
pub mod log_differences;
pub(crate) mod log_places;
pub mod offers;
pub mod parcels;
pub(crate) mod past_decisions;
pub(crate) mod permissions;
pub mod recalls;
pub mod receipts;
pub(crate) mod reconciliations;
pub mod registrations;
pub(crate) mod request_closures;
pub(crate) mod risk_calls;
pub mod risk_reviews;
pub mod risks;
pub mod schema;
pub mod sealed_fields;
pub mod staff;
pub mod subject_extracts;
pub mod subjects;
pub mod tombstones;
pub mod witness;

use std::str::FromStr;

use store::{Error, ErrorKind, Result};
use wire::Category;

/// Reads a code that this program wrote.
fn parsed<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::new(ErrorKind::InvalidValue, "a stored code is not in its list"))
}

/// Reads a code that may be absent.
fn parsed_option<T: FromStr>(text: Option<&str>) -> Result<Option<T>> {
    text.map(parsed).transpose()
}

/// Codes of categories, separated by commas, in their order.
fn joined(categories: &[Category]) -> String {
    categories.iter().map(|category| category.code()).collect::<Vec<_>>().join(",")
}

/// Reads codes that are separated by commas.
fn split<T: FromStr, L: FromIterator<T>>(codes: &str) -> Result<L> {
    codes.split(',').filter(|code| !code.is_empty()).map(parsed).collect()
}

/// `None` where the row is not there.
fn optional<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(row) => Ok(Some(row)),
        Err(error) if error.is(ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
