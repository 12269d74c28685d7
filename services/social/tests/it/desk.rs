//! The desk through a night: who is on, who has what, ring log, promises, the steps of a report of concern, and silence.

use casework::{access_entries, cases};
use jiff::SignedDuration;
use reqwest::StatusCode;
use social::flow::{Presence, watch};
use store::clock::Clock as _;
use wire::{CaseCode, Category, HandoverId};

use crate::{
    browser::{Answer, Browser},
    night::{NAME, Night, Told, nights},
};

nights!(
    a_shift_begins_asks_for_the_tone_and_ends,
    a_window_from_before_the_shift_is_told_that_it_has_begun,
    who_has_what_and_who_gave_it,
    only_the_owner_and_the_leader_give_a_case_away,
    a_failed_attempt_is_one_tap,
    a_promised_call_has_a_clock_until_it_is_kept,
    a_call_at_no_time_of_day_is_asked_for_again_where_it_was_typed,
    a_report_of_concern_runs_until_each_step_is_documented,
    nothing_is_documented_before_somebody_owns_it,
    keys_are_switched_off_for_the_person_at_every_desk,
    custody_on_the_list_leaves_one_entry_for_each_reader,
    nobody_there_is_an_alarm_until_the_leader_knows,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const CONCERN: Told = Told { consent: false, concern: true, protected: false, custody: false };

async fn owned(night: &Night, browser: &Browser, told: Told) -> (CaseCode, HandoverId) {
    let (code, sent) = night.alarm(told).await;
    let answer = browser.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    (code, sent[0].id)
}

fn spoken(code: CaseCode) -> String {
    code.pairing().spoken()
}

fn assert_went(answer: &Answer, to: &str) {
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, to), "{}", answer.text);
}

