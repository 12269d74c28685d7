//! Outcomes of risk assessments: no level is chosen for anybody, a high screen calls at once, and nothing is written over.

use casework::{CaseRisk, Tie, ViewPurpose, access_entries};
use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{Visitor, at, between},
};

const TODAY: (&str, &str) = ("day", "2026-11-22");
const ASSESSOR: (&str, &str) = ("assessor", "patrol_officer");

/// Somebody of the case, as the form names them.
async fn person(officer: &Visitor, code: &str, words: &str) -> &'static str {
    let form = officer.get(&at(Door::NewRisk, code)).await.page();
    let label = form.split("<label").find(|label| label.contains(&format!("<span>{words}</span>"))).unwrap_or_else(|| panic!("{form}"));
    between(label, "value=\"", "\"").to_owned().leak()
}

/// A screen of the person exposed.
async fn lap(officer: &Visitor, code: &str) -> [(&'static str, &'static str); 2] {
    [("instrument", "lap"), ("person", person(officer, code, "Våldsutsatt").await)]
}

/// A classification of who uses violence.
async fn matac(officer: &Visitor, code: &str) -> [(&'static str, &'static str); 2] {
    [("instrument", "matac"), ("person", person(officer, code, "Misstänkt").await)]
}

/// The outcomes of the case, newest first, as the program keeps them.
async fn kept(house: &House, code: &str) -> Vec<CaseRisk> {
    let (own, code, lo) = (house.casework.clone(), code.parse().unwrap(), house.casework.staff_named("lo").await);
    let read = house.casework.db().try_write("test_risks", move |conn| -> Result<_, casework::RiskProblem> {
        let case = casework::cases::with_code(conn, &code)?.remove(0);
        own.view_risks(conn, &case, (&lo, Tie::Works), "2026-11-22T01:14:00Z".parse().unwrap())
    });
    read.await.unwrap()
}

async fn record(officer: &Visitor, code: &str, chosen: &[(&str, &str)], outcome: &[(&str, &str)]) {
    let fields: Vec<_> = chosen.iter().chain([&TODAY, &ASSESSOR]).chain(outcome).copied().collect();
    assert_eq!(officer.post(&at(Door::Risks, code), &fields).await.goes_to(), at(Door::Risks, code));
}

async fn no_level_is_chosen_for_anybody(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let lap = lap(&officer, &code).await;
    let choice = officer.get(&at(Door::NewRisk, &code)).await.page();
    assert!(choice.contains("ODARA") && choice.contains("MATAC") && !choice.contains("FREDA"), "{choice}");
    let form = officer.post(&at(Door::NewRisk, &code), &lap).await.page();
    assert!(form.contains("Inte hög") && !form.contains("value=\"elevated\""), "its own levels alone: {form}");
    assert!(form.contains("value=\"not_stated\""), "not stated is a level of its own");
    for page in [&choice, &form] {
        assert!(!page.contains(" checked"), "nothing is chosen before somebody chooses: {page}");
    }
    let version: Vec<_> = lap.into_iter().chain([("version", "3")]).collect();
    let unsaid = officer.post(&at(Door::Risks, &code), &version).await;
    assert_eq!(unsaid.status, 422);
    for field in ["level", "day", "assessor", "reasons"] {
        assert!(unsaid.text.contains(&format!("id=\"{field}-error\"")), "{field}: {}", unsaid.text);
    }
    assert!(unsaid.text.contains("name=\"version\" type=\"text\" inputmode=\"numeric\" value=\"3\""), "what was typed is kept");
    // A level of another scale, a day to come, and reasons that are and are none.
    for (name, value) in [("level", "red"), ("day", "2026-11-23"), ("reasons", "none")] {
        let good = [("level", "high"), TODAY, ASSESSOR, ("reasons", "separation")];
        let wrong = lap.into_iter().chain(good.into_iter().filter(|(own, _)| *own != name || name == "reasons")).chain([(name, value)]);
        let wrong = officer.post(&at(Door::Risks, &code), &wrong.collect::<Vec<_>>()).await;
        assert!(wrong.status == 422 && wrong.text.contains(&format!("id=\"{name}-error\"")), "{name}: {}", wrong.text);
    }
    // MATAC is about whoever uses violence.
    for other in ["Misstänkt", "Barn"] {
        let about = ("person", person(&officer, &code, other).await);
        let answer = officer.post(&at(Door::NewRisk, &code), &[("instrument", "lap"), about]).await;
        assert_eq!(answer.status, 422, "{other} answers no LAP");
        assert!(answer.text.contains("besvaras av den våldsutsatta"), "{}", answer.text);
    }
    let about_her = officer.post(&at(Door::NewRisk, &code), &[("instrument", "matac"), lap[1]]).await;
    assert!(about_her.status == 422 && about_her.text.contains("id=\"person-error\""));
    assert!(kept(&house, &code).await.is_empty());
}

