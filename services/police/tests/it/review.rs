//! What leaves, what stays, and what only a person judges.

use police::access::Door;

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house},
    visitor::{Visitor, at, between},
};

/// Children, a suspect who was apprehended, strangulation.
pub const SITUATION: [(&str, &str); 6] = [
    ("children", "two"),
    ("children_state", "saw_or_heard"),
    ("suspect", "apprehended"),
    ("acute", "strangulation"),
    ("acute", "weapon"),
    ("kind", "violence"),
];

/// A call-out with everything but what is judged.
pub async fn recorded(officer: &Visitor) -> String {
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Situation, &code), &SITUATION).await.goes_to();
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    code
}

/// The part of the review that lists what goes.
pub fn goes(page: &str) -> String {
    if page.contains("<dl class=\"out\">") { between(page, "<dl class=\"out\">", "</dl>").to_owned() } else { String::new() }
}

/// The part of the review that lists what stays.
pub fn stays(page: &str) -> String {
    between(page, "<dl class=\"held\">", "</dl>").to_owned()
}

async fn what_she_said_yes_to_goes_and_the_rest_stays_with_reasons(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let page = officer.get(&at(Door::Review, &code)).await.page();
    let (goes, stays) = (goes(&page), stays(&page));
    assert!(goes.contains(NAME) && goes.contains("070-174 06 05"), "{goes}");
    assert!(goes.contains("samtycke 02:14"), "when it was given");
    for label in ["Tecken på fara", "Misstänkts läge", "Vapen", "Händelse", "Barn i hemmet"] {
        assert!(stays.contains(label), "{label} stays");
        assert!(!goes.contains(label), "{label}");
    }
    assert!(stays.matches("class=\"muted\"").count() >= 5, "every row that stays says why");
    assert!(page.contains("Skicka 2 uppgifter"));
}

async fn a_concern_is_never_automatic_and_widens_nothing_about_adults(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let path = at(Door::Review, &code);
    let before = officer.get(&path).await.page();
    assert!(before.contains("Misstänker du att barnet far illa?"));
    assert!(!between(&before, "concern-title", "</section>").contains("aria-pressed=\"true\""), "no default");
    officer.post(&path, &[("act", "concern-yes")]).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(goes(&page).contains("Barn i hemmet"), "by duty");
    assert!(stays(&page).contains("Tecken på fara"), "adult data does not ride along");
    assert_eq!(officer.post(&path, &[("act", "details")]).await.status, 422, "a ground is needed");
    let details = [("act", "details"), ("grounds", "saw_or_heard_violence"), ("address", "Exempelgatan 1"), ("all_belongs", "yes")];
    officer.post(&path, &details).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(goes(&page).contains("Oro för barn") && goes(&page).contains("Exempelgatan 1"), "{}", goes(&page));
    officer.post(&path, &[("act", "concern-no")]).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(!goes(&page).contains("Barn i hemmet") && !page.contains("Exempelgatan"));
}

async fn her_no_changes_nothing_in_the_report_of_concern(house: House) {
    let officer = Visitor::officer(&house).await;
    let details = [("act", "details"), ("grounds", "saw_or_heard_violence"), ("address", "Exempelgatan 1"), ("all_belongs", "yes")];
    for answer in ["no", "could_not_ask"] {
        let code = officer.opens_a_call_out().await;
        let path = at(Door::Review, &code);
        officer.post(&at(Door::Situation, &code), &SITUATION).await.goes_to();
        officer.post(&at(Door::Consent, &code), &[("answer", answer)]).await.goes_to();
        officer.post(&path, &[("act", "concern-yes")]).await.goes_to();
        let asks = officer.get(&path).await.page();
        assert!(asks.contains("Har någon i hemmet skyddade personuppgifter?"));
        assert!(!between(&asks, "id=\"protection\"", "</fieldset>").contains("checked"), "no default");
        for (protection, goes_along) in [("", false), ("unknown", false), ("yes", false), ("no", true)] {
            let fields: Vec<_> = details.into_iter().chain([("protection", protection)]).collect();
            officer.post(&path, &fields).await.goes_to();
            let page = officer.get(&path).await.page();
            assert_eq!(goes(&page).contains("Exempelgatan 1"), goes_along, "{answer}, protection “{protection}”");
        }
    }
    let code = recorded(&officer).await;
    let path = at(Door::Review, &code);
    officer.post(&path, &[("act", "concern-yes")]).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(between(&page, "id=\"protection\"", "</label>").contains("value=\"no\" checked"), "answered on step 2");
    officer.post(&path, &details).await.goes_to();
    officer.post(&at(Door::WithdrawConsent, &code), &[]).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(goes(&page).contains("Exempelgatan 1") && !goes(&page).contains(NAME), "a withdrawal takes her data, not the child's");
}

