//! A broker that withholds, leaves out or tells two stories is seen at both ends.

use casework::{
    CosignatureState, GapKind, GapState, HandoverStateCode, Way, cosignatures_due, gaps, handovers,
    testing::{AgencyName, Cheat},
};
use jiff::SignedDuration;
use store::Db;
use wire::HandoverId;

use crate::setting::{Setting, call_out, draft, send, until};

store::test_on_both!(
    casework::testing::schema(),
    a_withheld_parcel_is_missed_by_the_recipient,
    a_number_that_comes_late_alarms_nobody,
    a_number_left_out_is_missed_by_both,
    a_number_told_otherwise_shows_at_the_sender,
    two_entries_with_one_number_show_at_the_recipient,
    a_gap_waits_for_an_answer_that_is_under_way,
    the_other_cosignature_is_waited_for_and_seen,
    a_cosignature_that_never_comes_alarms,
);

async fn concern(setting: &Setting) -> HandoverId {
    let call_out = call_out(&setting.police).await;
    send(&setting.police, &call_out, draft(&setting.police, &call_out, Vec::new(), true)).await.unwrap()[0].id
}

async fn sent(setting: &Setting) -> HandoverId {
    let id = concern(setting).await;
    until("it is decided", || async { state(setting, id).await != HandoverStateCode::Offered }).await;
    id
}

async fn state(setting: &Setting, id: HandoverId) -> HandoverStateCode {
    setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap().state
}

async fn open(casework: &casework::Casework) -> Vec<(Way, u64, GapKind)> {
    let open = casework.db().read(gaps::open).await.unwrap();
    open.into_iter().map(|gap| (gap.channel.way, gap.number, gap.what)).collect()
}

async fn is_received(setting: &Setting, id: HandoverId) {
    until("it is received", || async { state(setting, id).await == HandoverStateCode::Received }).await;
}

async fn a_withheld_parcel_is_missed_by_the_recipient(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let first = sent(&setting).await;
    is_received(&setting, first).await;
    setting.broker.cheat_once(Cheat::Withhold);
    let withheld = sent(&setting).await;
    assert_eq!(state(&setting, withheld).await, HandoverStateCode::Released, "the sender is told that all is well");
    let third = sent(&setting).await;
    is_received(&setting, third).await;
    assert!(open(&setting.social).await.is_empty(), "not at once");
    setting.clock.advance(SignedDuration::from_secs(61));
    until("people are told", || async { open(&setting.social).await == [(Way::Received, 2, GapKind::Missing)] }).await;
    until("the banner says so", || async { setting.social.link().open_gaps == 1 }).await;
    let seen = setting.desk.gaps.lock().unwrap().iter().map(|gap| (gap.number, gap.state)).collect::<Vec<_>>();
    assert_eq!(seen, [(2, GapState::Open)], "the service is told once");
    assert!(open(&setting.police).await.is_empty(), "the sender has all its numbers");
    setting.broker.announce_again(withheld);
    until("it came", || async { open(&setting.social).await.is_empty() }).await;
    assert_eq!(setting.desk.gaps.lock().unwrap().last().unwrap().state, GapState::Closed);
    is_received(&setting, withheld).await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_number_that_comes_late_alarms_nobody(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    setting.broker.cheat_once(Cheat::Withhold);
    let late = sent(&setting).await;
    let second = sent(&setting).await;
    is_received(&setting, second).await;
    setting.broker.announce_again(late);
    is_received(&setting, late).await;
    setting.clock.advance(SignedDuration::from_secs(61));
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    assert!(open(&setting.social).await.is_empty() && setting.desk.gaps.lock().unwrap().is_empty());
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_number_left_out_is_missed_by_both(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    setting.broker.cheat_once(Cheat::SkipNumber);
    let id = sent(&setting).await;
    is_received(&setting, id).await;
    setting.clock.advance(SignedDuration::from_secs(61));
    until("the recipient misses it", || async { open(&setting.social).await == [(Way::Received, 1, GapKind::Missing)] }).await;
    until("the sender misses it", || async { open(&setting.police).await == [(Way::Sent, 1, GapKind::Missing)] }).await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_number_told_otherwise_shows_at_the_sender(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    setting.broker.cheat_once(Cheat::TellOtherNumber);
    let id = sent(&setting).await;
    is_received(&setting, id).await;
    until("the receipt says otherwise", || async { open(&setting.police).await.contains(&(Way::Sent, 1, GapKind::Contradicted)) }).await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn two_entries_with_one_number_show_at_the_recipient(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let first = sent(&setting).await;
    is_received(&setting, first).await;
    setting.broker.cheat_once(Cheat::RepeatNumber);
    let second = sent(&setting).await;
    is_received(&setting, second).await;
    until("the recipient sees it", || async { open(&setting.social).await == [(Way::Received, 1, GapKind::Doubled)] }).await;
    until("the sender sees it", || async { open(&setting.police).await == [(Way::Sent, 1, GapKind::Doubled)] }).await;
    for workers in workers {
        workers.stop().await;
    }
}

/// The number that is missing here is that of an offer whose answer was lost.
async fn a_gap_waits_for_an_answer_that_is_under_way(db: Db) {
    let setting = Setting::new(db).await;
    let workers = setting.police.workers();
    setting.broker.lose_answers(true);
    let first = concern(&setting).await;
    until("the answer was lost", || async { setting.broker.offers().len() == 1 }).await;
    setting.broker.lose_answers(false);
    let second = concern(&setting).await;
    until("the later one is decided", || async { state(&setting, second).await == HandoverStateCode::Released }).await;
    let gap = setting.police.db().read(gaps::open).await.unwrap();
    assert!(gap.is_empty());
    until("the stored answer comes", || async {
        setting.clock.advance(SignedDuration::from_secs(1));
        state(&setting, first).await == HandoverStateCode::Released
    })
    .await;
    setting.clock.advance(SignedDuration::from_secs(61));
    tokio::time::sleep(std::time::Duration::from_millis(1200)).await;
    assert!(open(&setting.police).await.is_empty(), "it came");
    workers.stop().await;
}

async fn due(setting: &Setting) -> Vec<CosignatureState> {
    let due = setting.social.db().read(cosignatures_due::missing).await.unwrap();
    due.into_iter().map(|due| due.state).collect()
}

async fn the_other_cosignature_is_waited_for_and_seen(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Social]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting).await;
    is_received(&setting, id).await;
    assert_eq!(due(&setting).await, [CosignatureState::Due]);
    for workers in workers {
        workers.stop().await;
    }
    setting.broker.vouched_for_by(&[AgencyName::Police]);
    let workers = setting.social.workers();
    until("it is seen", || async { due(&setting).await.is_empty() }).await;
    workers.stop().await;
}

async fn a_cosignature_that_never_comes_alarms(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Social]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting).await;
    is_received(&setting, id).await;
    setting.clock.advance(SignedDuration::from_hours(4));
    until("it is late", || async { due(&setting).await == [CosignatureState::Late] }).await;
    // What the recipient's own witness signed is no substitute.
    setting.broker.vouched_for_by(&[AgencyName::Social]);
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!(due(&setting).await, [CosignatureState::Late]);
    for workers in workers {
        workers.stop().await;
    }
}
