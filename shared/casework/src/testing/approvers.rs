//! The town's approvers of editions, with keys that everybody may know.

use envelope::{ApproverKey, sha256, sign_approval};
use jiff::civil::Date;
use wire::{Bytes32, EditionApproval, EditionRef, Envelope, SignerRole};

use crate::RuleSignerConfig;

/// Who is pinned in the town: a lawyer and two editors.
const PINNED: [(&str, SignerRole, u8); 3] =
    [("Kim Ek", SignerRole::Lawyer, 41), ("Robin Ask", SignerRole::RuleEditor, 42), ("Sam Lind", SignerRole::RuleEditor, 43)];

/// The pins of every agency of the town.
pub fn rule_signers() -> Vec<RuleSignerConfig> {
    let pin = |(person, role, seed): (&str, SignerRole, u8)| RuleSignerConfig {
        person: person.to_owned(),
        role,
        public: approver(seed).public(),
        until: None,
    };
    PINNED.map(pin).to_vec()
}

/// An approver by the number of the seed: 41 the lawyer, 42 and 43 the editors, any other nobody who is pinned.
pub fn approver(seed: u8) -> ApproverKey {
    ApproverKey::from_seed(&[seed; 32])
}

/// An act that is approved.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The file of the edition.
    pub file: String,
    /// The edition it takes the place of.
    pub replaces: EditionRef,
    /// First day.
    pub takes_effect: Date,
}

/// What approvers with these seeds sign of an act.
///
/// # Panics
/// When the file is no edition.
pub fn approve(approval: &Approval, seeds: &[u8]) -> Vec<Envelope> {
    let edition = rulebook::Edition::parse(approval.file.as_bytes()).expect("an edition");
    let act = EditionApproval {
        edition: EditionRef { id: edition.id().clone(), hash: sha256(approval.file.as_bytes()) },
        replaces: approval.replaces.clone(),
        cases: Bytes32([9; 32]),
        takes_effect: approval.takes_effect,
        signed_at: jiff::Timestamp::UNIX_EPOCH,
    };
    seeds.iter().map(|seed| sign_approval(&act, &approver(*seed)).expect("an act that can be signed")).collect()
}
