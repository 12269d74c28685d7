//! How long a talk has gone on. Time is an argument: nothing here asks what it is.

use jiff::{SignedDuration, Timestamp};

/// Counts up while the talk goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TalkClock {
    /// Before the last pause.
    before: SignedDuration,
    /// Since when it goes on; none while it is paused or over.
    since: Option<Timestamp>,
}

impl TalkClock {
    pub(crate) fn started(at: Timestamp) -> Self {
        Self { before: SignedDuration::ZERO, since: Some(at) }
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// A clock that was set back counts nothing for that while, never less than before.
    pub(crate) fn elapsed(&self, now: Timestamp) -> SignedDuration {
        let running = self.since.map_or(SignedDuration::ZERO, |since| now.duration_since(since));
        self.before + running.max(SignedDuration::ZERO)
    }

    pub(crate) fn pause(&mut self, at: Timestamp) {
        *self = Self { before: self.elapsed(at), since: None };
    }

    pub(crate) fn resume(&mut self, at: Timestamp) {
        self.since = Some(at);
    }
}
