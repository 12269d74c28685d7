//! Taking back what nobody has fetched, and sending anew what could not be delivered.

use casework::{AnswerProblem, ArrivalState, Handover, HandoverStateCode, RecallState, arrivals, exchange::OUTBOX, handovers, recalls};
use jiff::SignedDuration;
use store::{Db, queue};
use wire::{Category, HandoverId, ProblemCode, Value, value};

use crate::setting::{CallOut, Setting, answer, call_out, concern as worry, draft, night, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    what_waits_is_taken_back_and_the_desk_sees_it_go,
    what_was_fetched_stays_and_says_so,
    what_was_never_posted_is_taken_out_and_the_broker_hears_nothing_of_it,
    a_recall_after_a_lost_answer_is_settled_by_the_broker,
    what_is_sent_anew_is_dropped_for_good,
    only_what_was_sent_from_here_is_taken_back,
    what_a_duty_sends_is_not_taken_back,
    another_event_of_the_same_categories_gives_up_no_duty,
);

async fn recall(setting: &Setting, id: HandoverId) -> Result<Handover, AnswerProblem> {
    let (own, staff) = (setting.police.clone(), setting.officer().await);
    setting.police.db().try_write("test_recall", move |conn| own.recall(conn, id, &staff, night())).await
}

async fn state(setting: &Setting, id: HandoverId) -> HandoverStateCode {
    setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap().state
}

async fn asked(setting: &Setting, id: HandoverId) -> Option<RecallState> {
    setting.police.db().read(move |conn| recalls::find(conn, id)).await.unwrap().map(|recall| recall.state)
}

async fn arrival(setting: &Setting, id: HandoverId) -> Option<(ArrivalState, Option<String>)> {
    let found = setting.social.db().read(move |conn| arrivals::find(conn, id)).await.unwrap();
    found.map(|arrival| (arrival.state, arrival.code))
}

/// A report of concern, by duty.
async fn concern(setting: &Setting) -> (CallOut, HandoverId) {
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    (call_out, sent[0].id)
}

/// Her identity, by her consent.
async fn agreed(setting: &Setting) -> (CallOut, HandoverId) {
    let call_out = call_out(&setting.police).await;
    let yes = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![yes.id], false)).await.unwrap();
    (call_out, sent[0].id)
}

async fn what_waits_is_taken_back_and_the_desk_sees_it_go(db: Db) {
    let setting = Setting::new(db).await;
    let police = setting.police.workers();
    let (_, id) = agreed(&setting).await;
    until("it is released", || async { state(&setting, id).await == HandoverStateCode::Released }).await;
    let handover = recall(&setting, id).await.unwrap();
    assert_eq!(handover.state, HandoverStateCode::Released, "the broker decides who was first");
    until("it is recalled", || async { state(&setting, id).await == HandoverStateCode::Recalled }).await;
    assert_eq!(asked(&setting, id).await, Some(RecallState::Done));
    assert_eq!(setting.broker.recalls(), [id]);
    recall(&setting, id).await.unwrap();
    let social = setting.social.workers();
    until("the desk sees it go", || async { arrival(&setting, id).await == Some((ArrivalState::Gone, None)) }).await;
    assert!(setting.desk.opened.lock().unwrap().is_empty());
    assert_eq!(setting.broker.recalls(), [id], "asked twice, told once");
    police.stop().await;
    social.stop().await;
}

async fn what_was_fetched_stays_and_says_so(db: Db) {
    let setting = Setting::new(db).await;
    let social = setting.social.workers();
    let police = setting.police.workers();
    let (_, id) = agreed(&setting).await;
    until("it is received", || async { state(&setting, id).await == HandoverStateCode::Received }).await;
    assert!(matches!(recall(&setting, id).await, Err(AnswerProblem::WrongState(HandoverStateCode::Received))));
    // The fetch is not known here yet when the officer asks.
    police.stop().await;
    let (_, id) = agreed(&setting).await;
    setting.broker.lose_answers(true);
    let police = setting.police.workers();
    until("the desk has it", || async { arrival(&setting, id).await.is_some_and(|(state, _)| state == ArrivalState::Opened) }).await;
    police.stop().await;
    if recall(&setting, id).await.is_ok() {
        setting.broker.lose_answers(false);
        let police = setting.police.workers();
        until("it was too late", || async {
            setting.clock.advance(SignedDuration::from_secs(1));
            asked(&setting, id).await == Some(RecallState::TooLate) && state(&setting, id).await == HandoverStateCode::Received
        })
        .await;
        police.stop().await;
    }
    assert!(setting.broker.recalls().is_empty());
    social.stop().await;
}