async fn a_high_screen_calls_until_somebody_answers(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let lap = lap(&officer, &code).await;
    record(&officer, &code, &lap, &[("level", "not_high"), ("reasons", "none")]).await;
    assert!(!officer.get(&at(Door::Risks, &code)).await.page().contains("ring stödlinjen nu"), "not high calls nobody");
    for (answer, told) in [("rung", "Stödlinjen: Ringt 22 nov. 2026 02:14"), ("engaged", "Gick inte att ringa 22 nov. 2026 02:14")] {
        let fields: Vec<_> = lap.into_iter().chain([("level", "high"), ("reasons", "strangulation"), TODAY, ASSESSOR]).collect();
        let next = officer.post(&at(Door::Risks, &code), &fields).await.goes_to();
        let page = officer.get(&next).await.page();
        let main = page.split_once("<main").unwrap().1;
        let place = |text: &str| main.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
        assert!(place("href=\"tel:") < place("<h1"), "the number is the first of the page");
        assert!(main.contains("Socialjouren"), "the desk of the social services");
        for door in [Door::Risks, Door::CaseHandovers] {
            assert!(officer.get(&at(door, &code)).await.page().contains("ring stödlinjen nu"), "{}", door.path());
        }
        let path = at(Door::RiskCall, &code).replace("{risk}", between(&page, "risks/", "/call\""));
        for wrong in ["", "yes", "could_not_ring"] {
            assert_eq!(officer.post(&path, &[("answer", wrong)]).await.status, 422, "{wrong}");
        }
        assert_eq!(officer.post(&path, &[("answer", answer)]).await.goes_to(), at(Door::Risks, &code));
        assert_eq!(officer.post(&path, &[("answer", "no_network")]).await.goes_to(), at(Door::Risks, &code), "said twice it stays");
        let page = officer.get(&at(Door::Risks, &code)).await.page();
        assert!(page.contains(told) && !page.contains("ring stödlinjen nu") && !page.contains("Ingen täckning"), "{page}");
        assert!(!officer.get(&at(Door::CaseHandovers, &code)).await.page().contains("ring stödlinjen nu"));
    }
}

