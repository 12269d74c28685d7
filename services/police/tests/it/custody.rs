//! Custody, the offer of a talk, and the release that somebody is to be told of.

use casework::access_entries;
use jiff::SignedDuration;
use police::access::Door;
use wire::Category;

use crate::{
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, between, escaped},
};

const EXPECTED: [(&str, &str); 4] =
    [("v-kind", "expected"), ("v-at-day", "2026-11-22"), ("v-at-time", "12:30"), ("v-restraining_order_applied", "yes")];
const OFFER: [(&str, &str); 5] =
    [("v-willing", "yes"), ("v-judged_suitable", "yes"), ("v-officer_present", "yes"), ("v-at-day", "2026-11-22"), ("v-at-time", "09:00")];

fn part(code: &str, part: &str) -> String {
    at(Door::WriteCustody, code).replace("{part}", part)
}

/// Apprehended at two o'clock.
async fn apprehended(officer: &Visitor) -> String {
    let code = officer.opens_a_call_out().await;
    let since = [("v-status", "apprehended"), ("v-since-day", "2026-11-22"), ("v-since-time", "02:00")];
    assert_eq!(officer.post(&part(&code, "status"), &since).await.goes_to(), at(Door::Custody, &code));
    code
}

async fn what_is_written_last_holds_and_nothing_is_chosen_beforehand(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = apprehended(&officer).await;
    for one in ["status", "release", "talk"] {
        assert!(!officer.get(&part(&code, one)).await.page().contains(" checked"), "{one}");
    }
    let page = officer.get(&at(Door::Custody, &code)).await.page();
    assert!(page.contains("Gripen") && page.contains("sedan <time datetime=\"2026-11-22T01:00:00Z\">"), "{page}");
    assert!(page.contains("Socialjouren vill prata med dig en stund"), "the purpose is there to be read");
    house.clock.advance(SignedDuration::from_hours(12));
    let officer = Visitor::officer(&house).await;
    officer.post(&part(&code, "status"), &[("v-status", "arrested")]).await.goes_to();
    let page = officer.get(&at(Door::Custody, &code)).await.page();
    assert!(
        page.contains("<p class=\"big\">Anhållen</p>") && between(&page, "Tidigare anteckningar", "</ol>").contains("Gripen"),
        "{page}"
    );
    house.clock.advance(SignedDuration::from_secs(20));
    let released = [("v-kind", "actual"), ("v-at-day", "2026-11-22"), ("v-at-time", "14:00")];
    officer.post(&part(&code, "release"), &released).await.goes_to();
    assert!(officer.get(&at(Door::Custody, &code)).await.page().contains("Släppt <strong><time datetime=\"2026-11-22T13:00:00Z\">"));
    let english = officer.get_in(&at(Door::Custody, &code), "en").await.page();
    assert!(english.contains("Released <strong>") && english.contains("would like to talk with you on the phone"), "{english}");
    assert!(house.broker.offers().is_empty(), "nothing is sent");
}

async fn what_can_not_be_is_said_at_its_field_and_nothing_typed_is_lost(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = apprehended(&officer).await;
    let not_yet = [("v-kind", "actual"), ("v-at-day", "2026-11-22"), ("v-at-time", "12:30")];
    for (which, fields, at, words) in [
        ("release", &not_yet[..], "v-at", "Tiden har inte varit än"),
        (
            "status",
            &[("v-status", "arrested"), ("v-since-day", "2026-11-23"), ("v-since-time", "12:30")],
            "v-since",
            "Tiden har inte varit än",
        ),
        ("talk", &[("v-willing", "yes")], "v-judged_suitable", "lämpligt"),
        ("talk", &[("v-willing", "yes"), ("v-judged_suitable", "no")], "v-judged_suitable", "erbjuds inte"),
        ("talk", &[("v-willing", "unknown"), ("v-judged_suitable", "unknown")], "v-judged_suitable", "Svara ja eller nej"),
    ] {
        let answer = officer.post(&part(&code, which), fields).await;
        assert_eq!(answer.status, 422, "{which} {fields:?}");
        assert!(answer.text.contains(words) && answer.text.contains(&format!("href=\"#{at}\"")), "{which}: {}", answer.text);
    }
    assert!(officer.post(&part(&code, "release"), &not_yet).await.text.contains("value=\"12:30\""));
    for text in NAUGHTY {
        let fields = [("v-kind", "expected"), ("v-at-day", *text), ("v-at-time", *text)];
        let answer = officer.post(&part(&code, "release"), &fields).await;
        assert_eq!(answer.status, 422, "{text:?}");
        assert!(answer.text.contains(&escaped(text)), "{text:?} is kept");
    }
    assert_eq!(officer.get(&part(&code, "whereto")).await.status, 404, "where to is never asked");
    let page = officer.get(&at(Door::Custody, &code)).await.page();
    assert!(page.contains("Gripen") && !page.contains("Släppt") && !page.contains("Väntas"), "nothing was written");
}

