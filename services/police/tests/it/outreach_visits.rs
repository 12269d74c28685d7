//! Visits and practical help of the outreach.

use jiff::SignedDuration;
use police::access::Door;

use crate::{
    house::{House, in_a_house},
    outreach::{igor, opened},
    visitor::{Visitor, at, between},
};

const BOARD: &str = "socialtjansten-exempelstad/socialnamnden";

/// A visit of the police alone, and the path of what is noted of it.
async fn alone(igor: &Visitor, code: &str) -> String {
    let plan = [("planned_on", "2026-11-24"), ("place", "at_home"), ("with", "alone")];
    igor.post(&at(Door::PlanVisit, code), &plan).await.goes_to();
    noting(igor, code).await
}

async fn noting(igor: &Visitor, code: &str) -> String {
    let page = igor.get(&at(Door::FollowOutreach, code)).await.page();
    let id = between(&page, &format!("action=\"/outreach/{code}/visits/"), "\"").to_owned();
    at(Door::NoteVisit, code).replace("{visit}", &id)
}

/// Her yes, for identity, to the board.
async fn says_yes(igor: &Visitor, code: &str, category: &str) {
    let form = igor.get(&at(Door::AskConsent, code)).await.page();
    let label = form.split("<label").find(|label| label.contains("<span>Våldsutsatt</span>")).unwrap();
    let victim = between(label, "value=\"", "\"").to_owned();
    let said = [
        ("person", victim.as_str()),
        ("to", BOARD),
        ("purpose", "acute_support"),
        ("answer", "yes"),
        ("earshot", "no"),
        ("form", "spoken_by_phone"),
        ("interpreter", "no"),
        ("categories", category),
    ];
    igor.post(&at(Door::CaseConsents, code), &said).await.goes_to();
}

fn with_a_social_worker(identity: &'static str) -> [(&'static str, &'static str); 4] {
    [("planned_on", "2026-11-24"), ("place", "at_home"), ("with", BOARD), ("identity", identity)]
}

async fn nobody_is_brought_to_a_door_without_a_consent_beforehand(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("Be om samtycke först") && page.contains("(L-05)"), "{page}");
    let path = at(Door::PlanVisit, &code);
    for (identity, why) in [("by_consent", "Att fråga i dörren är för sent."), ("left_out", "Be om samtycke först")] {
        let refused = igor.post(&path, &with_a_social_worker(identity)).await;
        assert_eq!(refused.status, 422, "{identity}");
        assert!(refused.text.contains("id=\"identity-error\"") && refused.text.contains(why), "{}", refused.text);
        assert!(refused.text.contains("value=\"2026-11-24\"") && refused.text.contains("Inget besök är planerat."), "nothing was planned");
    }
    assert!(house.broker.offers().is_empty() && house.broker.consents().is_empty(), "nothing is sent from here");
}

async fn a_consent_to_that_board_brings_a_social_worker_along(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    says_yes(&igor, &code, "safe_contact").await;
    let path = at(Door::PlanVisit, &code);
    assert_eq!(igor.post(&path, &with_a_social_worker("by_consent")).await.status, 422, "a yes to something else is none to identity");
    house.clock.advance(SignedDuration::from_mins(1));
    says_yes(&igor, &code, "identity").await;
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("Samtycket omfattar identitet."), "{page}");
    let aldrenamnden = between(&page, "aldrenamnden</strong>:", "</p>");
    assert!(aldrenamnden.contains("Be om samtycke först"), "a yes to one board is none to another: {aldrenamnden}");
    assert!(page.contains(&format!("href=\"/cases/{code}/handovers/new\"")), "the way is the ordinary handover");
    for identity in ["by_consent", "left_out"] {
        assert_eq!(igor.post(&path, &with_a_social_worker(identity)).await.goes_to(), format!("/outreach/{code}#visits"));
    }
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("24 nov. 2026 · Hemma") && page.contains("· Avidentifierat"), "{page}");
    assert!(house.broker.offers().is_empty(), "nothing is sent from here");
}

async fn a_plan_says_day_place_and_who(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    let path = at(Door::PlanVisit, &code);
    let empty = igor.post(&path, &[]).await;
    assert_eq!(empty.status, 422);
    for field in ["planned_on", "place", "with"] {
        assert!(empty.text.contains(&format!("id=\"{field}-error\"")), "{field}");
    }
    for board in ["polisen-exempelstad/polismyndigheten", "socialtjansten-exempelstad/annan", "<b>"] {
        let plan = [("planned_on", "2026-11-24"), ("place", "at_home"), ("with", board), ("identity", "left_out")];
        assert_eq!(igor.post(&path, &plan).await.status, 422, "{board}");
    }
    let been = igor.post(&path, &[("planned_on", "2026-11-21"), ("place", "at_home"), ("with", "alone")]).await;
    assert!(been.status == 422 && been.text.contains("Dagen har redan varit"), "{}", been.text);
    let plan = [("planned_on", "2026-11-24"), ("place", "at_home"), ("with", BOARD)];
    assert!(igor.post(&path, &plan).await.text.contains("id=\"identity-error\""), "what may be known is chosen, not defaulted");
}

