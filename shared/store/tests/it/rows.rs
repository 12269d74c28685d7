//! Ids, moments and digests come back as they went in.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Db, ErrorKind, Hash32, Id, on};

use crate::probes::{Probe, find, insert, names, probes, schema};

store::test_on_both!(schema(), a_row_comes_back, absent_is_not_found, rules_have_kinds, ids_sort);

async fn a_row_comes_back(db: Db) {
    let mut row = Probe::named("a");
    row.digest = Some(Hash32::of(b"abc"));
    row.made_at = "2026-11-22T21:15:00.123456789Z".parse::<Timestamp>().unwrap().into();
    let kept = row.clone();
    db.write("insert_probe", move |conn| insert(conn, &row)).await.unwrap();
    let id = kept.id;
    let found = db.read(move |conn| find(conn, id)).await.unwrap();
    assert_eq!(found, kept);
    assert_eq!(found.made_at.timestamp(), "2026-11-22T21:15:00.123456Z".parse().unwrap());
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-4
    assert_eq!(found.digest.unwrap().to_string(), abc);
}

async fn absent_is_not_found(db: Db) {
    let error = db.read(|conn| find(conn, Id::from_bytes([7; 16]))).await.unwrap_err();
    assert!(error.is(ErrorKind::NotFound));
}

async fn rules_have_kinds(db: Db) {
    let first = Probe::named("same");
    db.write("first", move |conn| insert(conn, &first)).await.unwrap();
    let twin = Probe::named("same");
    let error = db.write("insert_twin", move |conn| insert(conn, &twin)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(error.transaction(), Some("insert_twin"));
    assert!(!format!("{error} {error:?}").contains("same"), "no value of a row: {error}");

    let mut orphan = Probe::named("orphan");
    orphan.parent = Some(Id::from_bytes([7; 16]));
    let error = db.write("insert_orphan", move |conn| insert(conn, &orphan)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
    assert_eq!(db.read(names).await.unwrap(), ["same"]);
}

async fn ids_sort(db: Db) {
    let at = |text: &str| Id::from_parts(text.parse().unwrap(), [9; 10]);
    let ids = [at("2026-11-22T21:15:00.000001Z"), at("2026-11-22T21:15:00.000002Z")];
    db.write("insert_in_reverse", move |conn| {
        for id in [ids[1], ids[0]] {
            insert(conn, &Probe { id, ..Probe::named(id.to_string()) })?;
        }
        Ok(())
    })
    .await
    .unwrap();
    let found: Vec<Id> = db.read(|conn| Ok(on!(conn, c => probes::table.select(probes::id).order(probes::id).load(c))?)).await.unwrap();
    assert_eq!(found, ids);
}
