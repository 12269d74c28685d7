//! The briefing of a shift: cleared items alone, five at the most, gone with the shift, and deaf to what other agencies sent.

use std::sync::Arc;

use casework::{ConsentAnswer, DraftProblem, GivenConsent, NoReception, cases, handovers, subjects, testing::AgencyName};
use jiff::SignedDuration;
use police::access::Door;
use store::{clock::Clock as _, testing::TestDatabase};
use wire::{AskedWhere, CaseCode, Category, ConsentForm, ConsentText, Language, Purpose, Subject, SubjectRole};

use crate::{
    consent::NAME,
    focus_persons::{LINE, TURE, adds, begun, clears, keepers, rows, takes},
    house::{House, in_a_house, until},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{NAUGHTY, Visitor, at, between},
};

/// The doors that these tests go through.
const DOORS: &[Door] =
    &[Door::DestroyCopy, Door::BriefingCopy, Door::CopyBriefing, Door::EndBriefing, Door::Briefing, Door::NewBriefing, Door::Briefings];

/// A person with a cleared address; the path of its page.
async fn ready(ivar: &Visitor, ulla: &Visitor, name: &str) -> String {
    let person = begun(ivar, name).await;
    adds(ivar, &person, &[("kind", "address"), ("code", "own_home"), ("line", LINE)]).await;
    clears(ulla, &person).await;
    person
}

/// Makes the briefing of the night with these persons; its path.
async fn made(keeper: &Visitor, persons: &[&str]) -> String {
    let ids: Vec<&str> = persons.iter().map(|person| person.rsplit_once('/').unwrap().1).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("persons", *id)).chain([("starts", "22:00"), ("ends", "07:00")]).collect();
    assert_eq!(keeper.post(&at(Door::NewBriefing, ""), &fields).await.goes_to(), "/briefing");
    let list = keeper.get(&at(Door::Briefings, "")).await.page();
    format!("/briefing/{}", between(&list, "action=\"/briefing/", "/copies"))
}

async fn a_shift_is_told_of_five_at_the_most(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let mut persons = Vec::new();
    for n in 1..=6 {
        persons.push(ready(&ivar, &ulla, &format!("{TURE} {n}")).await);
    }
    let waiting = begun(&ivar, "Ingen Klarerad").await;
    adds(&ivar, &waiting, &[("kind", "danger"), ("code", "dog")]).await;
    let form = ulla.get(&at(Door::NewBriefing, "")).await.page();
    assert!(form.contains("Fokusperson 6") && !form.contains("Fokusperson 7"), "what nobody cleared is not offered: {form}");
    assert!(!form.contains(" checked") && !form.contains(TURE), "{form}");
    let ids: Vec<&str> = persons.iter().map(|person| person.rsplit_once('/').unwrap().1).collect();
    let times = [("starts", "22:00"), ("ends", "07:00")];
    let all: Vec<(&str, &str)> = ids.iter().map(|id| ("persons", *id)).chain(times).collect();
    let many = ulla.post(&at(Door::NewBriefing, ""), &all).await;
    assert!(many.status == 422 && many.text.contains("Välj högst fem.") && many.text.contains("value=\"22:00\""), "{}", many.text);
    let uncleared = [("persons", waiting.rsplit_once('/').unwrap().1), times[0], times[1]];
    assert!(ulla.post(&at(Door::NewBriefing, ""), &uncleared).await.text.contains("id=\"persons-error\""));
    for naughty in NAUGHTY.iter().copied().chain(["", "12:00"]) {
        for field in ["starts", "ends"] {
            let fields = [("persons", ids[0])].into_iter().chain(times).filter(|(name, _)| *name != field).chain([(field, naughty)]);
            let answer = ulla.post(&at(Door::NewBriefing, ""), &fields.collect::<Vec<_>>()).await;
            assert_eq!(answer.status, 422, "{field}={naughty:?}");
        }
    }
    let five: Vec<&str> = persons.iter().take(5).map(String::as_str).collect();
    let briefing = made(&ulla, &five).await;
    assert!(ulla.get(&briefing).await.page().contains("Kort 1 av 5"));
    let again = ivar.post(&at(Door::NewBriefing, ""), &all[..1].iter().copied().chain(times).collect::<Vec<_>>()).await;
    assert!(again.status == 422 && again.text.contains("redan en utsättning"), "ten are not two times five: {}", again.text);
    for broken in [
        "UPDATE shift_briefing_cards SET position = 6 WHERE position = 5",
        "UPDATE shift_briefing_cards SET position = 0 WHERE position = 1",
        "UPDATE shift_briefing_cards SET position = 1 WHERE position = 2",
        "UPDATE shift_briefings SET ends_at = starts_at + 43200000001",
    ] {
        assert!(!takes(&house, broken).await, "{broken}");
    }
}

