//! Proof that something was judged and may go.

use std::ops::Deref;

use crate::Decision;

/// Something that may go, with its decision. Only [`crate::keep_cleared`] and [`crate::require_cleared`] make it:
/// what is sealed or released has been judged.
#[derive(Debug, Clone)]
pub struct Cleared<T> {
    inner: T,
    decision: Decision,
}

impl<T> Cleared<T> {
    pub(crate) fn new(inner: T, decision: Decision) -> Self {
        Self { inner, decision }
    }

    /// What may go.
    pub fn get(&self) -> &T {
        &self.inner
    }

    /// The decision over exactly this.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// Gives the content back; it is no longer proved to be cleared.
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T> Deref for Cleared<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.inner
    }
}
