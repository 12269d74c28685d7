//! Reading a whole log from a file and recomputing its root.

use std::{
    fs::File,
    hint::black_box,
    io::{BufReader, BufWriter, Read as _, Write as _},
    path::Path,
};

use jiff::Timestamp;
use ledger::{
    Commitment, Entry, EntryFields, EntryKind, Hash, Salt,
    checkpoint::{self, LogSigner, Name, OpenedCheckpoint},
    tile::{read_bundle, write_bundle},
    tree::Frontier,
    verifier::verify_log,
};

use crate::{Outcome, chance::Chance, cpu, floors::merkle, folder, samples::Samples, table::Table};

const ENTRIES: usize = 1_000_000;
/// Entries of one bundle (C2SP tlog-tiles).
const BUNDLE: usize = 256;
const BUNDLE_BYTES: usize = BUNDLE * (2 + 32);
const ROUNDS: usize = 5;

pub fn run(table: &mut Table) -> Outcome {
    table.heading("log_verification", "1 M entries from a file against one signed checkpoint; CPU of one core, median of 5")?;
    let folder = folder("log")?;
    let (file, checkpoint) = write_log(&folder)?;
    let (mut floor, mut own) = (Samples::default(), Samples::default());
    for _ in 0..ROUNDS {
        let (seconds, root) = cpu::of(|| floor_root(&file));
        floor.add(seconds);
        if root? != Some(*checkpoint.root().as_bytes()) {
            return Err("the floor reaches another root than the one signed".into());
        }
        let (seconds, verified) = cpu::of(|| verify(&file, &checkpoint));
        own.add(seconds);
        verified?;
    }
    table.figure("floor: plain Merkle tree over the public commitments", floor.median(), "CPU s")?;
    table.against("ledger verifies the public commitments", own.median(), "CPU s", floor.median())?;
    commitments(table)
}

/// Public bundles one after another, and the checkpoint signed over them.
fn write_log(folder: &Path) -> Outcome<(std::path::PathBuf, OpenedCheckpoint)> {
    let file = folder.join("bundles");
    let mut writer = BufWriter::new(File::create(&file)?);
    let mut chance = Chance::seeded(11);
    let mut frontier = Frontier::new();
    let all: Vec<Commitment> = (0..ENTRIES).map(|_| Commitment::from_bytes(chance.bytes())).collect();
    for bundle in all.chunks(BUNDLE) {
        frontier.extend(bundle.iter().map(Commitment::leaf));
        writer.write_all(&write_bundle(bundle))?;
    }
    writer.flush()?;
    let name: Name = "samordningen-exempelstad/log/bench".parse()?;
    let signer = LogSigner::new(name, [7; 32]);
    let note = signer.sign(frontier.size(), frontier.root()).to_string();
    Ok((file, checkpoint::open(&note, &signer.key(), &[])?))
}

fn verify(file: &Path, checkpoint: &OpenedCheckpoint) -> Outcome {
    let leaves = Bundles(BufReader::with_capacity(1 << 20, File::open(file)?)).flatten().map(Ok::<Hash, std::convert::Infallible>);
    let frontier = verify_log(std::slice::from_ref(checkpoint), leaves)?;
    black_box(frontier);
    Ok(())
}

/// The leaves of one bundle after another. A bundle that can't be read ends the log, and the verifier says so.
struct Bundles(BufReader<File>);

impl Iterator for Bundles {
    type Item = Vec<Hash>;

    fn next(&mut self) -> Option<Vec<Hash>> {
        let mut bytes = Vec::with_capacity(BUNDLE_BYTES);
        self.0.by_ref().take(BUNDLE_BYTES as u64).read_to_end(&mut bytes).ok()?;
        let width = u16::try_from(bytes.len() / (BUNDLE_BYTES / BUNDLE)).ok().filter(|width| *width > 0)?;
        Some(read_bundle(&bytes, width).ok()?.iter().map(Commitment::leaf).collect())
    }
}

fn floor_root(file: &Path) -> Outcome<Option<[u8; 32]>> {
    let bytes = std::fs::read(file)?;
    Ok(merkle::root(bytes.chunks_exact(BUNDLE_BYTES / BUNDLE).map(|entry| &entry[2..])))
}

/// What a party does on top: each readable entry against its commitment.
fn commitments(table: &mut Table) -> Outcome {
    let mut chance = Chance::seeded(13);
    let entries = (0..20_000).map(|_| entry(&mut chance)).collect::<Outcome<Vec<Entry>>>()?;
    let salts: Vec<Salt> = entries.iter().map(|_| Salt::from_bytes(chance.bytes())).collect();
    let written: Vec<Vec<u8>> = entries.iter().map(Entry::canonical).collect();
    let bytes = written.iter().map(Vec::len).sum::<usize>() / written.len();
    let (floor, root) = cpu::of(|| merkle::root(written.iter().map(Vec::as_slice)));
    black_box(root);
    let (own, frontier) = cpu::of(|| -> Outcome<Frontier> {
        let mut frontier = Frontier::new();
        for (bytes, salt) in written.iter().zip(&salts) {
            let entry: Entry = serde_json::from_slice(bytes)?;
            frontier.append(Commitment::to(&entry, salt).leaf());
        }
        Ok(frontier)
    });
    black_box(frontier?);
    let each = 1e6 / written.len() as f64;
    table.figure(&format!("floor: plain Merkle tree over entries of {bytes} B"), floor * each, "us an entry")?;
    table.against("a party reads its entries and opens their commitments", own * each, "us an entry", floor * each)
}

fn entry(chance: &mut Chance) -> Outcome<Entry> {
    let at: Timestamp = "2026-11-22T20:15:00Z".parse()?;
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Ok(Entry::new(EntryFields {
        kind: EntryKind::OfferReleased,
        at: at.into(),
        handover: Some(format!("01932f3a-0000-7000-8000-{:012x}", chance.below(1 << 48))),
        parties: words(&["polisen-exempelstad", "socialtjansten-exempelstad"]),
        from_unit: Some("polisen-exempelstad/ingripande".to_owned()),
        to_unit: Some("socialtjansten-exempelstad/socialjouren".to_owned()),
        purpose: Some("acute_support".to_owned()),
        roles: words(&["patrol_officer"]),
        categories: words(&["identity", "safe_contact", "incident"]),
        rules: words(&["CONSENT-VICTIM"]),
        edition: Some("2026-11-22.1".to_owned()),
        consents: vec![format!("01932f3a-0000-7000-9000-{:012x}", chance.below(1 << 48))],
        sequence: None,
        detail: None,
        object_hash: Hash::from_bytes(chance.bytes()),
    })?)
}
