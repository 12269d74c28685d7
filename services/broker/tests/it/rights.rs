//! Who comes through which door of the rule book.

use std::sync::Arc;

use broker::access::{DOORS, Who};
use rulebook::Edition;

use crate::{
    on_both,
    rules::{EDITOR, proposed, same},
    server::Server,
    town::Town,
    visitor::{AUDITOR, COORDINATOR, OPERATOR, Page, Visitor, pages},
};

on_both!(every_door_of_the_rule_book_asks_who_it_is, outside_the_demo_nobody_picks_a_name);

/// The doors of the broker's own people, with an address each: of the edition in force, or of a proposal where something
/// is changed.
fn doors() -> Vec<(&'static str, String, Who)> {
    let own = DOORS.iter().filter(|door| matches!(door.who, Who::RuleReader | Who::RuleWriter));
    own.map(|door| {
        let id = if door.method == "POST" { "2027-01-01.1".to_owned() } else { Edition::shipped().id().to_string() };
        (door.method, door.path.replace("{edition}", &id).replace("{index}", "1"), door.who)
    })
    .collect()
}

async fn knock(visitor: &Visitor, method: &str, path: &str) -> Page {
    match (method, path) {
        ("GET", _) => visitor.get(path).await,
        (_, "/rulebook/new") => visitor.upload(path, &[("text", None, b"")]).await,
        _ => visitor.post(path, &[]).await,
    }
}

async fn statuses(visitor: &Visitor, doors: &[(&str, String, Who)]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for (method, path, _) in doors {
        statuses.push(knock(visitor, method, path).await.status);
    }
    statuses
}

async fn every_door_of_the_rule_book_asks_who_it_is(town: Arc<Town>) {
    let server = pages(&town).await;
    proposed(&server, &same("2027-01-01.1")).await;
    let doors = doors();
    assert_eq!(doors.len(), 15);
    let stranger = Visitor::stranger(&server);
    for (method, path, _) in &doors {
        let answer = knock(&stranger, method, path).await;
        // A page sends to the login, a form is refused.
        if *method == "GET" {
            assert_eq!(answer.goes_to(), format!("/login?back={path}"))
        } else {
            assert_eq!(answer.status, 401, "{path}")
        }
        if *method == "GET" {
            assert_eq!(server.send(reqwest::Method::GET, path, b"", None).await.status, 401, "{path}");
        }
    }
    let operator = Visitor::logged_in(&server, OPERATOR).await;
    assert!(statuses(&operator, &doors).await.iter().all(|status| *status == 403));
    for reader in [COORDINATOR, AUDITOR] {
        let reader = Visitor::logged_in(&server, reader).await;
        for ((_, path, who), status) in doors.iter().zip(statuses(&reader, &doors).await) {
            assert_eq!(status == 403, *who == Who::RuleWriter, "{path}: {status}");
        }
    }
    let hasty = Visitor::logged_in(&server, EDITOR.login).await.without_token();
    for ((method, path, _), status) in doors.iter().zip(statuses(&hasty, &doors).await) {
        assert_eq!(status == 403, *method == "POST", "{path}: {status}");
    }
    let editor = Visitor::logged_in(&server, EDITOR.login).await;
    let opened = statuses(&editor, &doors).await;
    assert!(opened.iter().all(|status| *status != 403 && *status < 500), "{opened:?}");
}

async fn outside_the_demo_nobody_picks_a_name(town: Arc<Town>) {
    let server: Server = town.serve();
    let visitor = Visitor::stranger(&server);
    assert_eq!(visitor.get("/login").await.status, 404);
    assert_eq!(visitor.post("/login", &[("staff", EDITOR.login)]).await.status, 404);
    assert_eq!(server.send(reqwest::Method::GET, "/rulebook", b"", None).await.status, 401);
    assert_eq!(visitor.get("/").await.status, 200);
}
