//! What each agency keeps, against the log: nothing differs after a night, and whatever is bent on either side is found.

use std::process::Command;

use integration_tests::{Databases, Kind, Night, Plan, Town, Visitor, binary, eventually};

use crate::rows::{Files, alter, database};

/// Runs the operator's command beside the service; says whether all agrees, and what it said.
pub fn reconcile(town: &Town, kind: Kind) -> (bool, String) {
    let config = town.folder().join("config").join(format!("{}.toml", kind.word()));
    let arguments = ["reconcile", kind.word(), "--older-than-minutes", "0", "--config"];
    let run = Command::new(binary()).args(arguments).arg(config).output().unwrap();
    (run.status.success(), String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr))
}

/// Until all agrees: a notice may be under way that long.
#[track_caller]
pub fn agrees(town: &Town, kind: Kind) -> String {
    eventually("both to agree", || {
        let (agrees, said) = reconcile(town, kind);
        if agrees { Ok(said) } else { Err(said) }
    })
}

/// Every kind of entry about a handover but an expiry: released, fetched, answered, declined, taken back, withdrawn.
fn a_night(town: &Town) {
    for (phone, ends) in [("070-174 06 50", "acknowledged"), ("070-174 06 51", "declined")] {
        let (code, sent) = town.officer.hand_over(&Night::with_children("Nora Påhittad", phone));
        for handover in &sent {
            town.desk.rings(&handover.id);
            match ends {
                "declined" => drop(town.desk.decline(&handover.id, "not_responsible")),
                _ => drop(town.desk.acknowledge(&handover.id)),
            }
            town.officer.sees(&code, &handover.id, ends);
        }
    }
    let (code, sent) = town.officer.hand_over(&Night::consent("Nils Påhittad", "070-174 06 52"));
    town.desk.rings(&sent[0].id);
    town.desk.acknowledge(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "acknowledged");
    town.officer.0.post(&format!("/api/v1/call-outs/{code}/withdrawal"), &serde_json::json!({})).ok();
    crate::both_ways::taken_back(town);
}

#[test]
fn after_a_night_nothing_differs() {
    let town = Town::start();
    a_night(&town);
    for kind in [Kind::Police, Kind::Social] {
        let said = agrees(&town, kind);
        assert!(!said.starts_with("0 entries"), "something was compared: {said}");
        assert!(reconcile(&town, kind).0, "and again, from where that ended");
    }
}

#[test]
fn after_a_night_on_postgres_nothing_differs() {
    let Some(databases) = Databases::postgres() else { return };
    let town = Town::with(Plan { databases, ..Plan::default() });
    a_night(&town);
    [Kind::Police, Kind::Social].into_iter().for_each(|kind| drop(agrees(&town, kind)));
}

/// A withdrawal that the desk hears ends the consent at the agency that asked, too.
#[test]
fn what_the_desk_heard_withdrawn_is_known_where_it_was_asked() {
    let town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Nea Påhittad", "070-174 06 53"));
    town.desk.rings(&sent[0].id);
    town.desk.acknowledge(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "acknowledged");
    let sam = Visitor::log_in(&town.social.url(), "Sam Lind");
    let place = format!("/duty/{}/take-back", sent[0].id);
    sam.send(&sam.visit(&place), &place, &[("channel", "phone")]);
    // The police's witness follows past it for the next parcel that waits for its word.
    let (later, sent) = town.officer.hand_over(&Night::consent("Noa Påhittad", "070-174 06 54"));
    town.desk.rings(&sent[0].id);
    town.desk.acknowledge(&sent[0].id);
    town.officer.sees(&later, &sent[0].id, "acknowledged");
    agrees(&town, Kind::Social);
    agrees(&town, Kind::Police);
}

/// One service's rows, bent by somebody who can write to its file.
struct Bend {
    kind: Kind,
    /// What is changed.
    sql: &'static str,
    /// What finds it.
    found: &'static str,
}

const BENDS: [Bend; 8] = [
    Bend { kind: Kind::Police, sql: "UPDATE offers SET offer_hash = zeroblob(32)", found: "other_bytes" },
    Bend { kind: Kind::Police, sql: "UPDATE consents SET log_index = log_index - 1 WHERE log_index > 3", found: "not_in_log" },
    Bend { kind: Kind::Police, sql: "DELETE FROM receipts", found: "answer_unknown" },
    Bend {
        kind: Kind::Police,
        sql: "DELETE FROM tombstones; UPDATE consents SET state = 'registered' WHERE state = 'withdrawn'",
        found: "withdrawal_unheard",
    },
    Bend {
        kind: Kind::Social,
        sql: "DELETE FROM handovers WHERE way = 'received'; UPDATE arrivals SET state = 'waiting'",
        found: "not_arrived",
    },
    Bend { kind: Kind::Social, sql: "DELETE FROM handovers WHERE way = 'received'; DELETE FROM arrivals", found: "unknown_here" },
    Bend { kind: Kind::Broker, sql: "UPDATE log_entries SET salt = zeroblob(32) WHERE entry IS NOT NULL", found: "other_leaf" },
    Bend { kind: Kind::Broker, sql: "UPDATE log_entries SET entry = NULL, salt = NULL", found: "not_in_log" },
];

#[test]
fn whatever_is_bent_on_either_side_is_found() {
    let mut town = Town::start();
    a_night(&town);
    for kind in [Kind::Police, Kind::Social] {
        agrees(&town, kind);
    }
    // From here on nothing moves: the files are whole, and the services read what is in them.
    for kind in Kind::ALL {
        town.service(kind).kill();
    }
    for bend in &BENDS {
        town.service(Kind::Broker).kill();
        let whole = Files::of(&town, &Kind::ALL);
        let sides: &[Kind] = if bend.kind == Kind::Broker { &[Kind::Police, Kind::Social] } else { &[bend.kind] };
        for side in sides {
            alter(&database(town.folder(), *side), "DELETE FROM reconciliations");
        }
        alter(&database(town.folder(), bend.kind), bend.sql);
        town.service(Kind::Broker).start();
        for side in sides {
            let (agrees, said) = reconcile(&town, *side);
            assert!(!agrees && said.contains(bend.found), "{}: {said}", bend.sql);
        }
        town.service(Kind::Broker).kill();
        whole.put_back();
        town.service(Kind::Broker).start();
        sides.iter().for_each(|side| drop(agrees(&town, *side)));
    }
}
