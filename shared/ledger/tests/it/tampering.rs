//! A log that is changed behind anybody's back is found out.

use std::convert::Infallible;

use ledger::checkpoint::{LogSigner, OpenedCheckpoint, open};
use ledger::verifier::{LogFault, verify_log};
use ledger::witness::Refusal;
use ledger::{Hash, Witness};
use proptest::prelude::*;

use crate::town::{leaves, log, naive_root, name, origin, signed, witness_at};

fn opened(leaves: &[Hash]) -> OpenedCheckpoint {
    open(&signed(leaves).to_string(), &log().key(), &[]).unwrap()
}

fn readable(leaves: &[Hash]) -> impl Iterator<Item = Result<Hash, Infallible>> {
    leaves.iter().copied().map(Ok)
}

/// One change to a log, at a place.
#[derive(Clone, Copy, Debug)]
enum Tampering {
    Drop,
    Insert,
    Double,
    Swap,
    Edit,
    Flip,
    Truncate,
}

const EVERY: [Tampering; 7] =
    [Tampering::Drop, Tampering::Insert, Tampering::Double, Tampering::Swap, Tampering::Edit, Tampering::Flip, Tampering::Truncate];

fn tampered(leaves: &[Hash], tampering: Tampering, at: usize) -> Vec<Hash> {
    let mut leaves = leaves.to_vec();
    match tampering {
        Tampering::Drop => drop(leaves.remove(at)),
        Tampering::Insert => leaves.insert(at, Hash::of_object(b"inserted")),
        Tampering::Double => leaves.insert(at, leaves[at]),
        Tampering::Swap => leaves.swap(at, (at + 1) % 7),
        Tampering::Edit => leaves[at] = Hash::of_object(b"edited"),
        Tampering::Flip => {
            let mut bytes = *leaves[at].as_bytes();
            bytes[at % 32] ^= 1 << (at % 8);
            leaves[at] = Hash::from_bytes(bytes);
        }
        Tampering::Truncate => leaves.truncate(at),
    }
    leaves
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_verifier_finds_every_change_to_the_leaves(size in 8_usize..300, at in any::<prop::sample::Index>(), which in 0_usize..7) {
        let honest = leaves(size as u64);
        let at = at.index(size);
        let changed = tampered(&honest, EVERY[which], at);
        // The last leaf once more, beyond what is signed, changes nothing that is.
        prop_assume!(!changed.starts_with(&honest));
        let checkpoints = [opened(&honest[..size / 2]), opened(&honest)];
        prop_assert!(verify_log(&checkpoints, readable(&honest)).is_ok());
        prop_assert!(verify_log(&checkpoints, readable(&changed)).is_err(), "{:?} at {at}", EVERY[which]);
    }

    /// The log itself lies: it changes the past, signs the result, and serves leaves to fit.
    #[test]
    fn a_witness_follows_no_changed_past(seen in 8_usize..200, more in 0_usize..100, at in any::<prop::sample::Index>(), which in 0_usize..7) {
        let honest = leaves((seen + more) as u64);
        let witness = witness_at(&honest[..seen]);
        let changed = tampered(&honest, EVERY[which], at.index(seen));
        // The last leaf seen once more is growth like any other.
        prop_assume!(!changed.starts_with(&honest[..seen]));
        let note = signed(&changed).to_string();
        let served = changed.get(seen..).unwrap_or_default().iter().copied();
        prop_assert!(witness.step(&note, &log().key(), served).is_err(), "{:?}", EVERY[which]);
        // And goes on with the honest log as if nothing had been.
        let step = witness.step(&signed(&honest).to_string(), &log().key(), honest[seen..].iter().copied()).unwrap();
        prop_assert_eq!(step.next.frontier().root(), naive_root(&honest));
    }
}

