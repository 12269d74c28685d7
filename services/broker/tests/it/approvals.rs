//! Approvals: two persons, one a lawyer, the same act. Each refusal is told apart and keeps nothing.

use std::sync::Arc;

use broker::flow::{ProposalState, approve::ApprovalFault, propose::propose};
use diesel::prelude::*;
use envelope::ApproverKey;
use rulebook::Edition;
use store::on;
use wire::{Bytes32, EditionApproval};

use crate::{
    on_both,
    rules::{
        CASES, EDITOR, LAWYER, OTHER_EDITOR, act, approved, approved_by, brought_into_force, fault, id, in_force, listed, proposed, same,
        state,
    },
    server::Server,
    town::Town,
};

on_both!(
    each_refusal_is_told_apart_and_keeps_nothing,
    nobody_approves_before_all_cases_pass,
    another_edition_in_force_makes_approvals_stale,
    a_day_that_went_by_is_signed_anew,
    two_at_once_are_one_after_the_other,
    whoever_is_pinned_no_more_counts_no_more,
);

async fn refused(server: &Server, person: &crate::rules::Person, act: EditionApproval) -> ApprovalFault {
    fault(server, person.login, &id("2027-01-01.1"), &person.sign(&act)).await
}

async fn each_refusal_is_told_apart_and_keeps_nothing(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    let good = act(&server, &next, "2027-01-01").await;
    let by_her = LAWYER.sign(&good);
    assert_eq!(fault(&server, EDITOR.login, &next, &by_her).await, ApprovalFault::OtherLogin);
    assert_eq!(fault(&server, "auditor", &next, &by_her).await, ApprovalFault::NoSigner);
    assert_eq!(fault(&server, LAWYER.login, &id("2027-09-09.9"), &by_her).await, ApprovalFault::NotFound);
    assert_eq!(fault(&server, LAWYER.login, &next, b"{}").await, ApprovalFault::NotAnApproval);
    let stranger = ApproverKey::from_seed(&[99; 32]);
    let strange = envelope::envelope_to_json(&envelope::sign_approval(&good, &stranger).unwrap());
    assert_eq!(fault(&server, LAWYER.login, &next, &strange).await, ApprovalFault::UnknownKey);
    let mut forged = envelope::envelope_from_json(&by_her).unwrap();
    forged.signature.0[7] ^= 1;
    assert_eq!(fault(&server, LAWYER.login, &next, &envelope::envelope_to_json(&forged)).await, ApprovalFault::BadSignature);
    let mut bytes = good.clone();
    bytes.edition.hash = Bytes32([9; 32]);
    assert_eq!(refused(&server, &LAWYER, bytes).await, ApprovalFault::OtherBytes);
    assert_eq!(refused(&server, &LAWYER, EditionApproval { cases: Bytes32([9; 32]), ..good.clone() }).await, ApprovalFault::OtherCases);
    let mut elsewhere = good.clone();
    elsewhere.edition.id = id("2027-01-02.1");
    assert_eq!(refused(&server, &LAWYER, elsewhere).await, ApprovalFault::OtherEdition(id("2027-01-02.1")));
    let mut replaces = good.clone();
    replaces.replaces.hash = Bytes32([9; 32]);
    let active = Edition::shipped().id().clone();
    assert_eq!(refused(&server, &LAWYER, replaces).await, ApprovalFault::OtherReplaced { active });
    let yesterday = "2026-11-21".parse().unwrap();
    assert_eq!(
        refused(&server, &LAWYER, EditionApproval { takes_effect: yesterday, ..good.clone() }).await,
        ApprovalFault::DayPast { day: yesterday }
    );
    assert!(listed(&server, &next).await.approvals.is_empty(), "nothing of it was kept");

    assert_eq!(approved_by(&server, &EDITOR, &next, "2027-01-01").await, ProposalState::UnderReview);
    assert_eq!(refused(&server, &EDITOR, good.clone()).await, ApprovalFault::SamePerson);
    assert_eq!(refused(&server, &OTHER_EDITOR, good.clone()).await, ApprovalFault::NeedsLawyer);
    let first = "2027-01-01".parse().unwrap();
    let later = EditionApproval { takes_effect: "2027-01-02".parse().unwrap(), ..good.clone() };
    assert_eq!(refused(&server, &LAWYER, later).await, ApprovalFault::OtherDay { first });
    assert_eq!(listed(&server, &next).await.approvals.len(), 1);
    assert_eq!(approved_by(&server, &LAWYER, &next, "2027-01-01").await, ProposalState::Approved);
    assert_eq!(refused(&server, &OTHER_EDITOR, good).await, ApprovalFault::State(ProposalState::Approved));
}

async fn nobody_approves_before_all_cases_pass(town: Arc<Town>) {
    let server = town.open().await;
    let failing = CASES.replace(";lämnas;STATE-ONLY;", ";stannar;samtycke saknas;");
    assert_ne!(failing, CASES);
    let next = propose(&server.broker, EDITOR.login, &same("2027-01-01.1"), Some(&failing)).await.unwrap();
    let view = broker::flow::editions::read(&server.broker, &next).await.unwrap().unwrap();
    assert_eq!(view.report.failed().count(), 1, "it is kept and shown");
    let act = act(&server, &next, "2027-01-01").await;
    assert_eq!(refused(&server, &LAWYER, act).await, ApprovalFault::CasesFail { failed: 1 });
}

