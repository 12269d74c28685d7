//! Category `incident_address`.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::silent;
use crate::{PersonText, TextError, Unprotected, ids::is_slug};

/// A district by the code the directory uses for areas: 2 to 60 of `a-z 0-9 -`. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct District(String);

/// Not the code of a district.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the code of a district")]
pub struct DistrictError;

impl District {
    /// The code, for the page and the seal alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for District {
    type Err = DistrictError;
    fn from_str(text: &str) -> Result<Self, DistrictError> {
        if is_slug(text) { Ok(Self(text.to_owned())) } else { Err(DistrictError) }
    }
}

impl TryFrom<String> for District {
    type Error = DistrictError;
    fn try_from(text: String) -> Result<Self, DistrictError> {
        text.parse()
    }
}

impl From<District> for String {
    fn from(district: District) -> Self {
        district.0
    }
}

/// Where it happened. Can be built only for a person without protected identity; written out it does not compile:
///
/// ```compile_fail,E0451
/// use wire::{PersonText, value::IncidentAddress};
/// let address = IncidentAddress { street: PersonText::parse("Exempelgatan 12", 80).unwrap(), district: None };
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentAddress {
    street: PersonText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    district: Option<District>,
}

silent!(District, IncidentAddress);

impl IncidentAddress {
    /// Longest address, in characters.
    pub const STREET_CHARACTERS_MAX: usize = 80;

    /// A street address on one line.
    ///
    /// # Errors
    /// [`TextError`] for markup, several lines, numbers of persons or too many characters.
    pub fn new(street: &str, _proof: Unprotected) -> Result<Self, TextError> {
        PersonText::parse(street, Self::STREET_CHARACTERS_MAX).map(|street| Self { street, district: None })
    }

    /// The same address with its district.
    #[must_use]
    pub fn in_district(self, district: District) -> Self {
        Self { district: Some(district), ..self }
    }

    /// The district, when it is known.
    pub fn district(&self) -> Option<&District> {
        self.district.as_ref()
    }

    /// The street address.
    pub fn street(&self) -> &PersonText {
        &self.street
    }
}