async fn the_outcome_is_one_tap(house: House) {
    let (igor, kim) = (igor(&house).await, Visitor::logged_in(&house, "kim").await);
    let code = opened(&igor, &[("route", "rvt")]).await;
    let path = alone(&igor, &code).await;
    assert_eq!(kim.post(&path, &[("act", "done")]).await.status, 404);
    assert_eq!(igor.post(&path, &[("act", "x")]).await.status, 422);
    let none = at(Door::NoteVisit, &code).replace("{visit}", "0197a9b0-0000-7000-8000-000000000000");
    assert_eq!(igor.post(&none, &[("act", "done")]).await.status, 404);
    let other = opened(&igor, &[("route", "rvt")]).await;
    assert_eq!(igor.post(&path.replace(&code, &other), &[("act", "done")]).await.status, 404, "of another case");
    igor.post(&path, &[("act", "refused_at_the_door")]).await.goes_to();
    assert_eq!(igor.post(&path, &[("act", "done")]).await.status, 409, "the first answer stays");
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("<strong>Avvisades i dörren</strong>") && !page.contains("Inte hemma<span"), "{page}");
}

async fn who_goes_alone_is_missed_when_not_back(house: House) {
    let igor = igor(&house).await;
    let code = opened(&igor, &[("route", "rvt")]).await;
    let path = alone(&igor, &code).await;
    assert_eq!(igor.post(&path, &[("act", "back")]).await.status, 409, "nobody went");
    assert_eq!(igor.post(&path, &[("act", "out"), ("minutes", "7")]).await.status, 422);
    igor.post(&path, &[("act", "out"), ("minutes", "30")]).await.goes_to();
    let head = Visitor::logged_in(&house, "ulla").await;
    let list = || async { head.get(&at(Door::ListOutreach, "")).await.page() };
    let page = list().await;
    assert!(page.contains("Ute på besök: Uppsökande polis, tillbaka") && !page.contains("role=\"alert\""), "{page}");
    house.clock.advance(SignedDuration::from_mins(30));
    let page = list().await;
    assert!(page.contains("role=\"alert\"") && page.contains("Uppsökande polis är inte tillbaka från ett besök"), "{page}");
    assert!(!between(&page, "<main", "</main>").contains("ivar"), "the role, not the name");
    assert_eq!(between(&page, "<title>", "</title>").split(" ·").next(), Some("Uppsökande"));
    let neighbour = Visitor::logged_in(&house, "kim").await;
    assert!(!neighbour.get(&at(Door::ListOutreach, "")).await.page().contains(&code));
    head.post(&path, &[("act", "back")]).await.goes_to();
    assert!(!list().await.contains("är inte tillbaka"), "a colleague who heard says so");
    assert!(head.get(&at(Door::FollowOutreach, &code)).await.page().contains("Var tillbaka <time"));
}

async fn help_is_promised_and_done(house: House) {
    let (igor, kim) = (igor(&house).await, Visitor::logged_in(&house, "kim").await);
    let code = opened(&igor, &[("route", "rvt")]).await;
    let path = at(Door::PromiseHelp, &code);
    let wrong = igor.post(&path, &[("promised_on", "i morgon")]).await;
    assert!(wrong.status == 422 && wrong.text.contains("id=\"kind-error\"") && wrong.text.contains("value=\"i morgon\""), "{}", wrong.text);
    igor.post(&path, &[("kind", "pet"), ("promised_on", "2026-11-23")]).await.goes_to();
    let page = igor.get(&at(Door::FollowOutreach, &code)).await.page();
    assert!(page.contains("Husdjur till trygg plats") && page.contains("lovat till 23 nov. 2026"), "{page}");
    let id = between(&page, &format!("action=\"/outreach/{code}/help/"), "\"").to_owned();
    let settle = at(Door::SettleHelp, &code).replace("{help}", &id);
    assert_eq!(kim.post(&settle, &[("outcome", "done")]).await.status, 404);
    assert_eq!(igor.post(&settle, &[("outcome", "x")]).await.status, 422);
    igor.post(&settle, &[("outcome", "done")]).await.goes_to();
    assert_eq!(igor.post(&settle, &[("outcome", "not_needed")]).await.status, 409);
    assert!(igor.get(&at(Door::FollowOutreach, &code)).await.page().contains("<strong>Gjort</strong>"));
}

in_a_house!(
    nobody_is_brought_to_a_door_without_a_consent_beforehand,
    a_consent_to_that_board_brings_a_social_worker_along,
    a_plan_says_day_place_and_who,
    the_outcome_is_one_tap,
    who_goes_alone_is_missed_when_not_back,
    help_is_promised_and_done,
);
