//! Who comes in, and who does not.

use std::{collections::BTreeSet, fs, path::Path};

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{Visitor, at},
};

async fn nobody_gets_in_without_logging_in(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let stranger = Visitor::stranger(&house);
    for door in Door::ALL {
        let path = at(*door, &code);
        if path.starts_with("/api/") {
            let answer = if door.methods() == "GET" { stranger.get(&path).await.status } else { continue };
            assert_eq!(answer, 401, "{path}");
        } else if door.methods().contains("GET") {
            let answer = stranger.get(&path).await;
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location.starts_with("/login"), "{path}: {}", answer.location);
        }
        if door.methods().contains("POST") && !path.starts_with("/api/") {
            assert_eq!(stranger.post_bare(&path, &[]).await.status, 401, "{path}");
        }
    }
}

async fn a_form_needs_the_token_and_the_origin_of_its_page(house: House) {
    let officer = Visitor::officer(&house).await;
    for path in [at(Door::OpenCallOut, ""), "/logout".to_owned()] {
        assert_eq!(officer.post_bare(&path, &[]).await.status, 403, "{path}");
        assert_eq!(officer.post_bare(&path, &[("csrf", "x")]).await.status, 403, "{path}");
    }
    let elsewhere = reqwest::Client::new().post(format!("{}/call-outs", house.url)).header("origin", "https://elsewhere.example");
    assert_eq!(elsewhere.send().await.unwrap().status(), 403);
}

async fn the_wrong_role_opens_nothing(house: House) {
    let code = Visitor::officer(&house).await.opens_a_call_out().await;
    let administrator = Visitor::logged_in(&house, "sam").await;
    for door in Door::ALL.iter().filter(|door| !door.path().starts_with("/api/")) {
        let path = at(*door, &code);
        if door.methods().contains("GET") {
            assert_eq!(administrator.get(&path).await.status, 403, "{path}");
        }
        if door.methods().contains("POST") {
            assert_eq!(administrator.post(&path, &[]).await.status, 403, "{path}");
        }
    }
}

async fn another_units_call_out_is_as_unknown_as_none(house: House) {
    // A draft that is there: what is not found is not found for want of a right.
    let officer = Visitor::officer(&house).await;
    let new = [("to", "socialtjansten-exempelstad/socialjouren"), ("purpose", "referral"), ("phase", "care"), ("urgency", "same_day")];
    let code = officer.opens_a_call_out().await;
    let draft = officer.post(&at(Door::NewHandover, &code), &new).await.goes_to();
    assert_eq!(officer.get(&draft).await.status, 200);
    let draft = draft.rsplit_once('/').unwrap().1.to_owned();
    let neighbour = Visitor::logged_in(&house, "kim").await;
    let hers = |door: &&Door| door.roles().contains(&wire::StaffRole::PatrolOfficer);
    let doors = Door::ALL.iter().filter(|door| door.path().contains("{code}") && !door.path().starts_with("/api/"));
    for door in doors.filter(hers) {
        for unknown in [code.as_str(), "KV742-2611", "x"] {
            let path = at(*door, unknown).replace("{draft}", &draft).replace("{category}", "identity").replace("{rule}", "OSL-10-27");
            if door.methods().contains("GET") {
                let answer = neighbour.get(&path).await;
                assert_eq!(answer.status, 404, "{path}");
                assert!(answer.text.contains("Sidan finns inte"), "{path}");
            }
            if door.methods().contains("POST") {
                let digest = "0".repeat(64);
                let answer = neighbour.post(&path, &[("act", "harm-yes"), ("digest", &digest)]).await;
                assert_eq!(answer.status, 404, "{path}");
            }
        }
    }
    assert!(!neighbour.get(&at(Door::ListCallOuts, "")).await.page().contains(&code));
}

async fn what_came_is_a_page_of_its_own(house: House) {
    let officer = Visitor::officer(&house).await;
    assert!(officer.get(&at(Door::ListCallOuts, "")).await.page().contains("href=\"/received\""));
    assert!(officer.get(&at(Door::ListReceived, "")).await.page().contains("Inget väntar."));
    let unknown = at(Door::AnswerReceived, "").replace("{handover}", "00000000-0000-7000-8000-000000000000");
    assert_eq!(officer.post(&unknown, &[("act", "acknowledge")]).await.status, 404);
    assert_eq!(officer.post(&unknown, &[("act", "decline")]).await.status, 422, "a reason is chosen");
}

async fn a_logout_ends_it(house: House) {
    let officer = Visitor::officer(&house).await;
    assert_eq!(officer.get("/").await.goes_to(), "/call-outs");
    assert_eq!(officer.post("/logout", &[]).await.goes_to(), "/login");
    assert_eq!(officer.get("/call-outs").await.status, 303);
}

async fn a_picker_lists_invented_people_and_nobody_else_gets_in(house: House) {
    let stranger = Visitor::stranger(&house);
    let picker = stranger.get("/login").await.page();
    assert!(picker.contains("påhittad person"));
    assert!(!picker.contains("Stödsystem"), "a case system is nobody to log in as");
    let unknown = "0".repeat(32);
    assert_eq!(stranger.post_bare("/login", &[("staff", &unknown)]).await.status, 422);
    assert_eq!(stranger.post_bare("/login", &[("staff", "<b>")]).await.status, 422);
}

in_a_house!(
    nobody_gets_in_without_logging_in,
    a_form_needs_the_token_and_the_origin_of_its_page,
    the_wrong_role_opens_nothing,
    another_units_call_out_is_as_unknown_as_none,
    what_came_is_a_page_of_its_own,
    a_logout_ends_it,
    a_picker_lists_invented_people_and_nobody_else_gets_in,
);

/// The list may only shrink: a new door comes with a test that names it.
#[test]
fn every_door_has_a_test_or_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources: String =
        fs::read_dir(root.join("tests/it")).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let untested: BTreeSet<&str> =
        Door::ALL.iter().map(|door| door.name()).filter(|name| !sources.contains(&format!("Door::{name},"))).collect();
    let listed = fs::read_to_string(root.join("doors-without-test.txt")).unwrap();
    let listed: BTreeSet<&str> = listed.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert_eq!(untested, listed, "doors without a test of their own, and the list of them");
}
