//! What becomes a proposal, what stands in its way, and who takes it back.

use std::sync::Arc;

use broker::flow::{
    ProposalState, VerbError,
    editions::read,
    propose::{FILE_BYTES_MAX, ProposalFault, propose},
    withdraw_proposal::{WithdrawFault, withdraw},
};
use rulebook::{Edition, EditionError};

use crate::{
    on_both,
    rules::{CASES, EDITOR, LAWYER, OTHER_EDITOR, approved, approved_by, id, listed, proposed, same, state, without_her_consent},
    server::Server,
    story::answer_of,
    town::Town,
};

on_both!(
    a_proposal_is_read_with_all_that_a_lawyer_asks,
    what_is_no_edition_is_refused_with_what_to_mend,
    ids_and_bytes_are_used_once,
    without_cases_those_in_force_must_hold,
    a_proposal_is_taken_back_before_it_is_in_force,
    consents_that_it_ends_are_counted,
);

async fn faults(server: &Server, file: &[u8], cases: Option<&str>) -> ProposalFault {
    match propose(&server.broker, EDITOR.login, file, cases).await.unwrap_err() {
        VerbError::Refused(fault) => fault,
        VerbError::Flow(error) => panic!("{error}"),
    }
}

async fn a_proposal_is_read_with_all_that_a_lawyer_asks(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &without_her_consent("2027-01-01.1")).await;
    let view = read(&server.broker, &next).await.unwrap().unwrap();
    assert_eq!((view.summary.state, view.summary.takes_effect), (ProposalState::UnderReview, None));
    assert_eq!(&*view.file, without_her_consent("2027-01-01.1"));
    assert_eq!(view.compared.unwrap().id(), Edition::shipped().id());
    let difference = view.difference.unwrap();
    assert!(difference.ways.iter().all(|change| !change.is_new && change.rules == ["CONSENT-VICTIM"]), "{difference:?}");
    assert!(!difference.ways.is_empty());
    assert_eq!((view.cases.text(), view.report.outcomes.len(), view.report.all_pass()), (CASES, 1, true));
    assert_eq!(view.coverage.cases, 1);
    assert!(!view.texts.is_empty());
    approved_by(&server, &LAWYER, &next, "2027-01-01").await;
    assert_eq!(listed(&server, &next).await.takes_effect, Some("2027-01-01".parse().unwrap()));
    assert!(read(&server.broker, &id("2027-09-09.9")).await.unwrap().is_none());
    let first = read(&server.broker, Edition::shipped().id()).await.unwrap().unwrap();
    assert!(first.compared.is_none() && first.difference.is_none() && first.consents.is_none());
}

async fn what_is_no_edition_is_refused_with_what_to_mend(town: Arc<Town>) {
    let server = town.open().await;
    let broken = String::from_utf8(same("2027-01-01.1")).unwrap().replacen("kind = \"never\"", "kind = \"nevver\"", 1);
    let fault = faults(&server, broken.as_bytes(), None).await;
    assert!(matches!(&fault, ProposalFault::File(EditionError::Shape(_))));
    assert!(fault.to_string().contains("line ") && fault.to_string().contains("column "), "{fault}");
    assert_eq!(faults(&server, b"\xff", None).await, ProposalFault::File(EditionError::NotText));
    let long = vec![b'#'; FILE_BYTES_MAX + 1];
    assert_eq!(faults(&server, &long, None).await, ProposalFault::TooLarge { bytes_max: FILE_BYTES_MAX });
    // Every fault of the cases at once.
    let wrong = CASES.replace("polis till socialtjänst", "hit och dit").replace("2026-11-23", "igår");
    let ProposalFault::Cases(cases) = faults(&server, &same("2027-01-01.1"), Some(&wrong)).await else { panic!("taken") };
    assert_eq!(cases.len(), 2, "{cases:?}");
    // Nothing of it was kept: the id is free.
    assert_eq!(proposed(&server, &same("2027-01-01.1")).await, id("2027-01-01.1"));
}

