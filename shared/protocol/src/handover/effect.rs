//! What the broker does because of a step, in the same transaction.

use wire::NoticeKind;

wire::codes!(
    /// Kind of the entry in the log: the codes of the ledger.
    LogKind, "kind of log entry" {
        /// The whole may be fetched.
        OfferReleased = "offer_released",
        /// Nothing of it is handed over.
        OfferRefused = "offer_refused",
        /// The recipient fetched it.
        ParcelFetched = "parcel_fetched",
        /// The recipient answered.
        Receipt = "receipt",
        /// Its time ran out unfetched.
        Expired = "expired",
        /// The sender took it back unfetched.
        Recalled = "recalled",
    }
);

wire::codes!(
    /// One of the two agencies of a handover.
    Party, "party" {
        /// Who sent.
        Sender = "sender",
        /// Who receives.
        Recipient = "recipient",
    }
);

wire::codes!(
    /// Whose person on call is paged, with the other unit's number to ring.
    Paged, "paged party" {
        /// The recipient.
        Recipient = "recipient",
        /// Sender and recipient.
        Both = "both",
    }
);

/// Something to be done once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Write an entry. A withdrawal is not among them: the consent's own entry says it.
    Log(LogKind),
    /// Put a notice on the agency's list.
    Notify {
        /// Which agency.
        who: Party,
        /// What it is told.
        kind: NoticeKind,
    },
    /// Page persons.
    Page(Paged),
    /// Destroy the sealed bytes at the broker: nobody will fetch them any more.
    DestroyCiphertext,
}
