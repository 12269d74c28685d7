//! Approvals of proposals: what counts, and whether one more is taken.

use envelope::{ApprovalError, EnvelopeError, PinnedApprover};
use jiff::{Timestamp, civil::Date};
use wire::{EditionApproval, EditionId, EditionRef, Envelope, KeyId, SignerRole};

use super::{
    proposal::{Proposal, ProposalState},
    signer::Signer,
};

/// What approvals are held against.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The edition in force.
    pub active: &'a EditionRef,
    /// The Swedish day.
    pub today: Date,
    /// Whose approvals count.
    pub pinned: &'a [PinnedApprover],
}

/// What somebody has signed of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who, by name.
    pub person: String,
    /// What the person answers for.
    pub role: SignerRole,
    /// The key it was signed with.
    pub key_id: KeyId,
    /// What was signed.
    pub act: EditionApproval,
    /// As it was signed.
    pub envelope: Envelope,
    /// When it was handed in.
    pub approved_at: Timestamp,
}

impl Approval {
    /// Whether it still counts: it compares with the edition in force, its day is not past, and its key is still pinned.
    pub fn counts(&self, standing: &Standing<'_>) -> bool {
        let is_pinned =
            standing.pinned.iter().any(|pin| *pin.key.id() == self.key_id && pin.person == self.person && pin.role == self.role);
        is_pinned && self.act.replaces == *standing.active && self.act.takes_effect >= standing.today
    }
}

/// Why an approval is not taken. Each is worded for the person who signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalFault {
    /// There is no such proposal.
    #[error("there is no such proposal")]
    NotFound,
    /// It is approved, in force, replaced or withdrawn.
    #[error("the proposal is {0}")]
    State(ProposalState),
    /// Nobody with this login is among those whose approvals count.
    #[error("no key is pinned for this login")]
    NoSigner,
    /// What was handed in is no signed approval.
    #[error("this is no signed approval")]
    NotAnApproval,
    /// Signed with a key that nobody is pinned with.
    #[error("signed with a key that is not pinned")]
    UnknownKey,
    /// Signed with the key of another login.
    #[error("signed with the key of another login")]
    OtherLogin,
    /// The signature does not fit the bytes.
    #[error("the signature does not hold")]
    BadSignature,
    /// Signed for an edition with another id.
    #[error("signed for the edition {0}")]
    OtherEdition(EditionId),
    /// Signed for other bytes under this id.
    #[error("signed for other bytes than those that are proposed")]
    OtherBytes,
    /// Signed for other cases.
    #[error("signed for other cases than those that are proposed")]
    OtherCases,
    /// It was compared with an edition that is not in force (any more).
    #[error("compared with another edition than {active}, which is in force")]
    OtherReplaced {
        /// The edition in force.
        active: EditionId,
    },
    /// An edition with a later id is in force: this proposal can't come into force any more.
    #[error("the id does not come after {active}, which is in force")]
    IdNotLater {
        /// The edition in force.
        active: EditionId,
    },
    /// Its first day is past.
    #[error("the first day {day} is past")]
    DayPast {
        /// The day that was signed.
        day: Date,
    },
    /// Another first day than the other person has signed.
    #[error("the other approval is for {first}")]
    OtherDay {
        /// The day of the first approval.
        first: Date,
    },
    /// So many cases do not pass.
    #[error("{failed} cases do not pass")]
    CasesFail {
        /// How many.
        failed: usize,
    },
    /// The same person has signed before: it takes two.
    #[error("the same person has approved before")]
    SamePerson,
    /// Both would be rule editors: one must be a lawyer.
    #[error("one of the two must be a lawyer")]
    NeedsLawyer,
}

/// An approval that is taken, and the state its proposal has then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// To be kept instead of any other of the same person.
    pub approval: Approval,
    /// Under review after the first, approved after the second.
    pub state: ProposalState,
}

