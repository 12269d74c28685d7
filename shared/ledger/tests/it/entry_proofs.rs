//! The whole way: an entry is logged, cosigned, handed over, and believed by nobody when anything is amiss.

use ledger::checkpoint::{CheckpointError, CosignerKey, SignedNote};
use ledger::proof::EntryProofError;
use ledger::tree::{MemoryTree, prove_inclusion};
use ledger::{Commitment, Entry, EntryProof, Hash, Salt};

use crate::town::{entry, leaves, log, noon, police_witness, release, signed, social_witness, witness_at};

fn salt() -> Salt {
    Salt::from_bytes([7; 32])
}

/// The town's log of 31 leaves; ours is number 17.
fn log_leaves() -> Vec<Hash> {
    let mut leaves = leaves(31);
    leaves[17] = Commitment::to(&entry(), &salt()).leaf();
    leaves
}

fn note() -> SignedNote {
    let leaves = log_leaves();
    let step = witness_at(&leaves).step(&signed(&leaves).to_string(), &log().key(), []).unwrap();
    signed(&leaves).with(police_witness().cosign(&step.cosignable, noon())).with(social_witness().cosign(&step.cosignable, noon()))
}

fn proof() -> EntryProof {
    let tree: MemoryTree = log_leaves().into_iter().collect();
    EntryProof { entry: entry(), salt: salt(), inclusion: prove_inclusion(&tree, 17, 31).unwrap(), checkpoint: note() }
}

fn both() -> [CosignerKey; 2] {
    [police_witness().key(), social_witness().key()]
}

#[test]
fn a_proof_is_believed_after_a_journey_as_json() {
    let json = serde_json::to_string(&proof()).unwrap();
    let proved = serde_json::from_str::<EntryProof>(&json).unwrap().verify(&log().key(), &both()).unwrap();
    assert_eq!((proved.index(), proved.entry()), (17, &entry()));
    assert_eq!(proved.checkpoint().cosigned_by().len(), 2);
}

#[test]
fn a_missing_cosignature_closes_the_door() {
    let mut proof = proof();
    proof.checkpoint = signed(&log_leaves());
    let missing = EntryProofError::Checkpoint(CheckpointError::NotCosigned(police_witness().key().name().to_string()));
    assert_eq!(proof.verify(&log().key(), &both()), Err(missing));
    assert!(proof.verify(&log().key(), &[]).is_ok());
    let leaves = log_leaves();
    let step = witness_at(&leaves).step(&signed(&leaves).to_string(), &log().key(), []).unwrap();
    proof.checkpoint = proof.checkpoint.with(social_witness().cosign(&step.cosignable, noon()));
    assert!(proof.verify(&log().key(), &[social_witness().key()]).is_ok());
    assert!(proof.verify(&log().key(), &both()).is_err());
}

#[test]
fn nothing_in_a_proof_can_be_changed() {
    let holds = |change: fn(&mut EntryProof)| {
        let mut proof = proof();
        change(&mut proof);
        proof.verify(&log().key(), &both()).is_ok()
    };
    assert!(holds(|_| ()));
    assert!(!holds(|proof| proof.salt = Salt::from_bytes([8; 32])));
    assert!(!holds(|proof| proof.inclusion.index = 16));
    assert!(!holds(|proof| proof.inclusion.size = 30));
    assert!(!holds(|proof| proof.inclusion.hashes.truncate(1)));
    assert!(!holds(|proof| proof.inclusion.hashes.swap(0, 1)));
    assert!(!holds(|proof| {
        let mut fields = release();
        fields.categories.push("incident".to_owned());
        proof.entry = Entry::new(fields).unwrap();
    }));
}

#[test]
fn a_proof_of_a_smaller_tree_does_not_ride_on_a_larger_checkpoint() {
    let tree: MemoryTree = log_leaves().into_iter().collect();
    let older = EntryProof { inclusion: prove_inclusion(&tree, 17, 20).unwrap(), ..proof() };
    assert_eq!(older.verify(&log().key(), &both()), Err(EntryProofError::OtherTree { proof: 20, checkpoint: 31 }));
}
