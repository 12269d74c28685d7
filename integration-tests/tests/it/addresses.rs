//! Addresses, titles, cookies and lists hold codes. What a person said stands on the opened page and nowhere else.

use integration_tests::{Needles, Night, Town, Visitor};

const NAME: &str = "Örnfrid Titelsson-Åvik";
const PHONE: &str = "070-174 06 78";

/// Everything about a page that others than its reader may see: address, headers, title. And the page.
#[track_caller]
fn look(visitor: &Visitor, path: &str) -> (String, String) {
    let seen = visitor.visit(path);
    (format!("{} {:?} {}", seen.path, seen.headers, seen.page.title), String::from_utf8_lossy(&seen.body).into_owned())
}

#[test]
fn pages_show_a_value_only_to_the_one_who_opens_it() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::with_children(NAME, PHONE));
    for handover in &sent {
        town.desk.rings(&handover.id);
        town.officer.sees(&code, &handover.id, "received");
    }
    let values = Needles::of([("name", NAME), ("part of the name", "Titelsson"), ("number", PHONE), ("number as kept", "701740678")]);
    let police = Visitor::log_in(&town.police.url(), "Robin Ek");
    let social = Visitor::log_in(&town.social.url(), "Sam Lind");

    // Somebody of the same unit goes on with the call-out: what ties them to it is written down first.
    police.join(&code, "same_patrol");

    let closed = [(&police, "/call-outs".to_owned()), (&police, format!("/call-outs/{code}")), (&social, "/duty".to_owned())];
    for (visitor, path) in &closed {
        let (about, body) = look(visitor, path);
        assert_eq!(values.find(about.as_bytes()), [], "about {path}");
        assert_eq!(values.find(body.as_bytes()), [], "on {path}");
        assert!(body.contains(code.split('-').next().unwrap()) || body.contains(&code[..3]), "control: the code is on {path}");
    }
    for (visitor, path) in [(&police, format!("/call-outs/{code}/consent")), (&social, format!("/cases/{code}"))] {
        let (about, body) = look(visitor, &path);
        assert_eq!(values.find(about.as_bytes()), [], "about {path}");
        assert!(body.contains(NAME), "control: the name is on {path}");
    }
}