async fn ids_and_bytes_are_used_once(town: Arc<Town>) {
    let server = town.open().await;
    let shipped = Edition::shipped();
    assert_eq!(faults(&server, Edition::SHIPPED, None).await, ProposalFault::BytesUsed(shipped.id().clone()));
    let mut other = Edition::SHIPPED.to_vec();
    other.extend_from_slice(b"\n# other bytes\n");
    assert_eq!(faults(&server, &other, None).await, ProposalFault::IdUsed(shipped.id().clone()));
    assert!(matches!(faults(&server, &same("2026-01-01.1"), None).await, ProposalFault::IdNotLater { .. }));
    assert_eq!(faults(&server, &same("2027-01-01"), None).await, ProposalFault::Id(id("2027-01-01")));
    // An id is spent by a proposal that was taken back.
    let next = proposed(&server, &same("2027-01-01.1")).await;
    withdraw(&server.broker, EDITOR.login, &next).await.unwrap();
    assert_eq!(faults(&server, &without_her_consent("2027-01-01.1"), None).await, ProposalFault::IdUsed(next));
}

async fn without_cases_those_in_force_must_hold(town: Arc<Town>) {
    let server = town.open().await;
    let first = read(&server.broker, Edition::shipped().id()).await.unwrap().unwrap();
    let next = propose(&server.broker, EDITOR.login, &same("2027-01-01.1"), None).await.unwrap();
    let view = read(&server.broker, &next).await.unwrap().unwrap();
    assert_eq!(view.cases.hash(), first.cases.hash());
}

async fn a_proposal_is_taken_back_before_it_is_in_force(town: Arc<Town>) {
    let server = town.open().await;
    let next = proposed(&server, &same("2027-01-01.1")).await;
    let refused = |by: &'static str, id: wire::EditionId| {
        let broker = server.broker.clone();
        async move {
            match withdraw(&broker, by, &id).await.unwrap_err() {
                VerbError::Refused(fault) => fault,
                VerbError::Flow(error) => panic!("{error}"),
            }
        }
    };
    assert_eq!(refused("auditor", next.clone()).await, WithdrawFault::NotAllowed);
    assert_eq!(refused("linn", id("2027-09-09.9")).await, WithdrawFault::NotFound);
    assert_eq!(refused("linn", Edition::shipped().id().clone()).await, WithdrawFault::State(ProposalState::Active));
    // Also when it waits for its day; then nothing comes of it.
    approved(&server, &next, "2026-11-23").await;
    withdraw(&server.broker, OTHER_EDITOR.login, &next).await.unwrap();
    town.clock.advance(jiff::SignedDuration::from_hours(48));
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let summary = listed(&server, &next).await;
    assert_eq!((summary.state, summary.withdrawn.unwrap().0.as_str()), (ProposalState::Withdrawn, "kim"));
    assert_eq!(refused("linn", next).await, WithdrawFault::State(ProposalState::Withdrawn));
    assert_eq!(state(&server, Edition::shipped().id()).await, ProposalState::Active);
}

async fn consents_that_it_ends_are_counted(town: Arc<Town>) {
    let server = town.open().await;
    for _ in 0..3 {
        let grant = town.grant(town.victim());
        assert_eq!(server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await.status, 200);
    }
    let used = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&used)).await;
    let offer = town.consent_offer(&used);
    answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    let withdrawal = wire::Withdrawal {
        consent: used.id,
        heard_by: town.police.address.agency.clone(),
        heard_at: town.now(),
        channel: wire::WithdrawalChannel::Phone,
    };
    let body = crate::town::json(&town.police.sign(wire::MessageKind::Withdrawal, &withdrawal));
    assert_eq!(server.post(&town.police, "/api/v1/consents/withdraw", &body).await.status, 200);
    let counts = |id: wire::EditionId| {
        let broker = server.broker.clone();
        async move {
            let effect = read(&broker, &id).await.unwrap().unwrap().consents.unwrap();
            (effect.open, effect.end_earlier, effect.open_nothing)
        }
    };
    let same = proposed(&server, &same("2027-01-01.1")).await;
    assert_eq!(counts(same).await, (3, 0, 0), "the withdrawn one is open no more");
    let without = proposed(&server, &without_her_consent("2027-01-01.2")).await;
    assert_eq!(counts(without).await, (3, 0, 3));
    town.clock.advance(jiff::SignedDuration::from_hours(15 * 24));
    assert_eq!(counts(id("2027-01-01.2")).await, (0, 0, 0));
}
