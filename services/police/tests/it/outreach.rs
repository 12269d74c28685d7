//! Outreach: taken in, followed up within a day and a week, closed and taken up again.

use jiff::SignedDuration;
use police::access::Door;

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house},
    visitor::{NAUGHTY, Visitor, at, between},
};

/// Somebody who works in the outreach.
pub async fn igor(house: &House) -> Visitor {
    Visitor::logged_in(house, "ivar").await
}

/// Opens a case by its form and gives its code.
pub async fn opened(igor: &Visitor, fields: &[(&str, &str)]) -> String {
    let form = igor.get(&at(Door::NewOutreach, "")).await.page();
    let shown = between(&form, "name=\"shown\" value=\"", "\"").to_owned();
    let fields: Vec<_> = [("shown", shown.as_str())].into_iter().chain(fields.iter().copied()).collect();
    let to = igor.post(&at(Door::NewOutreach, ""), &fields).await.goes_to();
    assert_eq!(to, at(Door::FollowOutreach, &shown), "the code that was shown");
    shown
}

async fn noted(igor: &Visitor, code: &str, step: &str, fields: &[(&str, &str)]) {
    let fields: Vec<_> = [("step", step)].into_iter().chain(fields.iter().copied()).collect();
    igor.post(&at(Door::FollowUp, code), &fields).await.goes_to();
}

async fn a_case_comes_in_by_its_route(house: House) {
    let igor = igor(&house).await;
    let form = igor.get(&at(Door::NewOutreach, "")).await.page();
    assert!(!form.contains(" checked") && !form.contains(NAME), "nothing is chosen before somebody chooses");
    let wrong = igor.post(&at(Door::NewOutreach, ""), &[("event_on", "2026-11-30"), ("children", "no"), ("area", "öst")]).await;
    assert_eq!(wrong.status, 422);
    for field in ["route-error", "event_on-error", "area-error"] {
        assert!(wrong.text.contains(&format!("id=\"{field}\"")), "{field}: {}", wrong.text);
    }
    assert!(wrong.text.contains("value=\"2026-11-30\"") && wrong.text.contains("value=\"no\" checked"), "what was typed is kept");
    for naughty in NAUGHTY {
        for field in ["route", "event_on", "area", "children"] {
            let fields = [("route", "rvt"), (field, *naughty)];
            assert_eq!(igor.post(&at(Door::NewOutreach, ""), &fields[usize::from(field == "route")..]).await.status, 422, "{field}");
        }
    }
    let code = opened(&igor, &[("route", "investigators"), ("event_on", "2026-11-19"), ("area", "norr"), ("children", "yes")]).await;
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    for words in ["Från utredare", "3 dagar sedan händelsen", "norr", "Barn finns", "pågår", "inget är överlämnat härifrån"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains(&format!("/cases/{code}/contacts")) && page.contains(&format!("<title>{code} ·")));
    let unknown = opened(&igor, &[("route", "found_by_igor")]).await;
    let page = igor.get(&at(Door::FollowOutreach, &unknown)).await.page();
    for words in ["Okänd dag för händelsen", "Område inte angivet", "Om barn finns är inte angivet"] {
        assert!(page.contains(words), "not stated is not no: {words}");
    }
    let english = igor.get_in(&at(Door::FollowOutreach, &code), "en").await.page();
    assert!(english.contains("From investigators") && english.contains("3 days since the event"), "{english}");
    let list = igor.get_in(&at(Door::ListOutreach, ""), "en").await.page();
    assert!(list.contains("First day") && list.contains("Outreach"), "{list}");
}

async fn a_button_pressed_twice_is_one_case(house: House) {
    let igor = igor(&house).await;
    let form = igor.get(&at(Door::NewOutreach, "")).await.page();
    let shown = between(&form, "name=\"shown\" value=\"", "\"").to_owned();
    let fields = [("shown", shown.as_str()), ("route", "rvt")];
    let first = igor.post(&at(Door::NewOutreach, ""), &fields).await.goes_to();
    assert_eq!(igor.post(&at(Door::NewOutreach, ""), &fields).await.goes_to(), first);
    assert_eq!(igor.get(&at(Door::ListOutreach, "")).await.page().matches("<article").count(), 1);
}

async fn a_case_stands_beside_a_call_out_of_the_unit(house: House) {
    let (officer, igor, kim) = (Visitor::officer(&house).await, igor(&house).await, Visitor::logged_in(&house, "kim").await);
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    let path = format!("{}?code={code}", at(Door::NewOutreach, ""));
    assert_eq!(igor.get(&path).await.goes_to(), at(Door::Join, &code), "why, first");
    assert_eq!(kim.get(&path).await.status, 404);
    let fields = [("code", code.as_str()), ("route", "police_tip")];
    assert_eq!(kim.post(&at(Door::NewOutreach, ""), &fields).await.status, 404);
    assert_eq!(igor.post(&at(Door::NewOutreach, ""), &fields).await.status, 403);
    let page = officer.get(&path).await.page();
    assert!(page.contains(&format!("name=\"code\" value=\"{code}\"")), "{page}");
    assert_eq!(officer.post(&at(Door::NewOutreach, ""), &fields).await.goes_to(), at(Door::FollowOutreach, &code));
    assert!(!igor.get(&at(Door::FollowOutreach, &code)).await.page().contains(NAME), "the outreach shows no person");
}

