//! Category `identity`.

use serde::{Deserialize, Serialize};

use super::{number::PersonalNumber, silent};
use crate::{PersonText, Protection};

/// Who a person is. At least one of name, number and birth year is given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Name, at most [`Identity::NAME_CHARACTERS_MAX`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<PersonText>,
    /// Personal or coordination number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PersonalNumber>,
    /// Year of birth, when the number is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<u16>,
    /// Level of protected identity.
    pub protection: Protection,
}

silent!(Identity);

impl Identity {
    /// Longest name, in characters.
    pub const NAME_CHARACTERS_MAX: usize = 80;
}
