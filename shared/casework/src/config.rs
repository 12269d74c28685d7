//! What an agency's configuration says: the table `[agency]` of the service's file.

mod checklists;
mod rule_signers;

use serde::Deserialize;
use wire::{AgencyId, AgencyKind, BoardId, Bytes32, KeyId, StaffRole, UnitAddress, UnitId};

pub use rule_signers::RuleSignerConfig;

use crate::{SupportLine, domain::RuleSigners};

/// Who this agency is, whom it hands over to, and which keys of others it has been given by hand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyConfig {
    /// The agency, such as `polisen-exempelstad`.
    pub id: AgencyId,
    /// `police` or `social`.
    pub kind: AgencyKind,
    /// Name as people write it.
    pub name: String,
    /// The board that is responsible.
    pub board: BoardId,
    /// The unit that sends when nothing else is said.
    pub unit: UnitId,
    /// Folder of the keyring.
    pub keys: std::path::PathBuf,
    /// Name of this replica, one for each process that runs at the same time on one database (PostgreSQL): at its start
    /// it takes back what its own earlier run had in hand. Changing it costs a pause after a crash, nothing else.
    #[serde(default = "only_replica")]
    pub replica: String,
    /// The default other end.
    pub recipient: RecipientConfig,
    /// The broker.
    pub broker: BrokerConfig,
    /// The other agencies whose root was compared by hand.
    #[serde(default)]
    pub peers: Vec<PeerConfig>,
    /// Those whose approvals of editions count here: two different persons must have signed, one of them a lawyer. Nobody:
    /// no edition is taken but one that the program ships with.
    #[serde(default)]
    pub rule_signers: Vec<RuleSignerConfig>,
    /// Open questions of law that this agency answers with no for itself, such as `L-03`: what only such a switch opens is
    /// never sent from here. There is no way to turn one on.
    #[serde(default)]
    pub switches_off: Vec<String>,
    /// Folder of the agency's own checklists, read at the start, beside those that the program ships with.
    #[serde(default)]
    pub checklists: Option<std::path::PathBuf>,
    /// The line to ring at once when a screen says that the risk is high; left out, the police ring the desk of the social
    /// services, and these their own.
    pub support_line: Option<SupportLine>,
    /// Fictional staff of the demo's login picker.
    #[serde(default)]
    pub demo_staff: Vec<StaffConfig>,
    /// Case systems of the agency's own that may call the API.
    #[serde(default)]
    pub api_clients: Vec<ApiClientConfig>,
}

/// An agency that says nothing runs one process.
fn only_replica() -> String {
    "a".to_owned()
}

/// Where handovers go when nothing else is chosen, and the number to ring.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientConfig {
    /// The unit.
    pub unit: UnitId,
    /// Its board.
    pub board: BoardId,
    /// Name as people write it.
    pub name: String,
    /// Number to ring, E.164; shown also when the broker is down.
    pub tel: String,
}

/// How the broker is reached and what of it is pinned.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokerConfig {
    /// Address, such as `http://127.0.0.1:8083`, without a path.
    pub url: String,
    /// The broker's name; audience of machine calls.
    pub agency: AgencyId,
    /// Its offline root.
    pub root: Bytes32,
    /// Its log's verifier key in signed-note form (C2SP signed-note); holds the origin.
    pub log_key: String,
}

/// Another agency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeerConfig {
    /// Its name.
    pub agency: AgencyId,
    /// Its offline root.
    pub root: Bytes32,
}

/// A fictional member of staff.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffConfig {
    /// Short name, unique in the agency.
    pub login: String,
    /// Name as people write it.
    pub name: String,
    /// Role.
    pub role: StaffRole,
    /// Unit.
    pub unit: UnitId,
}

/// A case system that calls the API as one member of staff.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiClientConfig {
    /// Name as it is shown.
    pub name: String,
    /// Role it acts in.
    pub role: StaffRole,
    /// Unit it acts for.
    pub unit: UnitId,
    /// Id of its key.
    pub key_id: KeyId,
    /// Public half (Ed25519) of its key.
    pub public: Bytes32,
}

