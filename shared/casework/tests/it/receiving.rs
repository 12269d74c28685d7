//! The recipient fails closed, never loses a parcel and never takes one twice.

use std::sync::atomic::Ordering;

use casework::{ArrivalState, Basis, HandoverStateCode, ViewPurpose, access_entries, arrivals, handovers, testing::AgencyName};
use store::Db;
use wire::{Category, HandoverId, Parcel, ReceiptState, RejectCode, Value, WithdrawalChannel};

use crate::setting::{NAME, Setting, answer, call_out, draft, night, send, until, yes_to};

store::test_on_both!(
    casework::testing::schema(),
    a_parcel_is_opened_stored_and_receipted,
    redelivery_changes_nothing,
    what_was_not_to_be_had_and_is_announced_anew_is_opened,
    other_bytes_under_a_known_id_are_refused_and_what_is_stored_stays,
    a_flipped_byte_of_the_offer_is_rejected,
    a_proof_of_another_parcel_is_rejected,
    a_parcel_from_the_future_waits_until_its_time_and_says_ring,
    a_consent_parcel_waits_for_both_cosignatures,
    a_duty_opens_under_the_own_cosignature,
    no_cosignature_for_a_minute_says_ring,
    a_key_in_no_trusted_manifest_is_rejected,
    a_consent_without_its_grant_is_rejected,
    a_tombstone_here_stops_the_opening,
    a_withdrawal_told_before_the_opening_stops_it,
    release_and_fetch_are_proved_under_one_checkpoint,
    a_receipt_with_an_unknown_key_waits_for_the_directory,
    a_page_from_the_way_ends_no_parcel,
    another_edition_at_the_broker_is_not_obeyed,
);

/// Sends a duty or a consent handover and starts the sender's workers.
async fn sent(setting: &Setting, by: Basis) -> HandoverId {
    let call_out = call_out(&setting.police).await;
    let draft = match by {
        Basis::Duty => draft(&setting.police, &call_out, Vec::new(), true),
        _ => {
            let consent = answer(&setting.police, &call_out, yes_to(&call_out, &[Category::Identity])).await;
            draft(&setting.police, &call_out, vec![consent.id], false)
        }
    };
    let sent = send(&setting.police, &call_out, draft).await.unwrap();
    assert_eq!(sent.len(), 1);
    sent[0].id
}

async fn arrival(setting: &Setting, id: HandoverId) -> Option<(ArrivalState, Option<String>)> {
    let found = setting.social.db().read(move |conn| arrivals::find(conn, id)).await.unwrap();
    found.map(|arrival| (arrival.state, arrival.code))
}

async fn is(setting: &Setting, id: HandoverId, state: ArrivalState) -> bool {
    arrival(setting, id).await.is_some_and(|(found, _)| found == state)
}

async fn is_stored(setting: &Setting, id: HandoverId) -> bool {
    setting.social.db().read(move |conn| handovers::find(conn, id)).await.unwrap().is_some()
}

/// Lets the parcel come and be rejected; gives the signed code.
async fn rejected(setting: &Setting, by: Basis) -> RejectCode {
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(setting, by).await;
    until("it is rejected", || is(setting, id, ArrivalState::Rejected)).await;
    until("the sender hears of it", || async {
        let found = setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
        found.state == HandoverStateCode::Rejected
    })
    .await;
    assert!(!is_stored(setting, id).await);
    assert!(setting.desk.opened.lock().unwrap().is_empty());
    assert_eq!(setting.desk.rejected.load(Ordering::SeqCst), 1, "the desk is told once");
    for workers in workers {
        workers.stop().await;
    }
    match setting.broker.receipts().as_slice() {
        [receipt] => match receipt.outcome {
            ReceiptState::Rejected { code } => code,
            ref other => panic!("{other:?}"),
        },
        receipts => panic!("{} receipts", receipts.len()),
    }
}

