//! Contacts with the persons of a case: written by doing, corrected without losing anything, and the gate.

use std::collections::BTreeSet;

use casework::{ContactChannel, ContactTopic, Interaction, InteractionOutcome, access_entries};
use reqwest::StatusCode;
use social::access::DOORS;
use wire::{CaseCode, Category, SubjectRole};

use crate::{
    browser::{Browser, goes_to},
    night::{NAME, NUMBER, Night, Told, nights},
};

nights!(
    one_tap_is_one_contact,
    a_correction_keeps_what_was_said,
    the_ring_log_and_the_page_count_the_same_call_once,
    who_says_do_not_call_is_not_called,
    a_child_is_talked_with_in_care_and_nowhere_else,
    an_agreed_day_that_passes_is_overdue,
    the_gate_opens_by_four_answers_and_closes_by_one,
    three_talks_in_a_week_are_many,
    every_look_is_in_the_access_log,
    what_is_no_choice_of_the_page_writes_nothing,
    nothing_of_a_told_crime_is_here,
);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

fn at(code: CaseCode) -> String {
    format!("/cases/{code}/contacts")
}

/// Every row of the case, the oldest first.
async fn rows(night: &Night, code: CaseCode) -> Vec<Interaction> {
    let read = move |conn: &mut store::Conn| {
        let case = casework::cases::with_code(conn, &code)?.remove(0);
        casework::interactions::of_case(conn, case.id)
    };
    night.db.read(read).await.unwrap()
}

/// The persons, as the forms of the page name them.
async fn person(night: &Night, code: CaseCode, role: SubjectRole) -> String {
    let read = move |conn: &mut store::Conn| {
        let case = casework::cases::with_code(conn, &code)?.remove(0);
        casework::subjects::of_case(conn, case.id)
    };
    night.db.read(read).await.unwrap().into_iter().find(|subject| subject.role == role).unwrap().id.to_string()
}

/// Taps, and gives the path of the line.
async fn taps(lo: &Browser, code: CaseCode, person: &str, outcome: &str) -> String {
    goes_to(lo.post(&at(code), &[("person", person), ("outcome", outcome)]).await)
}

/// The path where a line is corrected.
fn line(code: CaseCode, location: &str) -> String {
    let id = location.split_once("#i-").unwrap_or_else(|| panic!("{location}")).1;
    format!("{}/{id}", at(code))
}

async fn one_tap_is_one_contact(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let page = lo.get(&at(code)).await;
    assert!(!page.text.contains(" checked"), "nothing is stated for anybody");
    let once = page.text.split_once("name=\"once\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let victim = person(night, code, SubjectRole::Victim).await;
    let fields = [("person", victim.as_str()), ("outcome", "failed"), ("once", once.as_str())];
    let first = goes_to(lo.post(&at(code), &fields).await);
    assert_eq!(goes_to(lo.post(&at(code), &fields).await), first, "the same tap posted twice");
    let found = rows(night, code).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].outcome, found[0].channel), (InteractionOutcome::Failed, Some(ContactChannel::Phone)));
    assert_eq!((found[0].concerned.role, found[0].staff_role), (SubjectRole::Victim, wire::StaffRole::DutyWorker));
    assert!(found[0].topics.is_empty());
    night.after(5);
    goes_to(lo.post(&at(code), &fields).await);
    assert_eq!(rows(night, code).await.len(), 2, "the next call from the same page is a call");
    night.after(5);
    let talked = taps(&lo, code, &victim, "reached").await;
    let newest = rows(night, code).await.remove(2);
    assert_eq!((newest.outcome, newest.channel), (InteractionOutcome::Reached, None), "the way is not stated");
    let page = lo.get(&at(code)).await;
    assert!(page.text.contains("Våldsutsatt · inget svar · telefon") && page.text.contains("Våldsutsatt · nådd<"), "{}", page.text);
    assert!(!page.text.contains(NAME), "a log of contacts names nobody");
    // What it was about is said of the same line, and takes nothing back.
    night.after(1);
    let said = [("outcome", "reached"), ("channel", "in_person"), ("topics", "check_in"), ("topics", "safety_planning")];
    goes_to(lo.post(&line(code, &talked), &said).await);
    let page = lo.get(&at(code)).await;
    assert!(page.text.contains("Våldsutsatt · nådd · på plats · säkerhetsplanering, avstämning"), "{}", page.text);
    assert!(!page.text.contains("<del>"));
    let found = rows(night, code).await;
    assert_eq!(found.last().unwrap().topics, BTreeSet::from([ContactTopic::SafetyPlanning, ContactTopic::CheckIn]));
}