async fn a_patrol_sees_what_a_second_person_has_cleared(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let first = ready(&ivar, &ulla, TURE).await;
    let second = ready(&ivar, &ulla, "Sture Kanariesson").await;
    adds(&ivar, &first, &[("kind", "danger"), ("code", "dog")]).await;
    let briefing = made(&ulla, &[&first, &second]).await;
    let lo = Visitor::officer(&house).await;
    assert!(lo.get(&at(Door::ListCallOuts, "")).await.page().contains("href=\"/briefing\""));
    let list = lo.get(&at(Door::Briefings, "")).await.page();
    assert!(list.contains("Passet 22:00–07:00") && list.contains("2 kort"), "{list}");
    assert!(!list.contains(TURE) && !list.contains("Ta ner") && !list.contains("href=\"/focus-persons"), "{list}");
    let page = lo.get(&briefing).await.page();
    for words in [TURE, LINE, "Egen bostad", "Ingripande, 2 dagar gammalt", "Visas för lo <time", "data-reader=\"lo\"", "Fråga ivar"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Farlig hund"), "nobody has cleared that");
    assert!(!page.contains("Sture") && page.contains(&format!("data-next href=\"{briefing}?card=2\"")), "one at a time, by a link");
    assert_eq!(between(&page, "<title>", " ·"), "Kort 1 av 2");
    let last = lo.get(&format!("{briefing}?card=2")).await.page();
    assert!(last.contains("Sture Kanariesson") && last.contains(&format!("data-previous href=\"{briefing}?card=1\"")), "{last}");
    clears(&ulla, &first).await;
    assert!(lo.get(&briefing).await.page().contains("Farlig hund"));
    // One tap, and nothing asks for it.
    let item = between(&page, "name=\"item\" value=\"", "\"").to_owned();
    let (id, pass) = (briefing.rsplit_once('/').unwrap().1, format!("{first}/passings"));
    let tapped = [("item", item.as_str()), ("briefing", id), ("card", "1")];
    assert_eq!(lo.post(&pass, &tapped).await.goes_to(), format!("{briefing}?card=1"));
    assert!(lo.get(&briefing).await.page().contains("Passerad <time datetime=\"2026-11-22T01:14:00Z\">"));
    let dog = between(ivar.get(&first).await.page().split_once("Farlig hund").unwrap().1, "/items/", "/remove").to_owned();
    assert_eq!(lo.post(&pass, &[("item", &dog), ("briefing", id), ("card", "1")]).await.status, 404, "a dog is no address");
    let log = ulla.get(&at(Door::Briefings, "")).await.page();
    assert!(log.contains("Visad <time datetime=\"2026-11-22T01:14:00Z\">02:14</time> lo"), "{log}");
    for name in ["vera", "kurt", "anna"] {
        assert_eq!(Visitor::logged_in(&house, name).await.get(&briefing).await.status, 403, "{name} does not go out");
    }
    assert_eq!(DOORS.iter().filter(|door| door.roles().len() == 3).count(), 5, "read by who goes out, made by two roles");
}

async fn it_dies_with_the_shift(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = ready(&ivar, &ulla, TURE).await;
    let briefing = made(&ulla, &[&person]).await;
    let lo = Visitor::officer(&house).await;
    let copy = lo.post(&format!("{briefing}/copies"), &[]).await.goes_to();
    lo.get(&copy).await.page();
    house.clock.advance(SignedDuration::from_mins(4 * 60 + 45));
    let (lo, ulla) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "ulla").await);
    assert_eq!(lo.get(&briefing).await.status, 200, "06:59");
    house.clock.advance(SignedDuration::from_mins(1));
    for path in [briefing.clone(), format!("{briefing}?card=1"), copy] {
        assert_eq!(lo.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(lo.post(&format!("{briefing}/copies"), &[]).await.status, 404);
    assert_eq!(ulla.post(&format!("{briefing}/end"), &[]).await.status, 404);
    until("the cards are removed", || async { rows(&house, &["shift_briefing_cards"]).await == 0 }).await;
    assert_eq!(rows(&house, &["focus_persons", "shift_briefings", "shift_briefing_copies"]).await, 3, "the log stays, and the person");
    let log = lo.get(&at(Door::Briefings, "")).await.page();
    assert!(log.contains("Ingen utsättning visas nu.") && log.contains("Kopia 1 · lo") && !log.contains(TURE), "{log}");
    let destroy = format!("/briefing-copies/{}", between(&log, "action=\"/briefing-copies/", "\""));
    assert_eq!(lo.post(&destroy, &[]).await.goes_to(), "/briefing");
    assert_eq!(ulla.post(&destroy, &[]).await.status, 409, "once");
    assert!(lo.get(&at(Door::Briefings, "")).await.page().contains("✓ Förstörd <time"));
}

async fn a_person_that_lapses_leaves_the_briefing(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let (first, second) = (ready(&ivar, &ulla, TURE).await, ready(&ivar, &ulla, "Sture Kanariesson").await);
    let briefing = made(&ulla, &[&first, &second]).await;
    ivar.post(&format!("{first}/end"), &[]).await.goes_to();
    let page = ulla.get(&briefing).await.page();
    assert!(page.contains("Kort 1 av 1") && page.contains("Sture Kanariesson") && !page.contains(TURE), "{page}");
    let item = between(&ivar.get(&second).await.page(), "/items/", "/remove").to_owned();
    ivar.post(&format!("{second}/items/{item}/remove"), &[]).await.goes_to();
    let page = ulla.get(&briefing).await.page();
    assert!(page.contains("Inget kort finns kvar.") && !page.contains("Kanariesson"), "{page}");
    ulla.post(&format!("{briefing}/end"), &[]).await.goes_to();
    assert_eq!(ulla.get(&briefing).await.status, 404, "taken down");
    assert_eq!(rows(&house, &["shift_briefing_cards"]).await, 0);
}

async fn who_has_nothing_left_that_holds_is_on_no_card(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = begun(&ivar, TURE).await;
    let order = [("kind", "order"), ("code", "extended"), ("until", "2026-11-22")];
    adds(&ivar, &person, &order).await;
    clears(&ulla, &person).await;
    house.clock.advance(SignedDuration::from_hours(20));
    let ulla = Visitor::logged_in(&house, "ulla").await;
    let briefing = made(&ulla, &[&person]).await;
    assert!(ulla.get(&briefing).await.page().contains(TURE), "control: the order holds until midnight");
    house.clock.advance(SignedDuration::from_hours(2));
    let ulla = Visitor::logged_in(&house, "ulla").await;
    let page = ulla.get(&briefing).await.page();
    assert!(page.contains("Inget kort finns kvar.") && !page.contains(TURE), "a name and no line: {page}");
    let form = ulla.get(&at(Door::NewBriefing, "")).await.page();
    assert!(!form.contains("Fokusperson 1"), "nobody is offered of whom nothing holds: {form}");
}

async fn a_copy_that_is_still_out_stays_on_the_list(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = ready(&ivar, &ulla, TURE).await;
    let briefing = made(&ulla, &[&person]).await;
    for _ in 0..2 {
        Visitor::officer(&house).await.post(&format!("{briefing}/copies"), &[]).await.goes_to();
    }
    house.clock.advance(SignedDuration::from_hours(40 * 24));
    let lo = Visitor::officer(&house).await;
    let log = lo.get(&at(Door::Briefings, "")).await.page();
    let out: Vec<&str> =
        log.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|to| to.contains("copies/")).collect();
    assert_eq!(out.len(), 2, "{log}");
    lo.post(out[0], &[]).await.goes_to();
    assert!(lo.get(&at(Door::Briefings, "")).await.page().contains("✓ Förstörd <time"), "the other is still out");
    lo.post(out[1], &[]).await.goes_to();
    assert!(!lo.get(&at(Door::Briefings, "")).await.page().contains("Kopia 1"), "then it is over");
}

