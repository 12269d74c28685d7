//! A past decision is explained by its own edition and its own day, whatever is in force now.

use std::sync::Arc;

use broker::flow::explain_decision::explain_decision;
use rulebook::Edition;
use wire::{AgencyKind, Category, Purpose};

use crate::{
    on_both,
    past_decisions::some_offers,
    rules::{brought_into_force, without_her_consent},
    town::Town,
};

on_both!(a_decision_is_explained_by_the_law_of_its_day, what_is_no_decision_is_not_explained);

async fn a_decision_is_explained_by_the_law_of_its_day(town: Arc<Town>) {
    let server = town.open().await;
    let [by_consent, by_duty, refused] = some_offers(&town, &server).await;
    let next = brought_into_force(&server, &without_her_consent("2027-01-01.1")).await;
    let told = explain_decision(&server.broker, by_consent).await.unwrap().unwrap();
    assert_eq!((&told.edition, &told.active.id), (Edition::shipped().reference(), &next));
    assert_eq!((told.from, told.to, told.purpose), (AgencyKind::Police, AgencyKind::Social, Purpose::AcuteSupport));
    assert_eq!((told.date, told.today), ("2026-11-22".parse().unwrap(), "2026-11-22".parse().unwrap()));
    let [field] = told.fields.as_slice() else { panic!("{:?}", told.fields) };
    assert_eq!(field.category, Category::Identity);
    assert!(field.then.goes && !field.now.goes, "it went then, and would stay now");
    let rule = &field.then.lines[0];
    assert_eq!(rule.code, "CONSENT-VICTIM");
    let citation = rule.citation.as_ref().unwrap();
    assert!(!citation.sv.is_empty() && citation.sv != citation.en, "{citation:?}");
    assert!(rule.text.sv != rule.text.en && !rule.text.en.is_empty());
    let shipped = Edition::shipped();
    let own = shipped.rules().iter().find(|rule| rule.id == "CONSENT-VICTIM").unwrap();
    assert_eq!(rule.amending_act, own.amending_act);
    assert_eq!(rule.sources, shipped.sources_of(own).cloned().collect::<Vec<_>>());
    assert!(rule.sources.iter().any(|source| !source.text.is_empty()), "the law word for word");
    let way = field.now.way_forward.as_ref().unwrap();
    assert_ne!(way.sv, way.en);

    let duty = explain_decision(&server.broker, by_duty).await.unwrap().unwrap();
    assert!(duty.fields.len() == 2 && duty.fields.iter().all(|field| field.then == field.now));
    let stays = explain_decision(&server.broker, refused).await.unwrap().unwrap();
    assert!(stays.fields.iter().all(|field| !field.then.goes && !field.then.lines.is_empty()));
}

async fn what_is_no_decision_is_not_explained(town: Arc<Town>) {
    let server = town.open().await;
    for index in [0, 1, 4711] {
        assert!(explain_decision(&server.broker, index).await.unwrap().is_none());
    }
}