async fn whoever_decides_over_the_release_answers_for_telling_her(house: House) {
    let (officer, lead) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "anna").await);
    let code = apprehended(&officer).await;
    let (custody, list) = (at(Door::Custody, &code), at(Door::ReleaseNotices, ""));
    let spoken = format!("{} {}", &code[..3], &code[3..5]);
    assert!(!officer.get(&custody).await.page().contains("id=\"owes\"") && !lead.get(&list).await.page().contains(&spoken));
    officer.post(&part(&code, "release"), &EXPECTED).await.goes_to();
    let page = officer.get(&custody).await.page();
    let owes = between(&page, "id=\"owes\"", "</div>");
    assert!(owes.contains("FUK 13 c §") && owes.contains("Väntar på förundersökningsledaren") && !owes.contains("<button"), "{owes}");
    assert_eq!(officer.post(&at(Door::NoteRelease, &code), &[("outcome", "told")]).await.status, 403, "it is not the patrol's to say");
    assert_eq!(officer.get(&list).await.status, 403);
    assert!(lead.get(&at(Door::ListCallOuts, "")).await.page().contains("Frigivningar att berätta om: 1"));
    let waiting = lead.get(&list).await.page();
    assert!(waiting.contains(&spoken) && waiting.contains("Väntas släppas <strong><time datetime=\"2026-11-22T11:30:00Z\">"), "{waiting}");
    assert_eq!(lead.post(&at(Door::NoteRelease, &code), &[("outcome", "told")]).await.status, 403, "who has not said why has no door");
    lead.post(&at(Door::Join, &code), &[("relation", "took_over")]).await.goes_to();
    assert_eq!(lead.post(&at(Door::NoteRelease, &code), &[("outcome", "maybe")]).await.status, 422);
    lead.post(&at(Door::NoteRelease, &code), &[("outcome", "not_reached")]).await.goes_to();
    let waiting = lead.get(&list).await.page();
    assert!(waiting.contains(&spoken) && waiting.contains("Nådde inte"), "to try is not to tell: {waiting}");
    house.clock.advance(SignedDuration::from_mins(20));
    lead.post(&at(Door::NoteRelease, &code), &[("outcome", "told")]).await.goes_to();
    assert!(lead.get(&list).await.page().contains("Inget väntar."));
    let page = officer.get(&custody).await.page();
    assert!(!page.contains("id=\"owes\"") && between(&page, "Besked till den utsatta", "</ol>").contains("Har berättat"), "{page}");
    // A new arrest and a new release are told anew.
    house.clock.advance(SignedDuration::from_hours(12));
    let (officer, lead) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "anna").await);
    officer.post(&part(&code, "release"), &[("v-kind", "actual"), ("v-at-day", "2026-11-22"), ("v-at-time", "12:10")]).await.goes_to();
    assert!(lead.get(&list).await.page().contains("Inget väntar."));
    house.clock.advance(SignedDuration::from_mins(5));
    officer.post(&part(&code, "status"), &[("v-status", "apprehended")]).await.goes_to();
    house.clock.advance(SignedDuration::from_secs(20));
    officer.post(&part(&code, "release"), &[("v-kind", "expected"), ("v-at-day", "2026-11-24"), ("v-at-time", "08:00")]).await.goes_to();
    assert!(lead.get(&list).await.page().contains(&spoken));
}

/// Without a clear no to a ban the person is not asked how to keep calm at home, but where to be instead.
async fn the_words_before_a_release_fit_what_is_decided(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = apprehended(&officer).await;
    let words = async || between(&officer.get(&at(Door::ReleaseTalk, &code)).await.page(), "<main", "</main>").to_owned();
    let unclear = words().await;
    let forced = officer.get(&format!("{}?order=none", at(Door::ReleaseTalk, &code))).await.page();
    assert!(forced.contains("Inte dit"), "what the release says of a ban comes first: {forced}");
    assert!(unclear.contains("Hej, jag heter lo") && unclear.contains("08-465 004 00"), "{unclear}");
    assert!(unclear.contains("Inte dit") && !unclear.contains("Om det hettar till"), "{unclear}");
    assert!(!unclear.contains("id=\"owes\"") && !unclear.contains('{'), "every blank is filled: {unclear}");
    let free = [&EXPECTED[..3], &[("v-restraining_order_applied", "no")]].concat();
    officer.post(&part(&code, "release"), &free).await.goes_to();
    let not_applied = words().await;
    assert!(not_applied.contains("id=\"ban\"") && not_applied.contains("Inte dit"), "one may be in force already: {not_applied}");
    let looked = format!("{}?order=none", at(Door::ReleaseTalk, &code));
    let free = between(&officer.get(&looked).await.page(), "<main", "</main>").to_owned();
    assert!(free.contains("Om det hettar till") && !free.contains("Inte dit") && !free.contains("id=\"ban\""), "{free}");
    assert!(free.contains("id=\"owes\""), "she is told first: {free}");
    let english = officer.get_in(&at(Door::ReleaseTalk, &code), "en").await.page();
    assert!(english.contains("I am a police officer in outreach"), "{english}");
    for other in ["henne", "hon ", "målsäganden har", "barn"] {
        let aloud = between(&free, "<ol>", "</ol>").to_lowercase();
        assert!(!aloud.contains(other), "nothing of anybody else is said: {other} in {aloud}");
    }
    assert_eq!(Visitor::logged_in(&house, "anna").await.get(&at(Door::ReleaseTalk, &code)).await.status, 403, "who has not said why");
}