async fn matac_meets_every_fourth_week_or_on_another_day(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let matac = matac(&officer, &code).await;
    let form = officer.post(&at(Door::NewRisk, &code), &matac).await.page();
    assert!(form.contains("value=\"2026-12-20\"") && form.contains("Förslag: fyra veckor fram"), "{form}");
    let other = officer.post(&at(Door::NewRisk, &code), &[("instrument", "sara"), matac[1]]).await.page();
    assert!(!other.contains("2026-12-20") && !other.contains("Förslag"), "no other instrument proposes a day");
    record(&officer, &code, &matac, &[("level", "red"), ("reasons", "none"), ("next", "2026-12-22")]).await;
    assert!(officer.get(&at(Door::Risks, &code)).await.page().contains("22 dec. 2026: <strong>Om 30 dagar"), "the day somebody chose");
    let list = officer.get(&at(Door::RiskReviews, "")).await.page();
    assert!(list.contains(&format!("/cases/{code}/risks")) && !list.contains("MATAC") && !list.contains("Röd"), "by code alone: {list}");
    house.clock.advance(jiff::SignedDuration::from_hours(33 * 24));
    let officer = Visitor::officer(&house).await;
    let list = officer.get(&at(Door::RiskReviews, "")).await.page();
    assert!(list.contains("Försenad 3 dagar"), "{list}");
    let risk = kept(&house, &code).await[0].kept.id.to_string();
    let path = at(Door::ReviewRisk, &code).replace("{risk}", &risk);
    let review = officer.get(&path).await.page();
    assert!(review.contains("value=\"2027-01-22\"") && !review.contains(" checked"), "{review}");
    assert!(officer.post(&path, &[("next", "2027-01-22")]).await.text.contains("id=\"outcome-error\""));
    assert!(officer.post(&path, &[("outcome", "moved")]).await.text.contains("id=\"next-error\""), "another day is said");
    assert!(officer.post(&path, &[("outcome", "kept"), ("next", "2026-12-24")]).await.text.contains("id=\"next-error\""), "a day to come");
    officer.post(&path, &[("outcome", "moved"), ("next", "2026-12-27")]).await.goes_to();
    officer.post(&path, &[("outcome", "kept"), ("next", "2027-01-24")]).await.goes_to();
    let page = officer.get(&at(Door::Risks, &code)).await.page();
    for held in
        ["Inget möte: ny dag 25 dec. 2026", "(planerat 22 dec. 2026)", "bedömningen står kvar 25 dec. 2026", "(planerat 27 dec. 2026)"]
    {
        assert!(page.contains(held), "{held}: {page}");
    }
    assert!(page.contains("24 jan. 2027: <strong>Om 30 dagar"), "{page}");
}

async fn a_later_outcome_leaves_the_earlier_as_it_was(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let matac = matac(&officer, &code).await;
    record(&officer, &code, &matac, &[("level", "red"), ("reasons", "separation"), ("next", "2026-12-20")]).await;
    house.clock.advance(jiff::SignedDuration::from_mins(1));
    let first = kept(&house, &code).await.remove(0);
    let id = first.kept.id.to_string();
    let path = at(Door::ReviewRisk, &code).replace("{risk}", &id);
    let form = officer.post(&path, &[("outcome", "changed"), ("next", "2027-01-17")]).await.page();
    assert!(!form.contains(" checked") && form.contains("value=\"2027-01-17\""), "the new one is said anew: {form}");
    assert!(kept(&house, &code).await[0].review_on().is_some(), "the form keeps nothing");
    let person = between(&form, "name=\"person\" value=\"", "\"").to_owned();
    let chosen = [("instrument", "matac"), ("person", person.as_str()), ("replaces", &id), ("how", "changed")];
    record(&officer, &code, &chosen, &[("level", "green"), ("reasons", "none"), ("next", "2027-01-17")]).await;
    let both = kept(&house, &code).await;
    assert_eq!((both.len(), &both[1].outcome), (2, &first.outcome), "the earlier one stays");
    let page = officer.get(&at(Door::Risks, &code)).await.page();
    assert!(page.contains("<del>Röd: inte motiverad till förändring</del>") && page.contains("bedömningen ändras 22 nov. 2026"), "{page}");
    assert_eq!(officer.get(&path).await.status, 409, "what was replaced is reviewed no more");
    let again: Vec<_> = chosen.into_iter().chain([TODAY, ASSESSOR, ("level", "red"), ("reasons", "none")]).collect();
    assert_eq!(officer.post(&at(Door::Risks, &code), &again).await.status, 409, "it is replaced once");
    assert_eq!(officer.get(&at(Door::RiskReviews, "")).await.page().matches("/risks?of=").count(), 1, "one to come");
    house.clock.advance(jiff::SignedDuration::from_mins(1));
    // A correction begins with what was written, and leaves it too.
    let second = both[0].kept.id.to_string();
    let choice = officer.get(&format!("{}?replaces={second}", at(Door::NewRisk, &code))).await.page();
    assert!(choice.contains("value=\"matac\" checked") && choice.contains(&format!("value=\"{person}\" checked")), "{choice}");
    let correcting = [("instrument", "matac"), ("person", person.as_str()), ("replaces", &second), ("how", "corrected")];
    let form = officer.post(&at(Door::NewRisk, &code), &correcting).await.page();
    assert!(form.contains("value=\"green\" checked") && form.contains("value=\"2027-01-17\""), "{form}");
    record(&officer, &code, &correcting, &[("level", "not_stated"), ("reasons", "none")]).await;
    let page = officer.get(&at(Door::Risks, &code)).await.page();
    assert!(page.contains("<del>Grön: motiverad till förändring</del> <strong>Rättad") && page.contains("Nivån är inte angiven"), "{page}");
}

