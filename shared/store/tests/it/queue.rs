//! Queues: once in, under lease out, never dropped.

use std::{collections::HashSet, time::Duration};

use jiff::{SignedDuration, Timestamp};
use store::{
    Db, ErrorKind, Woken,
    queue::{self, Counts, Enqueued, Lease, Message, Queue},
};

use crate::probes::{now, schema};

const OFFERS: Queue = Queue::new("offers");
const OTHERS: Queue = Queue::new("others");
const LEASE: Duration = Duration::from_secs(30);

store::test_on_both!(
    schema(),
    a_message_goes_through,
    a_key_is_used_once,
    an_ended_lease_is_taken_by_another,
    what_a_crashed_process_held_is_due_at_once,
    a_replica_takes_back_its_own_and_nobody_elses,
    a_dropped_message_is_never_taken_again,
    retry_waits_and_parking_keeps,
    competing_workers_never_take_the_same,
    workers_wake_after_the_commit,
    done_messages_can_be_pruned,
);

async fn put(db: &Db, key: &str, payload: &str) -> store::Result<Enqueued> {
    let message = Message::new(key, payload).trace_parent(Some("00-trace-01".to_owned()));
    db.write("put", move |conn| queue::enqueue(conn, OFFERS, &message, now())).await
}

async fn take(db: &Db, limit: u32, at: Timestamp) -> Vec<Lease> {
    db.write("take", move |conn| queue::claim(conn, OFFERS, limit, LEASE, at)).await.unwrap()
}

async fn count(db: &Db) -> Counts {
    db.read(|conn| queue::counts(conn, OFFERS)).await.unwrap()
}

fn after(seconds: i64) -> Timestamp {
    now() + SignedDuration::from_secs(seconds)
}

async fn a_message_goes_through(db: Db) {
    put(&db, "a", "secret words").await.unwrap();
    assert_eq!(count(&db).await, Counts { ready: 1, ..Counts::default() });
    let lease = take(&db, 5, now()).await.remove(0);
    assert_eq!((lease.key.as_str(), lease.payload.as_bytes(), lease.attempts), ("a", b"secret words".as_slice(), 1));
    assert_eq!((lease.until, lease.trace_parent.as_deref()), (after(30), Some("00-trace-01")));
    assert!(!format!("{lease:?}").contains("secret"));
    assert!(take(&db, 5, now()).await.is_empty(), "taken");
    let none = db.write("take_other", |conn| queue::claim(conn, OTHERS, 5, LEASE, now())).await;
    assert!(none.unwrap().is_empty());
    db.write("done", move |conn| queue::complete(conn, &lease, now())).await.unwrap();
    assert_eq!(count(&db).await, Counts { done: 1, ..Counts::default() });
    assert!(take(&db, 5, after(3600)).await.is_empty());
}

async fn what_a_crashed_process_held_is_due_at_once(db: Db) {
    put(&db, "held", "x").await.unwrap();
    put(&db, "done", "x").await.unwrap();
    let leases = take(&db, 5, now()).await;
    assert_eq!(leases.len(), 2);
    let (held, finished): (Vec<Lease>, Vec<Lease>) = leases.into_iter().partition(|lease| lease.key == "held");
    for lease in finished {
        db.write("done", move |conn| queue::complete(conn, &lease, now())).await.unwrap();
    }
    let given = db.write("give_back", |conn| queue::give_back(conn, OFFERS, now())).await.unwrap();
    assert_eq!(given, 1, "only what was held");
    let again = take(&db, 5, now()).await.remove(0);
    assert_eq!((again.key.as_str(), again.attempts), ("held", 2));
    let late = held.into_iter().next().unwrap();
    let outcome = db.write("late", move |conn| queue::complete(conn, &late, now())).await;
    assert!(outcome.is_err_and(|error| error.is(ErrorKind::LeaseLost)), "the old lease is worth nothing");
}

async fn a_replica_takes_back_its_own_and_nobody_elses(db: Db) {
    for key in ["a", "b"] {
        put(&db, key, "x").await.unwrap();
        let lease = db.write("take", move |conn| queue::claim_for(conn, OFFERS, key, 1, LEASE, now())).await.unwrap();
        assert_eq!(lease.len(), 1);
    }
    let given = db.write("give_back", |conn| queue::give_back_of(conn, OFFERS, "a", now())).await.unwrap();
    assert_eq!(given, 1);
    let again = take(&db, 5, now()).await;
    assert_eq!(again.iter().map(|lease| lease.key.as_str()).collect::<Vec<_>>(), ["a"], "what b holds is b's");
}

async fn a_dropped_message_is_never_taken_again(db: Db) {
    put(&db, "a", "x").await.unwrap();
    let lease = take(&db, 1, now()).await.remove(0);
    db.write("park", move |conn| queue::park(conn, &lease, "no-answer", now())).await.unwrap();
    let Enqueued::Repeated(id) = put(&db, "a", "x").await.unwrap() else { panic!("there already") };
    let dropping = || db.write("drop", |conn| queue::drop_message(conn, OFFERS, "a", now()));
    assert!(dropping().await.unwrap());
    assert!(!dropping().await.unwrap(), "once");
    let released = db.write("release", move |conn| queue::release_parked(conn, OFFERS, id, now())).await;
    assert_eq!(released.unwrap_err().kind(), ErrorKind::NotFound, "nobody lets it go again");
    assert!(take(&db, 5, after(3600)).await.is_empty());
    assert_eq!(count(&db).await, Counts { done: 1, ..Counts::default() });
}

