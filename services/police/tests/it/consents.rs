//! Consent of a case beside the one of step 2: asked for another board or purpose, listed, taken back.

use police::access::Door;

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house, until},
    visitor::{Visitor, at, between},
};

const BOARD: &str = "socialtjansten-exempelstad/socialnamnden";
const SAID: [(&str, &str); 4] = [("answer", "yes"), ("earshot", "no"), ("form", "spoken_on_scene"), ("interpreter", "no")];

/// The exposed person, as the form of the question names her.
async fn victim(officer: &Visitor, code: &str) -> String {
    let form = officer.get(&at(Door::AskConsent, code)).await.page();
    let label = form.split("<label").find(|label| label.contains("<span>Våldsutsatt</span>")).unwrap_or_else(|| panic!("{form}"));
    between(label, "value=\"", "\"").to_owned()
}

async fn says_yes_to_a_referral(officer: &Visitor, code: &str) {
    let victim = victim(officer, code).await;
    let question = [("person", victim.as_str()), ("to", BOARD), ("purpose", "referral")];
    let words = officer.post(&at(Door::AskConsent, code), &question).await.page();
    assert!(words.contains("Du får stöd här vad du än svarar") && words.contains("Hänvisning till stöd"), "{words}");
    let said: Vec<_> = question.into_iter().chain(SAID).chain([("categories", "support_wanted"), ("categories", "referral")]).collect();
    assert_eq!(officer.post(&at(Door::CaseConsents, code), &said).await.goes_to(), at(Door::CaseConsents, code));
}

/// Where the newest consent that is in force is taken back.
fn first_end(list: &str, code: &str) -> String {
    let path = between(list, &format!("href=\"/cases/{code}/consents/"), "/withdraw\"");
    let path = path.rsplit_once('"').map_or(path, |(_, last)| last);
    let id = path.rsplit_once("consents/").map_or(path, |(_, id)| id);
    at(Door::EndConsent, code).replace("{consent}", id)
}

async fn a_yes_for_another_purpose_stands_beside_the_first(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    house.clock.advance(jiff::SignedDuration::from_mins(1));
    says_yes_to_a_referral(&officer, &code).await;
    let list = officer.get(&at(Door::CaseConsents, &code)).await.page();
    assert!(list.contains("Hänvisning till stöd, ") || list.contains("Hänvisning till stöd"), "{list}");
    assert_eq!(list.matches("Ja, till och med").count(), 2, "{list}");
    assert!(!list.contains(NAME) && !list.contains("070-174"), "a list of answers names nobody");
    // A no on the scene later ends what was asked on the scene, and not the other.
    house.clock.advance(jiff::SignedDuration::from_mins(1));
    officer.post(&at(Door::Consent, &code), &[("answer", "no")]).await.goes_to();
    let list = officer.get(&at(Door::CaseConsents, &code)).await.page();
    assert_eq!(list.matches("Ja, till och med").count(), 1, "{list}");
}

async fn what_is_taken_back_here_forgets_name_and_number_too(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Consent, &code), &YES).await.goes_to();
    house.clock.advance(jiff::SignedDuration::from_mins(1));
    says_yes_to_a_referral(&officer, &code).await;
    for (left, named) in [(1, true), (0, false)] {
        let list = officer.get(&at(Door::CaseConsents, &code)).await.page();
        let path = first_end(&list, &code);
        assert!(officer.get(&path).await.page().contains("Hur fick du veta det?"));
        assert_eq!(officer.post(&path, &[]).await.status, 422, "how it was said is asked for");
        assert_eq!(officer.post(&path, &[("channel", "spoken")]).await.goes_to(), at(Door::CaseConsents, &code));
        let list = officer.get(&at(Door::CaseConsents, &code)).await.page();
        assert_eq!(list.matches("Ja, till och med").count(), left, "{list}");
        assert_eq!(officer.get(&at(Door::Consent, &code)).await.page().contains(NAME), named, "{left} left");
    }
    until("it is over", || async { officer.get(&at(Door::CaseConsents, &code)).await.page().contains("Återkallat") }).await;
}

in_a_house!(a_yes_for_another_purpose_stands_beside_the_first, what_is_taken_back_here_forgets_name_and_number_too);
