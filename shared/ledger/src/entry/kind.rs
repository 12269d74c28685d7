//! The closed list of what is logged.

use serde::{Deserialize, Serialize};

/// What an entry records. The wire form is the snake_case name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// An agency's manifest of units and keys was registered.
    ManifestRegistered,
    /// An edition of the rule book became the active one.
    EditionActivated,
    /// A consent was registered.
    ConsentRegistered,
    /// A consent was withdrawn. No fetch under it may have a higher index.
    ConsentWithdrawn,
    /// An offer was judged and let go, whole.
    OfferReleased,
    /// An offer was judged and refused, whole. Readable by the sender alone.
    OfferRefused,
    /// The parcel was handed to the receiver.
    ParcelFetched,
    /// The receiver's machine or person answered; `detail` says what.
    Receipt,
    /// A handover's time ran out before it was fetched.
    Expired,
    /// The sender took a handover back before it was fetched.
    Recalled,
    /// An agency delivered a batch of counts.
    CountBatch,
    /// A statistical table was published.
    Publication,
}

impl EntryKind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 12] = [
        Self::ManifestRegistered,
        Self::EditionActivated,
        Self::ConsentRegistered,
        Self::ConsentWithdrawn,
        Self::OfferReleased,
        Self::OfferRefused,
        Self::ParcelFetched,
        Self::Receipt,
        Self::Expired,
        Self::Recalled,
        Self::CountBatch,
        Self::Publication,
    ];

    /// The snake_case name, as in the canonical entry.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ManifestRegistered => "manifest_registered",
            Self::EditionActivated => "edition_activated",
            Self::ConsentRegistered => "consent_registered",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::OfferReleased => "offer_released",
            Self::OfferRefused => "offer_refused",
            Self::ParcelFetched => "parcel_fetched",
            Self::Receipt => "receipt",
            Self::Expired => "expired",
            Self::Recalled => "recalled",
            Self::CountBatch => "count_batch",
            Self::Publication => "publication",
        }
    }
}
