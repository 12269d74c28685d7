//! Opening a database, and making one on a server.

use store::{DatabaseUrl, Db, ErrorKind, Options, ensure_database, testing::TestDatabase};

use crate::probes::{names, schema};

#[cfg(unix)]
#[test]
fn a_new_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let database = TestDatabase::sqlite();
    let _db = database.open(&schema());
    let path = database.url().to_string().replacen("sqlite:", "", 1);
    for file in [path.clone(), format!("{path}-wal")] {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn a_place_that_is_not_there_is_a_connection_error() {
    let url = DatabaseUrl::sqlite_file("/nowhere/at/all.db");
    let error = Db::open(&url, &schema(), Options::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    let url: DatabaseUrl = "postgres://nobody:hush@127.0.0.1:1/none".parse().unwrap();
    let error = Db::open(&url, &schema(), Options::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(!format!("{error} {error:?}").contains("hush"), "{error}");
}

#[test]
fn a_database_is_made_once() {
    let Some(database) = TestDatabase::postgres() else { return };
    let name = database.url().to_string().rsplit('/').next().unwrap().to_owned();
    let url = ensure_database(database.url(), &name).unwrap();
    let db = Db::open(&url, &schema(), Options::default()).unwrap();
    assert!(db.read_blocking(names).unwrap().is_empty());
    let error = ensure_database(&DatabaseUrl::sqlite_file("x.db"), "x").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidUrl);
}

/// FULL (2) makes a commit wait for the disk: the promise of every answer rests on it.
#[test]
fn the_writer_waits_for_the_disk() {
    use diesel::{prelude::*, sql_types::BigInt};
    #[derive(QueryableByName)]
    struct Setting {
        #[diesel(sql_type = BigInt)]
        value: i64,
    }
    let database = TestDatabase::sqlite();
    let db = database.open(&schema());
    let settings = [("synchronous", 2), ("foreign_keys", 1), ("query_only", 0)];
    for (name, expected) in settings {
        let query = format!("SELECT {name} AS value FROM pragma_{name}");
        let found: Setting = db
            .write_blocking("read_setting", move |conn| Ok(store::on!(conn, c => diesel::sql_query(query.as_str()).get_result(c))?))
            .unwrap();
        assert_eq!(found.value, expected, "{name}");
    }
}
