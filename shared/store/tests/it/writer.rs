//! Writes that are committed together don't hurt each other.

use std::{sync::mpsc, time::Duration};

use diesel::connection::SimpleConnection;
use store::{Backend, Db, ErrorKind, Id, Options, Result, Topic, Woken, events, on, testing::TestDatabase};

use crate::probes::{Probe, insert, names, now, schema};

store::test_on_both!(schema(), neighbours_survive_a_twin_and_a_panic, wakes_come_only_with_the_commit);

/// Holds the writer so that what follows waits and is committed as one batch.
async fn hold(db: &Db) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    let (entered, inside) = tokio::sync::oneshot::channel();
    let (db, mut entered) = (db.clone(), Some(entered));
    tokio::spawn(async move {
        db.write("hold", move |_| {
            entered.take().unwrap().send(()).unwrap();
            let _ = held.recv_timeout(Duration::from_secs(10));
            Ok(())
        })
        .await
        .unwrap();
    });
    inside.await.unwrap();
    release
}

/// Adds a probe; the one named "panic" panics two savepoints further in.
async fn add(db: &Db, name: &'static str) -> Result<()> {
    db.write("add_probe", move |conn| {
        insert(conn, &Probe::named(name))?;
        conn.transaction(|conn| {
            conn.transaction(|_| {
                assert!(name != "panic", "a panic the test wants");
                Ok(())
            })
        })
    })
    .await
}

/// The last of `join!` releases the writer when the others have handed in theirs, in order.
async fn neighbours_survive_a_twin_and_a_panic(db: Db) {
    let release = hold(&db).await;
    let (a, b, panic, twin, c, ()) =
        tokio::join!(add(&db, "a"), add(&db, "b"), add(&db, "panic"), add(&db, "a"), add(&db, "c"), async { release.send(()).unwrap() },);
    assert!(b.is_ok() && c.is_ok());
    assert_eq!(panic.unwrap_err().kind(), ErrorKind::JobPanicked);
    // On PostgreSQL either of the two may be first.
    let error = [a, twin].into_iter().find_map(Result::err).unwrap();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(db.read(names).await.unwrap(), ["a", "b", "c"]);
}

/// One ends the whole transaction, as SQLite itself does on a full disk, and notices or not:
/// those before it are lost and told so, those after it are not touched.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_that_broke_half_way_tells_the_truth() {
    for (notices, expected) in [(true, ErrorKind::NotFound), (false, ErrorKind::Query)] {
        let database = TestDatabase::on(Backend::Sqlite).unwrap();
        let db = database.open(&schema());
        let release = hold(&db).await;
        let breaker = db.write("break", move |conn| {
            on!(conn, c => c.batch_execute("ROLLBACK"))?;
            if notices { Err(ErrorKind::NotFound.into()) } else { Ok(()) }
        });
        let (before, breaker, after, ()) = tokio::join!(add(&db, "before"), breaker, add(&db, "after"), async {
            release.send(()).unwrap();
        });
        assert!(before.is_err());
        assert_eq!(breaker.unwrap_err().kind(), expected);
        after.unwrap();
        assert_eq!(db.read(names).await.unwrap(), ["after"]);
    }
}

async fn wakes_come_only_with_the_commit(db: Db) {
    let mut listener = db.listen(Topic::stream("duty"));
    let refused = db
        .write("append_then_fail", |conn| {
            events::append(conn, "duty", "kind", "subject", now())?;
            Err::<(), _>(ErrorKind::Query.into())
        })
        .await;
    assert!(refused.is_err());
    assert_eq!(listener.wait(Duration::from_millis(50)).await, Woken::Timeout);
    db.write("append", |conn| events::append(conn, "duty", "kind", "subject", now())).await.unwrap();
    assert_eq!(listener.wait(Duration::from_secs(30)).await, Woken::Wake);
}

/// A commit that fails is everyone's answer, with its own reason.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_commit_answers_the_whole_batch() {
    let database = TestDatabase::on(Backend::Sqlite).unwrap();
    let db = database.open(&schema());
    let release = hold(&db).await;
    let orphan = Probe { late_parent: Some(Id::from_bytes([7; 16])), ..Probe::named("orphan") };
    let orphan = db.write("add_orphan", move |conn| insert(conn, &orphan));
    let (a, orphan, b, ()) = tokio::join!(add(&db, "a"), orphan, add(&db, "b"), async {
        release.send(()).unwrap();
    });
    for answer in [a, orphan, b] {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::ForeignKeyViolation);
    }
    assert!(db.read(names).await.unwrap().is_empty());
    db.write("after", |conn| insert(conn, &Probe::named("after"))).await.unwrap();
    assert_eq!(db.read(names).await.unwrap(), ["after"]);
}

/// Another process holds the file: busy for all who wait, and over when it lets go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_held_file_is_busy() {
    let database = TestDatabase::on(Backend::Sqlite).unwrap();
    let patience = Duration::from_millis(100);
    let options = Options { patience, ..Options::default() };
    let other = database.open(&schema());
    let db = Db::open(database.url(), &schema(), options).unwrap();
    let release = hold(&other).await;
    let error = db.write("insert", |conn| insert(conn, &Probe::named("a"))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Busy);
    drop(release);
    other.write("wait_for_the_other", |_| Ok(())).await.unwrap();
    db.write("insert", |conn| insert(conn, &Probe::named("a"))).await.unwrap();
}

#[test]
fn what_was_handed_in_is_written_before_the_door_closes() {
    let database = TestDatabase::on(Backend::Sqlite).unwrap();
    let db = database.open(&schema());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let other = db.clone();
    let task = runtime.spawn(async move { other.write("insert", |conn| insert(conn, &Probe::named("a"))).await });
    runtime.block_on(task).unwrap().unwrap();
    drop(db);
    assert_eq!(database.open(&schema()).read_blocking(names).unwrap(), ["a"]);
}
