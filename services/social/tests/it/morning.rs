//! The hand-over at seven.

use reqwest::StatusCode;
use wire::{CaseCode, HandoverId, ReceiptState};

use crate::{
    browser::Browser,
    night::{NAME, NUMBER, Night, Told, nights, until},
};

nights!(
    a_case_goes_from_the_night_to_a_district_and_is_confirmed,
    the_day_staff_confirms_its_own_list,
    who_takes_over_begins_at_the_own_list,
    copies_are_numbered_and_say_when_to_destroy_them,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

async fn owned(night: &Night, browser: &Browser) -> (CaseCode, HandoverId) {
    let (code, sent) = night.alarm(CONSENT).await;
    browser.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await;
    (code, sent[0].id)
}

async fn a_case_goes_from_the_night_to_a_district_and_is_confirmed(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let (code, id) = owned(night, &lo).await;
    let case = format!("/cases/{code}");
    assert!(lo.get("/morning").await.text.contains(&case), "what is on no list is told");
    assert_eq!(lo.post(&format!("/duty/{id}/finish"), &[]).await.location, case);
    assert!(lo.get("/duty").await.text.contains("Klart för i natt") && lo.get("/morning").await.text.contains(&case));
    // Somebody calls back after all.
    assert_eq!(lo.post(&format!("/duty/{id}/state"), &[("state", "contact_made")]).await.status, StatusCode::SEE_OTHER);
    let wrong = lo.post(&format!("/duty/{id}/district"), &[("district", "månen")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lo.post(&format!("/duty/{id}/district"), &[("district", "mottagningen")]).await.location, case);
    let list = lo.get("/morning/mottagningen").await;
    assert!(list.text.contains("1 är inte kvitterade") && list.text.contains("Kvitterat per telefon"), "{}", list.text);
    assert!(!lo.get("/morning").await.text.contains(&case), "it is on a list now");
    let confirmed = lo.post("/morning/mottagningen/confirm", &[("handover", &id.to_string())]).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
    assert!(lo.get("/morning/mottagningen").await.text.contains("Inget är öppet."));
    assert!(lo.get("/duty").await.text.contains("Stadsdel kvitterat"));
    assert_eq!(lo.get("/morning/norr").await.status, StatusCode::OK);
    let elsewhere = lo.post("/morning/norr/confirm", &[("handover", &id.to_string())]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND, "another list");
}

async fn the_day_staff_confirms_its_own_list(night: &Night) {
    let (lo, mia) = (Browser::of(night, "lo").await, Browser::of(night, "mia").await);
    let (code, id) = owned(night, &lo).await;
    assert_eq!(mia.get("/duty").await.status, StatusCode::FORBIDDEN);
    lo.post(&format!("/duty/{id}/district"), &[("district", "norr")]).await;
    assert_eq!(mia.get("/morning/mottagningen").await.status, StatusCode::NOT_FOUND, "not her unit's");
    let list = mia.get("/morning/norr").await;
    assert!(list.text.contains(&code.pairing().spoken()) && list.text.contains(">Kvittera<"), "{}", list.text);
    for word in [NAME, NUMBER, "Kanarie"] {
        assert!(!list.text.contains(word), "codes only: {word}");
    }
    let token = list.text.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let body = format!("csrf={token}&handover={id}");
    for _ in 0..2 {
        let confirmed = mia.post_bare("/morning/norr/confirm", &body).await;
        assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
    }
    until("the sender hears which unit took over", || async {
        let receipts = night.broker.receipts();
        receipts.iter().filter(|one| matches!(&one.outcome, ReceiptState::TakenOver { unit } if unit.as_str().ends_with("/norra"))).count()
            == 1
    })
    .await;
    assert!(lo.get("/duty").await.text.contains("Stadsdel kvitterat"));
}

async fn who_takes_over_begins_at_the_own_list(night: &Night) {
    let mia = Browser::of(night, "mia").await;
    assert_eq!(mia.get("/").await.location, "/morning");
    assert_eq!(mia.get("/morning").await.location, "/morning/norr");
    let list = mia.get("/morning/norr").await;
    assert!(list.status == StatusCode::OK && list.text.contains("href=\"/morning\""), "{}", list.text);
    assert!(!list.text.contains("href=\"/duty\""), "no way to a door that is shut");
    let vera = Browser::of(night, "vera").await;
    assert_eq!(vera.get("/").await.location, "/morning");
    let none = vera.get("/morning").await;
    assert!(none.status == StatusCode::OK && none.text.contains("Din enhet har ingen lista."), "{}", none.text);
    assert!(!none.text.contains("href=\"/duty\"") && !none.text.contains("/morning/norr"));
    assert_eq!(vera.get("/morning/norr").await.status, StatusCode::NOT_FOUND);
    assert_eq!(Browser::of(night, "sam").await.get("/morning").await.status, StatusCode::FORBIDDEN);
    assert_eq!(Browser::of(night, "lo").await.get("/").await.location, "/duty");
    assert!(Browser::of(night, "lo").await.get("/morning").await.text.contains("href=\"/duty\""));
    assert!(Browser::stranger(night).get("/morning").await.location.starts_with("/login"));
}

async fn copies_are_numbered_and_say_when_to_destroy_them(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let (_, id) = owned(night, &lo).await;
    lo.post(&format!("/duty/{id}/district"), &[("district", "mottagningen")]).await;
    assert!(!lo.get("/morning/mottagningen").await.text.contains("Exemplar"));
    for n in 1..=2 {
        let made = lo.post("/morning/mottagningen/copies", &[]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let page = lo.get("/morning/mottagningen").await.text;
        assert!(
            page.contains(&format!("Exemplar {n}, lo, 22 nov. 2026 02:14.")) && page.contains("Förstörs 22 nov. 2026 14:14."),
            "{page}"
        );
    }
}