async fn what_is_known_is_put_in_a_draft_and_a_no_is_not(house: House) {
    let officer = Visitor::officer(&house).await;
    let empty = officer.opens_a_call_out().await;
    assert_eq!(officer.post(&at(Door::DraftCustody, &empty), &[]).await.status, 409, "nothing is known");
    let code = apprehended(&officer).await;
    officer.post(&part(&code, "release"), &EXPECTED).await.goes_to();
    officer.post(&part(&code, "talk"), &[("v-willing", "no"), ("v-judged_suitable", "yes")]).await.goes_to();
    let draft = async || {
        let draft = officer.post(&at(Door::DraftCustody, &code), &[]).await.goes_to();
        assert!(draft.starts_with(&format!("/cases/{code}/drafts/")), "{draft}");
        officer.get(&draft).await.page()
    };
    let page = draft().await;
    assert!(page.contains("Gripen") && page.contains("Misstänkts läge") && page.contains("Frigivning"), "{page}");
    let so_far = between(&page, "Uppgifter så här långt", "Lägg till en uppgift");
    assert!(!so_far.contains("Önskan om arrestsamtal"), "a no goes nowhere: {so_far}");
    house.clock.advance(SignedDuration::from_secs(20));
    officer.post(&part(&code, "talk"), &OFFER).await.goes_to();
    let page = draft().await;
    assert!(between(&page, "Uppgifter så här långt", "Lägg till en uppgift").contains("Önskan om arrestsamtal"), "{page}");
    let review = page.split("href=\"").find(|link| link.starts_with("/cases/") && link.contains("/review\"")).unwrap();
    let review = officer.get(review.split('"').next().unwrap()).await.page();
    assert!(review.contains("Stannar") || review.contains("class=\"held\""), "without his yes and the lead's nothing goes: {review}");
    assert!(house.broker.offers().is_empty());
}

async fn another_unit_and_a_colleague_without_a_reason_find_nothing_and_every_look_is_written(house: House) {
    let (officer, colleague) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "bo").await);
    let neighbour = Visitor::logged_in(&house, "kim").await;
    let code = apprehended(&officer).await;
    for door in [Door::Custody, Door::WriteCustody, Door::DraftCustody, Door::ReleaseTalk] {
        let path = at(door, &code).replace("{part}", "status");
        let fields = [("v-status", "remanded")];
        if door.methods().contains("GET") {
            assert_eq!(neighbour.get(&path).await.status, 404, "{}", door.name());
            assert_eq!(colleague.get(&path).await.status, 403, "{}", door.name());
        }
        if door.methods().contains("POST") {
            assert_eq!(neighbour.post(&path, &fields).await.status, 404, "{}", door.name());
            assert_eq!(colleague.post(&path, &fields).await.status, 403, "{}", door.name());
        }
    }
    let looks = async || {
        let parsed: wire::CaseCode = code.parse().unwrap();
        let read = house.casework.db().read(move |conn| {
            let case = casework::cases::with_code(conn, &parsed)?.remove(0);
            access_entries::of_case(conn, case.id)
        });
        read.await.unwrap()
    };
    let before = looks().await.len();
    assert!(officer.get(&at(Door::Custody, &code)).await.page().contains("Gripen"), "the others changed nothing");
    let after = looks().await;
    assert_eq!((after.len(), after[0].categories.as_slice()), (before + 1, &[Category::CustodyStatus][..]));
}

in_a_house!(
    what_is_written_last_holds_and_nothing_is_chosen_beforehand,
    what_can_not_be_is_said_at_its_field_and_nothing_typed_is_lost,
    whoever_decides_over_the_release_answers_for_telling_her,
    the_words_before_a_release_fit_what_is_decided,
    what_is_known_is_put_in_a_draft_and_a_no_is_not,
    another_unit_and_a_colleague_without_a_reason_find_nothing_and_every_look_is_written,
);
