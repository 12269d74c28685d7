//! What was sent and nobody has taken in time.

use jiff::SignedDuration;
use police::access::Door;

use crate::{
    consent::NAME,
    house::{House, in_a_house},
    review::recorded,
    sending::{press, send_form, until_it_says},
    visitor::{Visitor, at},
};

async fn what_nobody_took_in_time_says_whom_to_ring(house: House) {
    let officer = Visitor::officer(&house).await;
    let list = || async { officer.get(&at(Door::Unanswered, "")).await.page() };
    let code = recorded(&officer).await;
    let form = send_form(&officer.get(&at(Door::Review, &code)).await.page());
    press(&officer, &code, &form).await.goes_to();
    until_it_says(&officer, &code, "Skickat").await;
    assert!(list().await.contains("Inget väntar för länge."));
    house.clock.advance(SignedDuration::from_mins(9));
    assert!(!list().await.contains(&code), "there is time");
    house.clock.advance(SignedDuration::from_mins(6));
    let page = list().await;
    for words in [code.as_str(), "Ingen har tagit det: 5 minuter för sent", "Akut stöd", "href=\"tel:+46846500400\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(NAME), "codes and units alone");
    let english = officer.get_in(&at(Door::Unanswered, ""), "en").await.page();
    assert!(english.contains("Nobody has taken it: 5 minutes late"), "{english}");
    let neighbour = Visitor::logged_in(&house, "kim").await;
    assert!(!neighbour.get(&at(Door::Unanswered, "")).await.page().contains(&code), "another unit's");
    assert!(officer.get(&at(Door::ListCallOuts, "")).await.page().contains("href=\"/unanswered\""));
}

in_a_house!(what_nobody_took_in_time_says_whom_to_ring);
