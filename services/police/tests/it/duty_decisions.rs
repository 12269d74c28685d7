//! What a duty sends is left out by a decision with a reason, or not at all.

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    review::{goes, recorded, stays},
    visitor::{NAUGHTY, Visitor, at},
};

const LEAVE_OUT: (&str, &str) = ("act", "out");
const CHILDREN: (&str, &str) = ("category", "children_present");

async fn with_a_concern(officer: &Visitor) -> (String, String) {
    let code = recorded(officer).await;
    let path = at(Door::Review, &code);
    officer.post(&path, &[("act", "concern-yes")]).await.goes_to();
    (code, path)
}

async fn a_duty_without_a_reason_goes(house: House) {
    let officer = Visitor::officer(&house).await;
    let (_, path) = with_a_concern(&officer).await;
    let answer = officer.post(&path, &[LEAVE_OUT, CHILDREN]).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert!(answer.text.contains("Välj varför den inte skickas"));
    for wrong in NAUGHTY {
        assert_eq!(officer.post(&path, &[LEAVE_OUT, CHILDREN, ("reason", wrong)]).await.status, 422, "{wrong:?}");
    }
    assert!(goes(&officer.get(&path).await.page()).contains("Barn i hemmet"));
}

async fn a_decision_with_its_reason_is_kept_and_can_be_taken_back(house: House) {
    let officer = Visitor::officer(&house).await;
    let (code, path) = with_a_concern(&officer).await;
    officer.post(&path, &[LEAVE_OUT, CHILDREN, ("reason", "told_by_phone")]).await.goes_to();
    let page = officer.get(&path).await.page();
    assert!(!goes(&page).contains("Barn i hemmet"));
    assert!(stays(&page).contains("Beslut: redan sagt i telefon"), "{}", stays(&page));
    officer.post(&path, &[("act", "in"), CHILDREN]).await.goes_to();
    assert!(goes(&officer.get(&path).await.page()).contains("Barn i hemmet"));
    officer.post(&path, &[LEAVE_OUT, CHILDREN, ("reason", "wrong_value")]).await.goes_to();
    officer.post(&path, &[LEAVE_OUT, CHILDREN, ("reason", "reported_already")]).await.goes_to();
    assert!(stays(&officer.get(&path).await.page()).contains("redan anmält på annat sätt"));
    let receipt = officer.get(&at(Door::FollowCallOut, &code)).await.page();
    let kept = receipt.rsplit_once("Skyldighet som inte lämnas").unwrap().1;
    for decision in ["redan sagt i telefon (Polis i yttre tjänst)", "uppgiften är fel", "redan anmält på annat sätt"] {
        assert!(kept.contains(decision), "{decision}: each decision stays");
    }
    assert_eq!(kept.matches("lämnas ändå").count(), 2, "{kept}");
}

async fn what_was_left_out_of_a_consent_comes_back_when_a_duty_sends_it(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let path = at(Door::Review, &code);
    officer.post(&path, &[("act", "harm-yes")]).await.goes_to();
    officer.post(&path, &[LEAVE_OUT, ("category", "incident")]).await.goes_to();
    assert!(!goes(&officer.get(&path).await.page()).contains("Händelse"));
    officer.post(&path, &[("act", "details"), ("grounds", "saw_or_heard_violence"), ("all_belongs", "yes")]).await.goes_to();
    assert!(goes(&officer.get(&path).await.page()).contains("Händelse"), "the concern needs it, and nobody decided against it");
}

in_a_house!(
    a_duty_without_a_reason_goes,
    a_decision_with_its_reason_is_kept_and_can_be_taken_back,
    what_was_left_out_of_a_consent_comes_back_when_a_duty_sends_it,
);