async fn what_is_late_stands_first_and_says_how_late(house: House) {
    // A session ends after an hour: whoever looks logs in anew.
    let list = || async { igor(&house).await.get(&at(Door::ListOutreach, "")).await.page() };
    let first = opened(&igor(&house).await, &[("route", "rvt")]).await;
    house.clock.advance(SignedDuration::from_hours(2));
    let second = opened(&igor(&house).await, &[("route", "police_tip")]).await;
    let page = list().await;
    assert!(page.find(&first).unwrap() < page.find(&second).unwrap() && !page.contains("försenad"));
    assert!(page.contains("Första dygnet"), "{page}");
    house.clock.advance(SignedDuration::from_hours(22) - SignedDuration::from_secs(1));
    assert!(!list().await.contains("försenad"), "a day less a second");
    house.clock.advance(SignedDuration::from_secs(1));
    let page = list().await;
    assert_eq!(page.matches("försenad, mindre än en timme").count(), 1, "{page}");
    house.clock.advance(SignedDuration::from_hours(3));
    let page = list().await;
    assert!(page.contains("försenad 3 timmar") && page.contains("försenad 1 timme"), "{page}");
    // One tap on the list, and the next of that case is its week.
    let tap = [("step", "first_day"), ("act", "done"), ("on", "list")];
    let igor_now = igor(&house).await;
    assert_eq!(igor_now.post(&at(Door::FollowUp, &first), &tap).await.goes_to(), at(Door::ListOutreach, ""));
    let page = list().await;
    assert!(page.find(&second).unwrap() < page.find(&first).unwrap(), "what is late stands first");
    assert!(page.contains("Första veckan"));
    assert_eq!(igor_now.post(&at(Door::FollowUp, &first), &tap).await.status, 409, "noted once");
    house.clock.advance(SignedDuration::from_hours(24 * 8));
    let page = list().await;
    assert!(page.contains("försenad 2 dagar") && page.contains("försenad 8 dagar"), "{page}");
}

async fn a_follow_up_that_does_not_apply_says_why(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    let path = at(Door::FollowUp, &code);
    for wrong in [vec![("step", "first_day"), ("act", "not-applicable")], vec![("step", "first_day"), ("act", "x")], vec![("act", "done")]]
    {
        assert_eq!(igor.post(&path, &wrong).await.status, 422, "{wrong:?}");
    }
    assert!(igor.get(&at(Door::FollowOutreach, &code)).await.page().contains("Uppföljd<span"), "nothing was noted");
    noted(&igor, &code, "first_day", &[("act", "not-applicable"), ("reason", "asked_to_wait")]).await;
    noted(&igor, &code, "first_week", &[("act", "done")]).await;
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("Ej aktuellt: Vill vänta") && page.contains("Uppsökande polis"), "which role: {page}");
    assert!(!page.contains("Uppföljd<span"));
    assert!(igor.get(&at(Door::ListOutreach, "")).await.page().contains("All uppföljning är gjord."));
}

async fn a_closed_case_comes_back_with_its_history(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    noted(&igor, &code, "first_day", &[("act", "done")]).await;
    let (close, reopen) = (at(Door::CloseOutreach, &code), at(Door::ReopenOutreach, &code));
    assert_eq!(igor.post(&reopen, &[]).await.status, 409, "it is open");
    assert_eq!(igor.post(&close, &[]).await.status, 422, "a reason is chosen");
    house.clock.advance(SignedDuration::from_mins(30));
    assert_eq!(igor.post(&close, &[("reason", "no_contact")]).await.goes_to(), at(Door::ListOutreach, ""));
    assert_eq!(igor.post(&close, &[("reason", "finished")]).await.status, 409, "closed once");
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("avslutat här") && page.contains("Ingen kontakt efter flera försök"), "{page}");
    let step = [("step", "first_week"), ("act", "done")];
    assert_eq!(igor.post(&at(Door::FollowUp, &code), &step).await.status, 409, "nothing is noted of a closed case");
    let visit = [("planned_on", "2026-11-24"), ("place", "at_home"), ("with", "alone")];
    assert_eq!(igor.post(&at(Door::PlanVisit, &code), &visit).await.status, 409, "nor planned");
    assert_eq!(igor.post(&at(Door::PromiseHelp, &code), &[("kind", "drive")]).await.status, 409, "nor promised");
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(!page.contains("name=\"planned_on\"") && !page.contains("name=\"promised_on\""), "{page}");
    let list = igor.get(&at(Door::ListOutreach, "")).await.page();
    assert!(list.contains("Avslutade senaste 30 dagarna") && list.contains("Inget ärende är öppet."), "{list}");
    house.clock.advance(SignedDuration::from_mins(30));
    assert_eq!(igor.post(&reopen, &[]).await.goes_to(), at(Door::FollowOutreach, &code));
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("pågår") && page.contains("Ingen kontakt efter flera försök"), "what was before stays: {page}");
    assert_eq!(page.matches("Öppnat <time").count(), 2, "{page}");
    // The clocks begin anew: what was followed up before was followed up then.
    assert_eq!(page.matches("Uppföljd<span").count(), 2, "{page}");
    house.clock.advance(SignedDuration::from_hours(24));
    let igor = Visitor::logged_in(&house, "ivar").await;
    assert!(igor.get(&at(Door::ListOutreach, "")).await.page().contains("försenad"));
}

