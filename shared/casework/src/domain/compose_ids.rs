//! Ids of what members of staff put together and decide. Random enough to stand in URLs; they name nobody.

use std::{fmt, str::FromStr};

use store::Id;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub(crate) Id);

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }

            /// Reads the hyphenated form. Errors: [`store::ErrorKind::InvalidValue`].
            impl FromStr for $name {
                type Err = store::Error;

                fn from_str(text: &str) -> Result<Self, store::Error> {
                    text.parse().map(Self)
                }
            }
        )+
    };
}

ids!(
    /// A draft of a handover.
    DraftId,
    /// A decision by a named person.
    PermissionId,
    /// A question to the lead of an investigation.
    ClearanceId,
    /// An extract of what is held about a person.
    ExtractId,
    /// A contact with a person, or an attempt.
    InteractionId,
    /// A recorded outcome of a risk assessment.
    RiskId,
);
