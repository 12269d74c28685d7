//! The library as a service holds it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, atomic::AtomicU64};

use jiff::Timestamp;
use ledger::checkpoint::LogKey;
use protocol::ClockLimits;
use store::{Db, clock::SharedClock};
use wire::{BoardId, Draft, Phase, Purpose, UnitId, Urgency};

use crate::{
    config::AgencyConfig,
    db::cases::Case,
    directory::Directory,
    edition::RuleBook,
    error::StartError,
    exchange::{BrokerClient, Hint, Workers},
    keyring::Keyring,
    reception::Reception,
};

/// What casework is made of.
pub struct CaseworkParts {
    /// The service's database, with [`crate::MIGRATIONS`] in its schema.
    pub db: Db,
    /// The clock.
    pub clock: SharedClock,
    /// The table `[agency]`.
    pub config: AgencyConfig,
    /// The keys.
    pub keyring: Keyring,
    /// The service's hooks.
    pub reception: Arc<dyn Reception>,
}

/// Everything police and social services do alike. A cheap clone.
#[derive(Clone)]
pub struct Casework(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) db: Db,
    pub(crate) clock: SharedClock,
    pub(crate) config: AgencyConfig,
    pub(crate) keyring: Keyring,
    pub(crate) reception: Arc<dyn Reception>,
    pub(crate) log_key: LogKey,
    pub(crate) texts: Arc<practice::Library>,
    pub(crate) limits: ClockLimits,
    pub(crate) broker: BrokerClient,
    pub(crate) rule_book: RuleBook,
    pub(crate) directory: RwLock<Arc<Directory>>,
    pub(crate) link: Mutex<LinkState>,
    /// An edition or a withdrawal waits for the own witness: it does not wait until somebody asks for its cosignature.
    pub(crate) to_cosign: tokio::sync::Notify,
    /// How many leaves of the log the own witness has followed. Each call to the broker says it: one that has fewer was set
    /// back, and takes nothing.
    pub(crate) followed: AtomicU64,
    /// Tokens of reading calls that were used.
    pub(crate) replays: web::machine::Replays,
    /// What was put in the outbox inside a transaction that may not be committed yet.
    pub(crate) hints: Mutex<Vec<Hint>>,
}

/// How the way to the broker is, for the banner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LinkState {
    /// Whether the last call was answered. False also before the first.
    pub broker_reachable: bool,
    /// When it last answered.
    pub last_contact: Option<Timestamp>,
    /// When this agency's witness last cosigned.
    pub last_cosigned: Option<Timestamp>,
    /// Numbers of channels that are missing, doubled or told otherwise: [`crate::gaps::open`] has them.
    pub open_gaps: u64,
}

/// The default other end, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipientView {
    /// The unit.
    pub unit: UnitId,
    /// Its board.
    pub board: BoardId,
    /// Name as people write it.
    pub name: String,
    /// Number to ring.
    pub phone: String,
    /// Hours; empty when the directory does not know the unit yet.
    pub hours: String,
    /// Whether its keys are verified: nothing can be sent before.
    pub verified: bool,
}

impl Casework {
    /// Checks configuration and keys, seeds staff and loads edition and directory.
    ///
    /// # Errors
    /// [`StartError`] says what to change.
    pub async fn start(parts: CaseworkParts) -> Result<Self, StartError> {
        crate::start::start(parts).await
    }

    /// Starts courier, notices, receiving and witness on the current tokio runtime.
    pub fn workers(&self) -> Workers {
        Workers::start(self)
    }

    /// The service's database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    pub fn clock(&self) -> &SharedClock {
        &self.0.clock
    }

    /// The table `[agency]`.
    pub fn config(&self) -> &AgencyConfig {
        &self.0.config
    }

    /// What is read aloud and ticked: ours, and the agency's own beside it.
    pub fn library(&self) -> Arc<practice::Library> {
        Arc::clone(&self.0.texts)
    }

    /// The clocks of the protocol.
    pub fn limits(&self) -> &ClockLimits {
        &self.0.limits
    }

    /// How the way to the broker is.
    pub fn link(&self) -> LinkState {
        *self.lock_link()
    }

    /// The default other end: from the verified directory, else from the configuration.
    pub fn recipient(&self) -> RecipientView {
        let config = &self.0.config.recipient;
        let directory = self.directory();
        let now = self.0.clock.now();
        let agency = directory.agency(&config.unit.agency());
        let unit = agency.and_then(|agency| agency.unit(&config.unit));
        RecipientView {
            unit: config.unit.clone(),
            board: config.board.clone(),
            name: unit.map_or_else(|| config.name.clone(), |unit| unit.name.clone()),
            phone: unit.map_or_else(|| config.tel.clone(), |unit| unit.phone.clone()),
            hours: unit.map(|unit| unit.hours.clone()).unwrap_or_default(),
            verified: agency.is_some_and(|agency| agency.sealing_key(&config.unit, now).is_some()),
        }
    }

    /// An empty draft from this agency's own unit to the default other end. Persons, fields, facts and the ids of the
    /// consents it refers to are added by the caller.
    pub fn draft(&self, case: &Case, purpose: Purpose, phase: Phase, urgency: Urgency) -> Draft {
        let config = &self.0.config;
        let to = config.recipient_address();
        let to_kind = self.directory().agency(&to.agency).map_or_else(|| other_kind(config.kind), envelope::TrustedAgency::kind);
        Draft {
            case_code: case.code,
            from: config.own_address(),
            from_kind: config.kind,
            to,
            to_kind,
            purpose,
            phase,
            urgency,
            subjects: Vec::new(),
            fields: Vec::new(),
            facts: Vec::new(),
            consents: Vec::new(),
            answers: None,
        }
    }

    pub(crate) fn directory(&self) -> Arc<Directory> {
        Arc::clone(&self.0.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_directory(&self, directory: Directory) {
        *self.0.directory.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(directory);
    }

    pub(crate) fn lock_link(&self) -> MutexGuard<'_, LinkState> {
        self.0.link.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn lock_hints(&self) -> MutexGuard<'_, Vec<Hint>> {
        self.0.hints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Casework {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Casework({})", self.0.config.id)
    }
}

/// Before the directory is known: the usual other end of a kind.
fn other_kind(kind: wire::AgencyKind) -> wire::AgencyKind {
    match kind {
        wire::AgencyKind::Social => wire::AgencyKind::Police,
        _ => wire::AgencyKind::Social,
    }
}
