//! A log of a hundred thousand entries of which the oldest three tenths have gone.

use std::convert::Infallible;

use jiff::SignedDuration;
use ledger::{
    Commitment, EntryFields, EntryKind, Hash, LogTime, Salt,
    checkpoint::{LogSigner, open},
    tree::{prove_inclusion, verify_inclusion},
    verifier::verify_log,
};

use super::{super::prove::Listing, *};
use crate::{
    db::{checkpoints, log, nodes},
    domain::log::Growth,
};

const COUNT: u64 = 100_000;
const PART: u64 = 10_000;
const KEEP: SignedDuration = SignedDuration::from_hours(366 * 24);

fn day(n: u64) -> Timestamp {
    let begun: Timestamp = "2026-11-22T20:15:00Z".parse().unwrap();
    begun + SignedDuration::from_hours(i64::try_from(n).unwrap() * 24)
}

/// An entry of the log: each hundredth concerns everybody.
fn entry_at(index: u64, at: Timestamp) -> Entry {
    let for_everybody = index.is_multiple_of(100);
    let handover = HandoverId(uuid::Uuid::from_u128(u128::from(index)));
    let fields = EntryFields {
        kind: if for_everybody { EntryKind::EditionActivated } else { EntryKind::Receipt },
        at: LogTime::from(at),
        handover: (!for_everybody).then(|| handover.to_string()),
        parties: vec!["polisen-exempelstad".to_owned(), "socialtjansten-exempelstad".to_owned()],
        from_unit: None,
        to_unit: None,
        purpose: None,
        roles: Vec::new(),
        categories: Vec::new(),
        rules: Vec::new(),
        edition: None,
        consents: Vec::new(),
        sequence: None,
        detail: None,
        object_hash: Hash::of_object(&index.to_be_bytes()),
    };
    Entry::new(fields).unwrap()
}

/// Ten parts, published a day after each other.
async fn grow(db: &Db) -> Vec<(u64, Hash)> {
    let mut published = Vec::new();
    let mut frontier = ledger::tree::Frontier::new();
    for part in 0..COUNT / PART {
        let (before, at) = (frontier.clone(), day(part));
        let grown = db.write("test_grow", move |conn| {
            let mut growth = Growth::new(before.clone(), [7; 32]);
            for index in part * PART..(part + 1) * PART {
                growth.append(&entry_at(index, at));
            }
            log::insert_entries(conn, growth.entries())?;
            nodes::insert(conn, growth.nodes())?;
            checkpoints::insert(conn, growth.frontier().size(), &growth.frontier().root(), at)?;
            Ok(growth.frontier().clone())
        });
        frontier = grown.await.unwrap();
        published.push((frontier.size(), frontier.root()));
    }
    published
}

async fn three_tenths_go_and_every_proof_holds(db: Db) {
    let published = grow(&db).await;
    // The day on which the third part is older than it is kept and the fourth is not.
    let now = day(3) + KEEP;
    assert_eq!(erase_older(&db, now, KEEP).await.unwrap(), 3 * PART - 3 * PART / 100);
    assert_eq!(erase_older(&db, now, KEEP).await.unwrap(), 0, "a second look finds nothing");

    let (root, all) = (published.last().unwrap().1, 0..COUNT);
    let leaves = db.read(move |conn| log::commitments(conn, all.start, all.end)).await.unwrap();
    let signer = LogSigner::new("exempelstad/log".parse().unwrap(), [1; 32]);
    let opened = |(size, root): &(u64, Hash)| open(&signer.sign(*size, *root).to_string(), &signer.key(), &[]).unwrap();
    let checkpoints: Vec<_> = published.iter().map(opened).collect();
    verify_log(&checkpoints, leaves.iter().map(|leaf| Ok::<_, Infallible>(leaf.leaf()))).unwrap();

    // One that has gone, one that concerns everybody, one that is kept.
    for (index, is_there) in [(PART + 1, false), (PART, true), (5 * PART + 1, true)] {
        let (found, proof) = db.read(move |conn| Ok((log::entries(conn, &[index])?, proved(conn, index)?))).await.unwrap();
        assert_eq!(found.len(), usize::from(is_there), "{index}");
        let leaf = leaves[usize::try_from(index).unwrap()];
        verify_inclusion(&leaf.leaf(), &proof, &root).unwrap();
        if let Some((_, readable)) = found.into_iter().next() {
            let entry: Entry = serde_json::from_slice(&readable.entry).unwrap();
            assert_eq!(Commitment::to(&entry, &Salt::from_bytes(readable.salt)), leaf);
        }
    }
}

fn proved(conn: &mut Conn, index: u64) -> store::Result<ledger::tree::InclusionProof> {
    let needed = Listing::default();
    prove_inclusion(&needed, index, COUNT).unwrap();
    Ok(prove_inclusion(&nodes::load(conn, &needed.places())?, index, COUNT).unwrap())
}

store::test_on_both!(crate::schema().unwrap(), three_tenths_go_and_every_proof_holds);
