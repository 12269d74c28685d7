//! The newest edition this program ships with becomes the active one.

use std::sync::Arc;

use diesel::prelude::*;
use rulebook::Edition;
use store::{Hash32, on};
use wire::NoticeKind;

use crate::{on_both, story::of_kind, town::Town};

on_both!(a_newer_program_activates_its_edition_and_tells_all, an_edition_that_came_another_way_stays);

diesel::table! {
    editions (id) { id -> Text, hash -> Binary, file -> Binary, }
}

/// As if another program had activated this file.
async fn make_active(server: &crate::server::Server, file: Vec<u8>) {
    let edition = Edition::parse(&file).unwrap();
    let reference = edition.reference().clone();
    let written = server.db.write("test_edition", move |conn| {
        let row =
            (editions::id.eq(reference.id.to_string()), editions::hash.eq(Hash32::new(reference.hash.0)), editions::file.eq(file.clone()));
        on!(conn, c => diesel::update(editions::table).set(row).execute(c))?;
        Ok(())
    });
    written.await.unwrap();
}

async fn active(town: &Town, server: &crate::server::Server) -> String {
    server.get(&town.police, "/api/v1/rulebook").await.json::<serde_json::Value>()["id"].as_str().unwrap().to_owned()
}

async fn a_newer_program_activates_its_edition_and_tells_all(town: Arc<Town>) {
    let server = town.open().await;
    let newest = active(&town, &server).await;
    assert_eq!(newest, Edition::shipped().id().to_string());
    let told = of_kind(&server, &town.police, NoticeKind::RulebookChanged).await.len();
    make_active(&server, Edition::FILES[0].to_vec()).await;
    server.stop();

    let server = town.serve();
    assert_eq!(active(&town, &server).await, newest);
    assert_eq!(of_kind(&server, &town.police, NoticeKind::RulebookChanged).await.len(), told + 1);
    let size = crate::log::published(&server).await.size;
    assert_eq!(crate::log::kind_for(&town.social, &server, size - 1).await.as_deref(), Some("edition_activated"));
    server.stop();
    let server = town.serve();
    assert_eq!(crate::log::published(&server).await.size, size, "once");
}

async fn an_edition_that_came_another_way_stays(town: Arc<Town>) {
    let server = town.open().await;
    let mut other = Edition::SHIPPED.to_vec();
    other.extend_from_slice(b"\n# by another way\n");
    let id = Edition::parse(&other).unwrap().id().to_string();
    make_active(&server, other).await;
    server.stop();
    let server = town.serve();
    let body = server.get(&town.police, "/api/v1/rulebook").await.json::<serde_json::Value>();
    assert_eq!(body["id"], id);
    assert_ne!(body["hash"], serde_json::to_value(Edition::shipped().reference().hash).unwrap());
}
