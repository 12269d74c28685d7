//! What may be proposed, who takes it back, and when it comes into force.

use envelope::{ApproverKey, PinnedApprover};
use wire::{EditionApproval, SignerRole};

use super::*;

fn edition(id: &str, byte: u8) -> EditionRef {
    EditionRef { id: id.parse().unwrap(), hash: Bytes32([byte; 32]) }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    "2026-12-01T09:00:00Z".parse().unwrap()
}

fn active() -> EditionRef {
    edition("2026-11-28.1", 1)
}

fn approval(name: &str, role: SignerRole, seed: u8) -> (Approval, PinnedApprover) {
    let key = ApproverKey::from_seed(&[seed; 32]);
    let act = EditionApproval {
        edition: edition("2027-01-01.1", 2),
        replaces: active(),
        cases: Bytes32([3; 32]),
        takes_effect: day("2027-01-01"),
        signed_at: now(),
    };
    let envelope = envelope::sign_approval(&act, &key).unwrap();
    let pinned = PinnedApprover { person: name.to_owned(), role, key: key.verifying_key().clone() };
    let key_id = key.id().clone();
    (Approval { person: name.to_owned(), role, key_id, act, envelope, approved_at: now() }, pinned)
}

fn approved() -> (Proposal, Vec<PinnedApprover>) {
    let ((one, pin), (other, other_pin)) = (approval("Linn", SignerRole::Lawyer, 41), approval("Ro", SignerRole::RuleEditor, 42));
    let proposal = Proposal {
        reference: edition("2027-01-01.1", 2),
        file: b"".as_slice().into(),
        cases: "".into(),
        cases_hash: Bytes32([3; 32]),
        proposed_by: Proposer::Login("ro".to_owned()),
        proposed_at: now(),
        state: ProposalState::Approved,
        takes_effect: Some(day("2027-01-01")),
        replaces: Some(active()),
        withdrawn: None,
        approvals: vec![one, other],
    };
    (proposal, vec![pin, other_pin])
}

fn turn(proposal: &Proposal, pinned: &[PinnedApprover], active: &EditionRef, today: &str) -> Turn {
    proposal.turn(&Standing { active, today: day(today), pinned })
}

#[test]
fn it_comes_into_force_on_its_day_and_on_any_later_one() {
    let (proposal, pinned) = approved();
    assert_eq!(turn(&proposal, &pinned, &active(), "2026-12-31"), Turn::Wait);
    assert_eq!(turn(&proposal, &pinned, &active(), "2027-01-01"), Turn::Activate);
    assert_eq!(turn(&proposal, &pinned, &active(), "2027-03-01"), Turn::Activate);
}

#[test]
fn only_what_is_approved_comes_into_force() {
    let (proposal, pinned) = approved();
    for &state in ProposalState::ALL.iter().filter(|state| **state != ProposalState::Approved) {
        let other = Proposal { state, ..proposal.clone() };
        assert_eq!(turn(&other, &pinned, &active(), "2027-03-01"), Turn::Wait, "{state}");
    }
}

#[test]
fn another_edition_in_force_opens_it_again() {
    let (proposal, pinned) = approved();
    for other in [edition("2026-12-15.1", 7), edition("2026-11-28.1", 7), edition("2027-02-01.1", 7)] {
        assert_eq!(turn(&proposal, &pinned, &other, "2027-01-01"), Turn::Reopen(Lapse::OtherReplaced));
        assert_eq!(turn(&proposal, &pinned, &other, "2026-12-02"), Turn::Reopen(Lapse::OtherReplaced), "before its day too");
    }
    let early = Proposal { reference: edition("2026-11-28.1", 2), ..proposal };
    assert_eq!(turn(&early, &pinned, &active(), "2027-01-01"), Turn::Reopen(Lapse::OtherReplaced));
}

#[test]
fn signatures_are_held_against_the_pins_of_the_day() {
    let (proposal, pinned) = approved();
    let lapsed = |pinned: &[PinnedApprover]| turn(&proposal, pinned, &active(), "2027-01-01");
    assert_eq!(lapsed(&pinned[..1]), Turn::Reopen(Lapse::Signatures(ApprovalError::TooFew)));
    assert_eq!(lapsed(&[]), Turn::Reopen(Lapse::Signatures(ApprovalError::TooFew)));
    let one = Proposal { approvals: proposal.approvals[..1].to_vec(), ..proposal.clone() };
    assert!(matches!(turn(&one, &pinned, &active(), "2027-01-01"), Turn::Reopen(_)), "a state alone is not believed");
}

#[test]
fn ids_and_bytes_are_new_and_ids_go_forward() {
    let known = [active(), edition("2027-01-01.1", 2)];
    let check = |id: &str, byte| check_new(&edition(id, byte), &active().id, &known);
    assert_eq!(check("2026-11-28.2", 9), Ok(()));
    assert_eq!(check("2027-01-01.2", 9), Ok(()));
    // An edition that waits for a later day does not stand in the way of an earlier one.
    assert_eq!(check("2026-12-24.1", 9), Ok(()));
    assert_eq!(check("2027-01-01.1", 9), Err(ProposalFault::IdUsed("2027-01-01.1".parse().unwrap())));
    assert_eq!(check("2027-05-01.1", 2), Err(ProposalFault::BytesUsed("2027-01-01.1".parse().unwrap())));
    assert!(matches!(check("2026-11-27.9", 9), Err(ProposalFault::IdNotLater { .. })));
    assert!(matches!(check("2027-05-01", 9), Err(ProposalFault::Id(_))));
}

#[test]
fn its_proposer_and_who_works_at_the_rules_take_it_back_before_it_is_in_force() {
    let (proposal, _) = approved();
    assert_eq!(check_withdrawal(&proposal, "ro", false), Ok(()));
    assert_eq!(check_withdrawal(&proposal, "linn", true), Ok(()));
    assert_eq!(check_withdrawal(&proposal, "auditor", false), Err(WithdrawFault::NotAllowed));
    let shipped = Proposal { proposed_by: Proposer::Shipped, ..proposal.clone() };
    assert_eq!(check_withdrawal(&shipped, Proposer::SHIPPED, false), Err(WithdrawFault::NotAllowed));
    for state in [ProposalState::Active, ProposalState::Replaced, ProposalState::Withdrawn] {
        let other = Proposal { state, ..proposal.clone() };
        assert_eq!(check_withdrawal(&other, "ro", true), Err(WithdrawFault::State(state)));
    }
}
