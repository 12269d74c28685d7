//! What goes into a queue and what a worker gets.

use std::fmt;

use jiff::Timestamp;

use super::Queue;
use crate::Id;

/// A message to put in.
#[derive(Debug, Clone)]
pub struct Message {
    pub(super) key: String,
    pub(super) payload: Payload,
    pub(super) available_at: Option<Timestamp>,
    pub(super) trace_parent: Option<String>,
}

impl Message {
    /// A message that may be taken at once. The key tells repetitions: an id or code, never
    /// personal data.
    pub fn new(key: impl Into<String>, payload: impl Into<Vec<u8>>) -> Self {
        Self { key: key.into(), payload: Payload(payload.into()), available_at: None, trace_parent: None }
    }

    /// Not to be taken before this moment.
    #[must_use]
    pub fn available_at(mut self, moment: Timestamp) -> Self {
        self.available_at = Some(moment);
        self
    }

    /// The trace it belongs to (W3C Trace Context, `traceparent`).
    #[must_use]
    pub fn trace_parent(mut self, trace_parent: Option<String>) -> Self {
        self.trace_parent = trace_parent;
        self
    }
}

/// The bytes of a message. They don't print.
#[derive(Clone, PartialEq, Eq)]
pub struct Payload(pub(super) Vec<u8>);

impl Payload {
    /// The bytes as they were put in.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as they were put in.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A message a worker has taken, until its lease ends. It is worth something only while nobody
/// else took it: each taking counts `attempts` up, and what is reported under an old count is
/// [`LeaseLost`](crate::ErrorKind::LeaseLost).
#[derive(Debug, Clone)]
pub struct Lease {
    /// The message.
    pub id: Id,
    /// Its queue.
    pub queue: Queue,
    /// Its key in the queue.
    pub key: String,
    /// Its bytes.
    pub payload: Payload,
    /// How many times it was taken, this time included.
    pub attempts: u32,
    /// When the lease ends.
    pub until: Timestamp,
    /// The trace it belongs to.
    pub trace_parent: Option<String>,
}