async fn a_copy_has_a_number_and_a_name(house: House) {
    let (ivar, ulla) = keepers(&house).await;
    let person = ready(&ivar, &ulla, TURE).await;
    adds(&ivar, &person, &[("kind", "why_now"), ("line", "Släpps på tisdag")]).await;
    let briefing = made(&ulla, &[&person]).await;
    let (lo, gun) = (Visitor::officer(&house).await, Visitor::logged_in(&house, "gun").await);
    let copies = format!("{briefing}/copies");
    assert_eq!(lo.post(&copies, &[]).await.goes_to(), format!("{copies}/1"));
    assert_eq!(ulla.post(&copies, &[]).await.goes_to(), format!("{copies}/2"));
    let paper = lo.get(&format!("{copies}/1")).await.page();
    for words in
        ["Kopia 1 · lo · ", "Förstörs <time datetime=\"2026-11-22T06:00:00Z\">22 nov. 2026 07:00", "data-reader=\"lo · Förstörs 07:00\""]
    {
        assert!(paper.contains(words), "{words}: {paper}");
    }
    assert!(paper.contains(TURE) && paper.contains(LINE) && !paper.contains("Släpps på tisdag"), "cleared alone: {paper}");
    assert_eq!(ulla.get(&format!("{copies}/1")).await.status, 404, "with another's name on it");
    assert_eq!(lo.get(&format!("{copies}/3")).await.status, 404);
    assert_eq!(lo.get(&format!("{copies}/x")).await.status, 404);
    for path in [briefing.clone(), format!("{copies}/1")] {
        assert_eq!(gun.get(&path).await.status, 404, "another unit's: {path}");
    }
    assert_eq!(gun.post(&copies, &[]).await.status, 404);
    assert_eq!(gun.post(&format!("{briefing}/end"), &[]).await.status, 404);
    let log = lo.get(&at(Door::Briefings, "")).await.page();
    let destroy = format!("/briefing-copies/{}", between(&log, "action=\"/briefing-copies/", "\""));
    assert_eq!(gun.post(&destroy, &[]).await.status, 404);
    lo.post(&destroy, &[]).await.goes_to();
    assert_eq!(lo.get(&format!("{copies}/1")).await.status, 404, "what is destroyed is not printed again");
    assert!(log.contains("På papper <time"), "{log}");
    assert!(!gun.get(&at(Door::Briefings, "")).await.page().contains("Kopia 1"));
    let english = ulla.get_in(&format!("{copies}/2"), "en").await.page();
    assert!(english.contains("Copy 2 · ulla") && english.contains("To be destroyed"), "{english}");
}