async fn a_parcel_is_opened_stored_and_receipted(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Consent).await;
    until("the sender sees it received", || async {
        let found = setting.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
        found.state == HandoverStateCode::Received
    })
    .await;
    let opened = setting.desk.opened.lock().unwrap().clone();
    assert_eq!(opened.len(), 1);
    assert_eq!((opened[0].basis, opened[0].fields[0].category), (Basis::Consent, Category::Identity));
    let (own, worker) = (setting.social.clone(), setting.worker().await);
    let fields = setting.social.db().try_write("test_open", move |conn| own.open_fields(conn, id, &worker, ViewPurpose::Handle, night()));
    let fields = fields.await.unwrap();
    let Value::Identity(identity) = &fields[0].value else { panic!("an identity") };
    assert_eq!(identity.name.as_ref().map(|name| name.expose()), Some(NAME));
    let case = opened[0].case.id;
    let entries = setting.social.db().read(move |conn| access_entries::of_case(conn, case)).await.unwrap();
    assert_eq!(entries.len(), 1, "the view left an entry");
    assert_eq!(entries[0].categories, [Category::Identity]);
    for workers in workers {
        workers.stop().await;
    }
}

async fn redelivery_changes_nothing(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("it is opened", || is(&setting, id, ArrivalState::Opened)).await;
    let before = setting.desk.notices.load(Ordering::SeqCst);
    setting.broker.announce_again(id);
    until("the second notice is taken", || async { setting.desk.notices.load(Ordering::SeqCst) > before }).await;
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(setting.desk.opened.lock().unwrap().len(), 1);
    assert!(is(&setting, id, ArrivalState::Opened).await);
    for workers in workers {
        workers.stop().await;
    }
}

/// The broker was set back before the fetch and is repaired after it.
async fn what_was_not_to_be_had_and_is_announced_anew_is_opened(db: Db) {
    let setting = Setting::new(db).await;
    let police = setting.police.workers();
    let id = sent(&setting, Basis::Duty).await;
    until("it waits at the broker", || async { setting.broker.offers().iter().any(|offer| offer.header.id == id) }).await;
    setting.broker.lose_parcel(id);
    let social = setting.social.workers();
    until("it is not to be had", || is(&setting, id, ArrivalState::Gone)).await;
    setting.broker.find_parcel(id);
    until("it is opened", || is(&setting, id, ArrivalState::Opened)).await;
    for workers in [police, social] {
        workers.stop().await;
    }
}

/// The second parcel comes under the id of the first: the header is another handover's.
async fn other_bytes_under_a_known_id_are_refused_and_what_is_stored_stays(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers(), setting.social.workers()];
    let first = sent(&setting, Basis::Duty).await;
    until("it is opened", || is(&setting, first, ArrivalState::Opened)).await;
    let envelope = setting.police.db().read(move |conn| casework::offers::find(conn, first)).await.unwrap().unwrap().signed_offer;
    let first_envelope: wire::Envelope = wire::canonical::from_bytes(&envelope).unwrap();
    setting.broker.tamper(move |parcel| parcel.offer = first_envelope.clone());
    let second = sent(&setting, Basis::Duty).await;
    until("the second is rejected", || is(&setting, second, ArrivalState::Rejected)).await;
    assert!(is(&setting, first, ArrivalState::Opened).await && !is_stored(&setting, second).await);
    assert_eq!(setting.desk.opened.lock().unwrap().len(), 1);
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_flipped_byte_of_the_offer_is_rejected(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.tamper(|parcel: &mut Parcel| {
        let middle = parcel.offer.payload.0.len() / 2;
        parcel.offer.payload.0[middle] ^= 1;
    });
    assert_eq!(rejected(&setting, Basis::Duty).await, RejectCode::BadSignature);
}

async fn a_proof_of_another_parcel_is_rejected(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.tamper(|parcel: &mut Parcel| parcel.fetched = parcel.released.clone());
    assert_eq!(rejected(&setting, Basis::Duty).await, RejectCode::BadProof);
}

