//! What is held about one person, on the pages: begun from a code, judged line by line, reviewed by a second person, printed.

use std::{io::Write as _, process::Stdio};

use reqwest::StatusCode;
use social::access::{DOORS, Who};
use wire::CaseCode;

use crate::{
    browser::{Answer, Browser},
    night::{NAME, NUMBER, Night, Told, nights},
};

nights!(
    another_units_extract_is_as_good_as_none,
    her_paper_shows_her_own_and_not_the_childs,
    every_paper_that_says_nothing_is_the_same_file,
    a_second_person_reviews_and_sends_back,
    what_is_left_out_is_asked_for_again,
    a_receipt_goes_with_what_is_shown_whole,
    the_page_is_reached_from_the_desk,
);

const PATH: &str = "/extracts";
/// Of what was handed over once.
const APPROVED: [(&str, &str); 2] = [("submission", "1"), ("answer", "approve")];
const BOTH: Told = Told { consent: true, concern: true, protected: false, custody: false };
const CONCERN: Told = Told { consent: false, concern: true, protected: false, custody: false };
const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

async fn start(browser: &Browser, code: &str, about: &str) -> Answer {
    let asked_by = if about == "child" { "guardian" } else { "person" };
    let fields = [("code", code), ("about", about), ("asked_by", asked_by), ("identity", "in_person"), ("language", "sv")];
    browser.post(PATH, &fields).await
}

async fn begun(browser: &Browser, code: CaseCode, about: &str) -> String {
    let answer = start(browser, &code.to_string(), about).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location
}

/// The places of the lines that a person must judge.
fn places(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page.split("name=\"line-").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    found.dedup();
    found
}

/// Judges every line alike and hands it on.
async fn submit(browser: &Browser, extract: &str, choice: &str, pressure: &str) -> Answer {
    let names: Vec<String> = places(&browser.get(extract).await.text).iter().map(|place| format!("line-{place}")).collect();
    let mut fields = vec![("act", "submit"), ("pressure", pressure), ("form", "full"), ("delivery", "visit")];
    fields.extend(names.iter().map(|name| (name.as_str(), choice)));
    browser.post(extract, &fields).await
}

/// A paper from beginning to end; its bytes.
async fn paper(night: &Night, code: CaseCode, about: &str, pressure: &str) -> Vec<u8> {
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let extract = begun(&lo, code, about).await;
    assert_eq!(submit(&lo, &extract, "open", pressure).await.status, StatusCode::SEE_OTHER);
    assert_eq!(anna.post(&format!("{extract}/review"), &APPROVED).await.status, StatusCode::SEE_OTHER);
    let (status, about, file) = lo.file(&format!("{extract}/paper.pdf")).await;
    assert_eq!((status, about.as_str()), (StatusCode::OK, "application/pdf inline; filename=\"answer.pdf\""));
    file
}

