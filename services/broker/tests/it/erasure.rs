//! What leaves of the log open goes at its date, and nothing else does.

use std::sync::Arc;

use broker::flow::erase_entries::erase_entries;
use jiff::SignedDuration;
use wire::{Parcel, ReceiptState};

use crate::{
    on_both,
    story::{answer_of, fetch_path, receipt},
    town::Town,
    witness::TestWitness,
};

on_both!(what_is_answered_goes_at_its_date_and_what_waits_stays);

async fn what_is_answered_goes_at_its_date_and_what_waits_stays(town: Arc<Town>) {
    let server = town.open().await;
    let (answered, waiting) = (town.concern_offer(), town.concern_offer());
    let mut indexes = Vec::new();
    for offer in [&answered, &waiting] {
        indexes.push(answer_of(&server.post(&town.police, "/api/v1/offers", &town.sign_offer(offer)).await, &town).log_index);
    }
    server.post(&town.social, &fetch_path(&answered, 0), b"").await;
    TestWitness::new(&town.social, town.log_key.clone()).follow(&server).await;
    let parcel: Parcel = server.post(&town.social, &fetch_path(&answered, 5), b"").await.json();
    server.post(&town.social, "/api/v1/receipts", &receipt(&town, &answered, ReceiptState::Received)).await;
    assert_eq!(erase_entries(&server.broker).await.unwrap(), 0, "nothing is old");

    let now = town.now();
    town.clock.set(now + SignedDuration::from_hours(24 * 1826));
    assert_eq!(erase_entries(&server.broker).await.unwrap(), 0, "the last day of the default");
    town.clock.set(now + SignedDuration::from_hours(24 * 1828));
    assert_eq!(erase_entries(&server.broker).await.unwrap(), 3, "released, fetched, received");
    assert_eq!(erase_entries(&server.broker).await.unwrap(), 0);

    // The tokens of today: years later they would have run out.
    town.clock.set(now);
    let readable = async |index: u64| server.get(&town.police, &format!("/log/entries/{index}")).await.status;
    assert_eq!((readable(indexes[0]).await, readable(parcel.fetched.index).await), (404.try_into().unwrap(), 404.try_into().unwrap()));
    assert_eq!(readable(indexes[1]).await, 200, "a report of concern that waits is still under way");
    assert_eq!(readable(0).await, 200, "who took part stays known");
    server.post(&town.social, &fetch_path(&answered, 0), b"").await.refused(410, "not-found");
    TestWitness::new(&town.social, town.log_key.clone()).follow(&server).await;
    assert_eq!(server.post(&town.social, &fetch_path(&waiting, 0), b"").await.status, 202);
    crate::log::whole_log_holds(&town, &server).await;
    server.stop();
    // Nothing waits for a proof that can't be made any more.
    crate::log::whole_log_holds(&town, &town.serve()).await;
}
