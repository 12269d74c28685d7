//! The codes that machines answer with; problem+json carries them as `code`.

codes!(
    /// Why a message was not taken.
    ProblemCode, "problem" {
        /// The signature does not fit.
        BadSignature = "bad-signature",
        /// No such key, or not in its time.
        UnknownKey = "unknown-key",
        /// No such agency in the registry, or suspended.
        UnknownAgency = "unknown-agency",
        /// Not a message of this kind, or not in canonical form.
        NotCanonical = "not-canonical",
        /// A category that is not in the closed list.
        UnknownCategory = "unknown-category",
        /// Larger than allowed.
        TooLarge = "too-large",
        /// The same id came with other bytes.
        OtherBytes = "other-bytes",
        /// Another edition is active: preview again.
        RulebookChanged = "rulebook-changed",
        /// Judged and refused.
        Refused = "refused",
        /// Past its time.
        Expired = "expired",
        /// Made in the future or too long ago.
        WrongTime = "wrong-time",
        /// Sender, recipient or unit do not fit together.
        WrongAddress = "wrong-address",
        /// Sealed to a key that is not in the recipient's manifest.
        WrongSealingKey = "wrong-sealing-key",
        /// The consent is withdrawn.
        ConsentWithdrawn = "consent-withdrawn",
        /// The step does not follow from the state.
        WrongState = "wrong-state",
        /// More than this caller may ask in this time: later.
        TooManyRequests = "too-many-requests",
        /// The machine call has no valid token.
        Unauthenticated = "unauthenticated",
        /// Nothing of that name for this caller.
        NotFound = "not-found",
        /// The log is fenced; nothing moves until it is healed.
        LogFenced = "log-fenced",
    }
);
