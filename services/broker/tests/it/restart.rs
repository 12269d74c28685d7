//! Stopping and starting again on the same database.

use std::sync::Arc;

use wire::Parcel;

use crate::{
    on_both,
    server::Server,
    story::{fetch_path, notices},
    town::Town,
    witness::TestWitness,
};

on_both!(the_log_goes_on_where_it_was, keys_of_another_log_are_refused);

async fn the_log_goes_on_where_it_was(town: Arc<Town>) {
    let server = town.open().await;
    let offer = town.concern_offer();
    let body = town.sign_offer(&offer);
    let answer = server.post(&town.police, "/api/v1/offers", &body).await;
    assert_eq!(server.post(&town.social, &fetch_path(&offer, 0), b"").await.status, 202);
    let before = crate::log::published(&server).await;
    let told = notices(&server, &town.social, 0).await;
    server.stop();

    let server = town.serve();
    let after = crate::log::published(&server).await;
    assert_eq!(after.note, before.note, "the same head is signed with the same bytes");
    assert_eq!(server.post(&town.police, "/api/v1/offers", &body).await.body, answer.body);
    let again = notices(&server, &town.social, 0).await;
    assert_eq!((again.notices, again.next), (told.notices, told.next));
    // A fetch that waited for its proof when the broker stopped is proved now, and asks for the cosignature itself.
    let mut desk = TestWitness::new(&town.social, town.log_key.clone());
    assert!(desk.look(&server, 0).await.wanted);
    desk.follow(&server).await;
    let parcel: Parcel = server.post(&town.social, &fetch_path(&offer, 5), b"").await.json();
    assert_eq!(parcel.fetched.tree_size, before.size);
    let later = town.concern_offer();
    server.post(&town.police, "/api/v1/offers", &town.sign_offer(&later)).await;
    assert_eq!(crate::log::published(&server).await.size, before.size + 1);
    crate::log::whole_log_holds(&town, &server).await;
}

async fn keys_of_another_log_are_refused(town: Arc<Town>) {
    town.open().await.stop();
    let config = town.config();
    let other = ledger::checkpoint::LogSigner::new("samordningen-exempelstad/log/deadbeef".parse().unwrap(), [19; 32]);
    std::fs::write(config.keys.join("log.vkey"), other.key().to_string()).unwrap();
    let refused = Server::try_start(&town.database, config, town.clock.clone()).err().unwrap();
    assert!(refused.contains("0badcafe") && refused.contains("deadbeef"), "{refused}");
}
