//! Does what this agency keeps agree with the log, both ways?
//!
//! A delivery that bypassed the log, an entry in this agency's name that it never caused, and a notice that never came
//! show here and nowhere else.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::time, tz::TimeZone};
use ledger::{EntryFields, EntryKind, Hash};
use wire::{ConsentId, HandoverId, codes};

use super::{ArrivalState, ConsentState};

codes!(
    /// How the log and what is kept here differ.
    DifferenceKind, "difference from the log" {
        /// What the broker says the entry is does not open the leaf at its place, or it gave none.
        OtherLeaf = "other_leaf",
        /// Something here says that it stands at this place, and something else does.
        NotInLog = "not_in_log",
        /// The entry is about something that this agency does not know.
        UnknownHere = "unknown_here",
        /// The entry is about other bytes than were sent from here.
        OtherBytes = "other_bytes",
        /// It was fetched in this agency's name and is not here.
        NotArrived = "not_arrived",
        /// A consent that was asked for here was withdrawn, and counts here as in force.
        WithdrawalUnheard = "withdrawal_unheard",
        /// An answer that did not go from here, or did not come here.
        AnswerUnknown = "answer_unknown",
    }
);

/// A place of the log where something differs: for who operates the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The place.
    pub log_index: u64,
    /// What is wrong.
    pub kind: DifferenceKind,
    /// The handover it is about.
    pub handover: Option<HandoverId>,
}

/// Something kept here that says where it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) index: u64,
    pub(crate) what: Kept,
}

/// What is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// An offer that was decided, by the hash of its payload.
    Offer {
        handover: HandoverId,
        hash: Hash,
    },
    /// A parcel that was fetched.
    Parcel {
        handover: HandoverId,
        hash: Hash,
    },
    /// An answer of this agency.
    Receipt {
        handover: HandoverId,
        state: String,
    },
    Recall {
        handover: HandoverId,
    },
    Consent(ConsentId),
    Withdrawal(ConsentId),
}

impl Kept {
    /// The handover it is about.
    pub(crate) fn handover(&self) -> Option<HandoverId> {
        match self {
            Self::Offer { handover, .. } | Self::Parcel { handover, .. } | Self::Receipt { handover, .. } | Self::Recall { handover } => {
                Some(*handover)
            }
            Self::Consent(_) | Self::Withdrawal(_) => None,
        }
    }

    /// Whether this is the entry about it.
    pub(crate) fn stands_in(&self, entry: &EntryFields) -> bool {
        let about = |id: &HandoverId| entry.handover.as_deref() == Some(id.to_string().as_str());
        let names = |consent: &ConsentId| entry.consents.contains(&consent.to_string());
        match (self, entry.kind) {
            (Self::Offer { handover, hash }, EntryKind::OfferReleased | EntryKind::OfferRefused)
            | (Self::Parcel { handover, hash }, EntryKind::ParcelFetched) => about(handover) && entry.object_hash == *hash,
            (Self::Receipt { handover, state }, EntryKind::Receipt) => about(handover) && entry.detail.as_ref() == Some(state),
            // It had ended otherwise before: the broker answered with its decision, and there is no other entry.
            (Self::Recall { handover }, EntryKind::Recalled | EntryKind::OfferReleased | EntryKind::OfferRefused) => about(handover),
            (Self::Consent(consent), EntryKind::ConsentRegistered) | (Self::Withdrawal(consent), EntryKind::ConsentWithdrawn) => {
                names(consent)
            }
            _ => false,
        }
    }
}

/// What is known here of the handover and the consent of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// Hash of the offer that was sent from here.
    pub(crate) sent: Option<Hash>,
    /// The handover itself, either way.
    pub(crate) handover: bool,
    /// Where its arrival stands.
    pub(crate) arrival: Option<ArrivalState>,
    /// States of the answers to it, of both agencies.
    pub(crate) answers: Vec<String>,
    /// State of the consent that was asked for here.
    pub(crate) consent: Option<ConsentState>,
    /// Its withdrawal was heard here.
    pub(crate) tombstone: bool,
}

/// What is wrong with an entry that this agency (by its id) is a party to; `None` when all is well.
pub(crate) fn judge(entry: &EntryFields, own: &str, known: &Known) -> Option<DifferenceKind> {
    let unless = |holds: bool, kind| (!holds).then_some(kind);
    match entry.kind {
        EntryKind::ConsentRegistered => unless(known.consent.is_some(), DifferenceKind::UnknownHere),
        EntryKind::ConsentWithdrawn => {
            let counts = matches!(known.consent, Some(ConsentState::Recorded | ConsentState::Registered)) && !known.tombstone;
            unless(!counts, DifferenceKind::WithdrawalUnheard)
        }
        EntryKind::OfferReleased | EntryKind::OfferRefused if is_from(entry, own) => match known.sent {
            None => Some(DifferenceKind::UnknownHere),
            Some(hash) => unless(hash == entry.object_hash, DifferenceKind::OtherBytes),
        },
        EntryKind::OfferReleased | EntryKind::OfferRefused | EntryKind::Expired | EntryKind::Recalled => {
            unless(known.handover || known.arrival.is_some(), DifferenceKind::UnknownHere)
        }
        EntryKind::ParcelFetched => {
            let settled = matches!(known.arrival, Some(ArrivalState::Rejected | ArrivalState::Gone));
            unless(known.handover || settled, DifferenceKind::NotArrived)
        }
        EntryKind::Receipt => {
            unless(entry.detail.as_ref().is_some_and(|state| known.answers.contains(state)), DifferenceKind::AnswerUnknown)
        }
        EntryKind::ManifestRegistered | EntryKind::EditionActivated | EntryKind::CountBatch | EntryKind::Publication => None,
    }
}

/// Whether the entry names a unit of this agency as the sender. A refusal at the fetch names none.
fn is_from(entry: &EntryFields, own: &str) -> bool {
    entry.from_unit.as_deref().and_then(|unit| unit.strip_prefix(own)).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether it is time: at half past three at night, when the desk is quiet and the day's notices have long been heard.
pub(crate) fn is_due(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| last < newest_night(now))
}

/// The last half past three before `now`, by the clock on the wall.
fn newest_night(now: Timestamp) -> Timestamp {
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let here = now.to_zoned(zone.clone());
    let night = |date: jiff::civil::Date| date.to_datetime(time(3, 30, 0, 0)).to_zoned(zone.clone()).map(|night| night.timestamp());
    let today = night(here.date()).unwrap_or(now);
    if today <= now { today } else { here.date().checked_sub(1.day()).ok().and_then(|date| night(date).ok()).unwrap_or(now) }
}

/// Entries younger than this are left to the next time: their notices may be under way.
pub(crate) const SETTLED_AFTER: SignedDuration = SignedDuration::from_hours(1);

#[cfg(test)]
#[path = "reconciliation_test.rs"]
mod tests;
