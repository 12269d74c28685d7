//! Two persons, one of them a lawyer, the same act; everything else is refused, and told apart.

use envelope::ApproverKey;
use wire::Bytes32;

use super::*;
use crate::domain::proposal::Proposer;

struct Person {
    signer: Signer,
    key: ApproverKey,
}

fn person(login: &str, name: &str, role: SignerRole, seed: u8) -> Person {
    let key = ApproverKey::from_seed(&[seed; 32]);
    let pinned = PinnedApprover { person: name.to_owned(), role, key: key.verifying_key().clone() };
    Person { signer: Signer { login: login.to_owned(), pinned }, key }
}

fn lawyer() -> Person {
    person("linn", "Linn", SignerRole::Lawyer, 41)
}

fn editor() -> Person {
    person("ro", "Ro", SignerRole::RuleEditor, 42)
}

fn other_editor() -> Person {
    person("kim", "Kim", SignerRole::RuleEditor, 43)
}

/// The same person with a second login and key.
fn lawyer_again() -> Person {
    person("linn-2", "Linn", SignerRole::Lawyer, 44)
}

fn edition(id: &str, byte: u8) -> EditionRef {
    EditionRef { id: id.parse().unwrap(), hash: Bytes32([byte; 32]) }
}

fn active() -> EditionRef {
    edition("2026-11-28.1", 1)
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    "2026-12-01T09:00:00Z".parse().unwrap()
}

fn proposal() -> Proposal {
    Proposal {
        reference: edition("2027-01-01.1", 2),
        file: b"".as_slice().into(),
        cases: "".into(),
        cases_hash: Bytes32([3; 32]),
        proposed_by: Proposer::Login("ro".to_owned()),
        proposed_at: now(),
        state: ProposalState::UnderReview,
        takes_effect: None,
        replaces: None,
        withdrawn: None,
        approvals: Vec::new(),
    }
}

fn act() -> EditionApproval {
    EditionApproval {
        edition: proposal().reference,
        replaces: active(),
        cases: Bytes32([3; 32]),
        takes_effect: day("2027-01-01"),
        signed_at: now(),
    }
}

fn signed(person: &Person, act: &EditionApproval) -> Envelope {
    envelope::sign_approval(act, &person.key).unwrap()
}

fn everybody() -> Vec<PinnedApprover> {
    [lawyer(), editor(), other_editor(), lawyer_again()].into_iter().map(|person| person.signer.pinned).collect()
}

/// Hands an envelope in under a person's login.
fn hand_in(proposal: &Proposal, person: &Person, envelope: &Envelope) -> Result<Taken, ApprovalFault> {
    let pinned = everybody();
    let standing = Standing { active: &active(), today: day("2026-12-01"), pinned: &pinned };
    judge(proposal, &standing, &person.signer, envelope, 0, now())
}

fn first(person: &Person) -> Proposal {
    let taken = hand_in(&proposal(), person, &signed(person, &act())).unwrap();
    assert_eq!(taken.state, ProposalState::UnderReview);
    Proposal { approvals: vec![taken.approval], ..proposal() }
}

fn refused(proposal: &Proposal, person: &Person, act: &EditionApproval) -> ApprovalFault {
    hand_in(proposal, person, &signed(person, act)).unwrap_err()
}

#[test]
fn a_lawyer_and_an_editor_approve_in_any_order() {
    for (one, other) in [(lawyer(), editor()), (editor(), lawyer())] {
        let taken = hand_in(&first(&one), &other, &signed(&other, &act())).unwrap();
        assert_eq!((taken.state, taken.approval.person.as_str()), (ProposalState::Approved, other.signer.pinned.person.as_str()));
    }
}

#[test]
fn one_person_is_not_two_also_with_two_logins() {
    assert_eq!(refused(&first(&lawyer()), &lawyer(), &act()), ApprovalFault::SamePerson);
    assert_eq!(refused(&first(&lawyer()), &lawyer_again(), &act()), ApprovalFault::SamePerson);
}

#[test]
fn two_editors_are_no_lawyer() {
    assert_eq!(refused(&first(&editor()), &other_editor(), &act()), ApprovalFault::NeedsLawyer);
}

#[test]
fn the_key_must_be_the_one_of_this_login() {
    let envelope = signed(&lawyer(), &act());
    assert_eq!(hand_in(&proposal(), &editor(), &envelope).unwrap_err(), ApprovalFault::OtherLogin);
    let stranger = person("x", "X", SignerRole::Lawyer, 99);
    assert_eq!(hand_in(&proposal(), &lawyer(), &signed(&stranger, &act())).unwrap_err(), ApprovalFault::UnknownKey);
    let mut changed = envelope;
    changed.signature.0[3] ^= 1;
    assert_eq!(hand_in(&proposal(), &lawyer(), &changed).unwrap_err(), ApprovalFault::BadSignature);
}