async fn a_correction_keeps_what_was_said(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let victim = person(night, code, SubjectRole::Victim).await;
    let tapped = taps(&lo, code, &victim, "failed").await;
    night.after(2);
    let video = [("outcome", "reached"), ("channel", "video")];
    let corrected = goes_to(anna.post(&line(code, &tapped), &video).await);
    let page = lo.get(&at(code)).await;
    assert!(page.text.contains("<del>Våldsutsatt · inget svar · telefon</del>"), "{}", page.text);
    assert!(page.text.contains("Rättad 22 nov. 2026 02:16 av anna"), "{}", page.text);
    let found = rows(night, code).await;
    assert_eq!((found.len(), found[1].replaces), (2, Some(found[0].id)));
    assert_eq!((&found[1].staff, found[1].at), (&found[0].staff, found[0].at), "who made the contact, and when, stays");
    assert_ne!(found[1].written_by, found[0].written_by);
    // What was replaced is not corrected a second time, and the same again writes nothing.
    assert_eq!(lo.post(&line(code, &tapped), &video).await.status, StatusCode::CONFLICT);
    assert_eq!(goes_to(lo.post(&line(code, &corrected), &video).await), corrected);
    assert_eq!(rows(night, code).await.len(), 2);
    night.after(1);
    goes_to(lo.post(&line(code, &corrected), &[("outcome", "did_not_happen"), ("channel", "video")]).await);
    let page = lo.get(&at(code)).await;
    assert!(page.text.contains("<del>Våldsutsatt · nådd · video</del>") && page.text.contains("det här hände inte"), "{}", page.text);
    assert!(page.text.contains("Härifrån: ingen kontakt än"), "what did not happen is no contact");
}

async fn the_ring_log_and_the_page_count_the_same_call_once(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let (duty, case) = (format!("/duty/{}", sent[0].id), format!("/cases/{code}"));
    goes_to(lo.post(&format!("{duty}/acknowledge"), &[("back", "/duty")]).await);
    goes_to(lo.post(&format!("{duty}/attempts"), &[("outcome", "no_answer")]).await);
    let found = rows(night, code).await;
    assert_eq!((found.len(), found[0].outcome, found[0].channel), (1, InteractionOutcome::Failed, Some(ContactChannel::Phone)));
    assert_eq!(found[0].concerned.role, SubjectRole::Victim);
    assert!(lo.get(&at(code)).await.text.contains("Våldsutsatt · inget svar · telefon"));
    // The other way round: a talk that is written on the page is in the ring log, and keeps the promise.
    goes_to(lo.post(&format!("{duty}/promises"), &[("minutes", "15")]).await);
    assert!(lo.get("/duty").await.text.contains("Utlovat samtal"));
    night.after(5);
    let victim = person(night, code, SubjectRole::Victim).await;
    taps(&lo, code, &victim, "reached").await;
    assert!(lo.get(&case).await.text.contains("Ringlogg (2)"));
    assert!(!lo.get("/duty").await.text.contains("Utlovat samtal"), "kept");
    let page = lo.get(&case).await.text;
    assert!(page.contains(&format!("href=\"{case}/contacts\"")) && page.contains("Härifrån: kontakt 22 nov. 2026, socialjouren"), "{page}");
    assert!(lo.get(&format!("{case}/handovers")).await.text.contains("Härifrån: kontakt 22 nov. 2026, socialjouren"));
}

async fn who_says_do_not_call_is_not_called(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let victim = person(night, code, SubjectRole::Victim).await;
    let (case, wishes) = (format!("/cases/{code}"), format!("/cases/{code}/contact-wishes"));
    let rung = |page: &str| page.contains("href=\"tel:0701740605\"") || page.contains("href=\"tel:+46701740605\"");
    for path in [at(code), case.clone()] {
        assert!(rung(&lo.get(&path).await.text), "{path}");
    }
    goes_to(lo.post(&wishes, &[("person", &victim), ("do_not_call", "person")]).await);
    let page = lo.get(&at(code)).await;
    assert!(page.place("Ring inte.") < page.place("<h1>"), "the first thing of the page");
    assert!(page.text.contains("personen själv, <time") && page.text.contains("Vänta tills personen hör av sig"), "{}", page.text);
    for path in [at(code), case.clone()] {
        assert!(!rung(&lo.get(&path).await.text), "{path}");
    }
    assert!(lo.get(&case).await.text.contains("Ring inte."));
    assert!(page.text.contains("name=\"outcome\" value=\"failed\""), "what was done can be written all the same");
    night.after(10);
    goes_to(lo.post(&wishes, &[("person", &victim), ("may_call", "counsel")]).await);
    assert!(rung(&lo.get(&at(code)).await.text));
    let kept = night.db.read(move |conn| {
        let case = casework::cases::with_code(conn, &code)?.remove(0);
        casework::contact_wishes::of_case(conn, case.id)
    });
    assert_eq!(kept.await.unwrap().len(), 2, "what was said before stays");
    assert!(!lo.get(&at(code)).await.text.contains(NUMBER) || rung(&lo.get(&at(code)).await.text));
}