/// Judges an approval that a signer handed in at a moment; `failed` cases of the proposal do not pass.
///
/// # Errors
/// [`ApprovalFault`]: the first thing that does not hold.
pub fn judge(
    proposal: &Proposal,
    standing: &Standing<'_>,
    signer: &Signer,
    envelope: &Envelope,
    failed: usize,
    now: Timestamp,
) -> Result<Taken, ApprovalFault> {
    let act = signed_by(signer, envelope, standing.pinned)?;
    if proposal.state != ProposalState::UnderReview {
        return Err(ApprovalFault::State(proposal.state));
    }
    check_act(&act, proposal, standing)?;
    if failed > 0 {
        return Err(ApprovalFault::CasesFail { failed });
    }
    let PinnedApprover { person, role, key } = &signer.pinned;
    let state = check_others(&act, person, *role, proposal.counting(standing))?;
    let key_id = key.id().clone();
    let approval = Approval { person: person.clone(), role: *role, key_id, act, envelope: envelope.clone(), approved_at: now };
    Ok(Taken { approval, state })
}

/// The act, when this very signer's pinned key has signed it.
fn signed_by(signer: &Signer, envelope: &Envelope, all: &[PinnedApprover]) -> Result<EditionApproval, ApprovalFault> {
    let checked = envelope::check_approval(envelope, std::slice::from_ref(&signer.pinned));
    checked.map(|(act, _)| act).map_err(|error| match error {
        ApprovalError::UnknownKey(key) if all.iter().any(|pin| *pin.key.id() == key) => ApprovalFault::OtherLogin,
        ApprovalError::UnknownKey(_) => ApprovalFault::UnknownKey,
        ApprovalError::Envelope(EnvelopeError::BadSignature) => ApprovalFault::BadSignature,
        _ => ApprovalFault::NotAnApproval,
    })
}

/// Whether the act is of this proposal, here and now.
fn check_act(act: &EditionApproval, proposal: &Proposal, standing: &Standing<'_>) -> Result<(), ApprovalFault> {
    let active = || standing.active.id.clone();
    if act.edition.id != proposal.reference.id {
        Err(ApprovalFault::OtherEdition(act.edition.id.clone()))
    } else if act.edition.hash != proposal.reference.hash {
        Err(ApprovalFault::OtherBytes)
    } else if act.cases != proposal.cases_hash {
        Err(ApprovalFault::OtherCases)
    } else if !proposal.id().sorts_after(&standing.active.id) {
        Err(ApprovalFault::IdNotLater { active: active() })
    } else if act.replaces != *standing.active {
        Err(ApprovalFault::OtherReplaced { active: active() })
    } else if act.takes_effect < standing.today {
        Err(ApprovalFault::DayPast { day: act.takes_effect })
    } else {
        Ok(())
    }
}

/// Two different persons, one of them a lawyer, the same day. Who alone has signed may sign for another day instead. Both
/// may have signed already, where a key was pinned no more and is again: then either signs once more.
fn check_others<'o>(
    act: &EditionApproval,
    person: &str,
    role: SignerRole,
    counting: impl Iterator<Item = &'o Approval>,
) -> Result<ProposalState, ApprovalFault> {
    let (own, others): (Vec<&Approval>, Vec<&Approval>) = counting.partition(|approval| approval.person == person);
    let Some(first) = others.first() else {
        let again = own.iter().any(|approval| approval.act.is_same_act(act));
        return if again { Err(ApprovalFault::SamePerson) } else { Ok(ProposalState::UnderReview) };
    };
    if first.act.takes_effect != act.takes_effect {
        Err(ApprovalFault::OtherDay { first: first.act.takes_effect })
    } else if role != SignerRole::Lawyer && first.role != SignerRole::Lawyer {
        Err(ApprovalFault::NeedsLawyer)
    } else {
        Ok(ProposalState::Approved)
    }
}

#[cfg(test)]
#[path = "approval_test.rs"]
mod tests;
