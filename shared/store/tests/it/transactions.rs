//! What a transaction promises.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use diesel::{connection::SimpleConnection, prelude::*};
use store::{Backend, Conn, Db, Error, ErrorKind, Failure, on};

use crate::probes::{Probe, insert, names, probes, schema};

store::test_on_both!(
    schema(),
    a_refusal_rolls_back,
    a_savepoint_rolls_back_alone,
    a_swallowed_error_never_looks_committed,
    a_panic_inside_nested_transactions_leaves_nothing,
    a_failed_rollback_does_not_hide_the_first_error,
    a_read_changes_nothing,
    a_read_sees_one_moment,
    a_collision_is_tried_again,
    plain_threads_have_a_door_too,
);

#[derive(Debug)]
enum Refusal {
    Store(Error),
    NotToday,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl Failure for Refusal {
    fn store_error(&self) -> Option<&Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::NotToday => None,
        }
    }
}

async fn a_refusal_rolls_back(db: Db) {
    let refused = db
        .try_write("insert_then_refuse", |conn| {
            insert(conn, &Probe::named("gone"))?;
            Err::<(), _>(Refusal::NotToday)
        })
        .await;
    assert!(matches!(refused, Err(Refusal::NotToday)));
    assert!(db.read(names).await.unwrap().is_empty());
}

async fn a_savepoint_rolls_back_alone(db: Db) {
    db.write("outer", |conn| {
        insert(conn, &Probe::named("before"))?;
        let inner = conn.transaction(|conn| {
            insert(conn, &Probe::named("inner"))?;
            insert(conn, &Probe::named("before"))
        });
        assert!(inner.unwrap_err().is(ErrorKind::UniqueViolation));
        insert(conn, &Probe::named("after"))
    })
    .await
    .unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["after", "before"]);
}

/// PostgreSQL has given up the transaction by then, and says so only when asked; SQLite has
/// undone the one statement. Either way the answer is the truth.
async fn a_swallowed_error_never_looks_committed(db: Db) {
    let outcome = db
        .write("swallow_an_error", |conn| {
            insert(conn, &Probe::named("a"))?;
            let _ = insert(conn, &Probe::named("a"));
            Ok(())
        })
        .await;
    assert_eq!(outcome.is_ok(), db.backend() == Backend::Sqlite);
    assert_eq!(db.read(names).await.unwrap().len(), usize::from(outcome.is_ok()));
}

async fn a_panic_inside_nested_transactions_leaves_nothing(db: Db) {
    let error = db
        .write("panic_deep_inside", |conn| -> store::Result<()> {
            insert(conn, &Probe::named("outer"))?;
            conn.transaction(|conn| {
                insert(conn, &Probe::named("inner"))?;
                conn.transaction(|_| panic!("a panic the test wants"))
            })
        })
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.transaction()), (ErrorKind::JobPanicked, Some("panic_deep_inside")));
    db.write("after", |conn| insert(conn, &Probe::named("after"))).await.unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["after"]);
}

async fn a_failed_rollback_does_not_hide_the_first_error(db: Db) {
    let error = db
        .write("end_the_transaction_underfoot", |conn| {
            insert(conn, &Probe::named("a"))?;
            on!(conn, c => c.batch_execute("ROLLBACK"))?;
            on!(conn, c => probes::table.find(store::Id::from_bytes([1; 16]))
                .select(Probe::as_select()).first(c))?;
            Ok(())
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    db.write("after", |conn| insert(conn, &Probe::named("after"))).await.unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["after"]);
}

async fn a_read_changes_nothing(db: Db) {
    let error = db.read(|conn| insert(conn, &Probe::named("a"))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ReadOnly);
    db.read(|_| -> store::Result<()> { panic!("a panic the test wants") }).await.unwrap_err();
    assert!(db.read(names).await.unwrap().is_empty());
}

async fn a_read_sees_one_moment(db: Db) {
    let writer = db.clone();
    let (before, after) = tokio::task::spawn_blocking(move || {
        writer.clone().read_blocking(|conn| {
            let before = names(conn)?;
            writer.write_blocking("between", |conn| insert(conn, &Probe::named("between")))?;
            Ok((before, names(conn)?))
        })
    })
    .await
    .unwrap()
    .unwrap();
    assert_eq!(before, after);
    assert_eq!(db.read(names).await.unwrap(), ["between"]);
}

/// Each counts the rows and adds one named by the count: as if alone, all names differ.
async fn a_collision_is_tried_again(db: Db) {
    let runs = Arc::new(AtomicU32::new(0));
    let add = |conn: &mut Conn, runs: &AtomicU32| {
        runs.fetch_add(1, Ordering::Relaxed);
        let count = names(conn)?.len();
        std::thread::sleep(std::time::Duration::from_millis(20));
        insert(conn, &Probe { parent: None, ..Probe::named(format!("{count}-{:?}", std::thread::current().id())) })?;
        Ok::<_, Error>(count)
    };
    let one = |runs: Arc<AtomicU32>| {
        let db = db.clone();
        async move { db.try_write_serializable("count_and_add", move |conn| add(conn, &runs)).await }
    };
    let (a, b) = tokio::join!(one(runs.clone()), one(runs.clone()));
    let mut counts = [a.unwrap(), b.unwrap()];
    counts.sort_unstable();
    assert_eq!(counts, [0, 1], "as if one after the other");
    let expected = if db.backend() == Backend::Postgres { 3 } else { 2 };
    assert_eq!(runs.load(Ordering::Relaxed), expected);
}

async fn plain_threads_have_a_door_too(db: Db) {
    std::thread::spawn(move || {
        db.write_blocking("insert", |conn| insert(conn, &Probe::named("a"))).unwrap();
        assert_eq!(db.read_blocking(names).unwrap(), ["a"]);
    })
    .join()
    .unwrap();
}
