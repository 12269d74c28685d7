//! The social services' own instruments: a high screen rings the own desk, and a unit's days of review are its own.

use reqwest::StatusCode;
use wire::CaseCode;

use crate::{
    browser::Browser,
    night::{NAME, Night, Told, nights},
};

nights!(social_services_hold_their_own_instruments, a_high_screen_rings_the_own_desk, the_list_of_reviews_is_the_units_own);

const CONSENT: Told = Told { consent: true, concern: false, protected: false, custody: false };
const FREDA: [(&str, &str); 4] =
    [("instrument", "freda"), ("person", "new-person_using_violence"), ("day", "2026-11-22"), ("assessor", "duty_lead")];

/// The exposed person, as the form names her: the case has her since the alarm.
async fn victim(lead: &Browser, code: CaseCode) -> String {
    let form = lead.get(&format!("/cases/{code}/risks/new")).await.text;
    let label = form.split("<label").find(|label| label.contains("<span>Våldsutsatt</span>")).unwrap_or_else(|| panic!("{form}"));
    label.split_once("value=\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0.to_owned()
}

async fn record(lead: &Browser, code: CaseCode, fields: &[(&str, &str)]) -> String {
    let answer = lead.post(&format!("/cases/{code}/risks"), fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location
}

async fn social_services_hold_their_own_instruments(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let choice = lead.get(&format!("/cases/{code}/risks/new")).await.text;
    assert!(choice.contains("FREDA") && choice.contains("iRisk") && !choice.contains("MATAC") && !choice.contains("PPIT"), "{choice}");
    let forged = [("instrument", "matac"), ("person", "new-person_using_violence")];
    let forged = lead.post(&format!("/cases/{code}/risks/new"), &forged).await;
    assert!(forged.status == StatusCode::UNPROCESSABLE_ENTITY && forged.text.contains("id=\"instrument-error\""), "{}", forged.text);
    let victim = victim(&lead, code).await;
    let fields = [("instrument", "freda"), ("person", &victim), ("day", "2026-11-22"), ("assessor", "duty_lead"), ("level", "elevated")];
    let next = record(&lead, code, &fields).await;
    let page = lead.get(&next).await.text;
    assert!(page.contains("FREDA: Våldsutsatt") && page.contains("<strong>Förhöjd</strong>"), "{page}");
    assert!(page.contains(&format!("href=\"/cases/{code}/handovers/new\"")), "it can be handed over, by hand");
    assert!(!page.contains(NAME));
    assert!(night.broker.offers().iter().all(|offer| offer.header.from.agency.as_str() != "socialtjansten-exempelstad"), "nothing goes");
}

async fn a_high_screen_rings_the_own_desk(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let lead = Browser::of(night, "anna").await;
    let victim = victim(&lead, code).await;
    let fields = [("instrument", "lap"), ("person", &victim), ("day", "2026-11-22"), ("assessor", "duty_lead"), ("level", "high")];
    let fields: Vec<_> = fields.into_iter().chain([("reasons", "outspoken_fear"), ("reasons", "separation")]).collect();
    let next = record(&lead, code, &fields).await;
    let page = lead.get(&next).await.text;
    let alert = page.split_once("ring stödlinjen nu").unwrap().1;
    let own = night.casework.support_line();
    assert_ne!(own.name, night.casework.recipient().name, "not the police");
    let first = alert.split_once("<h1").unwrap().0;
    let number = casework::web::written_number(&own.tel).replace(['-', ' '], "");
    assert!(first.contains(&format!("href=\"tel:{number}\"")) && first.contains(&own.name), "{first}");
    assert!(page.contains("mycket rädd, separation"), "{page}");
    assert!(lead.get(&format!("/cases/{code}/handovers")).await.text.contains("ring stödlinjen nu"));
}

async fn the_list_of_reviews_is_the_units_own(night: &Night) {
    let (code, _) = night.alarm(CONSENT).await;
    let (lead, elin) = (Browser::of(night, "anna").await, Browser::of(night, "elin").await);
    let victim = victim(&lead, code).await;
    let fields = FREDA.into_iter().filter(|(name, _)| *name != "person");
    let fields: Vec<_> = fields.chain([("person", victim.as_str()), ("level", "not_stated"), ("next", "2026-11-22")]).collect();
    record(&lead, code, &fields).await;
    let list = lead.get("/risk-reviews").await;
    assert!(list.text.contains("I dag") && list.text.contains(&format!("/cases/{code}/risks?of=polisen-exempelstad")), "{}", list.text);
    assert!(!list.text.contains("FREDA") && !list.text.contains(NAME), "codes and days alone");
    assert_eq!(lead.get(&format!("/cases/{code}/risks?of=polisen-exempelstad")).await.status, StatusCode::OK);
    assert!(!elin.get("/risk-reviews").await.text.contains(&code.to_string()));
    assert_eq!(Browser::of(night, "sam").await.get("/risk-reviews").await.status, StatusCode::FORBIDDEN);
    let stranger = Browser::stranger(night).get("/risk-reviews").await;
    assert!(stranger.status == StatusCode::SEE_OTHER && stranger.location.starts_with("/login"));
}
