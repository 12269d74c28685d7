//! Preview = sent, and what becomes of it at the broker.

use casework::{Basis, ConsentAnswer, HandoverStateCode, SendProblem, handovers};
use store::{Db, queue};
use wire::{Category, HandoverId, ProblemCode, WithdrawalChannel};

use crate::setting::{NAME, Setting, answer, call_out, draft, night, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    a_changed_draft_is_not_sent_and_shows_the_new_preview,
    a_consent_taken_back_between_page_and_button_is_not_sent,
    the_duty_goes_alone_and_the_consent_is_registered_first,
    a_broker_that_is_down_loses_nothing,
    a_refusal_is_known_to_the_sender_with_its_reasons,
    another_rule_book_makes_it_stale,
    no_name_of_staff_leaves_twice,
    what_the_broker_decided_before_a_withdrawal_is_believed,
    what_was_never_posted_is_not_posted_after_a_withdrawal,
    an_answer_that_is_heard_after_a_week_is_still_that_answer,
    what_comes_to_the_broker_too_late_is_expired,
    what_ended_with_its_consent_is_expired,
    an_error_of_the_caller_rolls_the_sending_back,
);

async fn state_of(setting: &Setting, id: HandoverId) -> (HandoverStateCode, Option<String>) {
    let found = setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
    (found.state, found.detail)
}

async fn outbox(setting: &Setting) -> queue::Counts {
    setting.police.db().read(|conn| queue::counts(conn, casework::exchange::OUTBOX)).await.unwrap()
}

async fn a_changed_draft_is_not_sent_and_shows_the_new_preview(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let shown = draft(&setting.police, &call_out, vec![consent.id], false);
    let pressed = draft(&setting.police, &call_out, vec![consent.id], true);
    let (own, call) = (setting.police.clone(), call_out.clone());
    let sent = setting.police.db().try_write("test_send", move |conn| {
        let digest = own.preview(conn, &shown, night())?.digest;
        own.send(conn, &call.case, &pressed, &call.staff, &digest, night())
    });
    let Err(SendProblem::Changed(preview)) = sent.await else { panic!("it was sent") };
    assert_eq!(preview.goes.len(), 2, "the new preview holds the duty too");
    assert_eq!(outbox(&setting).await.ready, 0);
}

async fn a_consent_taken_back_between_page_and_button_is_not_sent(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let draft = draft(&setting.police, &call_out, vec![consent.id], false);
    let (own, shown) = (setting.police.clone(), draft.clone());
    let digest = setting.police.db().try_read(move |conn| own.preview(conn, &shown, night())).await.unwrap().digest;
    answer(&setting.police, &call_out, ConsentAnswer::Refused { giver: call_out.victim, question: crate::setting::question() }).await;
    let own = setting.police.clone();
    let sent =
        setting.police.db().try_write("test_send", move |conn| own.send(conn, &call_out.case, &draft, &call_out.staff, &digest, night()));
    assert!(matches!(sent.await, Err(SendProblem::Changed(preview)) if preview.goes.is_empty()));
    assert_eq!(outbox(&setting).await.ready, 0, "neither offer nor consent nor withdrawal: nobody was ever told");
}

async fn the_duty_goes_alone_and_the_consent_is_registered_first(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], true)).await.unwrap();
    assert_eq!(sent.iter().map(|sent| sent.basis).collect::<Vec<_>>(), [Basis::Duty, Basis::Consent]);
    assert_eq!(sent[0].categories, [Category::ChildConcern]);
    let workers = setting.police.workers();
    until("both are released", || async { outbox(&setting).await.done == 2 }).await;
    let offers = setting.broker.offers();
    let duty = offers.iter().find(|offer| offer.header.id == sent[0].id).unwrap();
    assert!(duty.header.consents.is_empty() && duty.header.expires_at.is_none());
    assert_eq!(duty.header.subjects, [call_out.child], "nobody else rides along");
    let other = offers.iter().find(|offer| offer.header.id == sent[1].id).unwrap();
    assert_eq!(other.header.consents, [consent.id]);
    assert_eq!(setting.broker.consents().len(), 1);
    assert!(!serde_json::to_string(&offers).unwrap().contains(NAME));
    assert_eq!(state_of(&setting, sent[0].id).await.0, HandoverStateCode::Released);
    workers.stop().await;
}

async fn a_broker_that_is_down_loses_nothing(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.set_down(true);
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    let workers = setting.police.workers();
    until("it was tried", || async { outbox(&setting).await.ready == 1 && !setting.police.link().broker_reachable }).await;
    assert_eq!(state_of(&setting, sent[0].id).await.0, HandoverStateCode::Offered);
    setting.broker.set_down(false);
    until("the pause is over", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        state_of(&setting, sent[0].id).await.0 == HandoverStateCode::Released
    })
    .await;
    assert_eq!(setting.broker.offers().len(), 1);
    workers.stop().await;
}

async fn a_refusal_is_known_to_the_sender_with_its_reasons(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.refuse_offers();
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    let workers = setting.police.workers();
    until("it is refused", || async { state_of(&setting, sent[0].id).await.0 == HandoverStateCode::Refused }).await;
    assert_eq!(state_of(&setting, sent[0].id).await.1.as_deref(), Some("0:no_rule"));
    let changes = setting.car.changes.lock().unwrap().clone();
    assert_eq!(changes.last().map(|change| change.state), Some(HandoverStateCode::Refused), "the service was told");
    workers.stop().await;
}

