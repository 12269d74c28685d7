//! Help in practice: a drive, belongings that are fetched, a pet that is taken care of.

use wire::codes;

codes!(
    /// What is promised.
    HelpKind, "kind of practical help" {
        /// A drive: to care, an interview, the court, a shelter.
        Drive = "drive",
        /// Belongings are fetched.
        FetchBelongings = "fetch_belongings",
        /// A pet is taken to a safe place.
        Pet = "pet",
    }
);

codes!(
    /// What became of it.
    HelpOutcome, "outcome of practical help" {
        /// It was done.
        Done = "done",
        /// It is not needed any more.
        NotNeeded = "not_needed",
    }
);
