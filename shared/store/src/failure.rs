//! Errors of the caller's own inside a transaction.

use crate::Error;

/// An error a transaction may end with. A flow's own error implements it so that a refusal
/// ("this consent was withdrawn") rolls the transaction back and comes out as itself.
pub trait Failure: From<Error> + Send + 'static {
    /// The database's error inside, if that is what it is. It decides whether the transaction is
    /// run again after a collision, so a variant that wraps [`Error`] must give it.
    fn store_error(&self) -> Option<&Error>;

    /// Notes the transaction's name where the error has room for it. The default keeps it as is.
    #[must_use]
    fn in_transaction(self, _name: &'static str) -> Self {
        self
    }
}

impl Failure for Error {
    fn store_error(&self) -> Option<&Error> {
        Some(self)
    }

    fn in_transaction(self, name: &'static str) -> Self {
        self.named(name)
    }
}