/// The two runs: with and without a request from the social services the briefing is the same to the letter.
async fn it_is_the_same_whatever_came_from_social_services(house: House) {
    let database = TestDatabase::sqlite();
    let own = database.open(&casework::testing::schema());
    let social = house.town.casework(AgencyName::Social, own, house.clock.clone(), house.broker.url(), Arc::new(NoReception)).await;
    let (workers, worker) = (social.workers(), social.staff_named("lo").await);
    let (ivar, ulla) = keepers(&house).await;
    let person = ready(&ivar, &ulla, TURE).await;
    let briefing = made(&ulla, &[&person]).await;
    let lo = Visitor::officer(&house).await;
    let copy = lo.post(&format!("{briefing}/copies"), &[]).await.goes_to();
    let paths = [briefing.clone(), copy, at(Door::Briefings, "")];
    let mut before = Vec::new();
    for path in paths.iter().chain([&briefing, &paths[1]]) {
        before.push(lo.get(path).await.page());
    }
    let code = recorded(&lo).await;
    let form = send_form(&lo.get(&at(Door::Review, &code)).await.page());
    press(&lo, &code, &form).await.goes_to();
    until_it_says(&lo, &code, "Mottaget").await;
    let (desk, staff, now, parsed) = (social.clone(), worker, house.clock.now(), code.parse::<CaseCode>().unwrap());
    let asked = social.db().try_write("test_ask", move |conn| -> Result<_, DraftProblem> {
        let case = cases::with_code(conn, &parsed)?.remove(0);
        let from = handovers::of_case(conn, case.id)?.remove(0);
        desk.acknowledge(conn, from.id, &staff, now).unwrap();
        let giver = subjects::of_case(conn, case.id)?.into_iter().find(|person| person.role == SubjectRole::Victim).unwrap();
        desk.record_consent(conn, &case, her_yes(giver), &staff, now).unwrap();
        let draft = desk.ask_to_keep_an_eye(conn, &case, &staff, now)?;
        let digest = desk.preview_draft(conn, draft.id, &staff, now)?.digest;
        desk.send_draft(conn, draft.id, &digest, &staff, now)
    });
    asked.await.unwrap();
    let came = || async { lo.get(&at(Door::ListReceived, "")).await.page().contains(&format!("/cases/{code}/handovers")) };
    until("the request has come to the police", came).await;
    let case = lo.get(&at(Door::CaseHandovers, &code)).await.page();
    assert!(case.contains("Håll ett öga") && case.contains("Frågan är ingen källa"), "{case}");
    for (path, earlier) in paths.iter().zip(&before) {
        let page = lo.get(path).await.page();
        assert_eq!(main_of(&page), main_of(earlier), "{path}");
        for secret in [NAME, "070-174", code.as_str(), "Socialjouren", "samtycke"] {
            assert!(!between(&page, "<main", "</main>").contains(secret), "{path}: {secret}");
        }
    }
    for path in [person.as_str(), "/focus-persons", "/briefing/new"] {
        let page = ivar.get(path).await.page();
        assert!(!page.contains(NAME) && !page.contains(&code), "{path}");
    }
    workers.stop().await;
}

/// Yes to the two agencies telling each other of new violence, to plan protection.
fn her_yes(giver: Subject) -> ConsentAnswer {
    ConsentAnswer::Given(GivenConsent {
        giver,
        to: "polisen-exempelstad/polismyndigheten".parse().unwrap(),
        categories: vec![Category::NewViolence],
        purpose: Purpose::ProtectionPlanning,
        days: 14,
        form: ConsentForm::SpokenByPhone,
        asked: AskedWhere::OutOfEarshot,
        text: ConsentText { id: "support".to_owned(), version: "1".to_owned(), language: Language::Sv, interpreter: false },
        card_code_hash: None,
        child_asked: None,
    })
}

/// The content of a page without the token of its forms.
fn main_of(page: &str) -> String {
    between(page, "<main", "</main>").to_owned()
}

in_a_house!(
    a_shift_is_told_of_five_at_the_most,
    a_patrol_sees_what_a_second_person_has_cleared,
    it_dies_with_the_shift,
    a_person_that_lapses_leaves_the_briefing,
    who_has_nothing_left_that_holds_is_on_no_card,
    a_copy_that_is_still_out_stays_on_the_list,
    a_copy_has_a_number_and_a_name,
    it_is_the_same_whatever_came_from_social_services,
);
