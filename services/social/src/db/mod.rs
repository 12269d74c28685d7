//! Memory: one file a noun. Nothing here decides anything.

pub mod assignments;
pub mod care_entries;
pub mod concern_steps;
pub mod custody_talk_events;
pub mod custody_talks;
pub mod desk_presence;
pub mod desk_settings;
pub mod district_lists;
pub mod duty_items;
pub mod list_views;
pub mod notes;
pub mod number_marks;
pub mod outings;
pub mod partner_contact_letters;
pub mod partner_contact_tasks;
pub mod partner_contacts;
pub mod promised_calls;
pub mod protection_assessments;
pub mod rail_places;
pub mod referrals;
pub mod risk_wordings;
pub mod safety_plan_closings;
pub mod safety_plan_papers;
pub mod safety_plan_reviews;
pub mod safety_plans;
pub mod schema;
pub mod services;
pub mod shells;
pub mod shifts;
pub mod silent_spells;
pub mod treatment_consents;
pub mod treatment_events;
pub mod treatments;

use std::str::FromStr;

use store::{Error, ErrorKind, Result};

fn parsed<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::new(ErrorKind::InvalidValue, "a stored row of the desk can't be read"))
}

fn parsed_option<T: FromStr>(text: Option<&str>) -> Result<Option<T>> {
    text.map(parsed).transpose()
}
