//! Answers to the question of consent.

use casework::{CaseError, ConsentAnswer, ConsentOutcome, ConsentState, CouldNotAsk, access_entries, consents, tombstones};
use store::{Db, queue};
use wire::{Category, WithdrawalChannel};

use crate::setting::{Setting, answer, answer_at, call_out, draft, night, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    answers_read_back_newest_first,
    a_consent_lasts_no_longer_than_its_text_says,
    a_registered_consent_that_is_taken_back_is_told_to_the_broker,
    a_withdrawal_is_settled_when_the_own_witness_has_been_past_it,
    a_person_of_another_case_gives_nothing,
    a_withdrawal_sees_the_sending_under_way,
    a_yes_is_corrected_by_less_and_kept_by_more,
    a_yes_past_its_time_is_no_yes,
);

async fn answers_read_back_newest_first(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let unable =
        ConsentAnswer::CouldNotAsk { giver: call_out.victim, question: crate::setting::question(), reason: CouldNotAsk::SuspectNear };
    let at = |minutes| night().checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
    let yes = |categories: &[Category]| yes_to(&call_out, categories);
    let first = answer_at(&setting.police, &call_out, unable, at(0)).await;
    let once = answer_at(&setting.police, &call_out, yes(&[Category::Identity]), at(1)).await;
    let again = answer_at(&setting.police, &call_out, yes(&[Category::Identity, Category::SafeContact]), at(2)).await;
    let case = call_out.case.id;
    let found = setting.police.db().read(move |conn| consents::of_case(conn, case)).await.unwrap();
    assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [again.id, once.id, first.id]);
    assert_eq!(found[0].outcome, again.outcome);
    assert_eq!(found[1].state, ConsentState::Superseded);
    assert_eq!(found[2].outcome, ConsentOutcome::CouldNotAsk(CouldNotAsk::SuspectNear));
}

async fn a_consent_lasts_no_longer_than_its_text_says(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let ConsentAnswer::Given(mut given) = yes_to(&call_out, &[Category::Identity]) else { panic!("a yes") };
    given.days = 400;
    let record = answer(&setting.police, &call_out, ConsentAnswer::Given(given)).await;
    let ConsentOutcome::Given(grant) = record.outcome else { panic!("a grant") };
    assert_eq!(grant.valid_until.duration_since(grant.valid_from), jiff::SignedDuration::from_hours(14 * 24));
}

async fn a_registered_consent_that_is_taken_back_is_told_to_the_broker(db: Db) {
    let setting = Setting::new(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let workers = setting.police.workers();
    send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], false)).await.unwrap();
    let state = async || setting.police.db().read(move |conn| consents::find(conn, consent.id)).await.unwrap().unwrap().state;
    until("it is registered", || async { state().await == ConsentState::Registered }).await;
    let (own, staff) = (setting.police.clone(), setting.officer().await);
    let heard_by = staff.reference.clone();
    let withdrawn = setting
        .police
        .db()
        .try_write("test_withdraw", move |conn| own.withdraw_consent(conn, consent.id, WithdrawalChannel::Phone, &staff, night()));
    withdrawn.await.unwrap();
    let case = call_out.case.id;
    let kept = move |conn: &mut store::Conn| Ok((tombstones::find(conn, consent.id)?, access_entries::of_case(conn, case)?));
    let (tombstone, entries) = setting.police.db().read(kept).await.unwrap();
    let tombstone = tombstone.unwrap();
    assert_eq!((tombstone.heard_by.as_ref(), tombstone.channel), (Some(&heard_by), Some(WithdrawalChannel::Phone)), "who heard it");
    assert!(entries.iter().any(|entry| entry.staff == heard_by && entry.at == night()), "and it is in the access log");
    assert_eq!(state().await, ConsentState::Withdrawn, "at once, before the broker answers");
    until("the broker is told", || async { setting.broker.withdrawals().len() == 1 }).await;
    workers.stop().await;
}

/// A broker that is restored to a moment before it gets no cosignature of that witness any more.
async fn a_withdrawal_is_settled_when_the_own_witness_has_been_past_it(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let workers = setting.police.workers();
    send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent.id], false)).await.unwrap();
    // The founding edition and the release. No parcel waits, so no cosignature is wanted from here on.
    until("the witness has been asked once", || async { !setting.broker.cosignatures().is_empty() }).await;
    until("the offer is taken", || async { waiting(&setting).await == 0 }).await;
    let (own, staff) = (setting.police.clone(), setting.officer().await);
    let withdraw = move |conn: &mut store::Conn| own.withdraw_consent(conn, consent.id, WithdrawalChannel::Phone, &staff, night());
    setting.police.db().try_write("test_withdraw", withdraw).await.unwrap();
    until("the broker has it", || async { setting.broker.withdrawals().len() == 1 }).await;
    until("the witness follows at once", || async { setting.broker.cosignatures().contains(&3) }).await;
    assert_eq!(waiting(&setting).await, 1, "what the broker answered alone does not settle it");
    until("it is settled", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        waiting(&setting).await == 0
    })
    .await;
    assert_eq!(setting.broker.withdrawals().len(), 1, "asked again, taken once");
    workers.stop().await;
}

