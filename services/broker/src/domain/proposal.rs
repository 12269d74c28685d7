//! Editions on their way: from a proposal to the edition in force, and what came of it.

use std::sync::Arc;

use envelope::ApprovalError;
use jiff::{Timestamp, civil::Date};
use wire::{Bytes32, EditionId, EditionRef, Envelope};

use super::{
    approval::{Approval, Standing},
    edition::Founding,
};

wire::codes!(
    /// How far a proposal has come.
    ProposalState, "state of a proposal" {
        /// Open to be read and signed.
        UnderReview = "under_review",
        /// Two persons have signed, one of them a lawyer: it waits for its day.
        Approved = "approved",
        /// In force.
        Active = "active",
        /// Was in force until another took its place.
        Replaced = "replaced",
        /// Taken back before it was in force.
        Withdrawn = "withdrawn",
    }
);

impl ProposalState {
    /// Whether it is, or was, in force.
    pub const fn was_in_force(self) -> bool {
        matches!(self, Self::Active | Self::Replaced)
    }
}

/// Who brought a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposer {
    /// The program: it ships this edition.
    Shipped,
    /// Somebody, by login.
    Login(String),
}

impl Proposer {
    /// As it is kept where a login would stand; no login may be this word.
    pub const SHIPPED: &'static str = "shipped";

    /// The text it is kept as.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Shipped => Self::SHIPPED,
            Self::Login(login) => login,
        }
    }
}

/// What a kept text means.
impl From<String> for Proposer {
    fn from(kept: String) -> Self {
        if kept == Self::SHIPPED { Self::Shipped } else { Self::Login(kept) }
    }
}

/// A proposal, with what was signed of it.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Id and hash.
    pub reference: EditionRef,
    /// The exact bytes of its file.
    pub file: Arc<[u8]>,
    /// The lawyers' cases it must pass, as text.
    pub cases: Arc<str>,
    /// SHA-256 of the cases.
    pub cases_hash: Bytes32,
    /// Who brought it.
    pub proposed_by: Proposer,
    /// When.
    pub proposed_at: Timestamp,
    /// How far it has come.
    pub state: ProposalState,
    /// First Swedish day it may be in force; none before it was approved, and for the edition the hub began with.
    pub takes_effect: Option<Date>,
    /// The edition it takes or took the place of; none as above.
    pub replaces: Option<EditionRef>,
    /// Who took it back, by login, and when.
    pub withdrawn: Option<(String, Timestamp)>,
    /// What was signed, the oldest first. Some of it may not count any more: see [`Proposal::counting`].
    pub approvals: Vec<Approval>,
}

/// The edition the hub begins with, as a proposal that needed nobody.
pub fn of_the_first(founding: &Founding, now: Timestamp) -> Proposal {
    Proposal {
        reference: founding.edition.reference.clone(),
        file: founding.edition.file.clone(),
        cases: founding.cases.clone(),
        cases_hash: founding.cases_hash,
        proposed_by: Proposer::Shipped,
        proposed_at: now,
        state: ProposalState::Active,
        takes_effect: None,
        replaces: None,
        withdrawn: None,
        approvals: Vec::new(),
    }
}

/// What the sequencer does about a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// It comes into force.
    Activate,
    /// Nothing: it is not approved (any more), or its day has not come.
    Wait,
    /// Its approvals do not hold any more: it is open to be read and signed again.
    Reopen(Lapse),
}

/// Why approvals that were enough are not any more.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Lapse {
    /// Another edition has come into force than the one they compare it with.
    #[error("another edition has come into force than the one it was compared with")]
    OtherReplaced,
    /// Somebody who signed is not among those whose approvals count any more.
    #[error("the signatures do not hold any more: {0}")]
    Signatures(#[from] ApprovalError),
}

impl Proposal {
    /// Id.
    pub fn id(&self) -> &EditionId {
        &self.reference.id
    }