#[test]
fn a_witness_says_what_is_wrong() {
    let honest = leaves(20);
    let key = log().key();
    let witness = witness_at(&honest[..10]);
    let step = |note: &ledger::checkpoint::SignedNote, leaves: &[Hash]| {
        witness.step(&note.to_string(), &key, leaves.iter().copied()).map(|step| step.next.size())
    };
    assert_eq!(step(&signed(&honest), &honest[10..]), Ok(20));
    assert_eq!(step(&signed(&honest[..10]), &[]), Ok(10));
    assert_eq!(step(&signed(&honest[..9]), &[]), Err(Refusal::Rollback { have: 10, offered: 9 }));
    assert_eq!(step(&signed(&[]), &[]), Err(Refusal::Rollback { have: 10, offered: 0 }));
    assert_eq!(step(&log().sign(10, Hash::of_object(b"fork")), &[]), Err(Refusal::Fork { size: 10 }));
    assert_eq!(step(&signed(&honest), &honest[11..]), Err(Refusal::Leaves { expected: 10 }));
    assert_eq!(step(&signed(&honest), &honest[9..]), Err(Refusal::Leaves { expected: 10 }));
    assert_eq!(step(&signed(&honest[..10]), &honest[10..11]), Err(Refusal::Leaves { expected: 0 }));
    assert_eq!(step(&log().sign(20, Hash::of_object(b"other")), &honest[10..]), Err(Refusal::WrongRoot { size: 20 }));
    let elsewhere = LogSigner::new(name("annanstad.example/log"), [1; 32]);
    let foreign = elsewhere.sign(10, naive_root(&honest[..10])).to_string();
    assert_eq!(witness.step(&foreign, &elsewhere.key(), []), Err(Refusal::WrongOrigin));
    assert!(matches!(witness.step(&foreign, &key, []), Err(Refusal::Checkpoint(_))));
    assert!(matches!(witness.step("", &key, []), Err(Refusal::Checkpoint(_))));
}

#[test]
fn a_witness_reads_no_more_than_one_leaf_too_many() {
    let mut read = 0;
    let endless = std::iter::repeat_with(|| {
        read += 1;
        assert!(read <= 6, "reads on without end");
        Hash::of_object(b"more")
    });
    let step = Witness::new(origin()).step(&signed(&leaves(5)).to_string(), &log().key(), endless);
    assert_eq!(step, Err(Refusal::Leaves { expected: 5 }));
}

#[test]
fn a_witness_that_sees_a_split_view_follows_one_side_only() {
    let shared = leaves(10);
    let (one, other) = ([shared.as_slice(), &leaves(3)].concat(), [shared.as_slice(), &leaves(4)[1..]].concat());
    let witness = witness_at(&shared);
    let next = witness.step(&signed(&one).to_string(), &log().key(), one[10..].iter().copied()).unwrap().next;
    let refusal = next.step(&signed(&other).to_string(), &log().key(), []).unwrap_err();
    assert_eq!((refusal.code(), refusal), ("witness-fork", Refusal::Fork { size: 13 }));
}

#[test]
fn a_witness_starts_from_nothing_and_survives_storage() {
    let honest = leaves(12);
    let fresh = Witness::new(origin());
    let empty = fresh.step(&signed(&[]).to_string(), &log().key(), []).unwrap().next;
    let stored = serde_json::to_string(&empty).unwrap();
    let woken: Witness = serde_json::from_str(&stored).unwrap();
    let next = woken.step(&signed(&honest).to_string(), &log().key(), honest.iter().copied()).unwrap().next;
    assert_eq!(serde_json::from_str::<Witness>(&serde_json::to_string(&next).unwrap()).unwrap(), next);
}

#[test]
fn a_verifier_says_what_is_wrong() {
    let honest = leaves(20);
    let all = [opened(&honest), opened(&honest[..5]), opened(&[])];
    assert_eq!(verify_log(&all, readable(&honest)).unwrap().size(), 20);
    // What is beyond the last signature is not read.
    assert_eq!(verify_log(&all[1..], readable(&honest)).unwrap().size(), 5);
    assert_eq!(verify_log(&all, readable(&honest[..12])), Err(LogFault::Truncated { have: 12, signed: 20 }));
    let forked = [opened(&honest), opened(&tampered(&honest, Tampering::Edit, 3))];
    assert_eq!(verify_log(&forked, readable(&honest)), Err(LogFault::WrongRoot { size: 20 }));
    let rewritten = [opened(&tampered(&honest[..10], Tampering::Edit, 3)), opened(&honest)];
    assert_eq!(verify_log(&rewritten, readable(&honest)), Err(LogFault::WrongRoot { size: 10 }));
    let elsewhere = LogSigner::new(name("annanstad.example/log"), [1; 32]);
    let foreign = open(&elsewhere.sign(5, naive_root(&honest[..5])).to_string(), &elsewhere.key(), &[]).unwrap();
    assert_eq!(verify_log(&[opened(&honest), foreign], readable(&honest)), Err(LogFault::TwoOrigins));
    let broken = [Ok(honest[0]), Err("disk")];
    assert_eq!(verify_log(&[opened(&honest)], broken), Err(LogFault::Reader("disk")));
}
