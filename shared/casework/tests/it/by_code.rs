//! A consent ends by the code of its contact card.

use casework::{CodeProblem, ConsentAnswer, ConsentRecord, ConsentState, access_entries, code_tries, consents, tombstones};
use jiff::SignedDuration;
use store::{Db, ErrorKind};
use wire::{CardCode, Category, ConsentId, WithdrawalChannel};

use crate::setting::{CallOut, Setting, answer, answer_at, call_out, draft, night, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    a_card_is_told_to_the_broker_at_once_and_its_code_never_is,
    the_code_of_a_consent_asked_for_here_ends_it_at_once,
    a_code_of_nothing_here_is_told_to_the_broker,
    a_code_after_its_consent_ended_ends_nothing_else,
    a_code_ends_what_was_said_again_too,
    a_withdrawal_heard_elsewhere_ends_the_consent_here,
    ten_codes_an_hour_and_each_is_noted,
    a_code_is_told_again_until_the_broker_hears,
    one_card_is_given_once,
);

fn card(n: u8) -> CardCode {
    CardCode::from_random([n; 8])
}

fn with_card(given: ConsentAnswer, code: &CardCode) -> ConsentAnswer {
    let ConsentAnswer::Given(given) = given else { panic!("a yes") };
    ConsentAnswer::Given(casework::GivenConsent { card_code_hash: Some(code.hash()), ..given })
}

async fn yes_with_card(setting: &Setting, call_out: &CallOut, code: &CardCode) -> ConsentRecord {
    answer(&setting.police, call_out, with_card(yes_to(call_out, &[Category::Identity]), code)).await
}

async fn say(setting: &Setting, code: &CardCode) -> Result<(), CodeProblem> {
    type_in(&setting.police, setting.officer().await, code, store::clock::Clock::now(&*setting.clock)).await
}

async fn type_in(own: &casework::Casework, staff: casework::Staff, code: &CardCode, now: jiff::Timestamp) -> Result<(), CodeProblem> {
    let (door, code) = (own.clone(), code.clone());
    own.db().try_write("test_code", move |conn| door.withdraw_by_code(conn, &code, &staff, now)).await
}

async fn state(setting: &Setting, id: ConsentId) -> ConsentState {
    setting.police.db().read(move |conn| consents::find(conn, id)).await.unwrap().unwrap().state
}

async fn a_card_is_told_to_the_broker_at_once_and_its_code_never_is(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, code) = (call_out(&setting.police).await, card(1));
    let plain = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    let workers = setting.police.workers();
    let record = yes_with_card(&setting, &call_out, &code).await;
    until("it is registered", || async { state(&setting, record.id).await == ConsentState::Registered }).await;
    let told = setting.broker.consents();
    assert_eq!(told.iter().map(|grant| grant.id).collect::<Vec<_>>(), [record.id], "one without a card waits for its offer");
    assert_eq!(told[0].card_code_hash, Some(code.hash()));
    assert_eq!(state(&setting, plain.id).await, ConsentState::Superseded);
    workers.stop().await;
}

async fn the_code_of_a_consent_asked_for_here_ends_it_at_once(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, code) = (call_out(&setting.police).await, card(1));
    let record = yes_with_card(&setting, &call_out, &code).await;
    say(&setting, &code).await.unwrap();
    assert_eq!(state(&setting, record.id).await, ConsentState::Withdrawn, "before the broker hears");
    let (id, case, officer) = (record.id, call_out.case.id, setting.officer().await.reference);
    let kept = move |conn: &mut store::Conn| Ok((tombstones::find(conn, id)?.unwrap(), access_entries::of_case(conn, case)?));
    let (tombstone, entries) = setting.police.db().read(kept).await.unwrap();
    assert_eq!((tombstone.channel, tombstone.heard_by.as_ref()), (Some(WithdrawalChannel::CardCode), Some(&officer)));
    assert!(entries.iter().any(|entry| entry.staff == officer));
    let refused = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![id], false)).await;
    assert!(refused.is_err(), "nothing is sent under it");
    let workers = setting.police.workers();
    until("the broker is told", || async { setting.broker.withdrawals().len() == 1 }).await;
    assert_eq!(setting.broker.withdrawals()[0].channel, WithdrawalChannel::CardCode);
    assert!(setting.broker.codes().is_empty(), "which consent it is is known here");
    workers.stop().await;
}

async fn a_code_of_nothing_here_is_told_to_the_broker(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, code) = (call_out(&setting.police).await, card(1));
    let record = yes_with_card(&setting, &call_out, &code).await;
    let workers = (setting.police.workers(), setting.social.workers());
    until("it is registered", || async { state(&setting, record.id).await == ConsentState::Registered }).await;
    type_in(&setting.social, setting.worker().await, &card(2), night()).await.unwrap();
    until("the broker hears", || async { !setting.broker.codes().is_empty() }).await;
    assert_eq!(state(&setting, record.id).await, ConsentState::Registered, "another card");
    type_in(&setting.social, setting.worker().await, &code, night()).await.unwrap();
    until("who asked hears of it", || async { state(&setting, record.id).await == ConsentState::Withdrawn }).await;
    let told = setting.broker.codes();
    let of_code = told.iter().find(|told| told.card_code_hash == code.hash()).expect("the broker was told of it");
    assert_eq!(of_code.heard_by.as_str(), "socialtjansten-exempelstad");
    until("both are settled", || async { waiting(&setting.social).await == 0 }).await;
    workers.0.stop().await;
    workers.1.stop().await;
}

