//! The neutral card.

use police::access::Door;

use crate::{
    house::{House, in_a_house},
    visitor::{Visitor, at, between},
};

async fn the_card_has_code_and_number_and_nothing_of_what_happened(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    officer.post(&at(Door::Situation, &code), &crate::review::SITUATION).await.goes_to();
    let page = officer.get(&at(Door::Card, &code)).await.page();
    let paper = between(&page, "<section class=\"card-paper\">", "</section>");
    assert!(paper.contains(&format!("{} {}", &code[..3], &code[3..5])) && paper.contains("08-465 004 00"), "{paper}");
    assert!(!paper.contains('{'), "no hole: {paper}");
    for word in ["polis", "social", "våld", "brott", "hjälp", "barn"] {
        assert!(!paper.to_lowercase().contains(word), "{word} on the card");
    }
}

async fn that_it_was_given_is_kept_with_its_version_and_can_be_taken_back(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = officer.opens_a_call_out().await;
    let path = at(Door::Card, &code);
    assert!(!officer.get(&path).await.page().contains("✓ Gav kontaktkort"), "no default");
    assert_eq!(officer.post(&path, &[("given", "yes")]).await.goes_to(), path);
    let page = officer.get(&path).await.page();
    assert!(page.contains("✓ Gav kontaktkort") && page.contains("version 3"));
    assert!(officer.get(&at(Door::Review, &code)).await.page().contains("aria-pressed=\"true\""), "the review knows");
    officer.post(&path, &[("given", "no")]).await.goes_to();
    assert!(!officer.get(&path).await.page().contains("✓ Gav kontaktkort"));
}

in_a_house!(the_card_has_code_and_number_and_nothing_of_what_happened, that_it_was_given_is_kept_with_its_version_and_can_be_taken_back,);