/// A broker whose clock is wrong could let a consent end later, or begin before it was given.
async fn a_parcel_from_the_future_waits_until_its_time_and_says_ring(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.set_clock(night() + jiff::SignedDuration::from_mins(5));
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("it waits", || is(&setting, id, ArrivalState::Waiting)).await;
    until("the desk is told to ring", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        is(&setting, id, ArrivalState::Ring).await
    })
    .await;
    assert_eq!(arrival(&setting, id).await.unwrap().1.as_deref(), Some("early"));
    assert!(!is_stored(&setting, id).await, "not opened before its time");
    setting.clock.advance(jiff::SignedDuration::from_mins(5));
    until("its time has come", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        is(&setting, id, ArrivalState::Opened).await
    })
    .await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_consent_parcel_waits_for_both_cosignatures(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Social]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Consent).await;
    until("it waits for the other's cosignature", || is(&setting, id, ArrivalState::Waiting)).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!is_stored(&setting, id).await, "not opened under the own cosignature alone");
    setting.broker.cosigned_by(&[AgencyName::Police, AgencyName::Social]);
    until("it is opened", || async {
        setting.clock.advance(jiff::SignedDuration::from_millis(300));
        is(&setting, id, ArrivalState::Opened).await
    })
    .await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_duty_opens_under_the_own_cosignature(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Social]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("it is opened", || is(&setting, id, ArrivalState::Opened)).await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn no_cosignature_for_a_minute_says_ring(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Police]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("it waits", || is(&setting, id, ArrivalState::Waiting)).await;
    until("the desk is told to ring", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        is(&setting, id, ArrivalState::Ring).await
    })
    .await;
    assert!(!is_stored(&setting, id).await);
    for workers in workers {
        workers.stop().await;
    }
}

async fn a_key_in_no_trusted_manifest_is_rejected(db: Db) {
    let setting = Setting::new(db).await;
    let stranger = envelope::ServiceSigner::from_seed(&[7; 32]);
    setting.broker.tamper(move |parcel: &mut Parcel| {
        let offer: wire::Offer = wire::canonical::from_bytes(&parcel.offer.payload.0).unwrap();
        parcel.offer = envelope::sign(wire::MessageKind::Offer, &offer, &stranger).unwrap();
    });
    assert_eq!(rejected(&setting, Basis::Duty).await, RejectCode::BadSignature);
}

async fn a_consent_without_its_grant_is_rejected(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.tamper(|parcel: &mut Parcel| parcel.consents.clear());
    assert_eq!(rejected(&setting, Basis::Consent).await, RejectCode::NotAllowed);
}

/// The broker (restored from a backup, say) still hands it over; this agency has itself heard the withdrawal.
async fn a_tombstone_here_stops_the_opening(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Social]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Consent).await;
    until("it waits", || is(&setting, id, ArrivalState::Waiting)).await;
    let consent = setting.broker.consents()[0].id;
    let (own, staff) = (setting.social.clone(), setting.worker().await);
    let heard = setting.social.db().try_write("test_hear", move |conn| {
        let case = own.open_own_case(conn, night())?;
        own.hear_withdrawal(conn, case.id, consent, WithdrawalChannel::Phone, &staff, night())
    });
    heard.await.unwrap();
    setting.broker.cosigned_by(&[AgencyName::Police, AgencyName::Social]);
    until("it is rejected", || async {
        setting.clock.advance(jiff::SignedDuration::from_millis(300));
        is(&setting, id, ArrivalState::Rejected).await
    })
    .await;
    assert_eq!(arrival(&setting, id).await.unwrap().1.as_deref(), Some("consent_withdrawn"));
    assert!(!is_stored(&setting, id).await);
    until("the broker is told", || async { setting.broker.withdrawals().len() == 1 }).await;
    for workers in workers {
        workers.stop().await;
    }
}

