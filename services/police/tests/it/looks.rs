//! The looks of a review.

use police::access::Door;

use crate::{
    consent::{NAME, YES},
    house::{House, in_a_house},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{NAUGHTY, Visitor, at},
};

async fn the_receivers_look_has_what_goes_in_its_parts_and_nothing_that_stays(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    officer.post(&at(Door::Review, &code), &[("act", "concern-yes")]).await.goes_to();
    let page = officer.get(&format!("{}?look=receiver", at(Door::Review, &code))).await.page();
    let (duty, consent) = (page.find("<h2>Orosanmälan").unwrap(), page.find("<h2>Med samtycke").unwrap());
    assert!(duty < consent && page.find(NAME).unwrap() > consent, "the duty first, her name not in it");
    for stays in ["Tecken på fara", "Vapen", "Skicka inte", "Varför?"] {
        assert!(!page.contains(stays), "{stays}");
    }
    assert!(page.contains("form=\"send\""), "it can be sent from here");
}

async fn the_difference_names_what_is_new_and_what_is_changed(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    let review = at(Door::Review, &code);
    let difference = format!("{review}?look=difference");
    assert!(!officer.get(&review).await.page().contains("Skillnad mot förra"), "nothing to compare with");
    assert!(officer.get(&difference).await.page().contains("Inget är lämnat än"));
    press(&officer, &code, &send_form(&officer.get(&review).await.page())).await.goes_to();
    until_it_says(&officer, &code, "Skickat").await;
    let mut other = YES;
    other[3] = ("phone", "070-174 06 06");
    officer.post(&at(Door::Consent, &code), &other).await.goes_to();
    officer.post(&review, &[("act", "harm-yes")]).await.goes_to();
    assert!(officer.get(&review).await.page().contains("Skillnad mot förra"));
    let page = officer.get(&difference).await.page();
    let row = |label: &str, change: &str| format!("<dt>{label}</dt><dd>{change}</dd>");
    for expected in [
        row("Händelse", "Ny: inte lämnad förut"),
        row("Identitet", "Samma som lämnades"),
        row("Säkert nummer", "Ändrad sedan den lämnades"),
    ] {
        assert!(page.contains(&expected), "{expected} in {page}");
    }
    assert!(!page.contains("Vapen"), "what was never passed on is no difference");
}

async fn an_unknown_look_is_the_first(house: House) {
    let officer = Visitor::officer(&house).await;
    let code = recorded(&officer).await;
    for look in NAUGHTY.iter().filter(|look| look.is_ascii() && !look.contains(['<', '"', '\'', ' ', '\n', '\0', '%', '$', '{'])) {
        assert!(officer.get(&format!("{}?look={look}", at(Door::Review, &code))).await.page().contains("Menprövning"));
    }
}

in_a_house!(
    the_receivers_look_has_what_goes_in_its_parts_and_nothing_that_stays,
    the_difference_names_what_is_new_and_what_is_changed,
    an_unknown_look_is_the_first,
);
