//! A code heard on the telephone before anything has come; notes; what is at hand.

use reqwest::StatusCode;
use wire::{CaseCode, PairingCode};

use crate::{
    browser::Browser,
    night::{CallOut, Night, Told, nights, until},
};

nights!(
    a_shell_is_joined_when_its_record_comes_and_the_note_comes_along,
    what_comes_late_is_a_question_first,
    a_misheard_code_shows_what_is_near,
    a_note_is_sealed_kept_over_a_logout_and_seen_by_colleagues_on_the_case,
    at_most_six_are_at_hand,
    a_note_that_is_too_long_is_not_lost,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const SECRET: &str = "Kanariefågel i köket, ring efter fyra";

async fn shell(browser: &Browser, code: CaseCode) -> String {
    let asked = browser.post("/duty/find", &[("code", &code.pairing().spoken())]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.location);
    assert!(asked.text.contains("Inget har kommit med koden") && asked.text.contains(&format!("value=\"{code}\"")), "{}", asked.text);
    let opened = browser.post("/shells", &[("code", &code.to_string()), ("agency", "polisen-exempelstad")]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    opened.location.rsplit('/').next().unwrap().to_owned()
}

async fn comes(night: &Night, call_out: &CallOut) {
    let sent = night.send(call_out, CONSENT).await;
    let id = sent[0].id;
    until("it is opened", || async { night.db.read(move |conn| casework::handovers::find(conn, id)).await.unwrap().is_some() }).await;
}

async fn a_shell_is_joined_when_its_record_comes_and_the_note_comes_along(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let call_out = night.call_out().await;
    let code = call_out.case.code;
    let id = shell(&lo, code).await;
    assert_eq!(lo.post("/duty/find", &[("code", &code.to_string())]).await.location, format!("/shells/{id}"), "one shell");
    lo.post(&format!("/notes/{id}"), &[("text", SECRET), ("back", "/duty")]).await;
    let desk = lo.get("/duty").await;
    assert!(desk.text.contains(SECRET) && desk.text.contains("väntar på uppgifter"), "at hand");
    assert!(desk.title().starts_with("Jourinkorg"), "a shell is nobody's alarm: {}", desk.title());

    comes(night, &call_out).await;
    let page = lo.get(&format!("/shells/{id}")).await;
    assert!(page.text.contains(&format!("/cases/{code}")), "{}", page.text);
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains(SECRET));
    let desk = lo.get("/duty").await;
    assert!(desk.text.contains(SECRET) && !desk.text.contains(&format!("/shells/{id}\"")), "the case is at hand in its stead");
    assert_eq!(lo.post("/duty/find", &[("code", &code.to_string())]).await.location, format!("/cases/{code}"));
    // What comes later to the same case asks nothing.
    comes(night, &call_out).await;
    assert!(!lo.get(&format!("/shells/{id}")).await.text.contains("Är det här samma ärende"));
}

async fn what_comes_late_is_a_question_first(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let call_out = night.call_out().await;
    let code = call_out.case.code;
    let id = shell(&lo, code).await;
    lo.post(&format!("/notes/{id}"), &[("text", SECRET), ("back", "/duty")]).await;
    // The other way of the clock is refused by the log's proofs: the shell is made older instead.
    let sql = format!("UPDATE shells SET opened_at = opened_at - {}", 49_i64 * 3_600_000_000);
    let aged = night.db.write("test_age", move |conn| {
        store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(sql.clone()), c)).map(drop).map_err(Into::into)
    });
    aged.await.unwrap();
    comes(night, &call_out).await;
    assert!(!lo.get(&format!("/cases/{code}")).await.text.contains(SECRET), "not before a person says so");
    assert!(lo.get("/duty").await.text.contains("fråga väntar"));
    let page = lo.get(&format!("/shells/{id}")).await;
    assert!(page.text.contains("mer än 48 timmar"), "{}", page.text);
    let case = page.text.split("name=\"case\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = lo.post(&format!("/shells/{id}/answer"), &[("case", &case), ("answer", "perhaps")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let joined = lo.post(&format!("/shells/{id}/answer"), &[("case", &case), ("answer", "same")]).await;
    assert_eq!(joined.location, format!("/cases/{code}"), "{}", joined.text);
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains(SECRET));
    let again = lo.post(&format!("/shells/{id}/answer"), &[("case", &case), ("answer", "other")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "answered");
}

