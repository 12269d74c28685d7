//! What is typed and ticked, as texts: kept as they came until they are right. The API takes the same names and codes.

mod asking;
mod concern;
mod situation;
mod told;

use std::str::FromStr;

pub use asking::AskingForm;
pub use concern::ConcernForm;
pub use situation::{SituationForm, read_event_number};
pub use told::ToldForm;
use web::FieldErrors;
use wire::{TextError, value::CodeSet};

/// A code of a closed list, or nothing when nothing was ticked.
fn chosen<T: FromStr>(errors: &mut FieldErrors, field: &str, text: &str) -> Option<T> {
    if text.is_empty() {
        return None;
    }
    let code = text.parse().ok();
    if code.is_none() {
        errors.add(field, "error-choice");
    }
    code
}

/// Codes of a closed list.
fn ticked<T: FromStr + Ord>(errors: &mut FieldErrors, field: &str, texts: &[String]) -> CodeSet<T> {
    let codes: Vec<T> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    if codes.len() < texts.len() {
        errors.add(field, "error-choice");
    }
    CodeSet::new(codes)
}

/// What is wrong with a text, in words.
pub(super) fn text_error(error: TextError) -> &'static str {
    match error {
        TextError::Empty => "field-missing",
        TextError::TooLong(_) => "error-text-long",
        TextError::NotOneLine => "error-text-line",
        TextError::Markup => "error-text-markup",
        TextError::Number => "error-text-number",
    }
}

/// The code of an answer, or nothing.
fn code_or_empty<T: ToString>(answer: Option<T>) -> String {
    answer.map(|answer| answer.to_string()).unwrap_or_default()
}

/// The codes of a set.
fn codes<T: ToString + Ord>(set: &CodeSet<T>) -> Vec<String> {
    set.codes().iter().map(ToString::to_string).collect()
}
