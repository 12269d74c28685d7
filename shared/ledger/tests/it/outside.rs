//! An outside witness cosigns what only grew, and says of everything else why not.

use ledger::Hash;
use ledger::checkpoint::{CheckpointError, LogSigner, SignedNote};
use ledger::tree::{MemoryTree, ProofError, prove_consistency};
use ledger::witness::{AddCheckpoint, OutsideRefusal, OutsideStep, OutsideWitness};
use proptest::prelude::*;

use crate::town::{leaves, log, naive_root, name, noon, origin, signed, third_witness};

/// The honest proof from the first `old` of these leaves to all of them.
fn proof(old: u64, leaves: &[Hash]) -> Vec<Hash> {
    let tree: MemoryTree = leaves.iter().copied().collect();
    if old == 0 { Vec::new() } else { prove_consistency(&tree, old, leaves.len() as u64).unwrap().hashes }
}

fn ask(witness: &OutsideWitness, old: u64, proof: Vec<Hash>, note: SignedNote) -> Result<OutsideStep, OutsideRefusal> {
    witness.step(&AddCheckpoint::new(old, proof, note).unwrap(), &log().key())
}

/// A witness that has vouched for these leaves.
fn witness_of(leaves: &[Hash]) -> OutsideWitness {
    ask(&OutsideWitness::new(origin()), 0, Vec::new(), signed(leaves)).unwrap().next
}

/// The leaves with one of them another, so another tree of the same size.
fn forked(leaves: &[Hash], at: usize) -> Vec<Hash> {
    let mut leaves = leaves.to_vec();
    leaves[at] = Hash::of_object(b"another");
    leaves
}

#[test]
fn a_log_that_grows_is_followed_and_the_same_again_too() {
    let honest = leaves(40);
    let mut witness = OutsideWitness::new(origin());
    for size in [0, 1, 1, 2, 7, 8, 8, 33, 40] {
        let (old, part) = (witness.size(), &honest[..size]);
        let step = ask(&witness, old, proof(old, part), signed(part)).unwrap();
        assert_eq!((step.next.size(), step.next.root()), (size as u64, naive_root(part)));
        let line = third_witness().cosign(&step.cosignable, noon());
        assert_eq!(third_witness().key().verify(step.cosignable.checkpoint(), &line), Ok(noon()));
        witness = step.next;
    }
}

#[test]
fn every_refusal_has_the_status_of_the_specification() {
    let honest = leaves(20);
    let witness = witness_of(&honest[..10]);
    let refused = |old: u64, hashes: Vec<Hash>, note: SignedNote| {
        let refusal = ask(&witness, old, hashes, note).unwrap_err();
        (refusal.status(), refusal)
    };
    let right = proof(10, &honest);
    assert_eq!(refused(21, right.clone(), signed(&honest)), (400, OutsideRefusal::OldBeyond { old: 21, size: 20 }));
    // Back to fewer leaves: with the true old size it is beyond, with a made-up one it differs.
    assert_eq!(refused(10, Vec::new(), signed(&honest[..9])), (400, OutsideRefusal::OldBeyond { old: 10, size: 9 }));
    assert_eq!(refused(9, Vec::new(), signed(&honest[..9])), (409, OutsideRefusal::OldDiffers { have: 10, old: 9 }));
    assert_eq!(refused(0, Vec::new(), signed(&honest)), (409, OutsideRefusal::OldDiffers { have: 10, old: 0 }));
    assert_eq!(refused(11, right.clone(), signed(&honest)), (409, OutsideRefusal::OldDiffers { have: 10, old: 11 }));
    assert_eq!(refused(10, Vec::new(), signed(&forked(&honest[..10], 3))), (409, OutsideRefusal::Fork { size: 10 }));
    assert_eq!(refused(10, right.clone(), signed(&honest[..10])), (422, OutsideRefusal::Proof(ProofError::WrongLength)));
    assert_eq!(refused(10, Vec::new(), signed(&honest)), (422, OutsideRefusal::Proof(ProofError::WrongLength)));
    let other = forked(&honest, 3);
    assert_eq!(refused(10, proof(10, &other), signed(&other)), (422, OutsideRefusal::Proof(ProofError::WrongRoot)));
    let fresh = ask(&OutsideWitness::new(origin()), 0, right, signed(&honest)).unwrap_err();
    assert_eq!((fresh.status(), fresh.code()), (422, "proof-wrong-length"));
}

