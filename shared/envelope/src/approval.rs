//! An edition of the rule book is believed when two persons have signed the same act, one of them a lawyer.

use wire::{EditionApproval, EditionRef, Envelope, KeyId, MessageKind, SignerRole};

use crate::{
    keys::{ApproverKey, VerifyingKey},
    sign::{EnvelopeError, sign_by_approver, verify},
};

/// Persons who must have signed.
const PERSONS_MIN: usize = 2;

/// Somebody whose approvals count here: the key was compared by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedApprover {
    /// Who: two keys of one person are one approval.
    pub person: String,
    /// What the person answers for.
    pub role: SignerRole,
    /// The person's key.
    pub key: VerifyingKey,
}

/// Why approvals do not make an edition believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalError {
    /// Nobody is pinned with this key.
    #[error("nobody whose approvals count here has the key {0}")]
    UnknownKey(KeyId),
    /// The envelope is not what its key signed, or no approval.
    #[error("an approval is not taken: {0}")]
    Envelope(#[from] EnvelopeError),
    /// Signed for another edition.
    #[error("an approval is for another edition")]
    OtherEdition,
    /// Two approvals are of different acts: other cases, another day, or compared with another edition.
    #[error("the approvals are not of one and the same act")]
    OtherAct,
    /// Fewer than two persons have signed.
    #[error("an edition needs the approvals of two different persons")]
    TooFew,
    /// No lawyer is among them.
    #[error("one of the approvals must be a lawyer's")]
    NoLawyer,
}

/// What two persons have approved. Only [`approved`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    act: EditionApproval,
    persons: Vec<(String, SignerRole)>,
}

impl Approved {
    /// The act, with the moment of the first signature.
    pub const fn act(&self) -> &EditionApproval {
        &self.act
    }

    /// Who has approved, each once, in the order of the signatures.
    pub fn persons(&self) -> &[(String, SignerRole)] {
        &self.persons
    }
}

/// Signs an approval.
///
/// # Errors
/// [`EnvelopeError`] for values that JSON can't carry, a fault of this program.
pub fn sign_approval(approval: &EditionApproval, key: &ApproverKey) -> Result<Envelope, EnvelopeError> {
    sign_by_approver(MessageKind::EditionApproval, approval, key)
}

/// Reads one approval and says whose it is.
///
/// # Errors
/// [`ApprovalError::UnknownKey`] and [`ApprovalError::Envelope`].
pub fn check_approval<'p>(
    envelope: &Envelope,
    pinned: &'p [PinnedApprover],
) -> Result<(EditionApproval, &'p PinnedApprover), ApprovalError> {
    let known = pinned.iter().find(|approver| *approver.key.id() == envelope.key_id);
    let approver = known.ok_or_else(|| ApprovalError::UnknownKey(envelope.key_id.clone()))?;
    let approval = verify::<EditionApproval>(MessageKind::EditionApproval, envelope, &approver.key)?;
    Ok((approval.into_message(), approver))
}

/// Whether these approvals are enough for an edition. Signatures by keys that are not pinned here count for nothing and
/// hinder nothing: another agency may pin more persons.
///
/// # Errors
/// [`ApprovalError`]: what is lacking or false.
pub fn approved(envelopes: &[Envelope], pinned: &[PinnedApprover], edition: &EditionRef) -> Result<Approved, ApprovalError> {
    let mut found: Option<Approved> = None;
    for envelope in envelopes {
        let (act, approver) = match check_approval(envelope, pinned) {
            Err(ApprovalError::UnknownKey(_)) => continue,
            checked => checked?,
        };
        if act.edition != *edition {
            return Err(ApprovalError::OtherEdition);
        }
        let so_far = found.get_or_insert_with(|| Approved { act: act.clone(), persons: Vec::new() });
        if !so_far.act.is_same_act(&act) {
            return Err(ApprovalError::OtherAct);
        }
        if so_far.persons.iter().all(|(person, _)| *person != approver.person) {
            so_far.persons.push((approver.person.clone(), approver.role));
        }
    }
    let found = found.filter(|found| found.persons.len() >= PERSONS_MIN).ok_or(ApprovalError::TooFew)?;
    let lawyer = found.persons.iter().any(|(_, role)| *role == SignerRole::Lawyer);
    if lawyer { Ok(found) } else { Err(ApprovalError::NoLawyer) }
}
