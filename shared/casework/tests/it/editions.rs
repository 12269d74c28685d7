//! Programs of different age: nothing is lost and nobody is blamed while one waits for its update.

use std::sync::Arc;

use casework::{ArrivalState, Casework, HandoverStateCode, arrivals, handovers, testing::AgencyName};
use jiff::SignedDuration;
use rulebook::Edition;
use store::{Db, testing::TestDatabase};
use wire::HandoverId;

use crate::setting::{Setting, call_out, draft, send, until};

store::test_on_both!(
    casework::testing::schema(),
    a_parcel_judged_by_a_newer_edition_waits_for_the_update,
    a_parcel_judged_by_an_older_edition_is_opened,
);

fn oldest() -> Vec<Edition> {
    Edition::all_shipped().into_iter().take(1).collect()
}

async fn arrival(casework: &Casework, id: HandoverId) -> Option<(ArrivalState, Option<String>)> {
    let found = casework.db().read(move |conn| arrivals::find(conn, id)).await.unwrap();
    found.map(|arrival| (arrival.state, arrival.code))
}

async fn concern(police: &Casework) -> HandoverId {
    let call_out = call_out(police).await;
    send(police, &call_out, draft(police, &call_out, Vec::new(), true)).await.unwrap()[0].id
}

async fn a_parcel_judged_by_a_newer_edition_waits_for_the_update(db: Db) {
    let setting = Setting::new(db.clone()).await;
    let (clock, url) = (Arc::clone(&setting.clock), setting.broker.url());
    let older = setting.town.casework_knowing(oldest(), AgencyName::Social, db, clock, url, Arc::clone(&setting.desk) as _).await;
    let workers = [setting.police.workers(), older.workers()];
    let id = concern(&setting.police).await;
    until("it is announced", || async { arrival(&older, id).await.is_some() }).await;
    setting.clock.advance(SignedDuration::from_secs(61));
    let ring = Some((ArrivalState::Ring, Some("edition_not_here".to_owned())));
    until("the desk is told to ring", || async {
        setting.clock.advance(SignedDuration::from_secs(1));
        arrival(&older, id).await == ring
    })
    .await;
    assert!(setting.broker.receipts().is_empty(), "nothing is rejected");
    for workers in workers {
        workers.stop().await;
    }
    // The same database, the newer program.
    let workers = [setting.police.workers(), setting.social.workers()];
    until("it is opened", || async {
        setting.clock.advance(SignedDuration::from_secs(10));
        arrival(&setting.social, id).await.is_some_and(|(state, _)| state == ArrivalState::Opened)
    })
    .await;
    for workers in workers {
        workers.stop().await;
    }
}

/// It was released before the update of the recipient and the broker.
async fn a_parcel_judged_by_an_older_edition_is_opened(db: Db) {
    let setting = Setting::new(db).await;
    let (clock, url) = (Arc::clone(&setting.clock), setting.broker.url());
    let database = TestDatabase::sqlite();
    let own = database.open(&casework::testing::schema());
    let older = setting.town.casework_knowing(oldest(), AgencyName::Police, own, clock, url, Arc::clone(&setting.car) as _).await;
    let workers = [older.workers(), setting.social.workers()];
    let id = concern(&older).await;
    assert_ne!(older.edition().reference(), setting.social.edition().reference());
    let received = async || older.db().read(move |conn| handovers::find(conn, id)).await.unwrap().unwrap().state;
    until("it is received", || async { received().await == HandoverStateCode::Received }).await;
    for workers in workers {
        workers.stop().await;
    }
}