#[test]
fn the_act_must_be_of_this_proposal_here_and_now() {
    let id = |text: &str| text.parse().unwrap();
    let cases = [
        (EditionApproval { edition: edition("2027-01-02.1", 2), ..act() }, ApprovalFault::OtherEdition(id("2027-01-02.1"))),
        (EditionApproval { edition: edition("2027-01-01.1", 9), ..act() }, ApprovalFault::OtherBytes),
        (EditionApproval { cases: Bytes32([9; 32]), ..act() }, ApprovalFault::OtherCases),
        (EditionApproval { replaces: edition("2026-11-22.1", 1), ..act() }, ApprovalFault::OtherReplaced { active: id("2026-11-28.1") }),
        (EditionApproval { replaces: edition("2026-11-28.1", 9), ..act() }, ApprovalFault::OtherReplaced { active: id("2026-11-28.1") }),
        (EditionApproval { takes_effect: day("2026-11-30"), ..act() }, ApprovalFault::DayPast { day: day("2026-11-30") }),
    ];
    for (act, fault) in cases {
        assert_eq!(refused(&proposal(), &lawyer(), &act), fault);
    }
    let passed_over = Proposal { reference: edition("2026-11-27.1", 2), ..proposal() };
    let act = EditionApproval { edition: passed_over.reference.clone(), ..act() };
    assert_eq!(refused(&passed_over, &lawyer(), &act), ApprovalFault::IdNotLater { active: id("2026-11-28.1") });
}

#[test]
fn today_is_early_enough() {
    let today = EditionApproval { takes_effect: day("2026-12-01"), ..act() };
    assert!(hand_in(&proposal(), &lawyer(), &signed(&lawyer(), &today)).is_ok());
}

#[test]
fn both_must_name_the_same_day_and_who_alone_has_signed_may_name_another() {
    let later = EditionApproval { takes_effect: day("2027-02-01"), ..act() };
    let fault = ApprovalFault::OtherDay { first: day("2027-01-01") };
    assert_eq!(refused(&first(&lawyer()), &editor(), &later), fault);
    let taken = hand_in(&first(&lawyer()), &lawyer(), &signed(&lawyer(), &later)).unwrap();
    assert_eq!((taken.state, taken.approval.act.takes_effect), (ProposalState::UnderReview, day("2027-02-01")));
}

#[test]
fn two_that_count_again_are_signed_once_more_by_either() {
    let one = first(&lawyer());
    let other = hand_in(&one, &editor(), &signed(&editor(), &act())).unwrap().approval;
    // As after a key was pinned no more, which opened the proposal again, and then pinned anew.
    let both = Proposal { approvals: vec![one.approvals[0].clone(), other], ..proposal() };
    for person in [lawyer(), editor()] {
        assert_eq!(hand_in(&both, &person, &signed(&person, &act())).unwrap().state, ProposalState::Approved);
    }
}

#[test]
fn nothing_is_approved_while_a_case_fails() {
    let pinned = everybody();
    let standing = Standing { active: &active(), today: day("2026-12-01"), pinned: &pinned };
    let judged = judge(&proposal(), &standing, &lawyer().signer, &signed(&lawyer(), &act()), 2, now());
    assert_eq!(judged, Err(ApprovalFault::CasesFail { failed: 2 }));
}

#[test]
fn only_what_is_under_review_is_signed() {
    for state in [ProposalState::Approved, ProposalState::Active, ProposalState::Replaced, ProposalState::Withdrawn] {
        let other = Proposal { state, ..first(&lawyer()) };
        assert_eq!(refused(&other, &editor(), &act()), ApprovalFault::State(state));
    }
}

#[test]
fn what_was_signed_against_another_edition_or_for_a_past_day_does_not_count() {
    let first = first(&lawyer());
    let (pinned, other) = (everybody(), edition("2026-12-01.1", 7));
    let counting = |active: &EditionRef, today: &str, pinned: &[PinnedApprover]| {
        first.counting(&Standing { active, today: day(today), pinned }).count()
    };
    assert_eq!(counting(&active(), "2026-12-01", &pinned), 1);
    assert_eq!(counting(&active(), "2027-01-01", &pinned), 1);
    assert_eq!(counting(&active(), "2027-01-02", &pinned), 0);
    assert_eq!(counting(&other, "2026-12-01", &pinned), 0);
    assert_eq!(counting(&active(), "2026-12-01", &pinned[1..2]), 0, "the key is pinned no more");
    // The same person signs anew then.
    let standing = Standing { active: &other, today: day("2026-12-01"), pinned: &pinned };
    let act = EditionApproval { replaces: other.clone(), ..act() };
    let taken = judge(&first, &standing, &lawyer().signer, &signed(&lawyer(), &act), 0, now()).unwrap();
    assert_eq!(taken.state, ProposalState::UnderReview);
}
