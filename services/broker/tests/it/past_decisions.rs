//! What every decision depended on is kept, without anything that tells one case from another, and judged anew.

use std::sync::Arc;

use broker::flow::replay::{ReplayView, replay};
use diesel::prelude::*;
use rulebook::{Answer, Reason};
use store::on;
use wire::{Category, Direction, OfferOutcome, SubjectRole};

use crate::{
    on_both,
    rules::{file, id, proposed, same, without_her_consent},
    server::Server,
    story::answer_of,
    town::Town,
};

on_both!(
    every_judged_offer_is_kept_and_holds_no_identifier,
    a_planted_change_is_found_and_nothing_else,
    a_change_of_law_is_found_on_its_day,
    the_newest_are_judged_and_it_says_how_many,
);

diesel::table! {
    past_decisions (log_index) { log_index -> BigInt, record -> Binary, }
}

async fn kept(server: &Server) -> Vec<(i64, Vec<u8>)> {
    let all = server.db.read(|conn| Ok(on!(conn, c => past_decisions::table.order(past_decisions::log_index).load(c))?));
    all.await.unwrap()
}

/// Offers: identity by consent, a duty, and one that is refused. Gives the index of each decision.
pub async fn some_offers(town: &Town, server: &Server) -> [u64; 3] {
    let grant = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let by_consent = town.consent_offer(&grant);
    let by_duty = town.concern_offer();
    let mut refused = town.concern_offer();
    refused.header.facts.clear();
    let mut indexes = [0; 3];
    let expected = [OfferOutcome::Released, OfferOutcome::Released, OfferOutcome::Refused];
    for (place, (offer, outcome)) in [by_consent, by_duty, refused].iter().zip(expected).enumerate() {
        let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(offer)).await, town);
        assert_eq!(answer.outcome, outcome);
        indexes[place] = answer.log_index;
    }
    indexes
}

async fn every_judged_offer_is_kept_and_holds_no_identifier(town: Arc<Town>) {
    let server = town.open().await;
    let grant = town.grant(town.victim());
    server.post(&town.police, "/api/v1/consents", &town.sign_grant(&grant)).await;
    let offer = town.consent_offer(&grant);
    let answer = answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(&offer)).await, &town);
    let rest = some_offers(&town, &server).await;
    let kept = kept(&server).await;
    let indexes: Vec<i64> = std::iter::once(answer.log_index).chain(rest).map(|index| i64::try_from(index).unwrap()).collect();
    assert_eq!(kept.iter().map(|(index, _)| *index).collect::<Vec<_>>(), indexes);

    let header = &offer.header;
    let mut words = vec![
        header.id.to_string(),
        header.case_code.to_string(),
        grant.id.to_string(),
        grant.giver.id.to_string(),
        header.sender.to_string(),
        header.unit_key.to_string(),
    ];
    for address in [&header.from, &header.to] {
        words.extend([address.agency.to_string(), address.board.to_string(), address.unit.to_string()]);
    }
    let raw: Vec<Vec<u8>> = [header.id.0, grant.id.0, grant.giver.id.0].iter().map(|id| id.as_bytes().to_vec()).collect();
    let plain: Vec<Vec<u8>> = words.iter().flat_map(|word| [word.clone().into_bytes(), word.replace('-', "").into_bytes()]).collect();
    let record = &kept[0].1;
    for sought in raw.iter().chain(&plain) {
        assert!(!record.windows(sought.len()).any(|part| part == sought), "{:?}", String::from_utf8_lossy(sought));
    }
    // The scan would find one: the offer itself holds them all.
    let offer = wire::canonical::to_bytes(&offer).unwrap();
    assert!(offer.windows(words[0].len()).any(|part| part == words[0].as_bytes()));
}

async fn replayed(server: &Server, edition: &str, day: Option<&str>) -> ReplayView {
    replay(&server.broker, &id(edition), day.map(|day| day.parse().unwrap())).await.unwrap().unwrap()
}

async fn a_planted_change_is_found_and_nothing_else(town: Arc<Town>) {
    let server = town.open().await;
    let [by_consent, ..] = some_offers(&town, &server).await;
    proposed(&server, &same("2027-01-01.1")).await;
    let unchanged = replayed(&server, "2027-01-01.1", None).await;
    assert_eq!((unchanged.judged, unchanged.changed.len()), (3, 0));
    proposed(&server, &without_her_consent("2027-01-01.2")).await;
    let view = replayed(&server, "2027-01-01.2", None).await;
    let [only] = view.changed.as_slice() else { panic!("{:?}", view.changed) };
    assert_eq!((only.log_index, only.category, only.role), (by_consent, Category::Identity, Some(SubjectRole::Victim)));
    assert_eq!((only.direction, only.purpose), (Some(Direction::PoliceToSocial), wire::Purpose::AcuteSupport));
    assert_eq!(only.date, "2026-11-22".parse().unwrap());
    assert_eq!(only.before, Answer::Goes(vec!["CONSENT-VICTIM".to_owned()]));
    assert!(matches!(only.after, Answer::Stays(reason) if reason != Reason::NothingInIt));
    assert_eq!((view.now_go, view.now_stay), (0, 1));
    assert!(replay(&server.broker, &id("2027-09-09.9"), None).await.unwrap().is_none());
    assert!(replay(&server.broker, rulebook::Edition::shipped().id(), None).await.unwrap().is_none(), "nothing came before it");
}

async fn a_change_of_law_is_found_on_its_day(town: Arc<Town>) {
    let server = town.open().await;
    some_offers(&town, &server).await;
    let ends = file("2027-01-01.1", |text| {
        let (before, rule) = text.split_once("id = \"CONSENT-VICTIM\"").unwrap();
        let ended = rule.replacen("from = \"2009-06-30\"", "from = \"2009-06-30\"\nuntil = \"2026-12-31\"", 1);
        format!("{before}id = \"CONSENT-VICTIM\"{ended}")
    });
    proposed(&server, &ends).await;
    assert_eq!(replayed(&server, "2027-01-01.1", None).await.changed.len(), 0, "on the days they came nothing is different");
    assert_eq!(replayed(&server, "2027-01-01.1", Some("2026-12-31")).await.changed.len(), 0);
    assert_eq!(replayed(&server, "2027-01-01.1", Some("2027-01-01")).await.now_stay, 1);
}

async fn the_newest_are_judged_and_it_says_how_many(town: Arc<Town>) {
    let mut config = town.config();
    config.replay.decisions_max = 2;
    drop(town.open().await);
    let server = Server::start(&town.database, config, town.clock.clone());
    some_offers(&town, &server).await;
    proposed(&server, &without_her_consent("2027-01-01.1")).await;
    let view = replayed(&server, "2027-01-01.1", None).await;
    assert_eq!((view.judged, view.kept, view.changed.len()), (2, 3, 0), "the one that changes is the oldest");
}
