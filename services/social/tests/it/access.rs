//! Who may come in.

use reqwest::StatusCode;
use social::access::{DOORS, Who};
use wire::{CaseCode, HandoverId};

use crate::{
    browser::Browser,
    night::{NAME, Night, Told, nights},
};

nights!(every_page_asks_who_it_is, who_administers_sees_no_case, another_units_row_is_as_good_as_none, a_form_without_its_token_is_refused);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };

/// What stands for the places in a pattern. `{id}` is whatever the door knows by that name; a handover's bytes will do.
fn door(pattern: &str, code: CaseCode, id: HandoverId) -> String {
    pattern.replace("{handover}", &id.to_string()).replace("{code}", &code.to_string()).replace("{id}", &id.to_string())
}

async fn every_page_asks_who_it_is(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let stranger = Browser::stranger(night);
    for closed in DOORS.iter().filter(|door| door.who == Who::Desk) {
        let path = door(closed.path, code, sent[0].id);
        let answer = if closed.method == "GET" { stranger.get(&path).await } else { stranger.post_bare(&path, "back=/duty").await };
        let asked = answer.status == StatusCode::SEE_OTHER && answer.location.starts_with("/login");
        assert!(asked || answer.status == StatusCode::UNAUTHORIZED, "{} {path}: {} {}", closed.method, answer.status, answer.location);
    }
}

async fn who_administers_sees_no_case(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let sam = Browser::of(night, "sam").await;
    for closed in DOORS.iter().filter(|door| door.who == Who::Desk && door.method == "GET") {
        let answer = sam.get(&door(closed.path, code, sent[0].id)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", closed.path);
        assert!(!answer.text.contains(NAME));
    }
    assert_eq!(sam.post("/duty/find", &[("code", &code.to_string())]).await.status, StatusCode::FORBIDDEN);
}

async fn another_units_row_is_as_good_as_none(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let elin = Browser::of(night, "elin").await;
    let (known, unknown) = (sent[0].id, "0197a9b0-0000-7000-8000-000000000000".parse().unwrap());
    let other: CaseCode = CaseCode::new(wire::PairingCode::from_draw(3), 26, 11).unwrap();
    assert!(!elin.get("/duty").await.text.contains(&code.to_string()));
    let case = night.db.read(move |conn| casework::cases::with_code(conn, &code)).await.unwrap().remove(0).id;
    let lo = Browser::of(night, "lo").await;
    let opened = lo.post("/shells", &[("code", &other.to_string()), ("agency", "polisen-exempelstad")]).await.location;
    let shell = opened.rsplit('/').next().unwrap();
    let staff = night.casework.staff_named("elin").await.reference.to_string();
    let fields = [
        ("back", "/duty"),
        ("reason", "conflict"),
        ("state", "contact_made"),
        ("agreed", "yes"),
        ("channel", "phone"),
        ("outcome", "no_answer"),
        ("minutes", "15"),
        ("step", "protection"),
        ("district", "mottagningen"),
        ("to", &staff),
        ("case", &case.to_string()),
        ("answer", "same"),
        ("text", "x"),
        ("place", &case.to_string()),
    ];
    for closed in DOORS.iter().filter(|door| door.who == Who::Desk && door.path.contains('{')) {
        let own = match closed.path {
            path if path.starts_with("/shells") => path.replace("{id}", shell),
            path => path.replace("{id}", &case.to_string()),
        };
        let (mine, none) = (door(&own, code, known), door(closed.path, other, unknown));
        let (there, nowhere) = match closed.method {
            "GET" => (elin.get(&mine).await, elin.get(&none).await),
            _ => (elin.post(&mine, &fields).await, elin.post(&none, &fields).await),
        };
        assert_eq!((there.status, nowhere.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{} {}", closed.method, closed.path);
        assert_eq!(there.text.replace(&mine, ""), nowhere.text.replace(&none, ""), "the answers tell nothing apart");
    }
    // What is no id at all is as good as unknown too.
    for strange in ["x", "%00", "../duty", "1' OR '1'='1", "ü"] {
        let path = format!("/cases/{}", crate::browser::escaped(strange));
        assert_eq!(elin.get(&path).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
}

async fn a_form_without_its_token_is_refused(night: &Night) {
    let (_, sent) = night.alarm(CONSENT).await;
    let lo = Browser::of(night, "lo").await;
    let answer = lo.post_bare(&format!("/duty/{}/acknowledge", sent[0].id), "back=/duty&csrf=wrong").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(lo.get("/duty").await.title().starts_with("(1)"), "nothing happened");
}