async fn a_shift_begins_asks_for_the_tone_and_ends(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get("/duty").await.text.contains("data-shift=\"off\""));
    let wrong = lo.post("/shifts", &[("until", "25:77")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"25:77\"") && wrong.text.contains("Skriv klockslaget"), "nothing typed is lost");
    for _ in 0..2 {
        assert_went(&lo.post("/shifts", &[("until", "07.00")]).await, "/shifts");
    }
    let page = lo.get("/shifts").await;
    assert!(page.text.contains("Hörde du tonen?") && page.text.contains("02:14") && page.text.contains("07:00"), "{}", page.text);
    assert_went(&lo.post("/shifts/tone", &[("heard", "no")]).await, "/shifts");
    assert!(lo.get("/shifts").await.text.contains("kan inte väcka dig"), "the answer is seen");
    assert!(lo.get("/duty").await.text.contains("inget ljud"));
    assert_went(&lo.post("/shifts/tone", &[("heard", "yes")]).await, "/duty");
    let desk = lo.get("/duty").await;
    assert!(desk.text.contains("data-shift=\"on\"") && desk.text.contains("<strong>Du</strong>"), "on the roster once");
    assert_eq!(desk.text.matches("<strong>Du</strong>").count(), 1);
    assert_eq!(lo.post("/shifts/tone", &[("heard", "maybe")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_went(&lo.post("/shifts/end", &[]).await, "/shifts");
    assert!(lo.get("/duty").await.text.contains("Ingen har startat passet"));
}

async fn a_window_from_before_the_shift_is_told_that_it_has_begun(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get("/shifts").await.text.contains("id=\"until\""), "the second window");
    assert_went(&lo.post("/shifts", &[("until", "07.00")]).await, "/shifts");
    assert_went(&lo.post("/shifts", &[("until", "25:77")]).await, "/shifts");
    let page = lo.get("/shifts").await.text;
    assert!(page.contains("07:00") && !page.contains("ds-error-summary"), "the shift goes on as it is: {page}");
}

async fn who_has_what_and_who_gave_it(night: &Night) {
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    anna.post("/shifts", &[]).await;
    let (code, id) = owned(night, &lo, CONSENT).await;
    let ask = lo.get(&format!("/duty/{id}/assign")).await;
    assert!(ask.text.contains("anna") && !ask.text.contains("elin") && !ask.text.contains("checked"), "{}", ask.text);
    let missing = lo.post(&format!("/duty/{id}/assign"), &[]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let to = night.casework.staff_named("anna").await.reference.to_string();
    assert_went(&lo.post(&format!("/duty/{id}/assign"), &[("to", &to)]).await, "/duty");
    let told = anna.get("/duty").await;
    assert!(told.text.contains(&format!("lo har gett dig {}", spoken(code))), "{}", told.text);
    assert!(!lo.get("/duty").await.text.contains("har gett dig"));
    let known = told.text.split("/assignments/").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
    assert_eq!(lo.post(&format!("/assignments/{known}/known"), &[]).await.status, StatusCode::NOT_FOUND, "another's to know");
    assert_went(&anna.post(&format!("/assignments/{known}/known"), &[]).await, "/duty");
    assert!(!anna.get("/duty").await.text.contains("har gett dig"));
    let roster = lo.get("/shifts").await.text;
    let line = roster.split("<strong>anna</strong>").nth(1).unwrap().split("</li>").next().unwrap().to_owned();
    assert!(line.contains(&spoken(code)), "{line}");
}

async fn only_the_owner_and_the_leader_give_a_case_away(night: &Night) {
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let own = night.casework.staff_named("lo").await.reference.to_string();
    let elsewhere = night.casework.staff_named("elin").await.reference.to_string();
    let (_, id) = owned(night, &anna, CONSENT).await;
    let path = format!("/duty/{id}/assign");
    assert_eq!(lo.post(&path, &[("to", &own)]).await.status, StatusCode::FORBIDDEN, "lo is neither");
    assert_eq!(lo.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(anna.post(&path, &[("to", &elsewhere)]).await.status, StatusCode::NOT_FOUND, "not of this desk");
    assert_went(&anna.post(&path, &[("to", &own)]).await, "/duty");
    // Now lo has it; anna leads the desk and may take it back.
    let leader = night.casework.staff_named("anna").await.reference.to_string();
    assert_went(&anna.post(&path, &[("to", &leader)]).await, "/duty");
    let (_, free) = night.alarm(CONSENT).await;
    let unowned = anna.post(&format!("/duty/{}/assign", free[0].id), &[("to", &own)]).await;
    assert_eq!(unowned.status, StatusCode::CONFLICT, "nobody owns it: acknowledge");
}

async fn a_failed_attempt_is_one_tap(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let (code, id) = owned(night, &lo, CONSENT).await;
    let path = format!("/duty/{id}/attempts");
    assert!(lo.get("/duty").await.text.contains(&format!("action=\"{path}\"")), "from the list");
    for _ in 0..2 {
        night.after(3);
        assert_went(&lo.post(&path, &[("outcome", "no_answer"), ("back", "/duty")]).await, "/duty");
    }
    assert!(lo.get("/duty").await.text.contains("2 utan svar, senast 02:20"));
    assert_went(&lo.post(&path, &[("outcome", "reached")]).await, &format!("/cases/{code}"));
    assert!(lo.get(&format!("/cases/{code}")).await.text.contains("Ringlogg (3)"));
    assert_eq!(lo.post(&path, &[("outcome", "texted")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
    assert_eq!(back.count(), 0, "the ring log stays here");
}

async fn a_promised_call_has_a_clock_until_it_is_kept(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let (code, id) = owned(night, &lo, CONSENT).await;
    let path = format!("/duty/{id}/promises");
    assert_went(&lo.post(&path, &[("minutes", "15")]).await, &format!("/cases/{code}"));
    assert!(lo.get("/duty").await.text.contains("Utlovat samtal 02:29:"), "{}", lo.get("/duty").await.text);
    assert!(lo.get("/duty").await.text.contains(">om 15 min<"));
    lo.post(&path, &[("at", "02:45")]).await;
    let moved = lo.get("/duty").await.text;
    assert!(moved.contains("Utlovat samtal 02:45:") && !moved.contains("02:29:"), "a promise is moved, not doubled");
    night.after(34);
    let late = lo.get("/duty").await.text;
    assert!(late.contains(">3 min sen<") && late.contains("data-state=\"late\""), "{late}");
    for wrong in ["", "0", "-5", "99999999999999999999", "x"] {
        assert_eq!(lo.post(&path, &[("minutes", wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    lo.post(&format!("/duty/{id}/attempts"), &[("outcome", "reached")]).await;
    assert!(!lo.get("/duty").await.text.contains("Utlovat samtal"), "kept");
}

async fn a_call_at_no_time_of_day_is_asked_for_again_where_it_was_typed(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let (code, id) = owned(night, &lo, CONSENT).await;
    let (path, case) = (format!("/duty/{id}/promises"), format!("/cases/{code}"));
    for wrong in ["25:77", "halv tre", "<b>", ""] {
        let answer = lo.post(&path, &[("at", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let field = answer.text.split("id=\"at\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default().to_owned();
        assert!(field.contains("aria-describedby=\"at-error\"") && answer.text.contains("href=\"#at\""), "{}", answer.text);
        assert!(wrong.contains('<') || field.contains(&format!("value=\"{wrong}\"")), "nothing typed is lost: {field}");
        assert!(answer.title().starts_with(&spoken(code)) && answer.text.contains(&format!("name=\"back\" value=\"{case}\"")));
        assert!(answer.text.contains(&format!("href=\"{case}/handovers\"")), "its links are those of the case");
    }
    assert!(!lo.get("/duty").await.text.contains("Utlovat samtal"), "nothing was promised");
    assert!(!lo.get(&case).await.text.contains("at-error"));
    let (_, free) = night.alarm(CONSENT).await;
    let early = lo.post(&format!("/duty/{}/promises", free[0].id), &[("at", "x")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody owns it: there is no such field");
}

async fn a_report_of_concern_runs_until_each_step_is_documented(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    let (code, id) = owned(night, &lo, CONCERN).await;
    night.after(16);
    let (path, case) = (format!("/duty/{id}/steps"), format!("/cases/{code}"));
    let page = lo.get("/duty").await.text;
    assert!(page.contains("Skyddsbedömning genast:") && page.contains(">16 min<"), "{page}");
    assert!(page.contains("Förhandsbedömning senast 6 dec. 2026:") && page.contains("14 dagar kvar"), "{page}");
    assert_eq!(lo.post(&path, &[("step", "feedback_given")]).await.status, StatusCode::CONFLICT, "before a decision");
    assert_went(&lo.post(&path, &[("step", "protection")]).await, &case);
    let documented = lo.get(&case).await.text;
    assert!(documented.contains("02:30, socialjour"), "time and role: {documented}");
    night.after(10);
    lo.post(&path, &[("step", "protection")]).await;
    assert!(lo.get(&case).await.text.contains("02:30"), "the first time stands");
    assert_went(&lo.post(&path, &[("step", "feedback_asked")]).await, &case);
    assert!(!lo.get("/duty").await.text.contains("Återkoppling till anmälaren"), "no clock before the decision");
    assert_went(&lo.post(&path, &[("step", "opened")]).await, &case);
    let page = lo.get("/duty").await.text;
    assert!(page.contains("Återkoppling till anmälaren senast 29 nov. 2026:") && page.contains("7 dagar kvar"), "{page}");
    assert!(!page.contains("Förhandsbedömning senast"));
    lo.post(&path, &[("step", "feedback_given")]).await;
    assert!(!lo.get("/duty").await.text.contains("Återkoppling till anmälaren"));
    for wrong in ["", "closed", "<b>"] {
        assert_eq!(lo.post(&path, &[("step", wrong)]).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

async fn nothing_is_documented_before_somebody_owns_it(night: &Night) {
    let (_, sent) = night.alarm(CONCERN).await;
    let (lo, id) = (Browser::of(night, "lo").await, sent[0].id);
    for (door, field) in [
        ("steps", ("step", "protection")),
        ("attempts", ("outcome", "no_answer")),
        ("promises", ("minutes", "15")),
        ("finish", ("x", "")),
        ("district", ("district", "mottagningen")),
    ] {
        assert_eq!(lo.post(&format!("/duty/{id}/{door}"), &[field]).await.status, StatusCode::CONFLICT, "{door}");
    }
}

async fn keys_are_switched_off_for_the_person_at_every_desk(night: &Night) {
    let (lo, other_desk, anna) = (Browser::of(night, "lo").await, Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    assert!(lo.get("/duty/keys").await.text.contains("Kortkommandona är på."));
    assert_went(&lo.post("/duty/keys", &[("keys", "off")]).await, "/duty/keys");
    assert!(other_desk.get("/duty").await.text.contains("data-keys=\"off\""));
    assert!(!anna.get("/duty").await.text.contains("data-keys=\"off\""));
    assert_went(&lo.post("/duty/keys", &[("keys", "on")]).await, "/duty/keys");
    assert!(!lo.get("/duty").await.text.contains("data-keys=\"off\""));
}

async fn custody_on_the_list_leaves_one_entry_for_each_reader(night: &Night) {
    let (code, sent) = night.alarm(Told { custody: true, ..CONCERN }).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    for reader in [&lo, &lo, &anna, &lo] {
        let page = reader.get("/duty").await;
        assert!(page.text.contains("Gripen") && !page.text.contains(NAME), "{}", page.text);
        assert!(reader.get("/duty/rows").await.text.contains("Gripen"));
    }
    let entries = night.db.read(move |conn| {
        let case = cases::with_code(conn, &code)?.remove(0);
        access_entries::of_case(conn, case.id)
    });
    let entries = entries.await.unwrap();
    assert_eq!(entries.len(), 2, "one for each reader, however often the list is read");
    assert!(entries.iter().all(|entry| entry.categories == [Category::CustodyStatus] && entry.handover == Some(sent[0].id)));
}

async fn nobody_there_is_an_alarm_until_the_leader_knows(night: &Night) {
    let limit = SignedDuration::from_mins(2);
    let look = || async { watch(&night.casework, &Presence::default(), limit, night.clock.now()).await.unwrap() };
    assert_eq!(look().await, 0, "nothing waits");
    night.alarm(CONSENT).await;
    assert_eq!(look().await, 0, "nobody has been there, and the limit is not reached");
    night.after(2);
    assert_eq!(look().await, 1);
    assert_eq!(look().await, 1, "once");
    let olle = Browser::of(night, "olle").await;
    let page = olle.get("/operations").await;
    assert!(page.text.contains("Ingen vid listan sedan") && page.text.contains("socialjouren"), "{}", page.text);
    assert_eq!(Browser::of(night, "lo").await.get("/operations").await.status, StatusCode::FORBIDDEN);

    let (anna, lo) = (Browser::of(night, "anna").await, Browser::of(night, "lo").await);
    assert!(anna.get("/duty").await.text.contains("Ingen hade listan öppen sedan 02:14 medan 1 väntade"));
    let here = Presence::default();
    let open = here.opened(&night.casework.config().unit, night.clock.now());
    assert_eq!(watch(&night.casework, &here, limit, night.clock.now()).await.unwrap(), 0);
    drop(open);
    assert!(anna.get("/duty").await.text.contains("Ingen hade listan öppen 02:14–02:16"), "told afterwards too");
    assert!(!lo.get("/duty").await.text.contains("Ingen hade listan öppen"), "the leader alone");
    assert_eq!(lo.post("/duty/silence", &[]).await.status, StatusCode::FORBIDDEN);
    assert_went(&anna.post("/duty/silence", &[]).await, "/duty");
    assert!(!anna.get("/duty").await.text.contains("Ingen hade listan öppen"));
}
