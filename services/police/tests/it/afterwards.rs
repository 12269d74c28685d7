//! The ways on from a review and a receipt: ask the lead of the investigation, take back, correct.

use casework::{ClearanceState, cases, clearances};
use police::access::Door;

use crate::{
    house::{House, in_a_house},
    review::{recorded, stays},
    sending::{press, send_form},
    visitor::{Visitor, at, between},
};

async fn asked(house: &House, code: &str) -> Vec<(ClearanceState, usize)> {
    let (own, parsed) = (house.casework.config().id.clone(), code.parse().unwrap());
    let found = house.casework.db().read(move |conn| {
        let case = cases::by_code(conn, &parsed, &own)?.unwrap();
        clearances::of_case(conn, case.id)
    });
    found.await.unwrap().into_iter().map(|clearance| (clearance.state, clearance.categories.len())).collect()
}

async fn the_lead_is_asked_once_about_what_the_lead_decides(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let path = at(Door::Review, &code);
    let page = officer.get(&path).await.page();
    assert!(stays(&page).contains("aria-label=\"Be om beslut: Misstänkts läge\""), "{}", stays(&page));
    assert!(!stays(&page).contains("Be om beslut: Vapen"), "the lead decides nothing there");
    for wrong in [("category", "identity"), ("category", "weapons")] {
        assert_eq!(officer.post(&path, &[("act", "ask-lead"), wrong]).await.status, 409, "{wrong:?}");
    }
    assert_eq!(officer.post(&path, &[("act", "ask-lead"), ("category", "<b>")]).await.status, 422);
    for _ in 0..2 {
        officer.post(&path, &[("act", "ask-lead"), ("category", "custody_status")]).await.goes_to();
    }
    let page = officer.get(&path).await.page();
    assert!(stays(&page).contains("Förundersökningsledaren är tillfrågad") && !stays(&page).contains("Be om beslut: Misstänkts läge"));
    assert_eq!(asked(&house, &code).await, [(ClearanceState::Waiting, 1)]);
    let lead = Visitor::logged_in(&house, "anna").await;
    assert!(lead.get(&at(Door::ListCallOuts, "")).await.page().contains("href=\"/clearances\""));
    let spoken = format!("{} {}", &code[..3], &code[3..5]);
    assert!(lead.get("/clearances").await.page().contains(&spoken), "it waits in the lead's list");
}

async fn what_has_not_left_is_taken_back_from_the_receipt(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    house.broker.set_down(true);
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    let receipt = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    let (before, _) = receipt.split_once("Ta tillbaka det som inte hämtats").expect("it can be taken back");
    let action = before.rsplit_once("action=\"").unwrap().1.split('"').next().unwrap();
    assert!(action.starts_with(&format!("/cases/{code}/handovers/")), "{action}");
    let colleague = Visitor::logged_in(&house, "bo").await.get(&at(Door::FollowCallOut, &code)).await.page();
    assert!(!colleague.contains("Ta tillbaka det som inte hämtats"), "only for who works on it");
    officer.post(action, &[]).await.goes_to();
    let receipt = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    assert!(receipt.contains("Återta") && !receipt.contains("Ta tillbaka det som inte hämtats"), "{receipt}");
    house.broker.set_down(false);
}

async fn the_receipt_leads_on_to_the_pages_of_the_case(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let page = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    let link = between(&page, "<ul class=\"ways\">", "</ul>");
    assert!(link.contains(&format!("href=\"/cases/{code}/handovers\"")), "{link}");
    assert!(officer.get(&format!("/cases/{code}/handovers")).await.page().contains(&code[..3]));
}

in_a_house!(
    the_lead_is_asked_once_about_what_the_lead_decides,
    what_has_not_left_is_taken_back_from_the_receipt,
    the_receipt_leads_on_to_the_pages_of_the_case,
);
