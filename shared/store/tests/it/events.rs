//! Events are replayed without a hole.

use std::time::Duration;

use jiff::SignedDuration;
use store::{
    Db,
    events::{self, Event, Replay},
};

use crate::probes::{now, schema};

store::test_on_both!(schema(), replay_gives_what_was_missed, pruning_shows_as_a_gap, ids_follow_commits);

async fn append(db: &Db, stream: &'static str, subject: &'static str) -> i64 {
    db.write("append", move |conn| events::append(conn, stream, "parcel_received", subject, now())).await.unwrap()
}

async fn replay(db: &Db, last: i64) -> Replay {
    db.read(move |conn| events::after(conn, "duty", last, 100)).await.unwrap()
}

async fn latest(db: &Db) -> i64 {
    db.read(|conn| events::latest(conn, "duty")).await.unwrap()
}

async fn replay_gives_what_was_missed(db: Db) {
    assert_eq!(latest(&db).await, 0);
    assert_eq!(replay(&db, 0).await, Replay::Events(vec![]));
    let first = append(&db, "duty", "KV742-2611").await;
    append(&db, "tonight", "other stream").await;
    let second = append(&db, "duty", "KV743-2611").await;
    let event = Event {
        id: second,
        stream: "duty".to_owned(),
        kind: "parcel_received".to_owned(),
        subject: "KV743-2611".to_owned(),
        created_at: now().into(),
    };
    assert_eq!(replay(&db, first).await, Replay::Events(vec![event]));
    assert_eq!(latest(&db).await, second);
    assert_eq!(replay(&db, second).await, Replay::Events(vec![]));
    let Replay::Events(all) = replay(&db, 0).await else { panic!("events") };
    assert_eq!(all.iter().map(|event| event.id).collect::<Vec<_>>(), [first, second]);
}

async fn pruning_shows_as_a_gap(db: Db) {
    let first = append(&db, "duty", "a").await;
    let last = append(&db, "duty", "b").await;
    let tomorrow = now() + SignedDuration::from_hours(24);
    let gone = db.write("prune", move |conn| events::prune(conn, tomorrow)).await.unwrap();
    assert_eq!(gone, 1, "the newest stays");
    assert_eq!(replay(&db, first).await, Replay::Gap);
    assert_eq!(replay(&db, last).await, Replay::Events(vec![]));
    assert_eq!(replay(&db, 999_999).await, Replay::Gap, "never given out");
}

/// A transaction that appended first and commits last would be missed by one who had read the
/// later id meanwhile. So the second has to wait for the first.
async fn ids_follow_commits(db: Db) {
    let (entered, inside) = tokio::sync::oneshot::channel();
    let (slow, mut entered) = (db.clone(), Some(entered));
    let slow = tokio::spawn(async move {
        slow.write("append_slowly", move |conn| {
            let id = events::append(conn, "duty", "kind", "slow", now())?;
            entered.take().unwrap().send(()).unwrap();
            std::thread::sleep(Duration::from_millis(150));
            Ok(id)
        })
        .await
        .unwrap()
    });
    inside.await.unwrap();
    let quick = append(&db, "duty", "quick").await;
    let Replay::Events(seen) = replay(&db, 0).await else { panic!("events") };
    let slow = slow.await.unwrap();
    assert!(slow < quick);
    assert_eq!(seen.iter().map(|event| event.id).collect::<Vec<_>>(), [slow, quick]);
}
