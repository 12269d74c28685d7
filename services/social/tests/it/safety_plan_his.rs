//! The plan of the person using violence: another object, behind a door of its own, that never counts as hers and tells nothing of her.

use reqwest::StatusCode;

use crate::{
    browser::goes_to,
    held_talk::count,
    night::{Night, nights},
    planned::Planned,
};

nights!(his_plan_has_its_own_sections_and_none_of_hers, his_pages_are_the_same_with_and_without_her_plan,);

async fn his_plan_has_its_own_sections_and_none_of_hers(night: &Night) {
    let planned = Planned::begin(night).await;
    let his = planned.main(&planned.his).await;
    assert!(his.contains("Plan för den som använt våld") && his.contains("Så håller jag mig lugn"), "{his}");
    for hers in ["Kodord", "Säkra platser", "Läs upp", "Barnahus", "Papper", "polisen ska tillkallas", "name=\"goal-1\""] {
        assert!(!his.contains(hers), "{hers}: {his}");
    }
    let fields = [("items-staying_calm", "goes_out"), ("words-living_meanwhile", "Hos en vän"), ("words-code_word", "x"), ("goal-1", "x")];
    goes_to(planned.save(&planned.his, &fields).await);
    let read = planned.main(&format!("{}/versions/1", planned.his)).await;
    assert!(read.contains("Går ut en stund") && read.contains("Hos en vän") && !read.contains(">x<"), "{read}");
    // It never counts as hers: she has none.
    let hers = planned.main(&planned.hers).await;
    assert!(!hers.contains("Hos en vän") && !hers.contains("id=\"versions\""), "{hers}");
    for door in ["read-aloud", "versions/1"] {
        assert_eq!(planned.lo.get(&format!("{}/{door}", planned.hers)).await.status, StatusCode::NOT_FOUND, "{door}");
    }
    for door in ["read-aloud", "print"] {
        assert_eq!(planned.lo.get(&format!("{}/{door}", planned.his)).await.status, StatusCode::NOT_FOUND, "his has no {door}");
    }
    assert_eq!(planned.lo.post(&format!("{}/share", planned.his), &[("items", "help")]).await.status, StatusCode::NOT_FOUND);
    goes_to(planned.save(&planned.hers, &[("words-people", "Kim")]).await);
    assert!(!planned.main(&planned.his).await.contains("Kim"));
    assert_eq!(count(night, "safety_plans").await, 2);
}

/// Two runs of every page of his: before there is a plan of hers, and when all of it is filled in, and new violence has come that she may have
/// told of. Nothing but what is his may differ; and the same of hers.
async fn his_pages_are_the_same_with_and_without_her_plan(night: &Night) {
    let planned = Planned::begin(night).await;
    goes_to(planned.save(&planned.his, &[("words-staying_calm", "Går ut"), ("review_on", "2026-12-01")]).await);
    let of_his = [planned.his.clone(), format!("{}/versions/1", planned.his), "/safety-plans/person-using-violence".to_owned()];
    let (before, hers_before) = (pages(&planned, &of_his).await, pages(&planned, std::slice::from_ref(&planned.hers)).await);
    let all = [
        ("words-warning_signs", "Han blir tyst först"),
        ("words-code_word", "blåbärspaj"),
        ("custodian", "yes"),
        ("goal-1", "Flytta"),
        ("review_on", "2026-11-30"),
    ];
    goes_to(planned.save(&planned.hers, &all).await);
    let lo = night.casework.staff_named("anna").await.reference.to_string();
    goes_to(planned.lo.post(&format!("{}/coordinator", planned.hers), &[("coordinator", &lo)]).await);
    goes_to(planned.lo.post(&format!("{}/paper", planned.hers), &[("paper", "keeps_safe")]).await);
    planned.told_of_new_violence().await;
    assert_eq!(pages(&planned, &of_his).await, before, "his pages are the same to the letter");
    assert_ne!(pages(&planned, std::slice::from_ref(&planned.hers)).await, hers_before, "control: hers are not");
    // And the other way round.
    let hers = [planned.hers.clone(), format!("{}/versions/1", planned.hers), "/safety-plans".to_owned()];
    let (case, before) = (format!("/cases/{}", planned.code), pages(&planned, &hers).await);
    let case_before = planned.lo.get(&case).await.text;
    goes_to(planned.save(&planned.his, &[("words-staying_calm", "Ringer Kim")]).await);
    goes_to(planned.lo.post(&format!("{}/close", planned.his), &[("act", "close"), ("follow-up-1", "2026-12-22")]).await);
    assert_eq!(pages(&planned, &hers).await, before, "her pages are the same to the letter");
    assert_eq!(planned.lo.get(&case).await.text, case_before, "no line of the case tells of his");
}

async fn pages(planned: &Planned<'_>, paths: &[String]) -> Vec<String> {
    let mut texts = Vec::new();
    for path in paths {
        texts.push(planned.lo.get(path).await.text);
    }
    texts
}
