//! The running broker, as every verb gets it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use ledger::checkpoint::LogSigner;
use store::{Db, clock::SharedClock};
use wire::AgencyId;

use super::{live::Live, sequencer::Sequencer};
use crate::{config::DemoStaff, domain::signer::Signers};

/// Cheap to clone.
#[derive(Clone)]
pub struct Broker(Arc<Parts>);

/// What a broker is made of.
pub struct Parts {
    /// The broker's own id: what machine calls are addressed to.
    pub(crate) id: AgencyId,
    /// The database.
    pub(crate) db: Db,
    /// The time.
    pub(crate) clock: SharedClock,
    /// What is held in memory.
    pub(crate) live: Arc<Live>,
    /// Puts operations in order.
    pub(crate) sequencer: Sequencer,
    /// Signs heads of the log.
    pub(crate) signer: Arc<LogSigner>,
    /// Tokens that were used: each is good once.
    pub(crate) replays: web::machine::Replays,
    /// Says when waiting must end.
    pub(crate) draining: web::server::Draining,
    /// Whose approvals of editions count.
    pub(crate) signers: Signers,
    /// Invented staff of the demo's login picker; empty outside the demo.
    pub(crate) demo_staff: Vec<DemoStaff>,
    /// Most past decisions judged anew at once.
    pub(crate) replay_max: u32,
}

impl Broker {
    /// From its parts.
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time now.
    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }
}

impl std::ops::Deref for Broker {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The end of a long poll.
pub(crate) struct Patience<'a> {
    broker: &'a Broker,
    until: Instant,
}

impl<'a> Patience<'a> {
    /// Waits at most so long.
    pub(crate) fn new(broker: &'a Broker, at_most: Duration) -> Self {
        Self { broker, until: Instant::now() + at_most }
    }

    /// Waits for a change. False when the time is up or the service is stopping.
    pub(crate) async fn wait(&self, changes: &mut tokio::sync::watch::Receiver<u64>) -> bool {
        if Instant::now() >= self.until {
            return false;
        }
        tokio::select! {
            changed = changes.changed() => changed.is_ok(),
            () = tokio::time::sleep_until(self.until.into()) => false,
            () = self.broker.draining.wait() => false,
        }
    }
}
