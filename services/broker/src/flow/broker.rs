//! The running broker, as every verb gets it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use ledger::checkpoint::LogSigner;
use store::{Conn, Db, Failure, clock::SharedClock};
use wire::{AgencyId, StaffRole};

use super::{FlowError, live::Live, sequencer::Sequencer};
use crate::{config::DemoStaff, db, domain::signer::Signers};

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
    /// The epoch this broker holds the log by.
    pub(crate) epoch: i64,
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
    /// How long readable entries are kept.
    pub(crate) keep: SignedDuration,
}

impl Broker {
    /// From its parts.
    pub(crate) fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// The time now, as fine as the databases keep it.
    pub(crate) fn now(&self) -> Timestamp {
        to_the_microsecond(self.0.clock.now())
    }

    /// A change that no log entry tells of, in a transaction of its own: as if no other was under way, and not when
    /// another sequencer has taken the log over.
    pub(crate) async fn change<T: Send + 'static, E: Failure + From<FlowError>>(
        &self,
        name: &'static str,
        mut change: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        if self.live.is_fenced() {
            return Err(FlowError::Fenced.into());
        }
        let epoch = self.epoch;
        let held = move |conn: &mut Conn| {
            let head = db::log::head(conn)?;
            if head.is_none_or(|head| head.epoch != epoch) { Err(FlowError::Fenced.into()) } else { change(conn) }
        };
        self.db.try_write_serializable(name, held).await
    }

    /// Whether somebody is a rule editor or a lawyer: a signer, or invented staff of the demo in that role.
    pub(crate) fn works_at_the_rules(&self, login: &str) -> bool {
        let is_at = |role| matches!(role, StaffRole::RuleEditor | StaffRole::Lawyer);
        self.signers.by_login(login).is_some() || self.demo_staff.iter().any(|staff| staff.login == login && is_at(staff.role))
    }
}

impl std::ops::Deref for Broker {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Databases keep microseconds: a finer time would come back changed.
pub(super) fn to_the_microsecond(now: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
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
