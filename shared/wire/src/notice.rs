//! What the broker tells an agency that waits: headers only.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaseCode, ConsentId, Envelope, HandoverId, Purpose, TraceParent, UnitId, Urgency, WithdrawalChannel};

codes!(
    /// What happened.
    NoticeKind, "kind of notice" {
        /// A parcel waits to be fetched.
        ParcelWaiting = "parcel_waiting",
        /// The recipient fetched it.
        ParcelFetched = "parcel_fetched",
        /// The recipient answered; the notice carries the receipt.
        Receipt = "receipt",
        /// A parcel is no longer to be had: withdrawn, recalled or expired.
        ParcelGone = "parcel_gone",
        /// A consent that was asked for here was withdrawn at another agency.
        ConsentWithdrawn = "consent_withdrawn",
        /// Nobody has fetched a statutory notice in time: ring.
        Unfetched = "unfetched",
        /// Entries of this agency are in a checkpoint to cosign.
        CheckpointDue = "checkpoint_due",
        /// Another edition of the rule book is active.
        RulebookChanged = "rulebook_changed",
        /// The directory has a new manifest.
        DirectoryChanged = "directory_changed",
        /// The broker's log was repaired from the agencies' copies: what was answered after the copy it came back from is
        /// handed in again where the log does not have it.
        LogRepaired = "log_repaired",
    }
);

codes!(
    /// Why a parcel is no longer to be had. Says nothing about why a person wanted it so.
    GoneCause, "cause of an end before the fetch" {
        /// What it rested on has ended.
        Withdrawn = "withdrawn",
        /// The sender took it back.
        Recalled = "recalled",
        /// Nobody fetched it in time.
        Expired = "expired",
    }
);

/// A consent that another agency heard withdrawn, for the agency that asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawnConsent {
    /// The consent.
    pub consent: ConsentId,
    /// How it was said.
    pub channel: WithdrawalChannel,
    /// Where the withdrawal is in the log.
    pub log_index: u64,
}

/// A notice to one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Counts up for each agency; asking again from a number gives the same notices.
    pub number: u64,
    /// What happened.
    pub kind: NoticeKind,
    /// The handover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<HandoverId>,
    /// Case code of the offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_code: Option<CaseCode>,
    /// The sending unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<UnitId>,
    /// The receiving unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// How soon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Number of the parcel on the channel from the sending to the receiving unit, from 1 without holes; of a parcel that
    /// waits or is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
    /// Of a parcel that is gone: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gone: Option<GoneCause>,
    /// The consent that was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<WithdrawnConsent>,
    /// Of a repaired log: the place of the first leaf that was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired_from: Option<u64>,
    /// The trace of what caused it, for those who watch the services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<TraceParent>,
    /// The signed receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Envelope>,
    /// When.
    pub at: Timestamp,
}
