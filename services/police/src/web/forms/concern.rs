//! The concern for a child as it is ticked and typed.

use serde::Deserialize;
use web::FieldErrors;
use wire::{
    PersonText,
    value::{IncidentAddress, Stated},
};

use super::{asking::yes_or_no, chosen, code_or_empty, codes, text_error, ticked};
use crate::{
    domain::{asking::ProtectionAnswer, concern::Concern},
    flow::judge_concern::ConcernDetails,
};

/// More about a concern. The question itself is answered by its own button.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ConcernForm {
    /// Grounds.
    pub grounds: Vec<String>,
    /// `yes`, `no`.
    pub immediate: String,
    /// Where the child is.
    pub place: String,
    /// `yes` when event, address and the suspect's state belong to the concern.
    pub all_belongs: String,
    /// Street address.
    pub address: String,
    /// Protected identity in the home: `no`, `yes`, `unknown`. The same answer as on step 2.
    pub protection: String,
}

impl ConcernForm {
    /// What was recorded, as texts.
    pub fn of(concern: &Concern, protection: Option<ProtectionAnswer>) -> Self {
        Self {
            grounds: codes(&concern.grounds),
            immediate: if concern.immediate == Stated::NotStated { String::new() } else { concern.immediate.to_string() },
            place: code_or_empty(concern.place),
            all_belongs: if concern.all_belongs { "yes".to_owned() } else { String::new() },
            address: concern.address.as_ref().map(|address| address.expose().to_owned()).unwrap_or_default(),
            protection: code_or_empty(protection),
        }
    }

    /// The texts as answers.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn read(&self) -> Result<ConcernDetails, FieldErrors> {
        let mut errors = FieldErrors::none();
        let details = ConcernDetails {
            grounds: ticked(&mut errors, "grounds", &self.grounds),
            immediate: chosen(&mut errors, "immediate", &self.immediate).unwrap_or(Stated::NotStated),
            place: chosen(&mut errors, "place", &self.place),
            all_belongs: yes_or_no(&mut errors, "all_belongs", &self.all_belongs).unwrap_or(false),
            address: self.address(&mut errors),
            protection: chosen(&mut errors, "protection", &self.protection),
        };
        if details.grounds.is_empty() {
            errors.add("grounds", "error-grounds");
        }
        if errors.any() { Err(errors) } else { Ok(details) }
    }

    fn address(&self, errors: &mut FieldErrors) -> Option<PersonText> {
        if self.address.trim().is_empty() {
            return None;
        }
        let parsed = PersonText::parse(&self.address, IncidentAddress::STREET_CHARACTERS_MAX);
        parsed.map_err(|error| errors.add("address", text_error(error))).ok()
    }
}
