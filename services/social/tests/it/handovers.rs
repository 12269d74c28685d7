//! Handing over, asking and answering from the desk.

use casework::{Ask, DraftProblem};
use reqwest::StatusCode;
use social::access::{DOORS, Who};
use wire::{CaseCode, Category, Purpose};

use crate::{
    browser::{Browser, between, goes_to},
    night::{NAME, Night, Told, nights, until},
};

nights!(
    who_does_not_work_with_the_case_finds_nothing,
    a_unit_opens_its_own_and_nothing_of_another_units,
    a_feared_crime_is_judged_by_its_penalty_on_the_day,
    a_question_is_answered_or_noted_as_unanswered,
    what_came_of_a_report_is_noted_with_its_day,
    what_was_noted_of_a_report_moves_the_clocks_of_the_desk,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const POLICE: &str = "polisen-exempelstad/ingripande";

async fn who_does_not_work_with_the_case_finds_nothing(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let (stranger, sam, elin) = (Browser::stranger(night), Browser::of(night, "sam").await, Browser::of(night, "elin").await);
    let id = sent[0].id.to_string();
    // A draft that is there: what is not found is not found for want of a right.
    let lead = Browser::of(night, "anna").await;
    let draft = begun(&lead, code, "referral").await;
    assert_eq!(lead.get(&draft).await.status, StatusCode::OK);
    let draft = draft.rsplit_once('/').unwrap().1.to_owned();
    let fields = [("reason", "x"), ("how", "withdrawn"), ("to", POLICE), ("purpose", "referral")];
    for door in DOORS.iter().filter(|door| door.who == Who::Handovers) {
        let path = door.path.replace("{code}", &code.to_string()).replace("{handover}", &id).replace("{draft}", &draft);
        let path = path.replace("{category}", "identity").replace("{rule}", "OSL-10-18c-B");
        let (nobody, administrator, neighbour) = match door.method {
            "GET" => (stranger.get(&path).await, sam.get(&path).await, elin.get(&path).await),
            _ => {
                let digest = "0".repeat(64);
                let with_digest: Vec<_> = fields.into_iter().chain([("digest", digest.as_str())]).collect();
                (stranger.post_bare(&path, "of=").await, sam.post(&path, &fields).await, elin.post(&path, &with_digest).await)
            }
        };
        let asked = nobody.status == StatusCode::SEE_OTHER && nobody.location.starts_with("/login");
        assert!(asked || nobody.status == StatusCode::UNAUTHORIZED, "{} {path}: {}", door.method, nobody.status);
        assert_eq!(administrator.status, StatusCode::FORBIDDEN, "{} {path}", door.method);
        assert_eq!(neighbour.status, StatusCode::NOT_FOUND, "{} {path}", door.method);
        assert!(!neighbour.text.contains(NAME));
    }
}

/// A unit that asks in a case another unit works with opens its own question, and nothing of the other's.
async fn a_unit_opens_its_own_and_nothing_of_another_units(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let (own, elin, now, came) =
        (night.casework.clone(), night.casework.staff_named("elin").await, store::clock::Clock::now(&*night.clock), sent[0].id);
    let asked = night.casework.db().try_write("test_ask", move |conn| -> Result<_, DraftProblem> {
        let received = casework::handovers::find(conn, came)?.unwrap();
        let case = casework::cases::find(conn, received.case)?.unwrap();
        let ask =
            Ask { to: POLICE.parse().unwrap(), categories: vec![Category::CustodyStatus], purpose: Purpose::AcuteSupport, needed_by: None };
        let draft = own.ask(conn, &case, &ask, &elin, now)?;
        let digest = own.preview_draft(conn, draft.id, &elin, now)?.digest;
        Ok((draft.id, own.send_draft(conn, draft.id, &digest, &elin, now)?))
    });
    let (draft, asked) = asked.await.unwrap();
    let (elin, anna) = (Browser::of(night, "elin").await, Browser::of(night, "anna").await);
    let page = elin.get(&format!("/cases/{code}/handovers")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains(&asked[0].id.to_string()) && !page.text.contains(NAME) && !page.text.contains(&came.to_string()),
        "{}",
        page.text
    );
    assert_eq!(elin.post(&format!("/cases/{code}/handovers/{came}/no-answer"), &[("reason", "x")]).await.status, StatusCode::NOT_FOUND);
    let page = anna.get(&format!("/cases/{code}/handovers")).await.text;
    assert!(page.contains(NAME) && !page.contains(&asked[0].id.to_string()), "{page}");
    assert_eq!(anna.get(&format!("/cases/{code}/handovers/{}/correct?n=0", asked[0].id)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(anna.get(&format!("/cases/{code}/drafts/{draft}")).await.status, StatusCode::NOT_FOUND);
}

/// Begins a handover to the police and gives the path of its draft.
async fn begun(lead: &Browser, code: CaseCode, purpose: &str) -> String {
    let fields = [("to", POLICE), ("purpose", purpose), ("phase", "care"), ("urgency", "same_day")];
    goes_to(lead.post(&format!("/cases/{code}/handovers/new"), &fields).await)
}

async fn put(lead: &Browser, draft: &str, category: &str, fields: &[(&str, &str)]) {
    let page = lead.get(draft).await.text;
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let fields: Vec<_> = [("version", version.as_str())].into_iter().chain(fields.iter().copied()).collect();
    assert_eq!(goes_to(lead.post(&format!("{draft}/fields/{category}"), &fields).await), draft);
}

async fn a_feared_crime_is_judged_by_its_penalty_on_the_day(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let page = lead.get(&format!("/cases/{code}/handovers")).await.text;
    assert!(page.contains("Fått hit") && page.contains(NAME) && page.contains(&format!("<title>{code} ·")));
    let draft = begun(&lead, code, "prevention_of_serious_crime").await;
    put(&lead, &draft, "weapons", &[("v-access", "yes")]).await;
    let review = lead.get(&format!("{draft}/review")).await.text;
    assert!(review.contains("Inget lämnas"), "{review}");
    let path = format!("{draft}/permissions/OSL-10-18c-B");
    let form = lead.get(&path).await.text;
    assert!(form.contains("Grov misshandel") && form.contains("når inte gränsen"), "{form}");
    let labels: Vec<&str> = form.split("<label class=\"ds-label\"").skip(1).map(|rest| between(rest, ">", "<")).collect();
    let apart: std::collections::BTreeSet<&str> = labels.iter().copied().collect();
    assert!(labels.len() > 1 && apart.len() == labels.len(), "each reason says which question it answers: {labels:?}");
    assert!(!form.contains(" checked"), "“olämpligt” must be answered, not defaulted");

    let answers = |crime: &'static str| {
        vec![
            ("crime", crime),
            ("against", "victim"),
            ("how_soon", "days"),
            ("circumstances", "escalating"),
            ("concrete_circumstances_reason", "Har trappats upp under hösten"),
            ("close_person", "yes"),
            ("not_unsuitable", "yes"),
            ("not_unsuitable_reason", "Stör ingen insats"),
            ("not_committed_crime", "yes"),
        ]
    };
    let empty = lead.post(&path, &[("circumstances", "escalating"), ("concrete_circumstances_reason", "Har trappats upp")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Har trappats upp") && empty.text.contains("value=\"escalating\" checked"), "nothing is lost");
    for (crime, opens) in [("assault", false), ("aggravated_assault", true)] {
        night.after(1);
        let page = lead.get(&path).await.text;
        let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
        let fields: Vec<_> = answers(crime).into_iter().chain([("version", version.as_str())]).collect();
        assert_eq!(goes_to(lead.post(&path, &fields).await), format!("{draft}/review"), "{crime}");
        let review = lead.get(&format!("{draft}/review")).await.text;
        let goes = review.contains("<dl class=\"out\">") && between(&review, "<dl class=\"out\">", "</dl>").contains("Vapen");
        assert_eq!(goes, opens, "{crime}: {review}");
        assert!(!review.contains("Har trappats upp"), "reasons stay where they were written");
    }
    let worker = Browser::of(night, "lo").await;
    assert!(worker.get(&path).await.text.contains("Avgörs av:") || worker.get(&path).await.text.contains("Besluta"));
}

async fn a_question_is_answered_or_noted_as_unanswered(night: &Night) {
    let call_out = night.call_out().await;
    let (own, now) = (night.police.clone(), store::clock::Clock::now(&*night.clock));
    let officer = call_out.officer.clone();
    let case = call_out.case.clone();
    let asked = night.police.db().try_write("test_ask", move |conn| -> Result<_, DraftProblem> {
        let to = "socialtjansten-exempelstad/socialjouren".parse().unwrap();
        let ask = Ask { to, categories: vec![Category::ConcernFeedback], purpose: Purpose::ChildProtection, needed_by: None };
        let draft = own.ask(conn, &case, &ask, &officer, now)?;
        let digest = own.preview_draft(conn, draft.id, &officer, now)?.digest;
        own.send_draft(conn, draft.id, &digest, &officer, now)
    });
    let sent = asked.await.unwrap();
    let id = sent[0].id;
    until("the desk opens it", || async { night.is_open(id).await }).await;

    let (lead, code) = (Browser::of(night, "anna").await, call_out.case.code);
    let page = lead.get(&format!("/cases/{code}/handovers")).await.text;
    assert!(page.contains("frågar") && page.contains("Återkoppling på orosanmälan") && page.contains("Svara senast"), "{page}");
    let base = format!("/cases/{code}/handovers/{id}");
    let draft = goes_to(lead.post(&format!("{base}/answer"), &[]).await);
    assert!(lead.get(&draft).await.text.contains("svar på en fråga"));
    assert_eq!(lead.post(&format!("{base}/no-answer"), &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    goes_to(lead.post(&format!("{base}/no-answer"), &[("reason", "Ingen anmälan härifrån")]).await);
    let page = lead.get(&format!("/cases/{code}/handovers")).await.text;
    assert!(page.contains("Noterad: inget svar") && !page.contains("Ingen anmälan härifrån"), "{page}");
}

async fn what_came_of_a_report_is_noted_with_its_day(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let worker = Browser::of(night, "lo").await;
    let path = format!("/cases/{code}/inquiry");
    assert!(!worker.get(&path).await.text.contains(" checked"));
    let late = [("outcome", "opened"), ("decided-day", "2026-12-24"), ("decided-time", "10:00")];
    for wrong in [&[][..], &[("outcome", "opened")][..], &late[..]] {
        let answer = worker.post(&path, wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert!(wrong.is_empty() || answer.text.contains("value=\"opened\" checked"));
    }
    let right = [("outcome", "opened"), ("decided-day", "2026-11-21"), ("decided-time", "10:00")];
    assert_eq!(goes_to(worker.post(&path, &right).await), format!("/cases/{code}/handovers"));
}

async fn what_was_noted_of_a_report_moves_the_clocks_of_the_desk(night: &Night) {
    let (code, sent) = night.alarm(Told { concern: true, ..Told::default() }).await;
    let (worker, steps) = (Browser::of(night, "lo").await, format!("/duty/{}/steps", sent[0].id));
    goes_to(worker.post(&format!("/duty/{}/acknowledge", sent[0].id), &[("back", "/duty")]).await);
    goes_to(worker.post(&steps, &[("step", "feedback_asked")]).await);
    assert!(worker.get("/duty").await.text.contains("Förhandsbedömning senast"));
    for (day, last) in [("2026-11-21", "28 nov. 2026"), ("2026-11-20", "27 nov. 2026")] {
        let fields = [("outcome", "opened"), ("decided-day", day), ("decided-time", "10:00")];
        goes_to(worker.post(&format!("/cases/{code}/inquiry"), &fields).await);
        let desk = worker.get("/duty").await.text;
        assert!(
            desk.contains(&format!("Återkoppling till anmälaren senast {last}:")) && !desk.contains("Förhandsbedömning senast"),
            "{desk}"
        );
    }
    // A decision stands: a click at the desk is no other one.
    goes_to(worker.post(&steps, &[("step", "not_opened")]).await);
    assert!(worker.get("/duty").await.text.contains("senast 27 nov. 2026:"));
    assert!(worker.get(&format!("/cases/{code}")).await.text.contains("20 nov. 2026 10:00"));
    // Told: what is noted afterwards moves nothing.
    goes_to(worker.post(&steps, &[("step", "feedback_given")]).await);
    goes_to(
        worker
            .post(&format!("/cases/{code}/inquiry"), &[("outcome", "opened"), ("decided-day", "2026-11-19"), ("decided-time", "10:00")])
            .await,
    );
    assert!(worker.get(&format!("/cases/{code}")).await.text.contains("20 nov. 2026 10:00"));
}
