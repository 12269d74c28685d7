//! A queue is a table.
//!
//! A message is put in by the same transaction as the change that caused it, so neither exists
//! without the other. A worker takes it under a lease; if the worker dies, the lease ends and
//! another takes it. So a message can be worked on more than once: what it causes must bear
//! repeating. What can't be delivered is parked and counted (`queue_parked_total{queue}`), never
//! dropped. The key is unique in its queue for as long as the row is kept.

mod claim;
mod counts;
mod enqueue;
mod message;
mod outcome;

use std::time::Duration;

pub use claim::{claim, claim_for, give_back, give_back_of};
pub use counts::{Counts, Parked, counts, drop_message, parked, prune_done, release_parked};
pub use enqueue::{Enqueued, enqueue};
pub use message::{Lease, Message, Payload};
pub use outcome::{complete, park, retry_later};

/// How often a worker looks without being woken: for messages of other processes, for ended
/// leases and for those whose time has come.
pub const POLL: Duration = Duration::from_millis(250);

const READY: &str = "ready";
const TAKEN: &str = "taken";
const DONE: &str = "done";
const PARKED: &str = "parked";

/// The name of a queue: a constant of the service that owns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Queue(&'static str);

impl Queue {
    /// A queue with this name, unique in its database.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name, as in the table and in metrics.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// How long to wait after so many attempts: half a second doubling to 5 minutes, of which
/// `jitter` (0 to 255, from a random source) takes off up to half.
pub fn backoff(attempts: u32, jitter: u8) -> Duration {
    const FIRST: Duration = Duration::from_millis(500);
    const LONGEST: Duration = Duration::from_secs(300);
    let doublings = attempts.saturating_sub(1).min(16);
    let whole = (FIRST * 2u32.pow(doublings)).min(LONGEST);
    whole - whole / 2 * u32::from(jitter) / 255
}

/// A moment after another; the far end of time if it would be beyond.
fn later(now: jiff::Timestamp, after: Duration) -> jiff::Timestamp {
    now.checked_add(after).unwrap_or(jiff::Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_to_a_ceiling_and_jitter_takes_half_at_most() {
        assert_eq!(backoff(1, 0), Duration::from_millis(500));
        assert_eq!(backoff(2, 0), Duration::from_secs(1));
        assert_eq!(backoff(2, 255), Duration::from_millis(500));
        assert_eq!(backoff(u32::MAX, 0), Duration::from_secs(300));
        assert_eq!(backoff(u32::MAX, 255), Duration::from_secs(150));
        assert_eq!(backoff(0, 0), Duration::from_millis(500));
    }
}