fn text(file: &[u8]) -> String {
    let mut child = std::process::Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler-utils is installed");
    child.stdin.take().unwrap().write_all(file).unwrap();
    let out = child.wait_with_output().unwrap();
    String::from_utf8(out.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn another_units_extract_is_as_good_as_none(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let lo = Browser::of(night, "lo").await;
    let extract = begun(&lo, code, "victim").await;
    let id = extract.rsplit('/').next().unwrap();
    let (stranger, sam, elin) = (Browser::stranger(night), Browser::of(night, "sam").await, Browser::of(night, "elin").await);
    let unknown = "0197a9b0-0000-7000-8000-000000000000";
    for door in DOORS.iter().filter(|door| door.who == Who::Extracts) {
        let at = |id: &str| door.path.replace("{extract}", id).replace("{handover}", &sent[0].id.to_string());
        let (mine, none) = (at(id), at(unknown));
        let get = door.method == "GET";
        let nobody = if get { stranger.get(&mine).await } else { stranger.post_bare(&mine, "act=save").await };
        let asked = nobody.status == StatusCode::SEE_OTHER && nobody.location.starts_with("/login");
        assert!(asked || nobody.status == StatusCode::UNAUTHORIZED, "{} {mine}: {}", door.method, nobody.status);
        let machines = if get { sam.get(&mine).await } else { sam.post(&mine, &[("act", "save")]).await };
        assert_eq!(machines.status, StatusCode::FORBIDDEN, "{} {mine}", door.method);
        if door.path.contains("{extract}") {
            let fields = [("act", "submit"), ("answer", "approve")];
            let (there, nowhere) = match get {
                true => (elin.get(&mine).await, elin.get(&none).await),
                false => (elin.post(&mine, &fields).await, elin.post(&none, &fields).await),
            };
            assert_eq!((there.status, nowhere.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{} {mine}", door.method);
            assert_eq!(there.text.replace(&mine, ""), nowhere.text.replace(&none, ""), "the answers tell nothing apart");
        }
    }
    assert!(!elin.get(PATH).await.text.contains(id), "nor on the list");
    let other = CaseCode::new(wire::PairingCode::from_draw(3), 26, 11).unwrap().to_string();
    let (theirs, none) = (start(&elin, &code.to_string(), "victim").await, start(&elin, &other, "victim").await);
    assert_eq!((theirs.status, none.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(theirs.text.replace(&code.to_string(), ""), none.text.replace(&other, ""), "a case of others is as none");
}

async fn her_paper_shows_her_own_and_not_the_childs(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let lo = Browser::of(night, "lo").await;
    let extract = begun(&lo, code, "victim").await;
    let page = lo.get(&extract).await;
    assert!(page.title().starts_with(&code.to_string()), "the code alone: {}", page.title());
    assert!(page.text.contains("Oro för barn") && page.text.contains("Regeln stänger raden."), "staff sees what is cut: {}", page.text);
    assert!(!page.text.contains(NAME) && !page.text.contains(NUMBER));
    let said = text(&paper(night, code, "victim", "no").await);
    for open in ["Svar på din begäran", "22 nov. 2026: från polisen-exempelstad till socialtjansten-exempelstad", "Identitet.", "12 kap."]
    {
        assert!(said.contains(open), "{open}: {said}");
    }
    assert!(said.contains("Ditt samtycke från 22 nov. 2026: gäller."), "{said}");
    for closed in ["Oro för barn", "Barn i hemmet", "19 kap.", "SOL-", NAME, NUMBER, &code.to_string(), "socialjouren"] {
        assert!(!said.contains(closed), "{closed}: {said}");
    }
}

async fn every_paper_that_says_nothing_is_the_same_file(night: &Night) {
    let (both, _) = night.alarm(BOTH).await;
    let (concern, _) = night.alarm(CONCERN).await;
    // Of him nothing may be said, there is no custodian at all, of her nothing is held, and she may be forced to show it.
    let suspect = paper(night, both, "person_using_violence", "no").await;
    let papers = [
        ("nothing is held", paper(night, both, "custodian", "no").await),
        ("her consent was not there", paper(night, concern, "person_using_violence", "no").await),
        ("nothing of hers came", paper(night, concern, "victim", "no").await),
        ("the short form", paper(night, both, "victim", "yes").await),
        ("not known whether she is forced", paper(night, both, "victim", "unknown").await),
    ];
    let said = text(&suspect);
    for hers in ["Identitet", "samtycke från", "22 nov. 2026:", "barn", "partner"] {
        assert!(!said.contains(hers), "{hers}: {said}");
    }
    for (which, other) in papers {
        assert_eq!(text(&other), said, "{which}");
        assert!(other == suspect, "{which}: {} and {} bytes", other.len(), suspect.len());
    }
    assert!(paper(night, both, "victim", "no").await != suspect, "what may be said is said");
}

async fn a_second_person_reviews_and_sends_back(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let extract = begun(&lo, code, "victim").await;
    let review = format!("{extract}/review");
    assert_eq!(lo.get(&format!("{extract}/paper.pdf")).await.status, StatusCode::CONFLICT, "no paper before that");
    submit(&lo, &extract, "open", "no").await;
    assert_eq!(lo.post(&review, &APPROVED).await.status, StatusCode::FORBIDDEN, "not by who composed it");
    assert!(!lo.get(&extract).await.text.contains("id=\"review\"") && anna.get(&extract).await.text.contains("id=\"review\""));
    assert_eq!(anna.post(&review, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(anna.post(&review, &[("answer", "back"), ("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(anna.get(&extract).await.text.contains("name=\"submission\" value=\"1\""));
    let back = anna.post(&review, &[("submission", "1"), ("answer", "back"), ("reason", "Vänta med numret.")]).await;
    assert_eq!((back.status, back.location.as_str()), (StatusCode::SEE_OTHER, extract.as_str()));
    assert!(lo.get(&extract).await.text.contains("Vänta med numret."));
    assert!(!anna.get(&extract).await.text.contains("Vänta med numret."), "who composes reads it");
    submit(&lo, &extract, "closed", "no").await;
    for old in ["1", "", "x"] {
        let unread = anna.post(&review, &[("submission", old), ("answer", "approve")]).await;
        assert_eq!(unread.status, StatusCode::CONFLICT, "nobody approves what they have not read: {old:?}");
    }
    let read = [("submission", "2"), ("answer", "approve")];
    assert_eq!(anna.post(&review, &read).await.status, StatusCode::SEE_OTHER);
    assert_eq!(anna.post(&review, &read).await.status, StatusCode::CONFLICT, "once");
    assert!(anna.get(&extract).await.text.contains("paper.pdf"));
    let said = text(&lo.file(&format!("{extract}/paper.pdf")).await.2);
    assert!(!said.contains("Identitet"), "{said}");
}

async fn what_is_left_out_is_asked_for_again(night: &Night) {
    let (code, _) = night.alarm(BOTH).await;
    let lo = Browser::of(night, "lo").await;
    let answer = lo.post(PATH, &[("code", &code.to_string())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for missing in ["about", "asked_by", "identity", "language"] {
        assert!(answer.text.contains(&format!("id=\"{missing}-error\"")), "{missing}");
    }
    let guardian =
        [("code", &*code.to_string()), ("about", "victim"), ("asked_by", "guardian"), ("identity", "in_person"), ("language", "en")];
    assert!(lo.post(PATH, &guardian).await.text.contains("id=\"asked_by-error\""), "a guardian asks for a child");
    let extract = begun(&lo, code, "child").await;
    let place = places(&lo.get(&extract).await.text).remove(0);
    assert!(!lo.get(&extract).await.text.contains(" checked><span>Får lämnas</span>"), "a child's line is nobody's default");
    let unjudged = lo.post(&extract, &[("act", "submit"), ("pressure", "no")]).await;
    assert_eq!(unjudged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unjudged.text.contains(&format!("id=\"line-{place}-error\"")) && unjudged.text.contains(&format!("href=\"#line-{place}\"")));
    let name = format!("line-{place}");
    let dayless = lo.post(&extract, &[("act", "save"), (&name, "delayed")]).await;
    assert!(dayless.status == StatusCode::UNPROCESSABLE_ENTITY && dayless.text.contains("Ange en dag"), "{}", dayless.text);
    let asked = lo.post(&extract, &[("act", "save"), (&name, "closed")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "it can be put down half way");
}

async fn a_receipt_goes_with_what_is_shown_whole(night: &Night) {
    let (code, sent) = night.alarm(BOTH).await;
    let (lo, anna) = (Browser::of(night, "lo").await, Browser::of(night, "anna").await);
    let mut files = Vec::new();
    for (about, choice) in [("victim", "open"), ("victim", "partly"), ("person_using_violence", "open")] {
        let extract = begun(&lo, code, about).await;
        assert_eq!(submit(&lo, &extract, choice, "no").await.status, StatusCode::SEE_OTHER);
        anna.post(&format!("{extract}/review"), &APPROVED).await;
        for one in &sent {
            let path = format!("{extract}/receipts/{}", one.id);
            let (status, about_file, file) = anna.file(&path).await;
            let linked = anna.get(&extract).await.text.contains(&path);
            assert_eq!(linked, status == StatusCode::OK, "{path}");
            if linked {
                assert_eq!(about_file, "application/json attachment; filename=\"receipt.json\"");
                files.push((about, choice, String::from_utf8(file).unwrap()));
            }
        }
    }
    let [(about, choice, receipt)] = files.as_slice() else { panic!("one receipt: {files:?}") };
    assert_eq!((*about, *choice), ("victim", "open"));
    let proof: serde_json::Value = serde_json::from_str(receipt).unwrap();
    assert!(proof["inclusion"].is_object() && proof["checkpoint"].is_string(), "{receipt}");
    assert!(!receipt.contains("child") && !receipt.contains(NAME), "{receipt}");
}

async fn the_page_is_reached_from_the_desk(night: &Night) {
    let lo = Browser::of(night, "lo").await;
    assert!(lo.get("/duty").await.text.contains("href=\"/extracts\""));
    assert_eq!(lo.get("/utdrag").await.location, PATH);
    assert!(lo.get(PATH).await.title().starts_with("Registerutdrag"));
}
