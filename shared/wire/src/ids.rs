//! Names of agencies, boards and units, and ids of messages. None of them names a person.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A name or an id that has not the accepted form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} has not the accepted form")]
pub struct IdError(&'static str);

/// Whether a text is 2 to 60 of `a-z 0-9 -`, with no hyphen first or last.
pub(crate) fn is_slug(text: &str) -> bool {
    (2..=60).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

fn is_path(text: &str) -> bool {
    text.split_once('/').is_some_and(|(agency, rest)| is_slug(agency) && is_slug(rest))
}

macro_rules! name {
    ($(#[$meta:meta])* $name:ident, $what:literal, $valid:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) { Ok(Self(text.to_owned())) } else { Err(IdError($what)) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// An agency (or the broker): 2 to 60 of `a-z 0-9 -`, such as `polisen-exempelstad`.
    AgencyId, "the agency", is_slug
);
name!(
    /// A board: `agency/board`. Consent names a board.
    BoardId, "the board", is_path
);
name!(
    /// A unit: `agency/unit`. Values are sealed to a unit.
    UnitId, "the unit", is_path
);
name!(
    /// A key: the first 16 hexadecimal digits of the SHA-256 of the public key.
    KeyId, "the key id", |text| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
);
name!(
    /// Opaque reference to a member of staff, meaningful inside the sending agency alone: 32 hexadecimal digits.
    StaffRef, "the staff reference", |text| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
);
name!(
    /// An edition of the rule book, named by date and revision such as `2026-11-22.1`.
    EditionId, "the edition", |text| text.len() >= 10 && text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'.')
);

impl UnitId {
    /// The agency the unit belongs to.
    pub fn agency(&self) -> AgencyId {
        AgencyId(self.0.split('/').next().unwrap_or_default().to_owned())
    }
}

impl BoardId {
    /// The agency the board belongs to.
    pub fn agency(&self) -> AgencyId {
        AgencyId(self.0.split('/').next().unwrap_or_default().to_owned())
    }
}

macro_rules! identifier {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    };
}

identifier!(
    /// A handover: made once by the sender; the same id with other bytes is an alarm.
    HandoverId
);
identifier!(
    /// A consent grant.
    ConsentId
);
identifier!(
    /// A receipt.
    ReceiptId
);
identifier!(
    /// A person within one case: 16 random bytes, drawn anew for each case, so that two cases can't be linked.
    SubjectId
);
