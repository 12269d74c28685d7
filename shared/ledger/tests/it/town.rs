//! The fictional town's log: keys, entries, leaves.

use jiff::Timestamp;
use ledger::checkpoint::{Cosigner, LogSigner, Name, SignedNote};
use ledger::{Commitment, Entry, EntryFields, EntryKind, Hash, Witness, leaf_hash};

pub fn name(text: &str) -> Name {
    text.parse().unwrap()
}

pub fn origin() -> Name {
    name("samordningen-exempelstad.example/log")
}

pub fn log() -> LogSigner {
    LogSigner::new(origin(), [1; 32])
}

pub fn police_witness() -> Cosigner {
    Cosigner::new(name("polisen-exempelstad.example/witness"), [2; 32])
}

pub fn social_witness() -> Cosigner {
    Cosigner::new(name("socialtjansten-exempelstad.example/witness"), [3; 32])
}

/// The witness of neither agency.
pub fn third_witness() -> Cosigner {
    Cosigner::new(name("witness.example/w1"), [4; 32])
}

pub fn noon() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

pub fn commitment(number: u64) -> Commitment {
    Commitment::from_bytes(*Hash::of_object(&number.to_be_bytes()).as_bytes())
}

/// The leaf hashes of a log of `size` made-up commitments.
pub fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|number| commitment(number).leaf()).collect()
}

/// RFC 6962 section 2.1, word for word: the definition everything else is compared with.
pub fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_object(b""),
        [only] => *only,
        _ => {
            let half = leaves.len().next_power_of_two() / 2;
            let mut input = vec![1];
            input.extend_from_slice(naive_root(&leaves[..half]).as_bytes());
            input.extend_from_slice(naive_root(&leaves[half..]).as_bytes());
            Hash::of_object(&input)
        }
    }
}

pub fn signed(leaves: &[Hash]) -> SignedNote {
    log().sign(leaves.len() as u64, naive_root(leaves))
}

/// A witness that has followed the log over `leaves`.
pub fn witness_at(leaves: &[Hash]) -> Witness {
    Witness::new(origin()).step(&signed(leaves).to_string(), &log().key(), leaves.iter().copied()).unwrap().next
}

pub fn release() -> EntryFields {
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    EntryFields {
        kind: EntryKind::OfferReleased,
        at: noon().into(),
        handover: Some("019aab3c-1d2e-7f00-8a11-0c2f3d4e5f60".to_owned()),
        parties: texts(&["polisen-exempelstad", "socialtjansten-exempelstad"]),
        from_unit: Some("polisen-exempelstad/igv".to_owned()),
        to_unit: Some("socialtjansten-exempelstad/jour".to_owned()),
        purpose: Some("immediate_protection".to_owned()),
        roles: texts(&["victim"]),
        categories: texts(&["identity", "safe_contact"]),
        rules: texts(&["R-01", "R-02"]),
        edition: Some("2026-11-01".to_owned()),
        consents: texts(&["019aab3c-0000-7f00-8a11-0c2f3d4e5f60"]),
        sequence: None,
        detail: None,
        object_hash: leaf_hash(b"signed bytes"),
    }
}

pub fn entry() -> Entry {
    Entry::new(release()).unwrap()
}