async fn what_was_never_posted_is_taken_out_and_the_broker_hears_nothing_of_it(db: Db) {
    let setting = Setting::new(db).await;
    let (_, id) = agreed(&setting).await;
    recall(&setting, id).await.unwrap();
    let police = setting.police.workers();
    until("it is recalled", || async { state(&setting, id).await == HandoverStateCode::Recalled }).await;
    assert!(setting.broker.offers().is_empty(), "it never left");
    police.stop().await;
}

/// The broker took the offer and nobody here knows.
async fn a_recall_after_a_lost_answer_is_settled_by_the_broker(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.lose_answers(true);
    let (_, id) = agreed(&setting).await;
    let police = setting.police.workers();
    until("the answer was lost", || async { setting.broker.offers().len() == 1 && ready(&setting).await == 1 }).await;
    recall(&setting, id).await.unwrap();
    until("it is recalled", || async {
        setting.clock.advance(SignedDuration::from_secs(1));
        state(&setting, id).await == HandoverStateCode::Recalled && ready(&setting).await == 0
    })
    .await;
    assert_eq!(setting.broker.recalls(), [id]);
    police.stop().await;
}

async fn ready(setting: &Setting) -> u64 {
    setting.police.db().read(|conn| queue::counts(conn, OUTBOX)).await.unwrap().ready
}

async fn what_is_sent_anew_is_dropped_for_good(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.refuse_with(Some(ProblemCode::WrongAddress));
    let (call_out, old) = concern(&setting).await;
    let police = setting.police.workers();
    until("it is parked", || async { state(&setting, old).await == HandoverStateCode::Undelivered }).await;
    setting.broker.refuse_with(None);
    let parked = setting.police.db().read(|conn| queue::parked(conn, OUTBOX, 9)).await.unwrap();
    assert_eq!(parked.len(), 1);
    let anew = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    // The operator lets the old one go again, too late.
    let id = parked[0].id;
    let released = setting.police.db().write("test_release", move |conn| queue::release_parked(conn, OUTBOX, id, night())).await;
    assert!(released.is_err(), "it is not there to be let go");
    until("the new one is released", || async {
        setting.clock.advance(SignedDuration::from_secs(1));
        state(&setting, anew[0].id).await == HandoverStateCode::Released && state(&setting, old).await == HandoverStateCode::Recalled
    })
    .await;
    let offers = setting.broker.offers();
    assert_eq!(offers.iter().map(|offer| offer.header.id).collect::<Vec<_>>(), [anew[0].id], "one of them came");
    police.stop().await;
}

async fn only_what_was_sent_from_here_is_taken_back(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let (_, id) = agreed(&setting).await;
    until("it is opened", || async { arrival(&setting, id).await.is_some_and(|(state, _)| state == ArrivalState::Opened) }).await;
    let (own, staff) = (setting.social.clone(), setting.worker().await);
    let refused = setting.social.db().try_write("test_recall", move |conn| own.recall(conn, id, &staff, night())).await;
    assert!(matches!(refused, Err(AnswerProblem::NotFound)));
    for workers in workers {
        workers.stop().await;
    }
}

async fn what_a_duty_sends_is_not_taken_back(db: Db) {
    let setting = Setting::new(db).await;
    let (_, id) = concern(&setting).await;
    assert!(matches!(recall(&setting, id).await, Err(AnswerProblem::Duty)), "it is corrected, or rung about");
    assert_eq!(asked(&setting, id).await, None);
}

async fn another_event_of_the_same_categories_gives_up_no_duty(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.refuse_with(Some(ProblemCode::WrongAddress));
    let (call_out, friday) = concern(&setting).await;
    let police = setting.police.workers();
    until("it is parked", || async { state(&setting, friday).await == HandoverStateCode::Undelivered }).await;
    setting.broker.refuse_with(None);
    let mut sunday = draft(&setting.police, &call_out, Vec::new(), true);
    let Value::ChildConcern(said) = worry() else { unreachable!() };
    sunday.fields[1].value = Value::ChildConcern(value::ChildConcern { immediate: value::Stated::Yes, ..said });
    send(&setting.police, &call_out, sunday).await.unwrap();
    assert_eq!(asked(&setting, friday).await, None, "what was seen on Friday is in no other handover");
    assert_eq!(setting.police.db().read(|conn| queue::parked(conn, OUTBOX, 9)).await.unwrap().len(), 1);
    send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    assert!(asked(&setting, friday).await.is_some(), "the very same came anew");
    police.stop().await;
}