async fn a_key_is_used_once(db: Db) {
    let Enqueued::New(id) = put(&db, "a", "x").await.unwrap() else { panic!("new") };
    assert_eq!(put(&db, "a", "x").await.unwrap(), Enqueued::Repeated(id));
    assert_eq!(put(&db, "a", "y").await.unwrap_err().kind(), ErrorKind::KeyReused);
    let lease = take(&db, 5, now()).await.remove(0);
    db.write("done", move |conn| queue::complete(conn, &lease, now())).await.unwrap();
    assert_eq!(put(&db, "a", "x").await.unwrap(), Enqueued::Repeated(id), "done is remembered");
    assert_eq!(put(&db, "a", "").await.unwrap_err().kind(), ErrorKind::KeyReused);
    let message = Message::new("a", "x");
    let other = db.write("put", move |conn| queue::enqueue(conn, OTHERS, &message, now())).await;
    assert!(matches!(other.unwrap(), Enqueued::New(_)), "another queue, another key");
}

async fn an_ended_lease_is_taken_by_another(db: Db) {
    put(&db, "a", "x").await.unwrap();
    let first = take(&db, 1, now()).await.remove(0);
    assert!(take(&db, 1, after(29)).await.is_empty());
    let second = take(&db, 1, after(30)).await.remove(0);
    assert_eq!((second.id, second.attempts), (first.id, 2));
    let late = db.write("done", move |conn| queue::complete(conn, &first, after(31))).await;
    assert_eq!(late.unwrap_err().kind(), ErrorKind::LeaseLost);
    db.write("done", move |conn| queue::complete(conn, &second, after(31))).await.unwrap();
}

async fn retry_waits_and_parking_keeps(db: Db) {
    put(&db, "a", "x").await.unwrap();
    let lease = take(&db, 1, now()).await.remove(0);
    let pause = Duration::from_secs(5);
    db.write("later", move |conn| queue::retry_later(conn, &lease, pause, "unreachable", now())).await.unwrap();
    assert!(take(&db, 1, after(4)).await.is_empty());
    let lease = take(&db, 1, after(5)).await.remove(0);
    assert_eq!(lease.attempts, 2);
    let id = lease.id;
    db.write("park", move |conn| queue::park(conn, &lease, "refused", after(6))).await.unwrap();
    assert_eq!(count(&db).await, Counts { parked: 1, ..Counts::default() });
    assert!(take(&db, 1, after(86_400)).await.is_empty(), "not by itself");
    let parked = db.read(|conn| queue::parked(conn, OFFERS, 10)).await.unwrap().remove(0);
    assert_eq!((parked.id, parked.attempts, parked.last_error.as_deref()), (id, 2, Some("refused")));
    db.write("release", move |conn| queue::release_parked(conn, OFFERS, id, after(7))).await.unwrap();
    assert_eq!(take(&db, 1, after(7)).await.remove(0).payload.as_bytes(), b"x");
    let again = db.write("release", move |conn| queue::release_parked(conn, OFFERS, id, after(7))).await;
    assert_eq!(again.unwrap_err().kind(), ErrorKind::NotFound);
}

async fn competing_workers_never_take_the_same(db: Db) {
    const MESSAGES: usize = 60;
    db.write("put_many", |conn| {
        for n in 0..MESSAGES {
            queue::enqueue(conn, OFFERS, &Message::new(n.to_string(), "x"), now())?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                loop {
                    let leases = take(&db, 3, now()).await;
                    if leases.is_empty() {
                        return taken;
                    }
                    taken.extend(leases.into_iter().map(|lease| lease.id));
                }
            })
        })
        .collect();
    let mut taken = Vec::new();
    for worker in workers {
        taken.extend(worker.await.unwrap());
    }
    assert_eq!(taken.len(), MESSAGES);
    assert_eq!(taken.iter().collect::<HashSet<_>>().len(), MESSAGES, "each by one worker");
}

async fn workers_wake_after_the_commit(db: Db) {
    let mut listener = db.listen(OFFERS);
    put(&db, "a", "x").await.unwrap();
    assert_eq!(listener.wait(Duration::from_secs(30)).await, Woken::Wake);
    put(&db, "a", "x").await.unwrap();
    assert_eq!(listener.wait(Duration::from_millis(50)).await, Woken::Timeout, "nothing new");
}

async fn done_messages_can_be_pruned(db: Db) {
    for key in ["a", "b"] {
        put(&db, key, "x").await.unwrap();
    }
    let lease = take(&db, 1, now()).await.remove(0);
    db.write("done", move |conn| queue::complete(conn, &lease, now())).await.unwrap();
    let prune = |before| {
        let db = db.clone();
        async move { db.write("prune", move |conn| queue::prune_done(conn, OFFERS, before)).await.unwrap() }
    };
    assert_eq!(prune(now()).await, 0);
    assert_eq!(prune(after(1)).await, 1);
    assert_eq!(count(&db).await, Counts { ready: 1, ..Counts::default() });
}
