//! Editions on their way: from a proposal to the edition in force, and what came of it.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use wire::{Bytes32, EditionId, EditionRef};

use super::approval::Approval;

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

    /// What a kept text means.
    pub fn from_kept(text: String) -> Self {
        if text == Self::SHIPPED { Self::Shipped } else { Self::Login(text) }
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
    /// What was signed, the oldest first. Some of it may not count any more: see [`Approval::counts`].
    pub approvals: Vec<Approval>,
}

impl Proposal {
    /// Id.
    pub fn id(&self) -> &EditionId {
        &self.reference.id
    }

    /// The approvals that still count on a day, while `active` is in force.
    pub fn counting<'p>(&'p self, active: &'p EditionRef, today: Date) -> impl Iterator<Item = &'p Approval> {
        let day = if self.state == ProposalState::Approved { Date::MIN } else { today };
        self.approvals.iter().filter(move |approval| approval.counts(active, day))
    }
}
