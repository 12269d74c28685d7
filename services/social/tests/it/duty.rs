//! `/duty`: what is on the list, in which order, and what the desk answers.

use casework::{HandoverStateCode, handovers};
use reqwest::StatusCode;
use store::clock::Clock as _;
use wire::{CaseCode, HandoverId, ReceiptState};

use crate::{
    browser::Browser,
    night::{NAME, NUMBER, Night, Told, nights, until},
};

nights!(
    the_longest_waiting_is_first_and_what_is_owned_is_below,
    a_plain_post_acknowledges_and_goes_back,
    pressing_twice_is_one_acknowledgement,
    of_two_at_once_one_wins_and_the_other_is_told_who,
    one_press_takes_what_stood_together_and_nothing_that_came_since,
    declining_needs_a_reason,
    what_belongs_to_another_unit_is_sent_there_by_its_sender,
    a_word_of_state_is_sent_back_once,
    nothing_is_owned_by_looking,
    no_name_and_no_number_on_the_list,
    a_code_heard_on_the_telephone_is_found,
    no_sender_is_shown_as_a_slug,
    without_scripts_the_list_says_when_it_was_read,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: true };

async fn acknowledge(browser: &Browser, id: HandoverId) -> crate::browser::Answer {
    browser.post(&format!("/duty/{id}/acknowledge"), &[("back", "/duty")]).await
}

fn spoken(code: CaseCode) -> String {
    code.pairing().spoken()
}

async fn the_longest_waiting_is_first_and_what_is_owned_is_below(night: &Night) {
    let (first, sent) = night.alarm(CONSENT).await;
    night.after(3);
    let (second, _) = night.alarm(CONSENT).await;
    night.after(8);
    let lo = Browser::of(night, "lo").await;
    let page = lo.get("/duty").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.title().starts_with("(2) Jourinkorg"), "{}", page.title());
    assert!(page.place(&spoken(first)) < page.place(&spoken(second)));
    assert!(page.text.contains("11 min · över 10 min") && page.text.contains("8 min · över 5 min"), "{}", page.text);
    assert!(page.text.contains("mer än 10 minuter"), "the group leader is named on the page");
    assert_eq!(page.text.matches("data-ring>").count(), 2);

    assert_eq!(acknowledge(&lo, sent[0].id).await.status, StatusCode::SEE_OTHER);
    let page = lo.get("/duty").await;
    assert!(page.title().starts_with("(1) Jourinkorg"));
    assert!(page.place(&spoken(second)) < page.place("id=\"ongoing\"") && page.place("id=\"ongoing\"") < page.place(&spoken(first)));
    assert!(!page.text.contains("mer än 10 minuter"));
}

async fn a_plain_post_acknowledges_and_goes_back(night: &Night) {
    let (_, sent) = night.alarm(CONSENT).await;
    let answer = acknowledge(&Browser::of(night, "lo").await, sent[0].id).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/duty"));
    let id = sent[0].id;
    until("the car sees it", || async {
        let found = night.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
        found.state == HandoverStateCode::Acknowledged && found.detail.as_deref() == Some("duty_worker")
    })
    .await;
}

async fn pressing_twice_is_one_acknowledgement(night: &Night) {
    let (_, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    for _ in 0..3 {
        assert_eq!(acknowledge(&lo, sent[0].id).await.status, StatusCode::SEE_OTHER);
    }
    until("the receipts are posted", || async { night.broker.receipts().len() >= 2 }).await;
    let acknowledged = night.broker.receipts().into_iter().filter(|receipt| matches!(receipt.outcome, ReceiptState::Acknowledged { .. }));
    assert_eq!(acknowledged.count(), 1);
}

async fn of_two_at_once_one_wins_and_the_other_is_told_who(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let (a, b) = tokio::join!(acknowledge(&lo, sent[0].id), acknowledge(&anna, sent[0].id));
    let (winner, loser, answer) = if a.status == StatusCode::SEE_OTHER { ("lo", &anna, &b) } else { ("anna", &lo, &a) };
    assert_eq!((a.status == StatusCode::SEE_OTHER) as u8 + (b.status == StatusCode::SEE_OTHER) as u8, 1, "{} {}", a.status, b.status);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains(&format!("{winner} hann före och har {}", spoken(code))), "{}", answer.text);
    assert!(answer.text.contains("id=\"rows\""), "the list is there, so that nobody must find the way back");
    assert_eq!(acknowledge(loser, sent[0].id).await.status, StatusCode::CONFLICT);
}

