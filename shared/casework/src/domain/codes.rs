//! Closed lists of casework.

use wire::codes;

codes!(
    /// Which way a handover went.
    Way, "way" {
        /// From this agency.
        Sent = "sent",
        /// To this agency.
        Received = "received",
    }
);

codes!(
    /// State of a handover as this agency knows it (design, section 4: States).
    HandoverStateCode, "state of a handover" {
        /// Made and waiting for the broker's decision.
        Offered = "offered",
        /// The broker refused the whole. Known to the sender alone.
        Refused = "refused",
        /// The recipient may fetch it.
        Released = "released",
        /// The recipient has fetched it.
        Fetched = "fetched",
        /// A machine opened and stored it.
        Received = "received",
        /// A machine could not.
        Rejected = "rejected",
        /// Somebody owns it; the detail is the role.
        Acknowledged = "acknowledged",
        /// A unit has taken it over; the detail is the unit.
        TakenOver = "taken_over",
        /// A person declined; the detail is the reason.
        Declined = "declined",
        /// It belongs to another unit; the detail is the unit.
        Redirected = "redirected",
        /// Consent was withdrawn before it was fetched.
        Withdrawn = "withdrawn",
        /// Nobody fetched it in time.
        Expired = "expired",
        /// The sender took it back.
        Recalled = "recalled",
        /// The rule book changed before the broker took it: preview again.
        Stale = "stale",
        /// It could not be delivered to the broker: ring. The detail is the problem.
        Undelivered = "undelivered",
    }
);

impl HandoverStateCode {
    /// Whether nothing more can happen to it.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Offered | Self::Released | Self::Fetched | Self::Received | Self::Acknowledged | Self::Undelivered)
    }
}

codes!(
    /// Where an answer to the question of consent stands.
    ConsentState, "state of a consent" {
        /// Given and kept here; the broker does not know it yet.
        Recorded = "recorded",
        /// In the broker's log.
        Registered = "registered",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Past its time.
        Expired = "expired",
        /// Replaced by a later answer before it was registered.
        Superseded = "superseded",
        /// Refused, or could not be asked: nothing comes of it.
        Closed = "closed",
    }
);

codes!(
    /// Why the question could not be asked.
    CouldNotAsk, "reason for not asking" {
        /// The suspect was too near.
        SuspectNear = "suspect_near",
        /// In medical care.
        InCare = "in_care",
        /// Affected by alcohol, drugs or shock.
        Affected = "affected",
        /// No language in common.
        Language = "language",
    }
);

codes!(
    /// Whether the child was asked as well, when a custodian says yes for it (OSL 12:3; föräldrabalken 6:11).
    ChildAsked, "asking of a child" {
        /// It was asked and says yes.
        Agrees = "agrees",
        /// It is too young to be asked.
        TooYoung = "too_young",
    }
);

codes!(
    /// Where an announced parcel stands.
    ArrivalState, "state of an arrival" {
        /// Being fetched.
        Waiting = "waiting",
        /// No proof for 60 seconds: ring the sender.
        Ring = "ring",
        /// Opened.
        Opened = "opened",
        /// It could not be opened; the code says why.
        Rejected = "rejected",
        /// No longer to be had.
        Gone = "gone",
    }
);

codes!(
    /// What came of a recall.
    RecallState, "state of a recall" {
        /// The broker has not answered yet.
        Asked = "asked",
        /// Nobody fetched it and nobody will.
        Done = "done",
        /// The recipient was quicker.
        TooLate = "too_late",
    }
);

codes!(
    /// What became of a handover whose rule book changed under way.
    StaleDetail, "what became of a stale handover" {
        /// A duty or a word of state: the very same went again, under the new edition.
        SentAnew = "sent_anew",
        /// A person must look at it again.
        ReviewAgain = "review_again",
    }
);

codes!(
    /// What a view of a person is for.
    ViewPurpose, "purpose of a view" {
        /// To work on the case.
        Handle = "handle",
        /// To decide whether to take it.
        Acknowledge = "acknowledge",
        /// To prepare or follow what was sent.
        Review = "review",
        /// To supervise.
        Supervise = "supervise",
        /// To say why something was handed over.
        Explain = "explain",
        /// To tell a person what is held about that person.
        Extract = "extract",
    }
);