async fn roles_are_kept_apart(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "investigators")]).await;
    for name in ["vera", "anna", "kurt", "sam"] {
        let other = Visitor::logged_in(&house, name).await;
        for door in [Door::ListOutreach, Door::NewOutreach, Door::FollowOutreach] {
            assert_eq!(other.get(&at(door, &code)).await.status, 403, "{name} {}", door.name());
        }
        for door in [Door::FollowUp, Door::CloseOutreach, Door::ReopenOutreach, Door::PlanVisit, Door::PromiseHelp] {
            assert_eq!(other.post(&at(door, &code), &[]).await.status, 403, "{name} {}", door.name());
        }
        if name != "sam" {
            // Nor by the shared pages: there the case is as unknown as another unit's.
            assert_eq!(other.get(&at(Door::CaseHandovers, &code)).await.status, 404, "{name}");
            assert_eq!(other.get(&at(Door::FollowCallOut, &code)).await.status, 404, "{name}");
            assert!(!other.get(&at(Door::ListCallOuts, "")).await.page().contains("href=\"/outreach\""), "{name}");
        }
    }
    let kim = Visitor::logged_in(&house, "kim").await;
    for unknown in [code.as_str(), "KV742-2611"] {
        assert_eq!(kim.get(&at(Door::FollowOutreach, unknown)).await.status, 404);
        assert_eq!(kim.post(&at(Door::CloseOutreach, unknown), &[("reason", "moved")]).await.status, 404);
        assert_eq!(kim.get(&at(Door::CaseConsents, unknown)).await.status, 404);
    }
    assert!(!kim.get(&at(Door::ListOutreach, "")).await.page().contains(&code));
    let head = Visitor::logged_in(&house, "ulla").await;
    let page = head.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("Från utredare") && !page.contains(&format!("/cases/{code}/consents")), "no way on for who may not go it");
}

async fn the_shared_pages_know_the_case_and_propose_the_unit_of_its_area(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt"), ("area", "soder")]).await;
    assert!(igor.get(&at(Door::CaseConsents, &code)).await.page().contains("Fråga om samtycke"));
    assert!(igor.get(&at(Door::CaseHandovers, &code)).await.page().contains("Inget har lämnats härifrån."));
    assert_eq!(igor.get(&at(Door::FollowCallOut, &code)).await.goes_to(), at(Door::FollowOutreach, &code), "back from them");
    let form = igor.get(&at(Door::NewHandover, &code)).await.page();
    assert!(form.contains("Ärendets område: soder"), "{form}");
    let unit = "socialtjansten-exempelstad/socialjouren";
    assert_eq!(form.matches(" checked").count(), 1, "{form}");
    assert!(form.contains(&format!("value=\"{unit}\" checked")), "{form}");
    let other = [("to", "socialtjansten-exempelstad/aldreenheten")];
    let again = igor.post(&at(Door::NewHandover, &code), &other).await;
    assert!(again.status == 422 && again.text.contains("value=\"socialtjansten-exempelstad/aldreenheten\" checked"), "{}", again.text);
    assert_eq!(again.text.matches(" checked").count(), 1, "what somebody chose stays chosen");
    let nowhere = opened(&igor, &[("route", "rvt")]).await;
    assert!(!igor.get(&at(Door::NewHandover, &nowhere)).await.page().contains(" checked"));
}

async fn looking_at_a_case_is_written_down(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    assert_eq!(crate::review::views(&house, &code).await.len(), 0);
    igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert_eq!(crate::review::views(&house, &code).await, ["handle: "]);
}

in_a_house!(
    a_case_comes_in_by_its_route,
    a_button_pressed_twice_is_one_case,
    a_case_stands_beside_a_call_out_of_the_unit,
    what_is_late_stands_first_and_says_how_late,
    a_follow_up_that_does_not_apply_says_why,
    a_closed_case_comes_back_with_its_history,
    roles_are_kept_apart,
    the_shared_pages_know_the_case_and_propose_the_unit_of_its_area,
    looking_at_a_case_is_written_down,
);
