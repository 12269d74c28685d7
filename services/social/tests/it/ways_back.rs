//! Who has lost the card is found by the number she gave; nobody else is, and the search says nothing.

use casework::access_entries;
use reqwest::StatusCode;
use wire::{CardCode, Category};

use crate::{
    browser::{Browser, goes_to},
    held_talk::count,
    night::{NAME, NUMBER, Night, Told, nights, until},
    planned::main,
};

nights!(
    she_is_found_by_her_number_however_it_is_written,
    what_is_closed_is_taken_up_again_from_there,
    only_the_desk_searches_and_only_its_own,
    a_withdrawn_handover_is_forgotten,
    a_declined_handover_is_forgotten,
    no_number_is_kept_in_the_clear,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

async fn she_is_found_by_her_number_however_it_is_written(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get("/duty").await.text.contains("href=\"/ways-back\""));
    let asked = main(&lo.get("/ways-back").await);
    assert!(asked.contains("Säg ingenting om ett ärende till den som ringer.") && !asked.contains("Det numret leder till"), "{asked}");
    let link = format!("href=\"/cases/{code}\"");
    for written in [NUMBER, "+46701740605", "0701740605"] {
        let answer = lo.post("/ways-back", &[("phone", written)]).await;
        assert!(answer.status == StatusCode::OK && answer.text.contains(&link), "{written}: {}", answer.text);
        assert!(!answer.text.contains(written) && !answer.text.contains(NAME), "neither number nor name is on the page");
        assert!(!answer.title().contains(&code.pairing().spoken()), "{}", answer.title());
    }
    let other = lo.post("/ways-back", &[("phone", "070-174 06 99")]).await;
    assert!(other.text.contains("Inget ärende hos er.") && !other.text.contains(&link), "{}", other.text);
    let wrong = lo.post("/ways-back", &[("phone", "ring <mig>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("id=\"phone-error\"") && wrong.text.contains("ring &#60;mig&#62;"), "{}", wrong.text);
    assert_eq!(count(night, "number_searches").await, 4, "each search is noted, what is no number is none");
    let case = night.db.read(move |conn| casework::cases::with_code(conn, &code)).await.unwrap().remove(0).id;
    let entries = night.db.read(move |conn| access_entries::of_case(conn, case)).await.unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.categories == [Category::SafeContact]).count(), 3, "in the log of the case too");
    assert!(lo.get_in("/ways-back", "en").await.text.contains("She has lost the card"));
}

async fn a_declined_handover_is_forgotten(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let link = format!("href=\"/cases/{code}\"");
    assert!(lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains(&link), "control");
    lo.post(&format!("/duty/{}/decline", sent[0].id), &[("reason", "conflict")]).await;
    assert!(!lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains(&link), "a conflict of interest is one of the reasons");
    assert_eq!(count(night, "number_marks").await, 0);
}

async fn what_is_closed_is_taken_up_again_from_there(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    goes_to(lo.post(&format!("/cases/{code}/closing"), &[("reason", "not_reached")]).await);
    night.after(300 * 24 * 60);
    let lo = Browser::of(night, "lo").await;
    let page = lo.post("/ways-back", &[("phone", NUMBER)]).await.text;
    assert!(
        page.contains("Avslutat 22 nov. 2026") && page.contains(&format!("href=\"/cases/{code}/closing?of=polisen-exempelstad\"")),
        "{page}"
    );
    goes_to(lo.post(&format!("/cases/{code}/closing/take-up"), &[("why", "came_back")]).await);
    assert!(!lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains("Avslutat 22 nov."));
}

async fn only_the_desk_searches_and_only_its_own(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    assert!(Browser::stranger(night).get("/ways-back").await.location.starts_with("/login"));
    let elin = Browser::of(night, "elin").await;
    for answer in [elin.get("/ways-back").await, elin.post("/ways-back", &[("phone", NUMBER)]).await] {
        assert!(!answer.text.contains(&code.to_string()), "another unit's case is not found: {}", answer.text);
    }
    let sam = Browser::of(night, "sam").await;
    assert_eq!(sam.get("/ways-back").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sam.post("/ways-back", &[("phone", NUMBER)]).await.status, StatusCode::FORBIDDEN);
}

async fn a_withdrawn_handover_is_forgotten(night: &Night) {
    let card = CardCode::from_random([7; 8]);
    let (code, sent) = night.alarm_with_card(CONSENT, &card).await;
    let lo = Browser::of(night, "lo").await;
    assert!(lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains(&code.to_string()));
    goes_to(lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await);
    goes_to(lo.post(&format!("/duty/{}/take-back", sent[0].id), &[("channel", "phone")]).await);
    until("the number is forgotten", || async { count(night, "number_marks").await == 0 }).await;
    assert!(lo.post("/ways-back", &[("phone", NUMBER)]).await.text.contains("Inget ärende hos er."));
}

async fn no_number_is_kept_in_the_clear(night: &Night) {
    night.alarm(CONSENT).await;
    let marks = "SELECT mark FROM number_marks";
    #[derive(diesel::QueryableByName)]
    struct Mark {
        #[diesel(sql_type = diesel::sql_types::Binary)]
        mark: Vec<u8>,
    }
    let read = move |conn: &mut store::Conn| -> store::Result<Vec<Mark>> {
        Ok(store::on!(conn, c => diesel::RunQueryDsl::load(diesel::sql_query(marks), c))?)
    };
    let kept = night.db.read(read).await.unwrap();
    assert_eq!(kept.len(), 1, "of her alone");
    assert!(kept.iter().all(|row| row.mark.len() == 32 && !row.mark.windows(4).any(|bytes| bytes == b"4670")));
}
