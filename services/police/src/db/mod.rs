//! Memory: one file a noun.

pub mod call_outs;
pub mod code_blocks;
pub mod custody;
pub mod duty_decisions;
pub mod emergency_disclosures;
pub mod focus_items;
pub mod focus_passings;
pub mod focus_persons;
pub mod focus_views;
pub mod home_visits;
pub mod incoming;
pub mod outreach_cases;
pub mod outreach_follow_ups;
pub mod outreach_spells;
pub mod practical_help;
pub mod relations;
pub mod replies;
pub mod ring_attempts;
mod schema;
pub mod shift_briefing_copies;
pub mod shift_briefing_readings;
pub mod shift_briefings;
pub mod told_hints;

use std::str::FromStr;

use store::{Error, ErrorKind, Result};

/// A text of ours that was written parsed.
fn parsed<T>(text: &str) -> Result<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(|error| Error::new(ErrorKind::InvalidValue, error))
}

/// The same of a text that may be missing.
fn parsed_option<T>(text: Option<&str>) -> Result<Option<T>>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.map(parsed).transpose()
}
