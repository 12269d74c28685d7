//! A log that was set back to an old copy goes on from what the agencies have kept.
//!
//! Repair is replay: each lost entry is made once more, from the message it names, by the same code that made it, at the moment it
//! tells. It must come out as the very entry that stood there; only then do its effects count. Withdrawals that the agencies
//! have heard and the log does not have come last, in the same transaction: nothing can be fetched before they stand.

mod message;
mod place;

use ledger::EntryKind;
use store::{Conn, Db, clock::SharedClock};
use wire::{AgencyKind, LogCopy, Notice, NoticeKind};

use super::{FlowError, prove, register::open_registry, rows, start::believed};
use crate::{
    app::StartError,
    config::{Config, LoadError},
    db,
    domain::{
        checkpoint::Cosignature,
        desk::{Rules, plain_notice},
        history::{CosignedHead, History, HistoryFault},
    },
    keyring::{Keyring, KeyringError},
};
use place::Again;

/// What came of a repair.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repaired {
    /// Leaves before.
    pub from: u64,
    /// Leaves to which the agencies' witnesses lead.
    pub to: u64,
    /// Leaves now: with withdrawals that were not in the log yet.
    pub size: u64,
    /// Entries that were made again with all that they do.
    pub made_again: u64,
    /// Places whose entry is back and whose effects are not: its message was not handed in, or it came out otherwise.
    pub kept_only: Vec<(u64, EntryKind)>,
    /// Places of which nobody had the entry. Their leaves are back, and every proof holds.
    pub unread: Vec<u64>,
}

/// Why nothing was repaired; nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] LoadError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyringError),
    /// The database can't be opened.
    #[error(transparent)]
    Start(#[from] StartError),
    /// There is no log, or it is another one than the keys are of.
    #[error("the database holds no log of these keys")]
    OtherLog,
    /// The copies.
    #[error("not repaired: {0}")]
    History(#[from] HistoryFault),
    /// Another broker wrote to the log meanwhile.
    #[error("another broker wrote meanwhile: stop it first")]
    Fenced,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl store::Failure for RepairError {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<FlowError> for RepairError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Store(error) => error.into(),
            _ => Self::Fenced,
        }
    }
}

/// Repairs the broker's log from one copy of each agency, whole or not at all. The broker need not run; one that runs writes
/// nothing more and is started anew afterwards.
///
/// # Errors
/// [`RepairError`]; nothing is changed then.
pub async fn repair(config: &Config, clock: SharedClock, copies: Vec<LogCopy>) -> Result<Repaired, RepairError> {
    repair_on(open_registry(config)?, config, clock, copies).await
}

/// The same on a database that is open already.
///
/// # Errors
/// [`RepairError`]; nothing is changed then.
pub async fn repair_on(db: Db, config: &Config, clock: SharedClock, copies: Vec<LogCopy>) -> Result<Repaired, RepairError> {
    let keyring = Keyring::load(&config.keys, &config.agency)?;
    let rules =
        Rules { broker: config.agency.clone(), signer: keyring.service.clone(), limits: config.limits.clone(), signers: config.signers()? };
    let now = super::broker::to_the_microsecond(clock.now());
    let signer = keyring.log;
    db.try_write_serializable("repair_log", move |conn| {
        let head = db::log::head(conn)?.filter(|head| head.origin == signer.key().name().as_str()).ok_or(RepairError::OtherLog)?;
        let epoch = db::log::take_epoch(conn)?;
        let directory = believed(&db::agencies::all(conn)?, now);
        let history = History::of(&head.frontier, &signer.key(), &directory, copies.clone())?;
        let (from, to) = (head.frontier.size(), history.size());
        let mut again = Again::new(conn, &rules, history, directory, head.frontier)?;
        again.go_over_places(conn)?;
        keep_heads(conn, &again, &signer, now)?;
        again.withdraw_what_was_heard(conn, now)?;
        let size = again.frontier.size();
        if size > to && db::checkpoints::find(conn, size)?.is_none() {
            db::checkpoints::insert(conn, size, &again.frontier.root(), now)?;
        }
        tell_all(&mut again, from, now);
        rows::carry_notices_above(conn, &again.notices, &again.history.heard, now)?;
        db::log_behind::clear(conn)?;
        if !db::log::advance(conn, from, epoch, &again.frontier, now)? {
            return Err(RepairError::Fenced);
        }
        Ok(Repaired { from, to, size, ..again.repaired.clone() })
    })
    .await
}

/// The checkpoints that the agencies have cosigned stand again, with their lines; what they prove is proved.
fn keep_heads(conn: &mut Conn, again: &Again<'_>, signer: &ledger::checkpoint::LogSigner, now: jiff::Timestamp) -> store::Result<()> {
    for CosignedHead { size, root, agency, line } in &again.history.heads {
        if db::checkpoints::find(conn, *size)?.is_none() {
            db::checkpoints::insert(conn, *size, root, now)?;
        }
        let cosignature = Cosignature { size: *size, agency: agency.clone(), line: line.to_string(), cosigned_at: now };
        if db::checkpoints::cosign(conn, &cosignature)? {
            prove::prove_at(conn, *size, agency, signer)?;
        }
    }
    Ok(())
}

fn tell_all(again: &mut Again<'_>, from: u64, now: jiff::Timestamp) {
    let members = again.directory.members().map(|member| member.row()).filter(|row| row.kind != AgencyKind::Broker);
    let told = Notice { repaired_from: Some(from), ..plain_notice(NoticeKind::LogRepaired, now) };
    let notices: Vec<_> = members.map(|row| (row.id.clone(), told.clone())).collect();
    again.notices.extend(notices);
}