async fn another_rule_book_makes_it_stale(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.change_rulebook();
    let call_out = call_out(&setting.police).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap();
    let workers = setting.police.workers();
    until("it is stale", || async { state_of(&setting, sent[0].id).await.0 == HandoverStateCode::Stale }).await;
    assert_eq!(outbox(&setting).await.done, 1, "nothing is tried again with the old decision");
    workers.stop().await;
}

async fn an_error_of_the_caller_rolls_the_sending_back(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let draft = draft(&setting.police, &call_out, Vec::new(), true);
    let (own, call) = (setting.police.clone(), call_out.clone());
    let failed = setting.police.db().try_write("test_send", move |conn| -> Result<(), SendProblem> {
        let digest = own.preview(conn, &draft, night())?.digest;
        own.send(conn, &call.case, &draft, &call.staff, &digest, night())?;
        Err(SendProblem::NothingToSend)
    });
    assert!(failed.await.is_err());
    let workers = setting.police.workers();
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(setting.broker.offers().is_empty(), "a hint without a commit posts nothing");
    assert_eq!(outbox(&setting).await.done, 0);
    workers.stop().await;
}

async fn take_back(setting: &Setting, consent: wire::ConsentId) {
    let (own, staff) = (setting.police.clone(), setting.officer().await);
    let withdrawn = setting
        .police
        .db()
        .try_write("test_withdraw", move |conn| own.withdraw_consent(conn, consent, WithdrawalChannel::Phone, &staff, night()));
    withdrawn.await.unwrap();
}

async fn what_the_broker_decided_before_a_withdrawal_is_believed(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.lose_answers(true);
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], false)).await.unwrap();
    let workers = setting.police.workers();
    until("the answer was lost", || async { setting.broker.offers().len() == 1 && outbox(&setting).await.ready == 1 }).await;
    take_back(&setting, consent.id).await;
    setting.broker.lose_answers(false);
    until("the stored answer comes", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        state_of(&setting, sent[0].id).await.0 != HandoverStateCode::Offered
    })
    .await;
    assert_eq!(state_of(&setting, sent[0].id).await.0, HandoverStateCode::Released);
    assert!(!setting.broker.withdrawals().is_empty(), "the withdrawal is there before the offer is posted again");
    workers.stop().await;
}

async fn what_was_never_posted_is_not_posted_after_a_withdrawal(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], false)).await.unwrap();
    take_back(&setting, consent.id).await;
    let workers = setting.police.workers();
    until("it is withdrawn", || async { state_of(&setting, sent[0].id).await.0 == HandoverStateCode::Withdrawn }).await;
    assert!(setting.broker.offers().is_empty());
    workers.stop().await;
}

/// Her identity, by her consent.
async fn agreed(setting: &Setting) -> HandoverId {
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], false)).await.unwrap();
    sent[0].id
}

async fn until_state(setting: &Setting, id: HandoverId, state: HandoverStateCode) {
    until("its state is told", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        state_of(setting, id).await.0 != HandoverStateCode::Offered && outbox(setting).await.ready == 0
    })
    .await;
    assert_eq!(state_of(setting, id).await.0, state);
}

async fn an_answer_that_is_heard_after_a_week_is_still_that_answer(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.broker.lose_answers(true);
    let id = agreed(&setting).await;
    let workers = setting.police.workers();
    until("the answer was lost", || async { setting.broker.offers().len() == 1 && outbox(&setting).await.ready == 1 }).await;
    setting.clock.advance(jiff::SignedDuration::from_hours(7 * 24 + 1));
    setting.broker.lose_answers(false);
    until_state(&setting, id, HandoverStateCode::Released).await;
    let handover = setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
    assert_eq!(handover.at, night(), "when the broker decided");
    workers.stop().await;
}

async fn what_comes_to_the_broker_too_late_is_expired(db: Db) {
    let setting = Setting::of_police(db).await;
    let id = agreed(&setting).await;
    setting.broker.refuse_with(Some(ProblemCode::Expired));
    let workers = setting.police.workers();
    until_state(&setting, id, HandoverStateCode::Expired).await;
    workers.stop().await;
}

async fn what_ended_with_its_consent_is_expired(db: Db) {
    let setting = Setting::of_police(db).await;
    let id = agreed(&setting).await;
    let workers = setting.police.workers();
    until_state(&setting, id, HandoverStateCode::Released).await;
    setting.broker.tell_ended(id, wire::GoneCause::Expired);
    until("it is told", || async { state_of(&setting, id).await.0 == HandoverStateCode::Expired }).await;
    workers.stop().await;
}

async fn no_name_of_staff_leaves_twice(db: Db) {
    let setting = Setting::new(db).await;
    let workers = setting.police.workers();
    for _ in 0..2 {
        let call_out = call_out(&setting.police).await;
        let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
        send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], true)).await.unwrap();
    }
    until("all are there", || async { setting.broker.offers().len() == 4 }).await;
    let own = setting.officer().await.reference;
    let mut names = std::collections::HashMap::<_, std::collections::HashSet<_>>::new();
    for offer in setting.broker.offers() {
        let header = offer.header;
        let case = names.entry(header.case_code.to_string()).or_default();
        case.extend(header.facts.iter().map(|fact| fact.staff.clone()).chain([header.sender]));
    }
    for grant in setting.broker.consents() {
        names.entry(grant.case_code.to_string()).or_default().insert(grant.taken_by);
    }
    assert!(names.len() == 2 && names.values().all(|names| names.len() == 1), "one name in each case: {names:?}");
    let all: std::collections::HashSet<_> = names.into_values().flatten().collect();
    assert!(all.len() == 2 && !all.contains(&own), "another in each: {all:?}");
    workers.stop().await;
}