/// Messages that are not settled.
async fn waiting(setting: &Setting) -> u64 {
    let counts = setting.police.db().read(|conn| queue::counts(conn, casework::exchange::OUTBOX)).await.unwrap();
    counts.ready + counts.taken
}

async fn a_person_of_another_case_gives_nothing(db: Db) {
    let setting = Setting::new(db).await;
    let (one, other) = (call_out(&setting.police).await, call_out(&setting.police).await);
    let own = setting.police.clone();
    let refused = setting.police.db().try_write("test_consent", move |conn| {
        own.record_consent(conn, &one.case, yes_to(&other, &[Category::Identity]), &one.staff, night())
    });
    assert!(matches!(refused.await, Err(CaseError::EmptyConsent)));
}

/// A yes that was sent under, then another answer: what becomes of the yes.
async fn state_after(setting: &Setting, minutes: i64, correct: impl Fn(&crate::setting::CallOut) -> ConsentAnswer) -> ConsentState {
    let call_out = call_out(&setting.police).await;
    let first = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await.id;
    send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![first], false)).await.unwrap();
    let later = night().checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
    answer_at(&setting.police, &call_out, correct(&call_out), later).await;
    setting.police.db().read(move |conn| consents::find(conn, first)).await.unwrap().unwrap().state
}

async fn a_yes_is_corrected_by_less_and_kept_by_more(db: Db) {
    let setting = Setting::new(db).await;
    let unable = |call: &crate::setting::CallOut| ConsentAnswer::CouldNotAsk {
        giver: call.victim,
        question: crate::setting::question(),
        reason: CouldNotAsk::SuspectNear,
    };
    assert_eq!(state_after(&setting, 1, unable).await, ConsentState::Withdrawn);
    let other = |call: &crate::setting::CallOut| yes_to(call, &[Category::SafeContact]);
    assert_eq!(state_after(&setting, 1, other).await, ConsentState::Withdrawn);
    let overheard = |call: &crate::setting::CallOut| {
        let ConsentAnswer::Given(given) = yes_to(call, &[Category::Identity]) else { panic!("a yes") };
        ConsentAnswer::Given(casework::GivenConsent { asked: wire::AskedWhere::WithinEarshot, ..given })
    };
    assert_eq!(state_after(&setting, 1, overheard).await, ConsentState::Withdrawn);
    let wider = |call: &crate::setting::CallOut| yes_to(call, &[Category::Identity, Category::SafeContact]);
    assert_eq!(state_after(&setting, 1, wider).await, ConsentState::Recorded, "what rests on it stays");
}

async fn a_yes_past_its_time_is_no_yes(db: Db) {
    let setting = Setting::new(db).await;
    let same = |call: &crate::setting::CallOut| yes_to(call, &[Category::Identity]);
    assert_eq!(state_after(&setting, 15 * 24 * 60, same).await, ConsentState::Expired);
}

/// The sending has made its offer and is not committed when she takes her consent back on another page.
async fn a_withdrawal_sees_the_sending_under_way(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await.id;
    let (made, is_made) = std::sync::mpsc::channel();
    let (own, here, draft) = (setting.police.clone(), call_out.clone(), draft(&setting.police, &call_out, vec![consent], false));
    let sending = setting.police.db().try_write("test_send", move |conn| -> Result<(), casework::SendProblem> {
        let digest = own.preview(conn, &draft, night())?.digest;
        own.send(conn, &here.case, &draft, &here.staff, &digest, night())?;
        let _ = made.send(());
        std::thread::sleep(std::time::Duration::from_millis(400));
        Ok(())
    });
    let (own, staff) = (setting.police.clone(), setting.officer().await);
    let taking_back = async {
        tokio::task::spawn_blocking(move || is_made.recv()).await.unwrap().unwrap();
        let db = setting.police.db();
        db.try_write("test_withdraw", move |conn| own.withdraw_consent(conn, consent, WithdrawalChannel::Phone, &staff, night())).await
    };
    let (sent, taken_back) = tokio::join!(sending, taking_back);
    sent.unwrap();
    taken_back.unwrap();
    let workers = setting.police.workers();
    until("the broker is told", || async { setting.broker.withdrawals().len() == 1 }).await;
    workers.stop().await;
}