async fn another_edition_in_force_makes_approvals_stale(town: Arc<Town>) {
    let server = town.open().await;
    let (early, late) = (proposed(&server, &same("2027-01-01.1")).await, proposed(&server, &same("2027-01-02.1")).await);
    approved(&server, &late, "2026-12-24").await;
    let half = proposed(&server, &same("2027-01-03.1")).await;
    approved_by(&server, &LAWYER, &half, "2026-12-24").await;
    approved(&server, &early, "2026-11-22").await;
    in_force(&server, &early).await;
    for stale in [&late, &half] {
        let summary = listed(&server, stale).await;
        assert_eq!((summary.state, summary.takes_effect), (ProposalState::UnderReview, None));
        assert!(summary.approvals.iter().all(|approval| !approval.counts && approval.replaces == *Edition::shipped().id()));
        assert!(!summary.approvals.is_empty(), "what was signed is still shown");
    }
    // What was signed before is refused, and signed anew it counts.
    let old = EditionApproval { replaces: Edition::shipped().reference().clone(), ..act(&server, &late, "2026-12-24").await };
    let refused = fault(&server, LAWYER.login, &late, &LAWYER.sign(&old)).await;
    assert_eq!(refused, ApprovalFault::OtherReplaced { active: early.clone() });
    approved(&server, &late, "2026-12-24").await;
    // An id before the one in force can't come into force any more.
    let passed = proposed(&server, &same("2027-02-01.1")).await;
    brought_into_force(&server, &same("2027-03-01.1")).await;
    assert!(listed(&server, &passed).await.is_passed_over);
    let act = act(&server, &passed, "2026-12-24").await;
    let refused = fault(&server, LAWYER.login, &passed, &LAWYER.sign(&act)).await;
    assert_eq!(refused, ApprovalFault::IdNotLater { active: id("2027-03-01.1") });
}

async fn a_day_that_went_by_is_signed_anew(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    approved_by(&server, &LAWYER, &next, "2026-11-23").await;
    town.clock.advance(jiff::SignedDuration::from_hours(48));
    assert!(!listed(&server, &next).await.approvals[0].counts);
    approved(&server, &next, "2026-12-01").await;
    assert!(listed(&server, &next).await.approvals.iter().all(|approval| approval.counts));
}

async fn two_at_once_are_one_after_the_other(town: Arc<Town>) {
    let server = town.open().await;
    for number in 1..=5 {
        let next = proposed(&server, &same(&format!("2027-01-01.{number}"))).await;
        let (one, other) =
            tokio::join!(approved_by(&server, &LAWYER, &next, "2027-01-01"), approved_by(&server, &EDITOR, &next, "2027-01-01"));
        let mut states = [one, other];
        states.sort_by_key(|state| state.code());
        assert_eq!(states, [ProposalState::Approved, ProposalState::UnderReview]);
        assert_eq!(state(&server, &next).await, ProposalState::Approved);
    }
}

diesel::table! {
    edition_approvals (edition, person) { edition -> Text, person -> Text, envelope -> Binary, }
}

async fn whoever_is_pinned_no_more_counts_no_more(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    approved(&server, &next, "2026-11-24").await;
    server.stop();
    let mut config = town.config();
    config.rule_signers.retain(|signer| signer.login != LAWYER.login);
    let server = Server::start(&town.database, config, town.clock.clone());
    let summary = listed(&server, &next).await;
    assert_eq!(summary.state, ProposalState::UnderReview);
    let counting: Vec<_> = summary.approvals.iter().filter(|approval| approval.counts).map(|approval| approval.person.as_str()).collect();
    assert_eq!(counting, ["Ro"]);
    server.stop();

    // And what the database says is not enough: a signature that was changed there is found at the day.
    let server = town.serve();
    approved_by(&server, &LAWYER, &next, "2026-11-24").await;
    assert_eq!(state(&server, &next).await, ProposalState::Approved);
    let spoilt = server.db.write("test_spoil", |conn| {
        let row = edition_approvals::table.filter(edition_approvals::person.eq("Linn"));
        let envelope: Vec<u8> = on!(conn, c => row.select(edition_approvals::envelope).get_result(c))?;
        let mut envelope = envelope::envelope_from_json(&envelope).unwrap();
        envelope.signature.0[0] ^= 1;
        let changed = edition_approvals::envelope.eq(envelope::envelope_to_json(&envelope));
        Ok(on!(conn, c => diesel::update(row).set(changed).execute(c))?)
    });
    spoilt.await.unwrap();
    town.clock.advance(jiff::SignedDuration::from_hours(48));
    crate::town::eventually(|| async { state(&server, &next).await == ProposalState::UnderReview }).await;
    assert_eq!(crate::editions::active(&town, &server).await, Edition::shipped().id().to_string());
}
