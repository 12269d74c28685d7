//! Category `case_state`: how far the other agency has come, without content.

use serde::{Deserialize, Serialize};

use super::silent;

codes!(
    /// The words of the states people set.
    CaseStateWord, "case state" {
        /// Received.
        Received = "received",
        /// Somebody owns it.
        Acknowledged = "acknowledged",
        /// A unit has taken it over.
        TakenOver = "taken_over",
        /// Declined.
        Declined = "declined",
        /// Belongs to another unit.
        Redirected = "redirected",
        /// Closed at this agency.
        ClosedHere = "closed_here",
        /// Contact was made.
        ContactMade = "contact_made",
        /// Contact was tried.
        ContactTried = "contact_tried",
        /// The person declined contact.
        ContactDeclined = "contact_declined",
    }
);

/// The state.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseState {
    /// The word.
    pub state: CaseStateWord,
}

silent!(CaseState);