    /// The approvals that count. Those of an edition that is or was in force are those it came into force by.
    pub fn counting<'p>(&'p self, standing: &'p Standing<'p>) -> impl Iterator<Item = &'p Approval> {
        self.approvals.iter().filter(move |approval| self.does_count(approval, standing))
    }

    /// Whether one of its approvals counts, or counted when it came into force.
    pub fn does_count(&self, approval: &Approval, standing: &Standing<'_>) -> bool {
        match self.state {
            ProposalState::UnderReview | ProposalState::Withdrawn => approval.counts(standing),
            ProposalState::Approved => approval.counts(&Standing { today: Date::MIN, ..*standing }),
            ProposalState::Active | ProposalState::Replaced => {
                self.replaces.as_ref() == Some(&approval.act.replaces) && self.takes_effect == Some(approval.act.takes_effect)
            }
        }
    }

    /// What becomes of it on a day.
    pub fn turn(&self, standing: &Standing<'_>) -> Turn {
        let due = self.state == ProposalState::Approved && self.takes_effect.is_some_and(|day| day <= standing.today);
        match self.lapse(standing) {
            Some(lapse) => Turn::Reopen(lapse),
            None if due => Turn::Activate,
            None => Turn::Wait,
        }
    }

    /// Why it is approved no more, though it is kept as approved.
    pub fn lapse(&self, standing: &Standing<'_>) -> Option<Lapse> {
        if self.state != ProposalState::Approved {
            return None;
        }
        if self.replaces.as_ref() != Some(standing.active) || !self.id().sorts_after(&standing.active.id) {
            return Some(Lapse::OtherReplaced);
        }
        let envelopes: Vec<Envelope> = self.counting(standing).map(|approval| approval.envelope.clone()).collect();
        envelope::approved(&envelopes, standing.pinned, &self.reference).err().map(Lapse::Signatures)
    }

    /// Open to be read and signed again.
    pub fn reopen(&mut self) {
        self.state = ProposalState::UnderReview;
        self.takes_effect = None;
        self.replaces = None;
    }
}

/// Why a file does not become a proposal. Each says what to mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalFault {
    /// The file is too long.
    #[error("the file is longer than {bytes_max} bytes")]
    TooLarge {
        /// Most bytes.
        bytes_max: usize,
    },
    /// It is no edition; where and why is in the words, with line and column when it is not TOML of the expected shape.
    #[error(transparent)]
    File(#[from] rulebook::EditionError),
    /// The id is not a day and a number.
    #[error("the id {0} is not a day and a number, such as 2027-01-01.1")]
    Id(EditionId),
    /// The id does not come after the one in force.
    #[error("the id {id} does not come after {active}, which is in force")]
    IdNotLater {
        /// The file's id.
        id: EditionId,
        /// The edition in force.
        active: EditionId,
    },
    /// The id was used before; an id is used once, also when its proposal was withdrawn.
    #[error("the id {0} was used before")]
    IdUsed(EditionId),
    /// The very same bytes are known already.
    #[error("these very bytes are known as {0}")]
    BytesUsed(EditionId),
    /// The cases can't be read; every fault at once.
    #[error("the cases can't be read")]
    Cases(Vec<rulebook::CaseError>),
}

/// Whether an edition may become a proposal beside those there ever were.
///
/// # Errors
/// The [`ProposalFault`]s of ids and bytes.
pub fn check_new<'k>(
    edition: &EditionRef,
    active: &EditionId,
    known: impl IntoIterator<Item = &'k EditionRef>,
) -> Result<(), ProposalFault> {
    if super::edition::place(&edition.id).is_none() {
        return Err(ProposalFault::Id(edition.id.clone()));
    }
    for other in known {
        if other.hash == edition.hash {
            return Err(ProposalFault::BytesUsed(other.id.clone()));
        }
        if other.id == edition.id {
            return Err(ProposalFault::IdUsed(edition.id.clone()));
        }
    }
    let later = edition.id.sorts_after(active);
    if later { Ok(()) } else { Err(ProposalFault::IdNotLater { id: edition.id.clone(), active: active.clone() }) }
}

/// Why a proposal is not taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawFault {
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// Neither its proposer nor somebody who signs editions.
    #[error("only the proposer, a rule editor or a lawyer takes a proposal back")]
    NotAllowed,
    /// It is in force, was, or was taken back before.
    #[error("the proposal is {0}")]
    State(ProposalState),
}

/// Whether somebody may take a proposal back: `signs` says whether the person is a rule editor or a lawyer.
///
/// # Errors
/// [`WithdrawFault`].
pub fn check_withdrawal(proposal: &Proposal, by: &str, signs: bool) -> Result<(), WithdrawFault> {
    let own = proposal.proposed_by == Proposer::Login(by.to_owned());
    match proposal.state {
        _ if !own && !signs => Err(WithdrawFault::NotAllowed),
        ProposalState::UnderReview | ProposalState::Approved => Ok(()),
        state => Err(WithdrawFault::State(state)),
    }
}

#[cfg(test)]
#[path = "proposal_test.rs"]
mod tests;