/// A configuration that contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigProblem {
    /// Board or unit of another agency.
    #[error("[agency] board and unit must belong to {0}: write them as {0}/name")]
    Address(AgencyId),
    /// Board and unit of the recipient belong to different agencies.
    #[error("[agency.recipient] board and unit must belong to the same agency")]
    Recipient,
    /// Nobody's root is pinned for the default recipient.
    #[error("[[agency.peers]] has no root for {0}, the agency of [agency.recipient]")]
    Unpinned(AgencyId),
    /// A replica without a name.
    #[error("[agency] replica needs a name of 1 to 40 letters, digits or -: leave it out when one process runs")]
    Replica,
    /// A broker can't run casework.
    #[error("[agency] kind must be police or social")]
    Kind,
    /// The log key can't be read.
    #[error("[agency.broker] log_key is not a verifier key in signed-note form: copy log.vkey from the broker")]
    LogKey,
    /// A unit of staff or of a client is not this agency's.
    #[error("unit {0} of demo_staff or api_clients is not a unit of this agency")]
    StaffUnit(UnitId),
    /// A line nobody can ring.
    #[error("[agency.support_line] needs a name and a number that begins with +")]
    SupportLine,
    /// A signer without a name, or with a key that is none.
    #[error("[[agency.rule_signers]] {0:?} needs a person of 1 to 80 characters and a public Ed25519 key that was compared by hand")]
    RuleSigner(String),
    /// One key under two names would be two approvals of one person.
    #[error("[[agency.rule_signers]] {0} has a key that is pinned already: each person has a key of their own")]
    RuleSignerTwice(String),
    /// No edition could ever be approved by those.
    #[error("[[agency.rule_signers]] must be empty, or at least two different persons of whom one has role = \"lawyer\"")]
    RuleSignersTooFew,
    /// No edition that is known here has such a switch.
    #[error("[agency] switches_off names {0}, which no edition known here has: correct it")]
    Switch(String),
    /// The folder of checklists, or a file in it, can't be read.
    #[error("[agency] checklists: {0} can't be read: {1}")]
    ChecklistFolder(String, String),
    /// A checklist that is none.
    #[error("[agency] checklists: {0}: {1}")]
    Checklist(String, practice::ContentError),
}

impl AgencyConfig {
    /// This agency's end of a handover.
    pub fn own_address(&self) -> UnitAddress {
        UnitAddress { agency: self.id.clone(), board: self.board.clone(), unit: self.unit.clone() }
    }

    /// The default other end.
    pub fn recipient_address(&self) -> UnitAddress {
        let recipient = &self.recipient;
        UnitAddress { agency: recipient.unit.agency(), board: recipient.board.clone(), unit: recipient.unit.clone() }
    }

    /// The pinned root of an agency, the broker's included.
    pub fn pinned_root(&self, agency: &AgencyId) -> Option<Bytes32> {
        if *agency == self.broker.agency {
            return Some(self.broker.root);
        }
        self.peers.iter().find(|peer| peer.agency == *agency).map(|peer| peer.root)
    }

    /// Looks for contradictions before anything starts.
    ///
    /// # Errors
    /// The first [`ConfigProblem`]; its text says what to change.
    pub fn check(&self) -> Result<(), ConfigProblem> {
        if self.kind == AgencyKind::Broker {
            return Err(ConfigProblem::Kind);
        }
        let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !(1..=40).contains(&self.replica.len()) || !letters(&self.replica) {
            return Err(ConfigProblem::Replica);
        }
        if !self.own_address().is_consistent() {
            return Err(ConfigProblem::Address(self.id.clone()));
        }
        let recipient = self.recipient_address();
        if !recipient.is_consistent() {
            return Err(ConfigProblem::Recipient);
        }
        if self.support_line.as_ref().is_some_and(|line| line.name.trim().is_empty() || !line.tel.starts_with('+')) {
            return Err(ConfigProblem::SupportLine);
        }
        if recipient.agency != self.id && self.pinned_root(&recipient.agency).is_none() {
            return Err(ConfigProblem::Unpinned(recipient.agency));
        }
        self.log_key()?;
        self.pinned_signers()?;
        self.library()?;
        let units = self.demo_staff.iter().map(|staff| &staff.unit).chain(self.api_clients.iter().map(|client| &client.unit));
        match units.into_iter().find(|unit| unit.agency() != self.id) {
            Some(unit) => Err(ConfigProblem::StaffUnit(unit.clone())),
            None => Ok(()),
        }
    }

    /// Those whose approvals of editions count here.
    ///
    /// # Errors
    /// [`ConfigProblem::RuleSigner`], [`ConfigProblem::RuleSignerTwice`] and [`ConfigProblem::RuleSignersTooFew`].
    pub(crate) fn pinned_signers(&self) -> Result<RuleSigners, ConfigProblem> {
        rule_signers::pinned(&self.rule_signers)
    }

    /// The broker's log key; its name is the origin.
    ///
    /// # Errors
    /// [`ConfigProblem::LogKey`].
    pub fn log_key(&self) -> Result<ledger::checkpoint::LogKey, ConfigProblem> {
        self.broker.log_key.trim().parse().map_err(|_| ConfigProblem::LogKey)
    }
}
