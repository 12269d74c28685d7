//! What the desk sees when something is wrong: no proof, a false parcel, a consent taken back.

use casework::{
    Reception as _, arrivals,
    testing::{AgencyName, Cheat},
};
use jiff::SignedDuration;
use reqwest::StatusCode;
use store::clock::Clock as _;
use wire::{HandoverId, Notice, NoticeKind};

use crate::{
    browser::Browser,
    night::{NAME, Night, Told, nights, until},
};

nights!(
    an_unproven_parcel_shows_the_number_to_ring,
    a_false_parcel_waits_until_somebody_has_rung,
    a_withdrawn_consent_stops_the_desk_until_somebody_knows,
    a_receipt_goes_with_what_is_not_shown_any_more,
    what_was_recalled_before_it_was_opened_says_so_in_neutral_words,
    a_number_that_never_comes_is_told_with_the_number_to_ring,
    what_the_database_refuses,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

async fn announced(night: &Night, id: HandoverId) -> bool {
    night.db.read(move |conn| arrivals::find(conn, id)).await.unwrap().is_some()
}

async fn an_unproven_parcel_shows_the_number_to_ring(night: &Night) {
    night.broker.cosigned_by(&[]);
    let call_out = night.call_out().await;
    let sent = night.send(&call_out, CONSENT).await;
    until("it is announced", || announced(night, sent[0].id)).await;
    let lo = Browser::of(night, "lo").await;
    let code = call_out.case.code;
    let page = lo.get("/duty").await;
    assert!(page.text.contains(&code.pairing().spoken()) && page.text.contains("öppnas när beviset finns"), "{}", page.text);
    assert!(!page.text.contains("data-key=\"q\""), "what is not opened can't be owned");
    night.clock.advance(SignedDuration::from_secs(61));
    let page = lo.get("/duty").await;
    assert!(page.text.contains("Vänta inte: ring") && page.text.contains("08-465 004"), "{}", page.text);
    let case = lo.get(&format!("/cases/{code}")).await;
    assert!(case.status == StatusCode::OK && !case.text.contains(NAME));
    let answer = lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    // The proof comes after all.
    night.broker.cosigned_by(&[AgencyName::Police, AgencyName::Social]);
    // A try that failed before the proof came waits for its time, and the clock of the test stands still by itself.
    let opens = || async {
        night.clock.advance(SignedDuration::from_secs(1));
        lo.get("/duty").await.text.contains("data-key=\"q\"")
    };
    until("it opens", opens).await;
}

async fn a_false_parcel_waits_until_somebody_has_rung(night: &Night) {
    night.broker.tamper(|parcel| parcel.offer.payload.0[40] ^= 1);
    let call_out = night.call_out().await;
    let sent = night.send(&call_out, CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    until("it is rejected", || async { lo.get("/duty").await.text.contains("Gick inte att öppna") }).await;
    let page = lo.get("/duty").await;
    assert!(page.title().starts_with("(1)") && page.text.contains("Jag har ringt"));
    let answer = lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = lo.get("/duty").await;
    assert!(page.title().starts_with("Jourinkorg") && page.text.contains("Klart i natt (1)"));
}

async fn a_withdrawn_consent_stops_the_desk_until_somebody_knows(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await;
    let (id, now) = (sent[0].id, night.clock.now());
    let gone = Notice {
        number: 99,
        kind: NoticeKind::ParcelGone,
        handover: Some(id),
        case_code: None,
        from: None,
        unit: None,
        purpose: None,
        urgency: None,
        sequence: None,
        gone: Some(wire::GoneCause::Withdrawn),
        withdrawn: None,
        repaired_from: None,
        trace: None,
        receipt: None,
        at: now,
    };
    let casework = night.casework.clone();
    let told = night.db.write("test_gone", move |conn| social::flow::Desk.notice_arrived(&casework, conn, &gone, now));
    told.await.unwrap();
    assert!(lo.get("/duty").await.text.contains("Samtycket återkallat"));
    let page = lo.get(&format!("/cases/{code}")).await;
    assert!(page.text.contains("Samtycket är återkallat"), "{}", page.text);
    assert!(!page.text.contains("id=\"contact\"") && !page.text.contains("tel:070"), "the number is not put forward any more");
    assert!(!page.text.contains(NAME) && page.text.contains("visas inte mer"), "nor anything else that came by it");
    assert_eq!(lo.post(&format!("/duty/{id}/withdrawal"), &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!lo.get("/duty").await.text.contains("Samtycket återkallat"));
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains("Vi har bekräftat att vi vet"));
}

async fn a_receipt_goes_with_what_is_not_shown_any_more(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let path = |last: &str| format!("/cases/{code}/handovers/{}/{last}", sent[0].id);
    let (why, receipt) = (path("why"), path("receipt.json"));
    assert!(lo.get(&why).await.text.contains(&receipt));
    let file = lo.get(&receipt).await;
    assert!(file.status == StatusCode::OK && file.text.contains("\"inclusion\""), "{}", file.text);
    night.broker.tell_gone(sent[0].id, wire::GoneCause::Withdrawn);
    until("it is shut", || async { lo.get(&why).await.text.contains("visas inte mer") }).await;
    assert!(!lo.get(&why).await.text.contains(&receipt), "a receipt names the kinds of details");
    assert_eq!(lo.get(&receipt).await.status, StatusCode::NOT_FOUND);
}

async fn what_was_recalled_before_it_was_opened_says_so_in_neutral_words(night: &Night) {
    night.broker.cosigned_by(&[]);
    let call_out = night.call_out().await;
    let sent = night.send(&call_out, CONSENT).await;
    until("it is announced", || announced(night, sent[0].id)).await;
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get("/duty").await.title().starts_with("(1)"));
    night.broker.tell_gone(sent[0].id, wire::GoneCause::Recalled);
    until("it is gone", || async { lo.get("/duty").await.text.contains("Det gick inte längre att hämta när vi skulle öppna.") }).await;
    let page = lo.get("/duty").await;
    assert!(page.title().starts_with("Jourinkorg") && !page.text.contains("data-ring>"), "nothing rings for it: {}", page.title());
    let case = lo.get(&format!("/cases/{}", call_out.case.code)).await;
    assert!(case.text.contains("Det gick inte längre att hämta när vi skulle öppna."), "{}", case.text);
    for page in [page.text, case.text] {
        assert!(!page.contains("tog tillbaka det") && !page.contains("togs tillbaka"), "nobody here learns why: {page}");
    }
}

async fn a_number_that_never_comes_is_told_with_the_number_to_ring(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    night.broker.cheat_once(Cheat::Withhold);
    let withheld = night.call_out().await;
    night.send(&withheld, CONSENT).await;
    // The courier keeps no order: it is this one that the broker holds back, when it has come before the next is sent.
    until("it is withheld", || async { !night.broker.offers().is_empty() }).await;
    night.alarm(CONSENT).await;
    assert!(!lo.get("/duty").await.text.contains("saknas i nummerföljden"), "not before a minute: it may come");
    night.after(2);
    until("the gap is told", || async { lo.get("/duty").await.text.contains("saknas i nummerföljden") }).await;
    assert!(!lo.get("/duty").await.text.contains(&withheld.case.code.pairing().spoken()), "nobody here knows which case it was");
}

/// The rules of the table hold on both databases.
async fn what_the_database_refuses(night: &Night) {
    night.alarm(CONSENT).await;
    let wrong = [
        "UPDATE duty_items SET state = 'sent'",
        "UPDATE duty_items SET owner = NULL, acknowledged_at = 1",
        "UPDATE duty_items SET state = 'acknowledged', owner = NULL, acknowledged_at = NULL",
        "UPDATE duty_items SET agreed = 'maybe'",
        "UPDATE duty_items SET case_id = NULL",
        "UPDATE duty_items SET withdrawal_confirmed_at = 1",
        "UPDATE duty_items SET gone = 'recalled'",
        "UPDATE duty_items SET state = 'done_tonight'",
        "UPDATE duty_items SET state = 'gone', gone = 'lost'",
        "INSERT INTO concern_steps (handover_id, protection_at) SELECT handover_id, 1 FROM duty_items",
        "INSERT INTO district_confirmations (handover_id, confirmed_by, confirmed_at, by_phone) SELECT handover_id, 'x', 1, TRUE FROM duty_items",
    ];
    for sql in wrong {
        let refused = night.db.write("test_wrong", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(sql), c)).map(drop).map_err(Into::into)
        });
        assert!(refused.await.is_err(), "{sql}");
    }
}