async fn a_child_is_talked_with_in_care_and_nowhere_else(night: &Night) {
    let (code, _) = night.alarm(Told { consent: true, concern: true, protected: false, custody: false }).await;
    let lo = Browser::of(night, "lo").await;
    let child = person(night, code, SubjectRole::Child).await;
    let page = lo.get(&at(code)).await.text;
    assert!(!page.contains(&child) && page.contains("aria-label=\"Våldsutsatt\""), "no tap for a child: {page}");
    let answer = lo.post(&at(code), &[("person", &child), ("outcome", "reached")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "an inquiry is opened first, and the talk is care");
    assert!(rows(night, code).await.is_empty());
}

async fn an_agreed_day_that_passes_is_overdue(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let victim = person(night, code, SubjectRole::Victim).await;
    let wishes = format!("/cases/{code}/contact-wishes");
    assert!(lo.get(&at(code)).await.text.contains("Samma dag som händelsen"));
    assert!(lo.get(&at(code)).await.text.contains("Takt: ej angivet"));
    for wrong in ["", "2026-11-21", "i morgon", "<b>"] {
        let answer = lo.post(&wishes, &[("person", &victim), ("next", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.text.contains(&format!("id=\"next-{victim}-error\"")) && answer.text.contains(&format!("href=\"#next-{victim}\"")));
        assert!(wrong.contains('<') || answer.text.contains(&format!("type=\"date\" value=\"{wrong}\"")), "what was typed is kept");
    }
    goes_to(lo.post(&wishes, &[("person", &victim), ("pace", "twice_a_week")]).await);
    goes_to(lo.post(&wishes, &[("person", &victim), ("next", "2026-11-23")]).await);
    let page = lo.get(&at(code)).await.text;
    assert!(page.contains("Två gånger i veckan") && page.contains("Nästa kontakt 23 nov. 2026") && !page.contains("Försenad"), "{page}");
    night.after(60 * 24 * 3);
    let lo = Browser::of(night, "lo").await;
    for path in [at(code), format!("/cases/{code}"), format!("/cases/{code}/handovers")] {
        assert!(lo.get(&path).await.text.contains("Försenad 2 dagar"), "{path}");
    }
    taps(&lo, code, &victim, "failed").await;
    assert!(lo.get(&at(code)).await.text.contains("Försenad"), "an attempt is no contact");
    taps(&lo, code, &victim, "reached").await;
    let page = lo.get(&at(code)).await.text;
    assert!(!page.contains("Försenad") && page.contains("3 dagar sedan händelsen"), "{page}");
    goes_to(lo.post(&wishes, &[("person", &victim), ("none_agreed", "yes")]).await);
    assert!(!lo.get(&at(code)).await.text.contains("Nästa kontakt 23 nov. 2026"));
}

async fn the_gate_opens_by_four_answers_and_closes_by_one(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let gate = format!("/cases/{code}/contact-gate");
    // Nobody has told of him here: the role is enough.
    let suspect = "new-person_using_violence";
    let victim = person(night, code, SubjectRole::Victim).await;
    let shut = async || {
        let page = lo.get(&at(code)).await.text;
        let before = rows(night, code).await.len();
        let buttons = page.contains(&format!("name=\"person\" value=\"{suspect}\""));
        let answer = lo.post(&at(code), &[("person", suspect), ("outcome", "failed")]).await;
        assert_eq!(answer.status == StatusCode::CONFLICT, !buttons, "{}", answer.status);
        let written = rows(night, code).await.len() - before;
        assert_eq!(written, usize::from(buttons));
        !buttons
    };
    assert!(shut().await);
    for question in ["protection_offered", "not_too_dangerous", "no_added_danger"] {
        goes_to(lo.post(&gate, &[("question", question), ("answer", "yes")]).await);
        assert!(shut().await, "{question}");
    }
    night.after(1);
    taps(&lo, code, &victim, "failed").await;
    assert!(shut().await, "an attempt is not enough");
    night.after(1);
    let reached = taps(&lo, code, &victim, "reached").await;
    assert!(!shut().await);
    assert!(lo.get(&at(code)).await.text.contains("Alla svar är ja: kontakt får tas."));
    for (question, answer, words) in [
        ("not_too_dangerous", "no", "Ett svar är nej: ta ingen kontakt."),
        ("protection_offered", "not_stated", "Ingen kontakt än"),
        ("no_added_danger", "no", "Ett svar är nej: ta ingen kontakt."),
    ] {
        night.after(1);
        goes_to(lo.post(&gate, &[("question", question), ("answer", answer)]).await);
        assert!(shut().await, "{question}");
        assert!(lo.get(&at(code)).await.text.contains(words), "{question}");
        night.after(1);
        goes_to(lo.post(&gate, &[("question", question), ("answer", "yes")]).await);
        assert!(!shut().await, "{question}");
    }
    // That she was reached turns out to be wrong.
    night.after(1);
    goes_to(lo.post(&line(code, &reached), &[("outcome", "did_not_happen")]).await);
    assert!(shut().await);
    assert!(lo.get(&at(code)).await.text.contains("Nej. Ett försök räcker inte."));
}

async fn three_talks_in_a_week_are_many(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let victim = person(night, code, SubjectRole::Victim).await;
    assert!(lo.get(&at(code)).await.text.contains("Samtal de senaste sju dagarna: inga"));
    taps(&lo, code, &victim, "reached").await;
    taps(&lo, code, &victim, "failed").await;
    let letter = taps(&lo, code, &victim, "reached").await;
    goes_to(lo.post(&line(code, &letter), &[("outcome", "reached"), ("channel", "letter")]).await);
    taps(&anna, code, &victim, "reached").await;
    let page = lo.get(&at(code)).await.text;
    let words = "Samtal de senaste sju dagarna: 2, med 2 personer härifrån (1 socialjouren, 1 gruppledare, socialjouren)";
    assert!(page.contains(words) && !page.contains("tröttar ut"), "a letter is no talk, nor is an attempt: {page}");
    taps(&lo, code, &victim, "reached").await;
    let page = lo.get(&at(code)).await.text;
    assert!(page.contains("dagarna: 3, med 2 personer härifrån (2 socialjouren, 1 gruppledare, socialjouren)"), "{page}");
    assert!(page.contains("tröttar ut"));
    night.after(60 * 24 * 7 + 1);
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get(&at(code)).await.text.contains("Samtal de senaste sju dagarna: inga"));
}

async fn every_look_is_in_the_access_log(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let entries = async || {
        let read = move |conn: &mut store::Conn| {
            let case = casework::cases::with_code(conn, &code)?.remove(0);
            access_entries::of_case(conn, case.id)
        };
        night.db.read(read).await.unwrap()
    };
    let before = entries().await.len();
    lo.get(&at(code)).await;
    let found = entries().await;
    assert_eq!(found.len(), before + 1);
    assert_eq!(found[0].categories, [Category::SafeContact], "the number was shown");
    let victim = person(night, code, SubjectRole::Victim).await;
    goes_to(lo.post(&format!("/cases/{code}/contact-wishes"), &[("person", &victim), ("do_not_call", "staff")]).await);
    night.after(1);
    lo.get(&at(code)).await;
    assert!(entries().await[0].categories.is_empty(), "and now it was not");
}

async fn what_is_no_choice_of_the_page_writes_nothing(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let victim = person(night, code, SubjectRole::Victim).await;
    let tapped = taps(&lo, code, &victim, "reached").await;
    let (wishes, gate) = (format!("/cases/{code}/contact-wishes"), format!("/cases/{code}/contact-gate"));
    for (path, fields, status) in [
        (at(code), vec![("person", victim.as_str()), ("outcome", "did_not_happen")], 422),
        (at(code), vec![("person", "x"), ("outcome", "failed")], 422),
        (at(code), vec![("person", "00000000-0000-7000-8000-000000000000"), ("outcome", "failed")], 404),
        (line(code, &tapped), vec![("outcome", "reached"), ("channel", "pigeon")], 422),
        (line(code, &tapped), vec![("outcome", "reached"), ("topics", "the event")], 422),
        (line(code, &tapped), vec![("channel", "phone")], 422),
        (format!("{}/00000000-0000-7000-8000-000000000000", at(code)), vec![("outcome", "reached")], 404),
        (wishes.clone(), vec![("person", victim.as_str()), ("pace", "hourly")], 422),
        (wishes, vec![("person", "00000000-0000-7000-8000-000000000000"), ("pace", "weekly")], 404),
        (gate.clone(), vec![("question", "protection_offered"), ("answer", "maybe")], 422),
        (gate, vec![("question", "is_he_nice"), ("answer", "yes")], 422),
    ] {
        assert_eq!(lo.post(&path, &fields).await.status.as_u16(), status, "{path} {fields:?}");
    }
    assert_eq!(rows(night, code).await.len(), 1);
}

/// Only the police have investigators: nothing of it may cross without a rule, and there is no door for it.
async fn nothing_of_a_told_crime_is_here(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    assert!(DOORS.iter().all(|door| !door.path.contains("told")));
    assert!(!lo.get(&at(code)).await.text.contains("told-hints"));
    for path in [format!("/cases/{code}/told-hints"), "/told-hints".to_owned()] {
        assert_eq!(lo.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(lo.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