async fn without_children_nobody_is_asked_about_a_child(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Situation, &code), &[("children", "none")]).await.goes_to();
    assert!(!officer.get(&at(Door::Review, &code)).await.page().contains("far illa"));
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Situation, &code), &[("children", "unknown")]).await.goes_to();
    assert!(officer.get(&at(Door::Review, &code)).await.page().contains("far illa"), "“?” may be a child");
}

async fn the_harm_test_opens_the_incident_and_can_be_taken_back(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let path = at(Door::Review, &code);
    officer.post(&path, &[("act", "harm-yes")]).await.goes_to();
    assert!(goes(&officer.get(&path).await.page()).contains("Händelse"));
    officer.post(&path, &[("act", "harm-no")]).await.goes_to();
    assert!(!goes(&officer.get(&path).await.page()).contains("Händelse"));
}

async fn one_tap_leaves_out_what_goes_by_consent(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let path = at(Door::Review, &code);
    officer.post(&path, &[("act", "out"), ("category", "safe_contact")]).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(!goes(&page).contains("070-174"), "{page}");
    assert!(stays(&page).contains("Du har valt att inte skicka"));
    officer.post(&path, &[("act", "in"), ("category", "safe_contact")]).await.goes_to();
    assert!(goes(&officer.get(&path).await.page()).contains("070-174"));
    for wrong in [("act", "everything"), ("act", "out")] {
        assert_eq!(officer.post(&path, &[wrong]).await.status, 422);
    }
}

/// Purpose and categories of every view that was written down, newest first.
pub async fn views(house: &House, code: &str) -> Vec<String> {
    let (own, parsed) = (house.casework.config().id.clone(), code.parse().unwrap());
    let entries = house.casework.db().read(move |conn| {
        let case = casework::cases::by_code(conn, &parsed, &own)?.unwrap();
        casework::access_entries::of_case(conn, case.id)
    });
    let words = |entry: casework::AccessEntry| {
        let mut categories: Vec<&str> = entry.categories.iter().map(|category| category.code()).collect();
        categories.sort_unstable();
        format!("{}: {}", entry.purpose, categories.join(" "))
    };
    entries.await.unwrap().into_iter().map(words).collect()
}

async fn every_look_at_a_person_is_written_down(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    officer.get(&at(Door::Review, &code)).await.page();
    house.clock.advance(jiff::SignedDuration::from_secs(1));
    officer.get(&at(Door::Consent, &code)).await.page();
    let (own, parsed) = (house.casework.config().id.clone(), code.parse().unwrap());
    let entries = house.casework.db().read(move |conn| {
        let case = casework::cases::by_code(conn, &parsed, &own)?.unwrap();
        casework::access_entries::of_case(conn, case.id)
    });
    let purposes: Vec<String> = entries.await.unwrap().into_iter().map(|entry| entry.purpose.to_string()).collect();
    assert_eq!(purposes, ["handle", "review"], "newest first");
}

in_a_house!(
    what_she_said_yes_to_goes_and_the_rest_stays_with_reasons,
    a_concern_is_never_automatic_and_widens_nothing_about_adults,
    her_no_changes_nothing_in_the_report_of_concern,
    without_children_nobody_is_asked_about_a_child,
    the_harm_test_opens_the_incident_and_can_be_taken_back,
    one_tap_leaves_out_what_goes_by_consent,
    every_look_at_a_person_is_written_down,
);
