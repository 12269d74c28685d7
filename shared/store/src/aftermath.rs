//! What a transaction leaves to be done once its commit is durable.

use crate::topic::{Topic, Topics};

/// Something that must not happen before the commit, nor without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AfterCommit {
    /// Wake those who listen.
    Wake(Topic),
    /// Count a message that could not be delivered: `queue_parked_total{queue}`.
    Parked(&'static str),
}

/// Rides along with a connection while a transaction runs.
#[derive(Debug, Default)]
pub struct Aftermath {
    actions: Vec<AfterCommit>,
    /// A ROLLBACK failed: what surrounds it can't be trusted to be whole.
    pub(crate) rollback_failed: bool,
}

impl Aftermath {
    pub(crate) fn add(&mut self, action: AfterCommit) {
        if !self.actions.contains(&action) || matches!(action, AfterCommit::Parked(_)) {
            self.actions.push(action);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.actions.len()
    }

    /// Forgets what a transaction that was rolled back had added.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.actions.truncate(len);
    }

    pub(crate) fn clear(&mut self) {
        self.actions.clear();
        self.rollback_failed = false;
    }

    /// To be called after the commit.
    pub(crate) fn happen(&mut self, topics: &Topics) {
        for action in self.actions.drain(..) {
            match action {
                AfterCommit::Wake(topic) => topics.wake(&topic),
                AfterCommit::Parked(queue) => {
                    tracing::error!(queue, "a message could not be delivered and was parked");
                    metrics::counter!("queue_parked_total", "queue" => queue).increment(1);
                }
            }
        }
    }
}