async fn another_units_outcomes_are_as_unknown_as_none(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let matac = matac(&officer, &code).await;
    record(&officer, &code, &matac, &[("level", "red"), ("reasons", "none"), ("next", "2026-12-20")]).await;
    let risk = kept(&house, &code).await[0].kept.id.to_string();
    let neighbour = Visitor::logged_in(&house, "kim").await;
    for door in [Door::Risks, Door::NewRisk, Door::ReviewRisk, Door::RiskCall] {
        let path = at(door, &code).replace("{risk}", &risk);
        if door.methods().contains("GET") {
            assert_eq!(neighbour.get(&path).await.status, 404, "{path}");
        }
        let fields: Vec<_> = matac.into_iter().chain([("outcome", "kept"), ("answer", "rung")]).collect();
        assert_eq!(neighbour.post(&path, &fields).await.status, 404, "{path}");
    }
    assert!(!neighbour.get(&at(Door::RiskReviews, "")).await.page().contains(&code));
    // Of another case of the own unit it is not found either.
    let other = officer.opens_a_call_out().await;
    assert_eq!(officer.get(&at(Door::ReviewRisk, &other).replace("{risk}", &risk)).await.status, 404);
    let there = self::matac(&officer, &other).await;
    let lent: Vec<_> = there.into_iter().chain([("replaces", risk.as_str()), ("how", "changed"), TODAY, ASSESSOR]).collect();
    let lent: Vec<_> = lent.into_iter().chain([("level", "red"), ("reasons", "none")]).collect();
    assert_eq!(officer.post(&at(Door::Risks, &other), &lent).await.status, 404);
}

async fn every_view_is_in_the_access_log_and_reads_in_both_languages(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let lap = lap(&officer, &code).await;
    record(&officer, &code, &lap, &[("level", "high"), ("reasons", "escalating"), ("next", "2026-12-01")]).await;
    let views = |house: &House, code: &str| {
        let (db, code) = (house.casework.db().clone(), code.parse().unwrap());
        async move {
            let read = move |conn: &mut store::Conn| {
                let case = casework::cases::with_code(conn, &code)?.remove(0);
                access_entries::of_case(conn, case.id)
            };
            db.read(read).await.unwrap()
        }
    };
    let risk = kept(&house, &code).await[0].kept.id.to_string();
    for door in [Door::Risks, Door::NewRisk, Door::ReviewRisk, Door::CaseHandovers] {
        let path = at(door, &code).replace("{risk}", &risk);
        let before = views(&house, &code).await.len();
        let page = officer.get_in(&path, "en").await.page();
        let after = views(&house, &code).await;
        assert!(after.len() > before, "{path}");
        assert_eq!(after[0].purpose, ViewPurpose::Handle);
        assert!(page.contains("lang=\"en\"") && !page.contains("⟨"), "{path}");
    }
    let english = officer.get_in(&at(Door::Risks, &code), "en").await.page();
    assert!(english.contains("High risk: ring the support line now") && english.contains("In 9 days"), "{english}");
    assert!(officer.get_in(&at(Door::RiskReviews, ""), "en").await.page().contains("Risk assessments to review"));
}

in_a_house!(
    no_level_is_chosen_for_anybody,
    a_high_screen_calls_until_somebody_answers,
    matac_meets_every_fourth_week_or_on_another_day,
    a_later_outcome_leaves_the_earlier_as_it_was,
    another_units_outcomes_are_as_unknown_as_none,
    every_view_is_in_the_access_log_and_reads_in_both_languages,
);