#[test]
fn another_log_and_another_key_are_told_apart() {
    let honest = leaves(5);
    let witness = OutsideWitness::new(origin());
    let imposter = LogSigner::new(origin(), [9; 32]);
    let asked = |note: SignedNote| AddCheckpoint::new(0, Vec::new(), note).unwrap();
    let refusal = witness.step(&asked(imposter.sign(5, naive_root(&honest))), &log().key()).unwrap_err();
    assert_eq!((refusal.status(), refusal), (403, OutsideRefusal::NotSigned(CheckpointError::NotSigned)));
    // The log's own signature under another head.
    let moved = signed(&honest).to_string().replace(&naive_root(&honest).to_base64(), &Hash::of_object(b"x").to_base64());
    let refusal = witness.step(&asked(moved.parse().unwrap()), &log().key()).unwrap_err();
    assert_eq!((refusal.status(), refusal.code()), (403, "checkpoint-bad-signature"));
    let elsewhere = LogSigner::new(name("annanstad.example/log"), [1; 32]);
    let foreign = asked(elsewhere.sign(5, naive_root(&honest)));
    for key in [log().key(), elsewhere.key()] {
        let refusal = witness.step(&foreign, &key).unwrap_err();
        assert_eq!((refusal.status(), refusal), (404, OutsideRefusal::UnknownOrigin));
    }
}

#[test]
fn its_memory_survives_storage_and_is_not_read_from_nonsense() {
    let witness = witness_of(&leaves(12));
    let stored = serde_json::to_string(&witness).unwrap();
    assert_eq!(serde_json::from_str::<OutsideWitness>(&stored).unwrap(), witness);
    for wrong in
        [stored.replace("12", "0"), stored.replace("12", "9223372036854775807"), stored.replace("12", "-1"), stored.replace("root", "rot")]
    {
        assert!(serde_json::from_str::<OutsideWitness>(&wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever the log signs and proves: what is cosigned begins with what was cosigned before.
    #[test]
    fn no_changed_past_is_cosigned(seen in 1_usize..200, more in 0_usize..120, at in any::<prop::sample::Index>()) {
        let honest = leaves((seen + more) as u64);
        let witness = witness_of(&honest[..seen]);
        let other = forked(&honest, at.index(seen));
        // The proof is honest for the changed tree, or for the true one: neither leads from the remembered root.
        for hashes in [proof(seen as u64, &other), proof(seen as u64, &honest)] {
            prop_assert!(ask(&witness, seen as u64, hashes, signed(&other)).is_err());
        }
        let step = ask(&witness, seen as u64, proof(seen as u64, &honest), signed(&honest)).unwrap();
        prop_assert_eq!(step.next.root(), naive_root(&honest));
        // And never back again, whichever old size the log names.
        for old in [0, seen as u64, step.next.size()] {
            let back = ask(&step.next, old, Vec::new(), signed(&honest[..seen]));
            prop_assert!(more == 0 && old == step.next.size() || back.is_err());
        }
    }

    #[test]
    fn no_other_proof_will_do(old in 1_usize..150, more in 1_usize..100, place in any::<prop::sample::Index>(), bit in 0_usize..256) {
        let honest = leaves((old + more) as u64);
        let witness = witness_of(&honest[..old]);
        let right = proof(old as u64, &honest);
        let at = place.index(right.len());
        let (mut short, mut long, mut touched) = (right.clone(), right.clone(), right.clone());
        short.remove(at);
        long.insert(at, right[at]);
        let mut bytes = *right[at].as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        touched[at] = Hash::from_bytes(bytes);
        for wrong in [short, long, touched] {
            let refusal = ask(&witness, old as u64, wrong, signed(&honest)).unwrap_err();
            prop_assert_eq!(refusal.status(), 422);
        }
        prop_assert!(ask(&witness, old as u64, right, signed(&honest)).is_ok());
    }
}
