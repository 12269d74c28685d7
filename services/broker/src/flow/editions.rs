//! Editions as people read them: those in force, before, and on their way.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use rulebook::{CaseReport, CaseTable, Coverage, Difference, Edition};
use wire::{EditionId, EditionRef, SignerRole};

use super::{Broker, FlowError};
use crate::domain::{
    consent_effect::ConsentEffect,
    proposal::{ProposalState, Proposer},
    text_check::TextDue,
};

/// An edition in a list.
#[derive(Debug, Clone)]
pub struct EditionSummary {
    /// Id and hash.
    pub reference: EditionRef,
    /// How far it has come.
    pub state: ProposalState,
    /// Who brought it.
    pub proposed_by: Proposer,
    /// When.
    pub proposed_at: Timestamp,
    /// First Swedish day in force; of a proposal under review the day that its first approval that counts names.
    pub takes_effect: Option<Date>,
    /// When it came into force, and where that is in the log.
    pub activated: Option<(Timestamp, u64)>,
    /// What was signed, the oldest first.
    pub approvals: Vec<ApprovalView>,
    /// Whether the id comes before the one in force: it can't be activated any more.
    pub is_passed_over: bool,
}

/// One approval, for people.
#[derive(Debug, Clone)]
pub struct ApprovalView {
    /// Who, by name.
    pub person: String,
    /// What the person answers for.
    pub role: SignerRole,
    /// When it was signed, by the person's own clock.
    pub signed_at: Timestamp,
    /// When it was handed in.
    pub approved_at: Timestamp,
    /// First Swedish day it names.
    pub takes_effect: Date,
    /// The edition it was compared with.
    pub replaces: EditionId,
    /// Whether it counts (or counted, for what is or was in force): false when another edition has come into force
    /// meanwhile, or its day went by.
    pub counts: bool,
}

/// Everything about one edition.
pub struct EditionView {
    /// As in the list.
    pub summary: EditionSummary,
    /// The exact bytes of the file.
    pub file: Arc<[u8]>,
    /// Rules, sources, questions, switches.
    pub edition: Arc<Edition>,
    /// The edition it is compared with: the one in force, for one that was in force the one before it. None for the
    /// edition the hub began with.
    pub compared: Option<Arc<Edition>>,
    /// What it changes.
    pub difference: Option<Difference>,
    /// Its cases.
    pub cases: CaseTable,
    /// What came of them.
    pub report: CaseReport,
    /// What they try.
    pub coverage: Coverage,
    /// What it does to consents that are open now; for proposals alone.
    pub consents: Option<ConsentEffect>,
    /// When each text must be compared again, the most urgent first.
    pub texts: Vec<TextDue>,
}

/// Every edition and proposal there ever was, the latest id first.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn list(broker: &Broker) -> Result<Vec<EditionSummary>, FlowError> {
    let _ = broker;
    Err(FlowError::Stopped)
}

/// Everything about one; none when there is no such edition. Takes a while: it runs the cases, off the async threads.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn read(broker: &Broker, id: &EditionId) -> Result<Option<EditionView>, FlowError> {
    let _ = (broker, id);
    Err(FlowError::Stopped)
}
