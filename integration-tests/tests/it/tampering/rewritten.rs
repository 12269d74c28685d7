//! The log changed in the broker's own file: by a disk, and by somebody with the broker's keys who makes all above it anew.

use std::path::Path;

use integration_tests::{Kind, Night, Town, eventually};
use ledger::{Commitment, Entry, Salt};

use super::history::{self, Leaf};
use crate::{
    reconcile::reconcile,
    repair::{cosigned_by, followed, verified},
    rows::{Files, alter, database},
};

/// What is done to the leaves.
struct Rewriting {
    name: &'static str,
    change: fn(&mut Vec<Leaf>),
}

/// A place that both witnesses have followed, below the newest.
const PLACE: usize = 4;

const REWRITINGS: [Rewriting; 7] = [
    Rewriting { name: "drop", change: |leaves| drop(leaves.remove(PLACE)) },
    Rewriting { name: "insert", change: |leaves| leaves.insert(PLACE, Leaf::of_nothing(7)) },
    Rewriting { name: "swap", change: |leaves| leaves.swap(PLACE, PLACE + 1) },
    Rewriting { name: "edit", change: |leaves| edit(&mut leaves[PLACE]) },
    Rewriting { name: "truncate", change: |leaves| leaves.truncate(PLACE) },
    Rewriting { name: "roll back", change: |leaves| leaves.truncate(leaves.len() - 4) },
    Rewriting {
        name: "fork",
        change: |leaves| {
            let from = leaves.len() - 4;
            (9..).zip(&mut leaves[from..]).for_each(|(seed, leaf)| *leaf = Leaf::of_nothing(seed));
        },
    },
];

/// Another time in a real entry, with its real salt.
fn edit(leaf: &mut Leaf) {
    let salt = Salt::from_bytes(leaf.salt.clone().unwrap().try_into().unwrap());
    let mut fields = serde_json::from_slice::<Entry>(leaf.entry.as_ref().unwrap()).unwrap().fields().clone();
    fields.detail = Some("edited".to_owned());
    let entry = Entry::new(fields).unwrap();
    leaf.commitment = Commitment::to(&entry, &salt).as_bytes().to_vec();
    leaf.entry = Some(entry.canonical());
}

/// A town with some history that both witnesses have followed to its end but for the last answers.
fn a_town() -> Town {
    let town = Town::start();
    for phone in ["070-174 06 70", "070-174 06 71", "070-174 06 72"] {
        let (code, sent) = town.officer.hand_over(&Night::consent("Tove Påhittad", phone));
        town.desk.rings(&sent[0].id);
        town.desk.acknowledge(&sent[0].id);
        town.officer.sees(&code, &sent[0].id, "acknowledged");
    }
    town
}

/// Whether an agency's service has raised this alarm since it started.
pub fn has_alarmed(town: &mut Town, kind: Kind, alarm: &str) -> bool {
    let page = reqwest::blocking::get(town.service(kind).metrics_url()).and_then(reqwest::blocking::Response::text).unwrap_or_default();
    page.lines().any(|line| line.starts_with("casework_alarms_total") && line.contains(&format!("\"{alarm}\"")))
}

/// Who has saved a head sees it; both witnesses refuse; nothing is opened.
#[test]
fn a_rewritten_log_is_seen_by_whoever_saw_it_before() {
    let mut town = a_town();
    let saved = vec![cosigned_by(&town, Kind::Police), cosigned_by(&town, Kind::Social)];
    Kind::ALL.into_iter().for_each(|kind| town.service(kind).kill());
    let whole = Files::of(&town, &Kind::ALL);
    for (round, rewriting) in REWRITINGS.iter().enumerate() {
        let name = rewriting.name;
        let file = database(town.folder(), Kind::Broker);
        let mut leaves = history::read(&file);
        (rewriting.change)(&mut leaves);
        history::write(&file, &leaves);
        Kind::ALL.into_iter().for_each(|kind| town.service(kind).start());
        let (holds, said) = verified(&town, &saved);
        assert!(!holds, "{name}: an auditor with an older head: {said}");
        let before = [Kind::Police, Kind::Social].map(|kind| followed(&town, kind));
        let (code, sent) = town.officer.hand_over(&Night::consent("Tyra Påhittad", &format!("070-174 06 8{round}")));
        eventually(&format!("{name}: a witness to refuse"), || {
            let alarmed = [Kind::Police, Kind::Social].map(|kind| has_alarmed(&mut town, kind, "log-not-followed"));
            if alarmed.contains(&true) { Ok(()) } else { Err(format!("{alarmed:?}")) }
        });
        assert_eq!([Kind::Police, Kind::Social].map(|kind| followed(&town, kind)), before, "{name}: neither has followed it");
        not_opened(&town, &code, &sent[0].id, name);
        Kind::ALL.into_iter().for_each(|kind| town.service(kind).kill());
        whole.put_back();
    }
    Kind::ALL.into_iter().for_each(|kind| town.service(kind).start());
    let (holds, said) = verified(&town, &saved);
    assert!(holds, "control: {said}");
    let (code, sent) = town.officer.hand_over(&Night::consent("Tekla Påhittad", "070-174 06 89"));
    town.desk.rings(&sent[0].id);
    town.officer.sees(&code, &sent[0].id, "received");
}

/// Neither at the desk nor by the officer's receipt.
#[track_caller]
pub fn not_opened(town: &Town, code: &str, id: &str, name: &str) {
    let shown = town.officer.handovers(code);
    let handover = shown.iter().find(|handover| handover.id == id).unwrap();
    assert!(["offered", "released", "fetched", "withdrawn"].contains(&handover.state.as_str()), "{name}: {}", handover.state);
    let arrived = town.desk.items().into_iter().filter(|item| item["handover"] == id).collect::<Vec<_>>();
    assert!(!format!("{arrived:?}").contains("Påhittad"), "{name}: {arrived:?}");
    let item = town.desk.0.call("GET", &format!("/api/v1/duty-items/{id}"), b"").text();
    assert!(!item.contains("Påhittad"), "{name}: {item}");
}

/// The leaves do not give the signed head any more: the tool says so without having seen anything before, and the night's
/// comparison of each agency too.
#[test]
fn one_bit_on_the_disk_is_seen_by_anybody() {
    let mut town = a_town();
    Kind::ALL.into_iter().for_each(|kind| town.service(kind).kill());
    flip(&database(town.folder(), Kind::Broker));
    town.broker.start();
    let (holds, said) = verified(&town, &[]);
    assert!(!holds && said.contains("do not"), "{said}");
    for kind in [Kind::Police, Kind::Social] {
        let (agrees, said) = reconcile(&town, kind);
        assert!(!agrees && said.contains("own witness"), "{said}");
    }
}

fn flip(file: &Path) {
    let mut leaves = history::read(file);
    leaves[PLACE].commitment[5] ^= 16;
    let bytes: String = leaves[PLACE].commitment.iter().map(|byte| format!("{byte:02x}")).collect();
    alter(file, &format!("UPDATE log_entries SET commitment = x'{bytes}' WHERE log_index = {PLACE}"));
}
