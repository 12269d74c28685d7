//! Step 1 as it is ticked.

use serde::Deserialize;
use web::FieldErrors;

use super::{chosen, code_or_empty, codes, ticked};
use crate::domain::situation::{EventNumber, Situation};

/// Step 1. Codes as in the wire's closed lists; nothing is “not stated”.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SituationForm {
    /// `none`, `one`, `two`, `three`, `four_or_more`, `unknown`.
    pub children: String,
    /// `asleep`, `awake`, `saw_or_heard`, `not_home`, `unknown`.
    pub children_state: String,
    /// `apprehended`, `on_scene`, `left_the_scene`, `unknown`.
    pub suspect: String,
    /// `medical_care`, `protection_tonight`, `strangulation`, `weapon`, `suicide_threat`, `very_afraid`.
    pub acute: Vec<String>,
    /// Kind of incident.
    pub kind: String,
    /// Language of an interpreter.
    pub interpreter: String,
    /// Number of the event: stays at the police.
    pub event_number: String,
    /// Which button was pressed: `later` or `next`.
    pub then: String,
}

impl SituationForm {
    /// What was recorded, as texts.
    pub fn of(situation: &Situation) -> Self {
        Self {
            children: code_or_empty(situation.children),
            children_state: code_or_empty(situation.children_state),
            suspect: code_or_empty(situation.suspect),
            acute: codes(&situation.acute),
            kind: code_or_empty(situation.kind),
            interpreter: code_or_empty(situation.interpreter),
            event_number: situation.event_number.as_ref().map(|number| number.expose().to_owned()).unwrap_or_default(),
            then: String::new(),
        }
    }

    /// The texts as answers.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn read(&self) -> Result<Situation, FieldErrors> {
        let mut errors = FieldErrors::none();
        let situation = Situation {
            children: chosen(&mut errors, "children", &self.children),
            children_state: chosen(&mut errors, "children_state", &self.children_state),
            suspect: chosen(&mut errors, "suspect", &self.suspect),
            apprehended_at: None,
            acute: ticked(&mut errors, "acute", &self.acute),
            kind: chosen(&mut errors, "kind", &self.kind),
            interpreter: chosen(&mut errors, "interpreter", &self.interpreter),
            event_number: read_event_number(&mut errors, &self.event_number),
        };
        if errors.any() { Err(errors) } else { Ok(situation) }
    }
}

/// The number of the event, or nothing.
pub fn read_event_number(errors: &mut FieldErrors, text: &str) -> Option<EventNumber> {
    if text.trim().is_empty() {
        return None;
    }
    let number = EventNumber::parse(text).ok();
    if number.is_none() {
        errors.add("event_number", "error-event-number");
    }
    number
}