async fn one_press_takes_what_stood_together_and_nothing_that_came_since(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let (other, others) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let page = lo.get("/duty").await;
    assert_eq!(page.text.matches("data-key=\"q\"").count(), 2, "one button a case");
    assert!(page.place("Orosanmälan") < page.place(&format!("samma ärende {}", spoken(code))), "the report of concern stands first");
    // A handover of another case in the same press stays where it is.
    let also: Vec<String> = [sent[1].id, others[0].id].iter().map(ToString::to_string).collect();
    let fields = [("back", "/duty"), ("also", also[0].as_str()), ("also", also[1].as_str())];
    let answer = lo.post(&format!("/duty/{}/acknowledge", sent[0].id), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = lo.get("/duty").await;
    assert!(page.title().starts_with("(1)"), "{}", page.title());
    assert!(page.place(&spoken(other)) < page.place("id=\"ongoing\""));
    for id in sent.iter().map(|sent| sent.id) {
        let state = night.db.read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap().state;
        assert_eq!(state, HandoverStateCode::Acknowledged);
    }
}

async fn declining_needs_a_reason(night: &Night) {
    let (_, sent) = night.alarm(CONSENT).await;
    let (id, lo) = (sent[0].id, Browser::of(night, "lo").await);
    let path = format!("/duty/{id}/decline");
    assert_eq!(lo.get(&path).await.status, StatusCode::OK);
    for wrong in ["", "why_not", "<b>", "🙈", &"x".repeat(5000)] {
        let answer = lo.post(&path, &[("reason", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.text.contains("Välj varför ni avböjer."));
    }
    let state = |id| night.db.read(move |conn| handovers::find(conn, id));
    assert_eq!(state(id).await.unwrap().unwrap().state, HandoverStateCode::Received, "nothing was declined by mistake");
    assert_eq!(lo.post(&path, &[("reason", "not_responsible")]).await.status, StatusCode::SEE_OTHER);
    let declined = state(id).await.unwrap().unwrap();
    assert_eq!((declined.state, declined.detail.as_deref()), (HandoverStateCode::Declined, Some("not_responsible")));
    assert_eq!(acknowledge(&lo, id).await.status, StatusCode::CONFLICT);
}

async fn what_belongs_to_another_unit_is_sent_there_by_its_sender(night: &Night) {
    const ELSEWHERE: &str = "socialtjansten-exempelstad/aldreenheten";
    let (code, sent) = night.alarm(CONSENT).await;
    let (id, lo) = (sent[0].id, Browser::of(night, "lo").await);
    let path = format!("/duty/{id}/decline");
    let page = lo.get(&path).await.text;
    assert!(page.contains("Den hör till en annan enhet eller nämnd") && page.contains(&format!("value=\"{ELSEWHERE}\"")), "{page}");
    assert!(!page.contains("value=\"polisen-exempelstad/") && !page.contains("/socialjouren\"") && !page.contains(" checked"), "{page}");
    for wrong in ["polisen-exempelstad/ingripande", "socialtjansten-exempelstad/socialjouren", "grannstad/okand", "/", "a/b/c"] {
        let answer = lo.post(&path, &[("reason", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {}", answer.text);
    }
    assert!(lo.get("/duty").await.title().starts_with("(1)"), "nothing was declined by mistake");
    for _ in 0..2 {
        assert_eq!(lo.post(&path, &[("reason", ELSEWHERE)]).await.location, "/duty");
    }
    let desk = lo.get("/duty").await;
    assert!(desk.title().starts_with("Jourinkorg") && desk.text.contains("Hör till "), "{}", desk.text);
    let case = lo.get(&format!("/cases/{code}")).await;
    assert!(case.text.contains("Hör till ") && !case.text.contains(NAME), "who declined reads no more: {}", case.text);
    until("the car sees where it belongs", || async {
        let found = night.police.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap();
        found.state == HandoverStateCode::Redirected && found.detail.as_deref() == Some(ELSEWHERE)
    })
    .await;
    let (own, officer, now) = (night.police.clone(), night.police.staff_named("lo").await, night.clock.now());
    let on =
        night.police.db().try_write("test_send_on", move |conn| own.start_draft_from(conn, id, &ELSEWHERE.parse().unwrap(), &officer, now));
    assert_eq!(on.await.unwrap().to.unit.as_str(), ELSEWHERE, "the car can send it on");
}

async fn a_word_of_state_is_sent_back_once(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let (id, lo) = (sent[0].id, Browser::of(night, "lo").await);
    let path = format!("/duty/{id}/state");
    let early = lo.post(&path, &[("state", "contact_made")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "nobody owns it yet");
    acknowledge(&lo, id).await;
    for _ in 0..2 {
        let answer = lo.post(&path, &[("state", "contact_tried")]).await;
        assert_eq!((answer.status, answer.location), (StatusCode::SEE_OTHER, format!("/cases/{code}")));
    }
    let back =
        || night.broker.offers().into_iter().filter(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad").count();
    until("the word is posted", || async { back() == 1 }).await;
    assert!(lo.get("/duty").await.text.contains("Kontakt försökt"));
    for wrong in ["acknowledged", "taken_over", "", "closed"] {
        let status = lo.post(&path, &[("state", wrong)]).await.status;
        assert!(status == StatusCode::CONFLICT || status == StatusCode::UNPROCESSABLE_ENTITY, "{wrong}: {status}");
    }
    assert_eq!(lo.post(&path, &[("state", "closed_here")]).await.status, StatusCode::SEE_OTHER);
    assert!(lo.get("/duty").await.text.contains("Klart i natt (1)"));
    assert_eq!(lo.post(&path, &[("state", "contact_made")]).await.status, StatusCode::CONFLICT);
}

async fn nothing_is_owned_by_looking(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    lo.get("/duty").await;
    lo.get(&format!("/cases/{code}")).await;
    let id = sent[0].id;
    assert_eq!(night.db.read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap().state, HandoverStateCode::Received);
    assert!(lo.get("/duty").await.title().starts_with("(1)"));
}

async fn no_name_and_no_number_on_the_list(night: &Night) {
    night.alarm(BOTH).await;
    let lo = Browser::of(night, "lo").await;
    for path in ["/duty", "/duty/rows"] {
        let page = lo.get(path).await;
        for word in [NAME, "Kanarie", "Fågelsång", NUMBER, "0701740605", "46701740605", "1991", "åg eller hörde"] {
            assert!(!page.text.contains(word), "{word} on {path}");
        }
        assert!(page.text.contains("Gripen"), "custody is told");
    }
}

async fn a_code_heard_on_the_telephone_is_found(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let spoken = spoken(code);
    for typed in [spoken.clone(), spoken.to_lowercase(), code.pairing().to_string(), code.to_string(), code.to_string().to_lowercase()] {
        let answer = lo.post("/duty/find", &[("code", &typed)]).await;
        assert_eq!(answer.location, format!("/cases/{code}"), "{typed}");
    }
    for typed in ["", "KV7", "%", "_____", "''; DROP TABLE duty_items", "🦊🦊🦊🦊🦊", &"å".repeat(2000)] {
        let answer = lo.post("/duty/find", &[("code", typed)]).await;
        assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/duty"), "{typed}");
    }
    // What is typed stays out of addresses: there is no other door, and the page uses this one.
    assert_eq!(lo.get("/duty/find?code=KV742").await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(lo.get("/duty").await.text.contains("method=\"post\" action=\"/duty/find\""));
    let bare = lo.post_bare("/duty/find", &format!("code={code}")).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN, "a form without its token");
}

async fn no_sender_is_shown_as_a_slug(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    for (unit, slug, name) in [
        ("polisen-exempelstad/norra-patrullen", "norra-patrullen", "Polisen"),
        ("socialtjansten-exempelstad/mottagningen", "mottagningen", night.casework.config().name.as_str()),
        ("polisen-grannstad/norra-patrullen", "norra-patrullen", "Myndigheten polisen-grannstad"),
    ] {
        let sql = format!("UPDATE duty_items SET from_unit = '{unit}'");
        let moved = night.db.write("test_other_unit", move |conn| {
            store::on!(conn, c => diesel::RunQueryDsl::execute(diesel::sql_query(sql.clone()), c)).map(drop).map_err(Into::into)
        });
        moved.await.unwrap();
        for path in ["/duty", &format!("/cases/{code}")] {
            let page = lo.get(path).await;
            assert!(page.text.contains(name) && !page.text.contains(slug), "{unit} on {path}: {}", page.text);
        }
    }
}

async fn without_scripts_the_list_says_when_it_was_read(night: &Night) {
    assert_eq!(night.clock.now(), crate::night::night());
    let lo = Browser::of(night, "lo").await;
    let page = lo.get("/duty").await;
    assert!(page.text.contains("Läst 02:14") && page.text.contains("Läs om"));
    assert!(!page.text.contains("http-equiv"), "nothing reloads by itself (WCAG 2.2.1)");
    assert!(lo.get("/duty?reload=30").await.text.contains("http-equiv=\"refresh\" content=\"30\""));
}
