//! What people answer, and how the sender sees it.

use casework::{AnswerProblem, Casework, HandoverStateCode, Way, handovers};
use store::Db;
use wire::{DeclineReason, HandoverId, ReceiptState, value::CaseStateWord};

use crate::setting::{Setting, call_out, draft, night, send, until};

store::test_on_both!(
    casework::testing::schema(),
    an_acknowledgement_reaches_the_sender_once,
    a_second_answer_loses,
    a_state_comes_back_into_the_senders_own_case,
    only_what_came_can_be_answered,
);

/// A duty that has arrived.
async fn arrived(setting: &Setting) -> HandoverId {
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    let id = sent[0].id;
    // In the database, not in the hook: the hook runs before the commit.
    until("it is stored", || async { is_stored(&setting.social, id).await }).await;
    id
}

async fn is_stored(at: &Casework, id: HandoverId) -> bool {
    at.db().read(move |conn| handovers::find(conn, id)).await.unwrap().is_some()
}

async fn sender_sees(setting: &Setting, id: HandoverId, state: HandoverStateCode) -> bool {
    setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().is_some_and(|found| found.state == state)
}

async fn steps_at_the_sender(setting: &Setting, id: HandoverId) -> (Option<String>, Vec<HandoverStateCode>) {
    let found = setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
    (found.detail, found.steps.iter().map(|step| step.state).collect())
}

async fn an_acknowledgement_reaches_the_sender_once(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = arrived(&setting).await;
    for _ in 0..2 {
        let (own, worker) = (setting.social.clone(), setting.worker().await);
        let done = setting.social.db().try_write("test_acknowledge", move |conn| own.acknowledge(conn, id, &worker, night()));
        assert_eq!(done.await.unwrap().state, HandoverStateCode::Acknowledged);
    }
    until("the sender sees it", || sender_sees(&setting, id, HandoverStateCode::Acknowledged)).await;
    // The broker's answer to the offer may be heard after everything else, and is a step all the same.
    let released = || async { steps_at_the_sender(&setting, id).await.1.contains(&HandoverStateCode::Released) };
    until("its release is written", released).await;
    let (detail, steps) = steps_at_the_sender(&setting, id).await;
    assert_eq!(detail.as_deref(), Some("duty_worker"));
    assert!(steps.contains(&HandoverStateCode::Received), "{steps:?}");
    let said = setting.broker.receipts().into_iter().filter(|receipt| matches!(receipt.outcome, ReceiptState::Acknowledged { .. }));
    assert_eq!(said.count(), 1);
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_second_answer_loses(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = arrived(&setting).await;
    let (own, worker) = (setting.social.clone(), setting.worker().await);
    let outcome =
        setting.social.db().try_write("test_decline", move |conn| own.decline(conn, id, DeclineReason::Conflict, &worker, night()));
    assert_eq!(outcome.await.unwrap().detail.as_deref(), Some("conflict"));
    let (own, other) = (setting.social.clone(), setting.social.staff_named("anna").await);
    let late = setting.social.db().try_write("test_acknowledge", move |conn| own.acknowledge(conn, id, &other, night()));
    assert!(matches!(late.await, Err(AnswerProblem::WrongState(HandoverStateCode::Declined))));
    until("the sender sees the first", || sender_sees(&setting, id, HandoverStateCode::Declined)).await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_state_comes_back_into_the_senders_own_case(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    arrived(&setting).await;
    let case = setting.desk.opened.lock().unwrap()[0].case.clone();
    let (own, worker) = (setting.social.clone(), setting.worker().await);
    let sent =
        setting.social.db().try_write("test_state", move |conn| own.send_state(conn, &case, CaseStateWord::ContactMade, &worker, night()));
    let id = sent.await.unwrap()[0].id;
    until("it is stored at the police", || async { is_stored(&setting.police, id).await }).await;
    let opened = setting.car.opened.lock().unwrap()[0].clone();
    assert_eq!(opened.case.opened_by.as_str(), "polisen-exempelstad", "no second case of the same code");
    let found = setting.police.db().read(move |conn| handovers::of_case(conn, opened.case.id)).await.unwrap();
    assert_eq!(found.len(), 2);
    let back = found.iter().find(|found| found.way == Way::Received).unwrap();
    assert_eq!(back.id, id);
    for workers in workers {
        workers.stop().await;
    }
}

async fn only_what_came_can_be_answered(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    let (own, officer, id) = (setting.police.clone(), setting.officer().await, sent[0].id);
    let own_sent = setting.police.db().try_write("test_acknowledge", move |conn| own.acknowledge(conn, id, &officer, night()));
    assert!(matches!(own_sent.await, Err(AnswerProblem::NotFound)));
}
