//! A broker and a witness of neither agency: lines come, go on after crashes, and do not come for a second history.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    time::{Duration, Instant},
};

use crate::{
    said, stafett,
    witness_place::{BROKER, Place, Process, get},
};

/// The published note once it has at least `size` leaves and the witness's line, or does not have it.
fn note_of(place: &Place, broker: &Process, size: u64, cosigned: bool) -> String {
    let start = Instant::now();
    loop {
        let note = get(&format!("{}/log/checkpoint", broker.url()));
        let opened = place.opened(&note);
        if opened.size() >= size && opened.cosigned_by().is_empty() != cosigned {
            return note;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "waited for {size} leaves, cosigned: {cosigned}; last: {note}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn verifies(place: &Place, broker: &Process) -> String {
    let vkey = place.path("witness/witness.vkey");
    let log_key = place.path("keys").join(BROKER).join("log.vkey");
    let words = ["verify-log", &broker.url(), "--log-key", log_key.to_str().unwrap(), "--witness", vkey.to_str().unwrap()];
    let checked = stafett(&words);
    assert!(checked.status.success(), "{}", said(&checked));
    said(&checked)
}

#[test]
fn a_witness_of_neither_agency_cosigns_and_goes_on_after_a_crash() {
    let place = Place::new();
    let mut witness = place.witness_on("0");
    let mut broker = place.broker_with(&witness.url());
    // The broker's own registration and the first edition.
    note_of(&place, &broker, 2, true);
    let told = verifies(&place, &broker);
    assert!(told.contains("cosigned by witness.example/w1"), "{told}");

    // The witness dies. The log goes on without it, and nothing waits.
    let port = witness.url().rsplit_once(':').unwrap().1.to_owned();
    witness.kill();
    place.register("polisen-exempelstad");
    let alone = note_of(&place, &broker, 3, false);
    assert_eq!(place.opened(&alone).size(), 3);
    let witness = place.witness_on(&port);
    note_of(&place, &broker, 3, true);
    verifies(&place, &broker);

    // The broker dies: it begins where the witness is, by its own memory.
    broker.kill();
    let broker = place.broker_with(&witness.url());
    note_of(&place, &broker, 3, true);
    place.register("socialtjansten-exempelstad");
    note_of(&place, &broker, 4, true);
}

#[test]
fn a_log_that_begins_anew_under_its_old_name_gets_no_line() {
    let place = Place::new();
    let witness = place.witness_on("0");
    let mut broker = place.broker_with(&witness.url());
    note_of(&place, &broker, 2, true);
    broker.kill();
    let remembered = place.remembered();
    for file in ["broker.sqlite", "broker.sqlite-wal", "broker.sqlite-shm"] {
        let _ = fs::remove_file(place.path(file));
    }
    // The same keys and the same two acts, with other salts: two trees of two leaves, both signed by the log.
    let broker = place.broker_with(&witness.url());
    let metrics = broker.ready["metrics_url"].as_str().unwrap();
    let start = Instant::now();
    while !get(metrics).contains("broker_alarms_total{code=\"witness-other-history\"} 1") {
        assert!(start.elapsed() < Duration::from_secs(60), "no alarm: {}", get(metrics));
        std::thread::sleep(Duration::from_millis(50));
    }
    // It grows, and is refused as before.
    place.register("polisen-exempelstad");
    note_of(&place, &broker, 3, false);
    assert_eq!(place.remembered(), remembered);
}

#[test]
fn the_key_is_for_its_owner_alone_and_neither_key_nor_memory_is_made_twice() {
    let place = Place::new();
    let own = place.path("witness");
    let mode = fs::metadata(own.join("witness.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = ["witness.key", "witness.vkey", "remembered.json"].map(|name| fs::read(own.join(name)).unwrap());
    let again = stafett(&["witness", "init", own.to_str().unwrap(), "--name", "witness.example/w1"]);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(["witness.key", "witness.vkey", "remembered.json"].map(|name| fs::read(own.join(name)).unwrap()), before);
    assert!(!said(&again).contains(String::from_utf8_lossy(&before[0]).trim()), "the key is not shown");
    let unnamed = stafett(&["witness", "init", place.path("other").to_str().unwrap(), "--name", "two words"]);
    assert!(unnamed.status.code() == Some(1) && said(&unnamed).contains("--name"), "{}", said(&unnamed));
}

#[test]
fn a_witness_that_has_forgotten_or_runs_already_does_not_start() {
    let place = Place::new();
    let witness = place.witness_on("0");
    let config = place.path("witness.toml").display().to_string();
    let second = stafett(&["witness", "serve", "--config", &config]);
    assert!(second.status.code() == Some(1) && said(&second).contains("another process"), "{}", said(&second));
    drop(witness);
    fs::remove_file(place.path("witness/remembered.json")).unwrap();
    let forgetful = stafett(&["witness", "serve", "--config", &config]);
    assert!(forgetful.status.code() == Some(1) && said(&forgetful).contains("make a new witness"), "{}", said(&forgetful));
    let nothing = place.write("nothing.toml", &format!("folder = {:?}\n", place.path("witness")));
    let idle = stafett(&["witness", "serve", "--config", &nothing]);
    assert!(idle.status.code() == Some(1) && said(&idle).contains("logs"), "{}", said(&idle));
}