async fn a_misheard_code_shows_what_is_near(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let mut wrong = code.pairing().to_string();
    let last = if wrong.ends_with('2') { '3' } else { '2' };
    wrong.pop();
    wrong.push(last);
    let page = lo.post("/duty/find", &[("code", &wrong)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(&format!("/cases/{code}")), "{}", page.text);
    assert!(!page.text.contains("Öppna skal"), "no shell on a code that can't be");
    let refused = lo.post("/shells", &[("code", &format!("{wrong}-2611")), ("agency", "polisen-exempelstad")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = CaseCode::new(PairingCode::from_draw(5), 26, 11).unwrap().to_string();
    let unknown = lo.post("/shells", &[("code", &good), ("agency", "polisen-nagon")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "an agency that was never compared");
}

async fn a_note_is_sealed_kept_over_a_logout_and_seen_by_colleagues_on_the_case(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await;
    let case = night.db.read(move |conn| casework::cases::with_code(conn, &code)).await.unwrap().remove(0).id;
    lo.post("/hand", &[("place", &case.to_string())]).await;
    let kept = lo.post(&format!("/notes/{case}"), &[("text", SECRET), ("back", "/duty")]).await;
    assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, "/duty"));
    lo.post("/logout", &[]).await;
    let again = Browser::of(night, "lo").await;
    let desk = again.get("/duty").await;
    assert!(desk.text.contains(SECRET) && desk.text.contains("Sparat 02:14"), "kept with the person");
    let anna = Browser::of(night, "anna").await;
    assert!(!anna.get("/duty").await.text.contains(SECRET), "another's rail");
    assert!(anna.get(&format!("/cases/{code}")).await.text.contains(SECRET), "on the case, which is opened and logged");
    let sealed: Vec<Vec<u8>> = night
        .db
        .read(|conn| {
            diesel::table! { notes (place_id, staff) { place_id -> Binary, staff -> Text, sealed -> Binary, } }
            use diesel::{QueryDsl as _, RunQueryDsl as _};
            store::on!(conn, c => notes::table.select(notes::sealed).load(c)).map_err(Into::into)
        })
        .await
        .unwrap();
    assert!(sealed.len() == 1 && !sealed[0].windows(6).any(|piece| piece == b"Kanari"), "sealed at rest");
    again.post(&format!("/hand/{case}/away"), &[]).await;
    assert!(!again.get("/duty").await.text.contains(SECRET));
    assert!(again.get(&format!("/cases/{code}")).await.text.contains(SECRET), "put away, not thrown away");
}

async fn at_most_six_are_at_hand(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let mut last = String::new();
    for draw in 10..17 {
        last = shell(&lo, CaseCode::new(PairingCode::from_draw(draw), 26, 11).unwrap()).await;
    }
    assert_eq!(lo.get("/duty").await.text.matches("<section class=\"hand\"").count(), 6, "the seventh pushes nothing out");
    let full = lo.post("/hand", &[("place", &last)]).await;
    assert_eq!(full.status, StatusCode::CONFLICT);
    assert!(full.text.contains("redan sex ärenden"), "{}", full.text);
    let closed = lo.post(&format!("/shells/{last}/close"), &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(!lo.get("/duty").await.text.contains(&last));
}

async fn a_note_that_is_too_long_is_not_lost(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let id = shell(&lo, CaseCode::new(PairingCode::from_draw(77), 26, 11).unwrap()).await;
    let long = "å".repeat(10_001);
    let answer = lo.post(&format!("/notes/{id}"), &[("text", &long), ("back", "/duty")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains(&long) && answer.text.contains("längre än 10 000 tecken"));
    for strange in ["", "<script>alert(1)</script>", "\u{0}\u{202e}🙈", "'; DROP TABLE notes", "ÅÄÖ\r\nny rad"] {
        let kept = lo.post(&format!("/notes/{id}"), &[("text", strange), ("back", "https://example.org/")]).await;
        assert_eq!((kept.status, kept.location.as_str()), (StatusCode::SEE_OTHER, "/"), "{strange:?}");
        assert!(!lo.get("/duty").await.text.contains("<script>alert"));
    }
}
