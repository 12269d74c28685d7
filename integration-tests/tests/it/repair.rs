//! The broker is set back to an old copy of its database while the town goes on: it writes nothing more until it is repaired from
//! what the agencies have kept, and then nothing is lost, doubled or undone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use integration_tests::{Handover, Kind, Night, Town, binary, eventually, payload};
use serde_json::{Value, json};

use crate::{
    reconcile::agrees,
    rows::{Files, database, number},
    whole::{at_the_desk_once, logged_once},
};

/// Runs the tool; says whether it did it, and what it said.
fn run(arguments: &[&str], files: &[&Path]) -> (bool, String) {
    let run = Command::new(binary()).args(arguments).args(files).output().unwrap();
    (run.status.success(), String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr))
}

/// What an agency has kept of the log from a leaf on.
#[track_caller]
fn copy_of(town: &mut Town, kind: Kind, from: u64, name: &str) -> PathBuf {
    let (file, config) = (town.folder().join(name), town.service(kind).config());
    let arguments = ["copy-log", kind.word(), "--from", &from.to_string(), "--to"];
    let (done, said) = run(&arguments, &[&file, Path::new("--config"), &config]);
    assert!(done, "{said}");
    file
}

fn repair(town: &Town, copies: &[&Path]) -> (bool, String) {
    let config = town.broker.config();
    run(&["broker", "repair", "--config", &config.display().to_string()], copies)
}

/// Leaves in the broker's database.
fn leaves(town: &Town) -> u64 {
    number(&database(town.folder(), Kind::Broker), "SELECT size AS number FROM log_head").unsigned_abs()
}

/// How far an agency's witness has followed.
pub fn followed(town: &Town, kind: Kind) -> u64 {
    number(&database(town.folder(), kind), "SELECT size AS number FROM witness_state").unsigned_abs()
}

/// A town whose broker was set back, and what had happened before and after.
pub struct SetBack {
    pub town: Town,
    /// Acknowledged before the copy was made.
    pub before: (String, Handover),
    /// Released before it, and withdrawn after it: nobody had fetched it.
    pub withdrawn: (String, Handover),
    /// Handed over and acknowledged after it.
    pub after: Vec<(String, Handover)>,
    /// The newest checkpoint of each agency's witness, saved before it was set back.
    pub saved: Vec<PathBuf>,
    /// Leaves that it had then.
    pub had: u64,
    /// The old copy.
    pub old: Files,
}

/// kill -9, the file as it was, and all that happens until the broker is set back to it. It does not run.
pub fn set_back() -> SetBack {
    let mut town = Town::start();
    let (code, sent) = town.officer.hand_over(&Night::consent("Maj Påhittad", "070-174 06 60"));
    town.desk.rings(&sent[0].id);
    town.desk.acknowledge(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "acknowledged");
    let before = (code, sent[0].clone());
    town.social.kill();
    let (code, sent) = town.officer.hand_over(&Night::consent("Moa Påhittad", "070-174 06 61"));
    town.officer.sees(&code, &sent[0].id, "released");
    let withdrawn = (code, sent[0].clone());
    town.broker.kill();
    let old = Files::of(&town, &[Kind::Broker]);
    town.broker.start();
    town.officer.0.post(&format!("/api/v1/call-outs/{}/withdrawal", withdrawn.0), &json!({})).ok();
    town.officer.sees(&withdrawn.0, &withdrawn.1.id, "withdrawn");
    // The police's own witness follows past a withdrawal at once.
    let place = "SELECT COALESCE(MAX(log_index), 1000000) AS number FROM tombstones";
    eventually("the witness to be past the withdrawal", || {
        let at = number(&database(town.folder(), Kind::Police), place).unsigned_abs();
        if followed(&town, Kind::Police) > at { Ok(()) } else { Err(format!("{at}")) }
    });
    town.social.start();
    let (code, sent) = town.officer.hand_over(&Night::with_children("Mia Påhittad", "070-174 06 62"));
    let mut after = Vec::new();
    for handover in sent {
        town.desk.rings(&handover.id);
        town.desk.acknowledge(&handover.id);
        town.officer.sees(&code, &handover.id, "acknowledged");
        after.push((code.clone(), handover));
    }
    let saved = [Kind::Police, Kind::Social].map(|kind| cosigned_by(&town, kind)).to_vec();
    town.broker.kill();
    let had = leaves(&town);
    old.put_back();
    SetBack { town, before, withdrawn, after, saved, had, old }
}

/// The newest checkpoint that an agency's witness has cosigned, in a file.
pub fn cosigned_by(town: &Town, kind: Kind) -> PathBuf {
    let shown = town.broker_caller(Kind::Police).get(&format!("/log/cosigned/{}?from=1", kind.agency())).ok();
    let file = town.folder().join(format!("head-of-{}", kind.word()));
    fs::write(&file, shown["checkpoint"].as_str().unwrap()).unwrap();
    file
}

/// Waits until the broker says of itself that it is behind.
#[track_caller]
pub fn is_behind(town: &Town) {
    eventually("the broker to be told that it is behind", || {
        let page = town.broker_caller(Kind::Police).get("/").text();
        if page.contains("gammal kopia") { Ok(()) } else { Err(page) }
    });
}

