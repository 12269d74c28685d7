//! Schemas are composed, checked and taken back.

use diesel::connection::SimpleConnection;
use store::{Db, ErrorKind, Migrations, Options, on, testing::TestDatabase};

use crate::probes::{PROBES, Probe, insert, names, schema};

const CLASH: Migrations = store::embed!("clash", "tests/migrations/clash/postgres", "tests/migrations/clash/sqlite");
const LOPSIDED: Migrations = store::embed!("lopsided", "tests/migrations/lopsided/postgres", "tests/migrations/lopsided/sqlite");

fn on_both(test: impl Fn(&TestDatabase)) {
    test(&TestDatabase::sqlite());
    if let Some(database) = TestDatabase::postgres() {
        test(&database);
    }
}

fn check_only() -> Options {
    Options { migrate: false, ..Options::default() }
}

#[test]
fn a_version_is_used_once() {
    let error = store::migrations([PROBES, CLASH]).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Migration);
    assert!(error.to_string().contains("202611229901"), "{error}");
}

#[test]
fn both_backends_have_the_same_versions() {
    assert!(store::migrations([LOPSIDED]).err().unwrap().is(ErrorKind::Migration));
}

#[test]
fn a_newer_schema_is_refused() {
    on_both(|database| {
        drop(database.open(&schema()));
        let older = store::migrations([store::MIGRATIONS]).unwrap();
        let error = Db::open(database.url(), &older, Options::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownSchema);
        drop(Db::open(database.url(), &schema(), check_only()).unwrap());
    });
}

#[test]
fn a_missing_migration_is_run_only_when_allowed() {
    on_both(|database| {
        drop(database.open(&store::migrations([store::MIGRATIONS]).unwrap()));
        let error = Db::open(database.url(), &schema(), check_only()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SchemaBehind);
        let db = database.open(&schema());
        db.write_blocking("insert", |conn| insert(conn, &Probe::named("a"))).unwrap();
    });
}

#[test]
fn all_goes_down_and_up_again() {
    on_both(|database| {
        let db = database.open(&schema());
        db.write_blocking("insert", |conn| insert(conn, &Probe::named("a"))).unwrap();
        db.revert_all(&schema()).unwrap();
        assert!(db.read_blocking(names).is_err(), "the table is gone");
        drop(db);
        assert!(database.open(&schema()).read_blocking(names).unwrap().is_empty());
    });
}

#[test]
fn programs_that_start_together_take_turns() {
    on_both(|database| {
        let starts: Vec<_> = (0..3)
            .map(|_| {
                let url = database.url().clone();
                std::thread::spawn(move || Db::open(&url, &schema(), Options::default()).map(drop))
            })
            .collect();
        for start in starts {
            start.join().unwrap().unwrap();
        }
    });
}

#[test]
fn a_migration_that_fails_says_so() {
    on_both(|database| {
        let db = database.open(&store::migrations([store::MIGRATIONS]).unwrap());
        db.write_blocking("take_the_name", |conn| Ok(on!(conn, c => c.batch_execute("CREATE TABLE probes (id INTEGER)"))?)).unwrap();
        let error = Db::open(database.url(), &schema(), Options::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Migration);
    });
}
