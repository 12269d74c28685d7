//! `stafett verify-log` on a folder: what holds, and every way it must not.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use ledger::{
    Commitment, Entry, EntryFields, EntryKind, EntryProof, Hash, LogTime, Salt, Witness,
    checkpoint::{Cosigner, LogSigner, SignedNote},
    tile::{LogPath, write_bundle},
    tree::{MemoryTree, prove_inclusion},
};

use crate::{said, stafett};

const SIZE: u64 = 600;

struct Log {
    folder: tempfile::TempDir,
    key: String,
    witness: String,
    receipt: PathBuf,
}

fn entry(n: u64) -> Entry {
    Entry::new(EntryFields {
        kind: EntryKind::ParcelFetched,
        at: LogTime::from(Timestamp::from_second(1_790_000_000 + i64::try_from(n).unwrap()).unwrap()),
        handover: None,
        parties: vec!["polisen-exempelstad".into(), "socialtjansten-exempelstad".into()],
        from_unit: None,
        to_unit: None,
        purpose: None,
        roles: vec![],
        categories: vec![],
        rules: vec![],
        edition: None,
        consents: vec![],
        sequence: None,
        detail: None,
        object_hash: Hash::of_object(&n.to_be_bytes()),
    })
    .unwrap()
}

fn salt(n: u64) -> Salt {
    Salt::from_bytes(*Hash::of_object(format!("salt {n}").as_bytes()).as_bytes())
}

/// A log of some hundred entries in a folder, as a broker serves it, cosigned by one witness.
fn log() -> Log {
    let folder = tempfile::tempdir().unwrap();
    let commitments: Vec<Commitment> = (0..SIZE).map(|n| Commitment::to(&entry(n), &salt(n))).collect();
    let mut tree = MemoryTree::default();
    commitments.iter().for_each(|commitment| tree.append(commitment.leaf()));
    let signer = LogSigner::new("samordningen-exempelstad/log/0a1b2c3d".parse().unwrap(), [7; 32]);
    let cosigner = Cosigner::new("polisen-exempelstad/witness".parse().unwrap(), [8; 32]);
    let signed = signer.sign(SIZE, tree.root());
    let leaves = commitments.iter().map(Commitment::leaf);
    let step = Witness::new(signer.key().name().clone()).step(&signed.to_string(), &signer.key(), leaves).unwrap();
    let note: SignedNote = signed.with(cosigner.cosign(&step.cosignable, Timestamp::from_second(1_790_000_900).unwrap()));
    write(folder.path(), "checkpoint", note.to_string().as_bytes());
    for bundle in 0..SIZE.div_ceil(256) {
        let from = usize::try_from(bundle * 256).unwrap();
        let to = commitments.len().min(from + 256);
        let path = LogPath::entries_in(bundle, SIZE).unwrap();
        write(folder.path(), &path.to_string(), &write_bundle(&commitments[from..to]));
    }
    let inclusion = prove_inclusion(&tree, 417, SIZE).unwrap();
    let receipt = folder.path().join("receipt.json");
    let proof = EntryProof { entry: entry(417), salt: salt(417), inclusion, checkpoint: note };
    fs::write(&receipt, serde_json::to_vec(&proof).unwrap()).unwrap();
    Log { key: signer.key().to_string(), witness: cosigner.key().to_string(), receipt, folder }
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

impl Log {
    fn verify(&self) -> (bool, String) {
        let source = self.folder.path().to_str().unwrap();
        let receipt = self.receipt.to_str().unwrap();
        let output = stafett(&["verify-log", source, "--log-key", &self.key, "--witness", &self.witness, "--receipt", receipt]);
        (output.status.success(), said(&output))
    }

    fn spoil(&self, name: &str, place: usize) {
        let file = self.folder.path().join(name);
        let mut bytes = fs::read(&file).unwrap();
        bytes[place] ^= 1;
        fs::write(file, bytes).unwrap();
    }
}

#[test]
fn a_true_log_and_a_true_receipt_verify() {
    let (holds, said) = log().verify();
    assert!(holds, "{said}");
    assert!(said.contains("all 600 leaves") && said.contains("entry 417 of 600"), "{said}");
}

#[test]
fn one_flipped_bit_anywhere_is_found() {
    for (name, place) in [("checkpoint", 60), ("tile/entries/000", 5), ("tile/entries/002.p/88", 100)] {
        let log = log();
        log.spoil(name, place);
        let (holds, said) = log.verify();
        assert!(!holds, "{name}: {said}");
    }
}

#[test]
fn a_receipt_with_another_entry_is_found() {
    let log = log();
    let text = fs::read_to_string(&log.receipt).unwrap().replace("parcel_fetched", "offer_released");
    fs::write(&log.receipt, text).unwrap();
    let (holds, said) = log.verify();
    assert!(!holds && said.contains("receipt"), "{said}");
}

#[test]
fn a_witness_that_has_not_cosigned_is_missed() {
    let mut log = log();
    log.witness = Cosigner::new("socialtjansten-exempelstad/witness".parse().unwrap(), [9; 32]).key().to_string();
    let (holds, said) = log.verify();
    assert!(!holds && said.contains("socialtjansten-exempelstad/witness"), "{said}");
}

/// What was saved on an earlier day, signed by the log: of its own history or of another.
fn saved(log: &Log, size: u64, own: bool) -> PathBuf {
    let mut tree = MemoryTree::default();
    (0..size).for_each(|n| tree.append(Commitment::to(&entry(n), &salt(if own { n } else { n + 1 })).leaf()));
    let signer = LogSigner::new("samordningen-exempelstad/log/0a1b2c3d".parse().unwrap(), [7; 32]);
    let file = log.folder.path().join(format!("earlier-{size}-{own}"));
    fs::write(&file, signer.sign(size, tree.root()).to_string()).unwrap();
    file
}

#[test]
fn of_two_days_the_later_begins_with_the_earlier() {
    let log = log();
    let with = |files: &[PathBuf]| {
        let mut words = vec!["verify-log", log.folder.path().to_str().unwrap(), "--log-key", &log.key];
        files.iter().for_each(|file| words.extend(["--earlier", file.to_str().unwrap()]));
        let output = stafett(&words);
        (output.status.success(), said(&output))
    };
    let (holds, told) = with(&[saved(&log, 417, true), saved(&log, 600, true), saved(&log, 1, true)]);
    assert!(holds && told.contains("the 417 entries of the earlier checkpoint"), "{told}");
    let (holds, told) = with(&[saved(&log, 417, false)]);
    assert!(!holds && told.contains("signed for 417"), "another history: {told}");
    let (holds, told) = with(&[saved(&log, 601, true)]);
    assert!(!holds && told.contains("went back from 601"), "rolled back: {told}");
}

#[test]
fn another_log_key_opens_nothing() {
    let mut log = log();
    log.key = LogSigner::new("samordningen-exempelstad/log/0a1b2c3d".parse().unwrap(), [1; 32]).key().to_string();
    assert!(!log.verify().0);
}