#[test]
fn a_broker_that_was_set_back_moves_nothing_and_heals_from_the_agencies_copies() {
    let SetBack { mut town, before, withdrawn, after, saved, had, .. } = set_back();
    let size = leaves(&town);
    assert!(size < had && size < followed(&town, Kind::Police), "something is lost");
    town.broker.start();
    is_behind(&town);
    let fetch = format!("/api/v1/parcels/{}/fetch", withdrawn.1.id);
    let refused = town.outside(Kind::Social).post(&fetch, b"");
    assert!(refused.status == 503 && refused.text().contains("log-fenced"), "{}", refused.text());
    // What is sent meanwhile waits, and the page shows the number to ring.
    let (late_code, late) = town.officer.hand_over(&Night::consent("My Påhittad", "070-174 06 63"));
    assert_eq!(leaves(&town), size, "nothing is written");
    // It remembers that it is behind, also when it starts anew.
    town.broker.kill();
    town.broker.start();
    assert!(town.broker_caller(Kind::Police).get("/").text().contains("gammal kopia"));
    assert_eq!(town.outside(Kind::Social).post(&fetch, b"").status, 503);
    town.broker.kill();

    let copies = [Kind::Police, Kind::Social].map(|kind| copy_of(&mut town, kind, size, &format!("{}.copy", kind.word())));
    let (done, said) = repair(&town, &[&copies[0], &copies[1]]);
    assert!(done && !said.contains("is not"), "{said}");
    assert!(leaves(&town) >= followed(&town, Kind::Police).max(followed(&town, Kind::Social)), "it leads to what was cosigned");
    town.broker.start();

    let gone = town.outside(Kind::Social).post(&fetch, b"");
    assert_eq!(gone.status, 410, "the consent is still withdrawn: {}", gone.text());
    let mut all = vec![before];
    all.extend(after);
    for handover in &late {
        town.desk.rings(&handover.id);
        town.desk.acknowledge(&handover.id);
        town.officer.sees(&late_code, &handover.id, "acknowledged");
        all.push((late_code.clone(), handover.clone()));
    }
    at_the_desk_once(&town, &all);
    eventually("the log to have each once", || {
        let counted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| logged_once(&town, &all)));
        counted.map_err(|_| "not yet".to_owned())
    });
    town.officer.sees(&withdrawn.0, &withdrawn.1.id, "withdrawn");
    let (holds, said) = verified(&town, &saved);
    assert!(holds, "the log of today begins with what was cosigned then: {said}");
    [Kind::Police, Kind::Social].into_iter().for_each(|kind| drop(agrees(&town, kind)));
}

/// Whether the log holds and begins with what was saved, and what the tool says.
pub fn verified(town: &Town, saved: &[PathBuf]) -> (bool, String) {
    let key = town.folder().join("keys").join(Kind::Broker.agency()).join("log.vkey");
    let mut files = vec![key.as_path()];
    files.extend(saved.iter().flat_map(|file| [Path::new("--earlier"), file]));
    run(&["verify-log", &town.broker.url(), "--log-key"], &files)
}

/// What is bent in a copy, and what the tool says of it.
type Bend = (fn(&mut Value), &'static str);

const BENDS: [Bend; 6] = [
    (|copy| copy["leaves"][0] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), "do not lead"),
    (|copy| drop(copy["leaves"].as_array_mut().map(Vec::pop)), "does not hold the leaves"),
    (|copy| copy["entries"][0]["salt"] = json!("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), "does not open its leaf"),
    (|copy| copy["checkpoint"] = json!(without(copy, "polisen-exempelstad/witness")), "not cosigned"),
    (|copy| copy["checkpoint"] = json!(without(copy, "samordningen-exempelstad/log")), "not signed by this log"),
    (|copy| copy["agency"] = json!("polisen-grannstad"), "no agency of the registry"),
];

/// The note without the lines of a name.
fn without(copy: &Value, name: &str) -> String {
    let note = copy["checkpoint"].as_str().unwrap();
    note.split_inclusive('\n').filter(|line| !line.starts_with(&format!("\u{2014} {name}"))).collect()
}

#[test]
fn a_copy_that_does_not_hold_repairs_nothing() {
    let SetBack { mut town, after, old, .. } = set_back();
    let size = leaves(&town);
    [Kind::Police, Kind::Social].into_iter().for_each(|kind| town.service(kind).kill());
    let police = copy_of(&mut town, Kind::Police, size, "police.copy");
    let social = copy_of(&mut town, Kind::Social, size, "social.copy");
    let (done, said) = repair(&town, &[&police]);
    assert!(!done && said.contains("no copy of socialtjansten-exempelstad"), "one agency is not enough: {said}");
    let bent = town.folder().join("bent.copy");
    for (bend, says) in BENDS {
        let mut copy: Value = serde_json::from_slice(&fs::read(&police).unwrap()).unwrap();
        bend(&mut copy);
        fs::write(&bent, copy.to_string()).unwrap();
        let (done, said) = repair(&town, &[&bent, &social]);
        assert!(!done && said.contains(says), "{says}: {said}");
        assert_eq!(leaves(&town), size, "nothing is changed");
    }
    // A broker that has written something of its own after the copy was put back, before anybody told it, is no beginning.
    town.broker.start();
    let offers = town.police_gate.requests("POST /api/v1/offers");
    let duty = offers.iter().find(|offer| payload(&offer.body)["header"]["id"] == after[0].1.id.as_str()).unwrap();
    town.outside(Kind::Police).post("/api/v1/offers", &duty.body).ok();
    town.broker.kill();
    assert!(leaves(&town) > size, "it went on by itself");
    let (done, said) = repair(&town, &[&police, &social]);
    assert!(!done && said.contains("put the same copy back once more"), "{said}");
    old.put_back();
    let (done, said) = repair(&town, &[&police, &social]);
    assert!(done, "the good ones repair it: {said}");
    let (done, said) = repair(&town, &[&police, &social]);
    assert!(!done && said.contains("nothing is lost"), "and once only: {said}");
}