async fn waiting(casework: &casework::Casework) -> u64 {
    let counts = casework.db().read(|conn| store::queue::counts(conn, casework::exchange::OUTBOX)).await.unwrap();
    counts.ready + counts.taken
}

async fn a_code_after_its_consent_ended_ends_nothing_else(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, code) = (call_out(&setting.police).await, card(1));
    let first = yes_with_card(&setting, &call_out, &code).await;
    say(&setting, &code).await.unwrap();
    let again = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
    say(&setting, &code).await.unwrap();
    assert_eq!(state(&setting, first.id).await, ConsentState::Withdrawn);
    assert_eq!(state(&setting, again.id).await, ConsentState::Recorded, "a later yes is another one");
}

async fn a_code_ends_what_was_said_again_too(db: Db) {
    let setting = Setting::of_police(db).await;
    let later = night() + SignedDuration::from_mins(1);
    for said in [1, 2] {
        let call_out = call_out(&setting.police).await;
        let (one, two) = (card(10 * said), card(10 * said + 1));
        let first = yes_with_card(&setting, &call_out, &one).await.id;
        let wider = yes_to(&call_out, &[Category::Identity, Category::SafeContact]);
        let second = answer_at(&setting.police, &call_out, with_card(wider, &two), later).await.id;
        assert_eq!(state(&setting, first).await, ConsentState::Recorded, "the broker is being told of it: it stays beside a wider one");
        say(&setting, if said == 1 { &one } else { &two }).await.unwrap();
        for id in [first, second] {
            assert_eq!(state(&setting, id).await, ConsentState::Withdrawn, "card {said}");
        }
    }
}

async fn a_withdrawal_heard_elsewhere_ends_the_consent_here(db: Db) {
    let setting = Setting::of_police(db).await;
    let call_out = call_out(&setting.police).await;
    let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await.id;
    let workers = (setting.police.workers(), setting.social.workers());
    let sent = send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent], false)).await.unwrap();
    let case = setting.kept_case(&sent).await.id;
    let (desk, staff) = (setting.social.clone(), setting.worker().await);
    let heard = setting
        .social
        .db()
        .try_write("test_hear", move |conn| desk.hear_withdrawal(conn, case, consent, WithdrawalChannel::Phone, &staff, night()));
    heard.await.unwrap();
    until("who asked hears of it", || async { state(&setting, consent).await == ConsentState::Withdrawn }).await;
    let tombstone = setting.police.db().read(move |conn| tombstones::find(conn, consent)).await.unwrap().unwrap();
    assert_eq!((tombstone.heard_by, tombstone.channel), (None, Some(WithdrawalChannel::Phone)));
    assert!(send(&setting.police, &call_out, draft(&setting.police, &call_out, vec![consent], false)).await.is_err());
    assert_eq!(setting.broker.withdrawals().len(), 1, "what the broker told is not told to it");
    workers.0.stop().await;
    workers.1.stop().await;
}

async fn ten_codes_an_hour_and_each_is_noted(db: Db) {
    let setting = Setting::of_police(db).await;
    let (call_out, code) = (call_out(&setting.police).await, card(200));
    let record = yes_with_card(&setting, &call_out, &code).await;
    for n in 0..10 {
        say(&setting, &card(n)).await.unwrap();
    }
    assert!(matches!(say(&setting, &code).await, Err(CodeProblem::TooMany)));
    assert_eq!(state(&setting, record.id).await, ConsentState::Recorded, "beyond the limit nothing is looked at");
    let officer = setting.officer().await.reference;
    let noted = setting.police.db().read(|conn| code_tries::since(conn, night())).await.unwrap();
    assert_eq!(noted, vec![(officer, night()); 10]);
    let other = setting.police.staff_named("anna").await;
    type_in(&setting.police, other, &card(11), night()).await.unwrap();
    setting.clock.advance(SignedDuration::from_mins(61));
    say(&setting, &code).await.unwrap();
    assert_eq!(state(&setting, record.id).await, ConsentState::Withdrawn);
}

async fn a_code_is_told_again_until_the_broker_hears(db: Db) {
    let setting = Setting::of_police(db).await;
    setting.broker.set_down(true);
    let workers = setting.police.workers();
    say(&setting, &card(1)).await.unwrap();
    assert_eq!(waiting(&setting.police).await, 1);
    setting.broker.set_down(false);
    until("it is told", || async {
        setting.clock.advance(SignedDuration::from_mins(1));
        waiting(&setting.police).await == 0
    })
    .await;
    assert!(!setting.broker.codes().is_empty());
    workers.stop().await;
}

async fn one_card_is_given_once(db: Db) {
    let setting = Setting::of_police(db).await;
    let (one, other, code) = (call_out(&setting.police).await, call_out(&setting.police).await, card(1));
    yes_with_card(&setting, &one, &code).await;
    let (own, again) = (setting.police.clone(), with_card(yes_to(&other, &[Category::Identity]), &code));
    let refused = setting
        .police
        .db()
        .try_write("test_consent", move |conn| own.record_consent(conn, &other.case, again.clone(), &other.staff, night()));
    let Err(casework::CaseError::Store(error)) = refused.await else { panic!("the database refuses it") };
    assert!(error.is(ErrorKind::UniqueViolation), "{error}");
}
