//! Registrations.

use std::sync::Arc;

use broker::flow::register::{REGISTRATIONS, RegisterError, enqueue};
use store::{clock::Clock as _, queue};
use wire::{AgencyKind, NoticeKind, Registration};

use crate::{
    agency::TestAgency,
    on_both,
    story::of_kind,
    town::{Town, eventually},
};

on_both!(
    an_agency_is_registered_while_the_broker_is_down,
    a_newer_manifest_is_taken_and_told,
    another_root_under_the_same_name_is_parked,
    a_token_key_speaks_for_one_agency,
    a_broken_chain_is_not_even_handed_in,
    the_edition_and_the_directory_are_served,
);

async fn an_agency_is_registered_while_the_broker_is_down(town: Arc<Town>) {
    let db = town.database.open(&broker::schema().unwrap());
    enqueue(&db, &town.police.registration, town.clock.now()).await.unwrap();
    enqueue(&db, &town.police.registration, town.clock.now()).await.unwrap();
    drop(db);
    let server = town.serve();
    eventually(|| async { server.get(&town.police, "/api/v1/directory").await.status == 200 }).await;
    assert_eq!(crate::log::kind_for(&town.police, &server, 2).await.as_deref(), Some("manifest_registered"));
    let counts = server.db.read(|conn| queue::counts(conn, REGISTRATIONS)).await.unwrap();
    assert_eq!((counts.ready, counts.done, counts.parked), (0, 1, 0));
}

async fn a_newer_manifest_is_taken_and_told(town: Arc<Town>) {
    let server = town.open().await;
    let newer = town.social.registered_again(2, "Nytt namn", town.now());
    let told = of_kind(&server, &town.police, NoticeKind::DirectoryChanged).await.len();
    enqueue(&server.db, &newer, town.now()).await.unwrap();
    eventually(|| async { of_kind(&server, &town.police, NoticeKind::DirectoryChanged).await.len() == told + 1 }).await;
    assert!(
        server.get(&town.police, "/api/v1/directory").await.json::<serde_json::Value>()["registrations"].as_array().unwrap().len() == 4
    );
    // The older one again: played back, and set aside.
    let older = town.social.registered_again(1, "Gammalt namn", town.now());
    enqueue(&server.db, &older, town.now()).await.unwrap();
    eventually(|| async { parked(&server).await == 1 }).await;
}

async fn parked(server: &crate::server::Server) -> u64 {
    server.db.read(|conn| queue::counts(conn, REGISTRATIONS)).await.unwrap().parked
}

async fn another_root_under_the_same_name_is_parked(town: Arc<Town>) {
    let server = town.open().await;
    let impostor = TestAgency::new("socialtjansten-exempelstad", AgencyKind::Social, 110, town.now());
    enqueue(&server.db, &impostor.registration, town.now()).await.unwrap();
    eventually(|| async { parked(&server).await == 1 }).await;
    server.get(&impostor, "/api/v1/directory").await.refused(401, "token-refused");
    assert_eq!(server.get(&town.social, "/api/v1/directory").await.status, 200);
}

async fn a_token_key_speaks_for_one_agency(town: Arc<Town>) {
    let server = town.open().await;
    // All keys of the police, under another name.
    let double = TestAgency::new("polisen-annanstad", AgencyKind::Police, 30, town.now());
    enqueue(&server.db, &double.registration, town.now()).await.unwrap();
    eventually(|| async { parked(&server).await == 1 }).await;
    assert_eq!(server.get(&town.police, "/api/v1/directory").await.status, 200, "the police is not locked out");
}

async fn a_broken_chain_is_not_even_handed_in(town: Arc<Town>) {
    let server = town.open().await;
    let mixed = Registration { key_set: town.police.registration.key_set.clone(), manifest: town.social.registration.manifest.clone() };
    assert!(matches!(enqueue(&server.db, &mixed, town.now()).await, Err(RegisterError::NotBelieved(_))));
}

async fn the_edition_and_the_directory_are_served(town: Arc<Town>) {
    let server = town.open().await;
    let active: wire::ActiveEdition = server.get(&town.police, "/api/v1/rulebook").await.json();
    let edition = rulebook::Edition::parse(active.file.as_bytes()).unwrap();
    assert_eq!((&active.edition, active.log_index), (edition.reference(), 1));
    let directory: serde_json::Value = server.get(&town.police, "/api/v1/directory").await.json();
    let registrations: Vec<Registration> = serde_json::from_value(directory["registrations"].clone()).unwrap();
    assert!(registrations.contains(&town.broker.registration), "the broker's own keys are in it");
    assert!(registrations.contains(&town.social.registration));
}
