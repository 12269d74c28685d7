//! Asking the police to keep an eye: by her own yes, and without a word of hers.

use reqwest::StatusCode;

use crate::{
    browser::{Browser, between, goes_to},
    consents::{CONSENT, POLICE, YES, person, say},
    night::{NAME, NUMBER, Night, nights, until},
};

nights!(it_takes_her_yes_and_holds_nothing_she_said);

async fn it_takes_her_yes_and_holds_nothing_she_said(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let case = format!("/cases/{code}/handovers");
    assert!(lead.get(&case).await.text.contains("Be polisen hålla ett öga"));
    let (path, eye) = (format!("{case}/new"), [("kind", "keep-an-eye")]);
    let unasked = lead.post(&path, &eye).await;
    assert_eq!(unasked.status, StatusCode::CONFLICT);
    assert!(unasked.text.contains("Fråga henne först"), "{}", unasked.text);
    // The ordinary form is no way around it, and keeps what was chosen.
    let form =
        [("kind", "ask"), ("to", POLICE), ("v-categories", "new_violence"), ("v-purpose", "protection_planning"), ("v-needed_by-day", "")];
    let around = lead.post(&path, &form).await;
    assert_eq!(around.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", around.text);
    assert!(around.text.contains("id=\"v-categories-error\"") && around.text.contains("value=\"new_violence\" checked"), "{}", around.text);
    // A yes to another purpose is no yes to this, and a no is none at all.
    let victim = person(&lead, code, "Våldsutsatt").await;
    let yes: Vec<_> = YES.into_iter().chain([("categories", "new_violence")]).collect();
    goes_to(say(&lead, code, &victim, "coordination", &yes).await);
    assert_eq!(lead.post(&path, &eye).await.status, StatusCode::CONFLICT);
    night.after(1);
    goes_to(say(&lead, code, &victim, "protection_planning", &yes).await);
    let review = goes_to(lead.post(&path, &eye).await);
    assert!(review.ends_with("/review"), "{review}");
    let page = lead.get(&review).await.text;
    let digest = between(&page, "name=\"digest\" value=\"", "\"").to_owned();
    goes_to(lead.post(&review.replace("/review", "/send"), &[("digest", &digest)]).await);
    let ours = || {
        let mut offers = night.broker.offers();
        offers.retain(|offer| offer.header.from.agency.as_str() == "socialtjansten-exempelstad");
        offers
    };
    until("it has gone", || async { ours().len() == 1 }).await;
    let offer = ours().remove(0);
    assert_eq!((offer.fields.len(), offer.header.subjects.len()), (1, 0), "a question, about nobody by name");
    assert_eq!(offer.header.purpose, wire::Purpose::Request);
    let asked = lead.get(&case).await.text;
    let asked = between(&asked, "Våra frågor", "</ul>");
    assert!(asked.contains("Ny våldshändelse") && !asked.contains(NAME) && !asked.contains(NUMBER), "{asked}");
    // Taken back, it is asked no more.
    night.after(1);
    goes_to(say(&lead, code, &victim, "protection_planning", &[("answer", "no")]).await);
    assert_eq!(lead.post(&path, &eye).await.status, StatusCode::CONFLICT);
}