/// The fetch was logged and the proof is on its way when the broker tells of the withdrawal.
async fn a_withdrawal_told_before_the_opening_stops_it(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Social]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Consent).await;
    until("it waits", || is(&setting, id, ArrivalState::Waiting)).await;
    setting.broker.tell_gone(id, wire::GoneCause::Withdrawn);
    until("it is told", || is(&setting, id, ArrivalState::Gone)).await;
    assert_eq!(arrival(&setting, id).await.unwrap().1.as_deref(), Some("withdrawn"), "with its cause");
    assert_eq!(setting.desk.rejected.load(Ordering::SeqCst), 1, "the desk is told");
    setting.broker.cosigned_by(&[AgencyName::Police, AgencyName::Social]);
    until("it is rejected", || async {
        setting.clock.advance(jiff::SignedDuration::from_millis(300));
        is(&setting, id, ArrivalState::Rejected).await
    })
    .await;
    assert_eq!(arrival(&setting, id).await.unwrap().1.as_deref(), Some("consent_withdrawn"));
    assert!(!is_stored(&setting, id).await && setting.desk.opened.lock().unwrap().is_empty());
    for workers in workers {
        workers.stop().await;
    }
}

/// The same tree without the cosignatures is signed by the log just as well, and no witness has seen it.
async fn release_and_fetch_are_proved_under_one_checkpoint(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.tamper(|parcel: &mut Parcel| {
        let note = &parcel.released.checkpoint;
        let signatures = note.find("\n\n").unwrap() + 2;
        let first = signatures + note[signatures..].find('\n').unwrap() + 1;
        assert!(first < note.len(), "there were cosignatures");
        parcel.released.checkpoint.truncate(first);
    });
    assert_eq!(rejected(&setting, Basis::Duty).await, RejectCode::BadProof);
}

async fn a_page_from_the_way_ends_no_parcel(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.set_strange(true);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("the offer was posted", || async { setting.broker.strange_answers() > 0 }).await;
    setting.broker.set_strange(false);
    until("it is opened", || async {
        setting.clock.advance(jiff::SignedDuration::from_secs(1));
        is(&setting, id, ArrivalState::Opened).await
    })
    .await;
    for workers in workers {
        workers.stop().await;
    }
}

async fn another_edition_at_the_broker_is_not_obeyed(db: Db) {
    let setting = Setting::new(db).await;
    let workers = [setting.police.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("it is released", || async { !setting.broker.offers().is_empty() }).await;
    setting.broker.change_rulebook();
    let receiving = setting.social.workers();
    until("it is opened by the edition here", || is(&setting, id, ArrivalState::Opened)).await;
    assert_eq!(setting.social.edition().reference(), rulebook::Edition::shipped().reference());
    for workers in workers.into_iter().chain([receiving]) {
        workers.stop().await;
    }
}

async fn a_receipt_with_an_unknown_key_waits_for_the_directory(db: Db) {
    let setting = Setting::new(db).await;
    setting.broker.cosigned_by(&[AgencyName::Police]);
    let workers = [setting.police.workers(), setting.social.workers()];
    let id = sent(&setting, Basis::Duty).await;
    until("the sender hears of the fetch", || async { setting.car.notices.load(Ordering::SeqCst) == 1 }).await;
    setting.broker.lose_directory(true);
    setting.broker.resign_receipts(envelope::ServiceSigner::from_seed(&[7; 32]));
    setting.broker.cosigned_by(&[AgencyName::Police, AgencyName::Social]);
    until("it is opened", || async {
        setting.clock.advance(jiff::SignedDuration::from_millis(300));
        is(&setting, id, ArrivalState::Opened).await
    })
    .await;
    until("the receipt is there", || async { setting.broker.receipts().len() == 1 }).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(setting.car.notices.load(Ordering::SeqCst), 1, "it was not passed over");
    setting.broker.lose_directory(false);
    until("it is looked at again", || async { setting.car.notices.load(Ordering::SeqCst) == 2 }).await;
    for workers in workers {
        workers.stop().await;
    }
}
