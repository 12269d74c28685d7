//! Why nothing was written of a treatment or of a partner contact.

use casework::Fault;
use store::{ErrorKind, Failure};

use crate::domain::ContactShut;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PartnerContactProblem {
    /// No such treatment of this unit, or no such partner contact of this person.
    #[error("no such treatment or partner contact")]
    NotFound,
    /// The therapist is not the contact person as well.
    #[error("one person for two")]
    SamePerson,
    /// The contact person is none.
    #[error("not a contact person")]
    NoContactPerson,
    /// She is not contacted now.
    #[error("there is no contact now")]
    Shut(ContactShut),
    /// A letter may be opened by somebody else, or says what he has not agreed to.
    #[error("the letter may not go")]
    NoLetter,
    /// It does not follow from what holds.
    #[error("it does not follow from what holds")]
    DoesNotFit,
    /// It was otherwise when the page was shown.
    #[error("it was otherwise when the page was shown")]
    Meanwhile,
    /// A fault.
    #[error(transparent)]
    Inside(#[from] Fault),
    /// What is kept can't be read or written, or a text is missing.
    #[error("something of a partner contact can't be read")]
    Unreadable,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Failure for PartnerContactProblem {
    fn store_error(&self) -> Option<&store::Error> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// What was written at the same time by somebody else is told as such.
pub(super) fn meanwhile(error: store::Error) -> PartnerContactProblem {
    match error.kind() {
        ErrorKind::UniqueViolation => PartnerContactProblem::Meanwhile,
        _ => error.into(),
    }
}
