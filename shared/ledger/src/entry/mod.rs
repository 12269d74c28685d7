//! The readable entry behind a leaf, for the parties' eyes.

mod code;
mod error;
mod kind;
mod time;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::hash::Hash;
pub use error::EntryError;
pub use kind::EntryKind;
pub use time::LogTime;

/// The most codes one list of an entry holds.
pub const LIST_LENGTH_MAX: usize = 64;

/// What one entry says, before it is checked. Every text is a code (see [`EntryError::NotACode`]), never prose.
///
/// There is no place here for a name, a value or a withheld field: what was withheld is known to the sender alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryFields {
    /// What happened.
    pub kind: EntryKind,
    /// When, by the broker's clock.
    pub at: LogTime,
    /// The handover's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<String>,
    /// Ids of the agencies that may read this entry.
    pub parties: Vec<String>,
    /// The sending unit, with its board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_unit: Option<String>,
    /// The receiving unit, with its board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_unit: Option<String>,
    /// The purpose of the disclosure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Roles of the persons the disclosed fields are about.
    pub roles: Vec<String>,
    /// Categories disclosed.
    pub categories: Vec<String>,
    /// Ids of the rules that let them go.
    pub rules: Vec<String>,
    /// The rule book's edition the decision was made under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Ids of the consents relied on.
    pub consents: Vec<String>,
    /// Of a release: its number on the channel from the sending to the receiving unit, from 1 without holes, so that
    /// both see when one is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// A further code the kind needs, such as the state a receipt reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// SHA-256 of the signed bytes this entry is about.
    pub object_hash: Hash,
}

impl fmt::Debug for EntryFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({}, …)", self.kind.code())
    }
}

/// A checked entry. Its text form is JSON; its signed form is [`Entry::canonical`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "EntryFields", into = "EntryFields")]
pub struct Entry(EntryFields);

impl Entry {
    /// Checks the fields.
    ///
    /// # Errors
    /// [`EntryError`] when a text is not a code or looks like a personal identity number, when a list is too long, or
    /// when a refusal would be readable by anybody but the sender.
    pub fn new(fields: EntryFields) -> Result<Self, EntryError> {
        code::check_all(&fields)?;
        if fields.kind == EntryKind::OfferRefused && fields.parties.len() != 1 {
            return Err(EntryError::RefusalShared);
        }
        Ok(Self(fields))
    }

    /// What the entry says.
    pub fn fields(&self) -> &EntryFields {
        &self.0
    }

    /// Whether `agency` may read the entry.
    pub fn is_party(&self, agency: &str) -> bool {
        self.0.parties.iter().any(|party| party == agency)
    }

    /// The bytes the commitment covers: RFC 8785 canonical JSON.
    pub fn canonical(&self) -> Vec<u8> {
        // Serialising fails only for maps with keys that aren't text and for numbers without a value; there are none.
        serde_json_canonicalizer::to_vec(&self.0).expect("an entry is texts and lists of texts")
    }
}

impl TryFrom<EntryFields> for Entry {
    type Error = EntryError;

    fn try_from(fields: EntryFields) -> Result<Self, EntryError> {
        Self::new(fields)
    }
}

impl From<Entry> for EntryFields {
    fn from(entry: Entry) -> Self {
        entry.0
    }
}
