//! Category `incident_address`.

use serde::{Deserialize, Serialize};

use super::silent;
use crate::{PersonText, TextError, Unprotected};

/// Where it happened. Can be built only for a person without protected identity.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentAddress {
    street: PersonText,
}

silent!(IncidentAddress);

impl IncidentAddress {
    /// Longest address, in characters.
    pub const STREET_CHARACTERS_MAX: usize = 80;

    /// A street address on one line.
    ///
    /// # Errors
    /// [`TextError`] for markup, several lines, numbers of persons or too many characters.
    pub fn new(street: &str, _proof: Unprotected) -> Result<Self, TextError> {
        PersonText::parse(street, Self::STREET_CHARACTERS_MAX).map(|street| Self { street })
    }

    /// The street address.
    pub fn street(&self) -> &PersonText {
        &self.street
    }
}
