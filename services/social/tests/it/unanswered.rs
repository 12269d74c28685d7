//! What was asked and nobody has answered in time.

use reqwest::StatusCode;

use crate::{
    browser::Browser,
    night::{NAME, Night, Told, nights},
};

nights!(the_list_is_the_own_units_and_says_whom_to_ring, the_unit_of_the_cases_district_is_proposed);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const POLICE: &str = "polisen-exempelstad/ingripande";
const LIST: &str = "/unanswered";

async fn the_list_is_the_own_units_and_says_whom_to_ring(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let (stranger, sam) = (Browser::stranger(night), Browser::of(night, "sam").await);
    assert!(stranger.get(LIST).await.location.starts_with("/login"));
    assert_eq!(sam.get(LIST).await.status, StatusCode::FORBIDDEN);
    let anna = Browser::of(night, "anna").await;
    let ask = [("kind", "ask"), ("to", POLICE), ("v-categories", "custody_status"), ("v-purpose", "acute_support")];
    let review = anna.post(&format!("/cases/{code}/handovers/new"), &ask).await;
    assert_eq!(review.status, StatusCode::SEE_OTHER, "{}", review.text);
    let page = anna.get(&review.location).await.text;
    let digest = page.split_once("name=\"digest\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
    let send = review.location.replace("/review", "/send");
    assert_eq!(anna.post(&send, &[("digest", &digest)]).await.status, StatusCode::SEE_OTHER);
    night.after(71 * 60);
    let anna = Browser::of(night, "anna").await;
    assert!(!anna.get(LIST).await.text.contains(&code.to_string()), "there is time");
    night.after(3 * 60);
    let anna = Browser::of(night, "anna").await;
    let page = anna.get(LIST).await.text;
    for words in [&code.to_string(), "Fråga", "Ingen har tagit det: 2 timmar för sent", "href=\"tel:+46846500400\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(NAME));
    let elin = Browser::of(night, "elin").await.get(LIST).await;
    assert!(elin.status == StatusCode::OK && !elin.text.contains(&code.to_string()), "another unit's");
    assert!(anna.get("/duty").await.text.contains("href=\"/unanswered\""));
    // A fortnight after it was asked the question has ended: that is told for another.
    night.after(15 * 24 * 60);
    assert!(Browser::of(night, "anna").await.get(LIST).await.text.contains(&code.to_string()));
    night.after(10 * 24 * 60);
    assert!(!Browser::of(night, "anna").await.get(LIST).await.text.contains(&code.to_string()));
}

async fn the_unit_of_the_cases_district_is_proposed(night: &Night) {
    let (code, sent) = night.alarm(CONSENT).await;
    let anna = Browser::of(night, "anna").await;
    let new = format!("/cases/{code}/handovers/new");
    assert!(!anna.get(&new).await.text.contains(" checked"), "no district, nothing proposed");
    let id = sent[0].id;
    anna.post(&format!("/duty/{id}/acknowledge"), &[("back", "/duty")]).await;
    anna.post(&format!("/duty/{id}/finish"), &[]).await;
    let handed = anna.post(&format!("/duty/{id}/district"), &[("district", "norr")]).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text);
    let page = anna.get(&new).await.text;
    assert!(page.contains("Ärendets område: norr") && page.contains(&format!("value=\"{POLICE}\" checked")), "{page}");
}
