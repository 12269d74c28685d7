//! Inclusion and consistency for trees of any size, and no proof for anything else.

use ledger::tree::{
    ConsistencyProof, InclusionProof, MemoryTree, ProofError, ProveError, prove_consistency, prove_inclusion, verify_consistency,
    verify_inclusion,
};
use ledger::{Hash, node_hash};
use proptest::prelude::*;

use crate::town::{leaves, naive_root};

fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash::from_bytes(bytes)
}

/// Every way to spoil a list of hashes by one step.
fn spoiled(hashes: &[Hash], bit: usize) -> Vec<Vec<Hash>> {
    let mut all = vec![[hashes, &[Hash::of_empty_tree()]].concat()];
    for place in 0..hashes.len() {
        let mut dropped = hashes.to_vec();
        dropped.remove(place);
        all.push(dropped);
        let mut doubled = hashes.to_vec();
        doubled.insert(place, hashes[place]);
        all.push(doubled);
        let mut edited = hashes.to_vec();
        edited[place] = flipped(&hashes[place], bit);
        all.push(edited);
        if place > 0 {
            let mut swapped = hashes.to_vec();
            swapped.swap(place - 1, place);
            all.push(swapped);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_leaf_is_proved_in_every_tree_that_holds_it(size in 1_u64..700, at in any::<prop::sample::Index>(), bit in 0_usize..256) {
        let leaves = leaves(size);
        let tree: MemoryTree = leaves.iter().copied().collect();
        let index = at.index(leaves.len()) as u64;
        let (leaf, root) = (leaves[index as usize], naive_root(&leaves));
        let proof = prove_inclusion(&tree, index, size).unwrap();
        prop_assert_eq!(verify_inclusion(&leaf, &proof, &root), Ok(()));
        prop_assert!(verify_inclusion(&flipped(&leaf, bit), &proof, &root).is_err());
        prop_assert!(verify_inclusion(&leaf, &proof, &flipped(&root, bit)).is_err());
        for hashes in spoiled(&proof.hashes, bit) {
            let wrong = InclusionProof { hashes, ..proof.clone() };
            prop_assert!(verify_inclusion(&leaf, &wrong, &root).is_err());
        }
        for other in (0..size).filter(|other| *other != index) {
            let wrong = InclusionProof { index: other, ..proof.clone() };
            prop_assert!(verify_inclusion(&leaf, &wrong, &root).is_err());
        }
        let wrong = InclusionProof { index: size, ..proof };
        prop_assert!(verify_inclusion(&leaf, &wrong, &root).is_err());
    }

    #[test]
    fn a_tree_is_proved_to_begin_with_each_earlier_one(new in 1_u64..700, at in any::<prop::sample::Index>(), bit in 0_usize..256) {
        let leaves = leaves(new);
        let tree: MemoryTree = leaves.iter().copied().collect();
        let old = at.index(leaves.len()) as u64 + 1;
        let (old_root, new_root) = (naive_root(&leaves[..old as usize]), naive_root(&leaves));
        let proof = prove_consistency(&tree, old, new).unwrap();
        prop_assert_eq!(verify_consistency(&proof, &old_root, &new_root), Ok(()));
        prop_assert!(verify_consistency(&proof, &flipped(&old_root, bit), &new_root).is_err());
        prop_assert!(verify_consistency(&proof, &old_root, &flipped(&new_root, bit)).is_err());
        for hashes in spoiled(&proof.hashes, bit) {
            let wrong = ConsistencyProof { hashes, ..proof.clone() };
            prop_assert!(verify_consistency(&wrong, &old_root, &new_root).is_err());
        }
        let reversed = ConsistencyProof { old: new, new: old, ..proof };
        prop_assert!(old == new || verify_consistency(&reversed, &new_root, &old_root).is_err());
    }
}

#[test]
fn nothing_is_proved_outside_the_tree() {
    let tree: MemoryTree = leaves(5).into_iter().collect();
    assert!(matches!(prove_inclusion(&tree, 5, 5), Err(ProveError::Outside(_))));
    assert!(matches!(prove_inclusion(&tree, 0, 0), Err(ProveError::Outside(_))));
    assert!(matches!(prove_inclusion(&tree, 0, 6), Err(ProveError::Reader(_))));
    assert!(matches!(prove_consistency(&tree, 0, 5), Err(ProveError::Outside(_))));
    assert!(matches!(prove_consistency(&tree, 5, 4), Err(ProveError::Outside(_))));
    assert!(matches!(prove_consistency(&tree, 4, 6), Err(ProveError::Reader(_))));
}

#[test]
fn a_proof_that_climbs_past_the_root_is_refused_even_when_a_root_is_made_to_fit() {
    let leaves = leaves(7);
    let tree: MemoryTree = leaves.iter().copied().collect();
    let beside = Hash::of_object(b"beside");
    let above = |root: &Hash| node_hash(&beside, root);
    let mut proof = prove_inclusion(&tree, 6, 7).unwrap();
    proof.hashes.push(beside);
    assert_eq!(verify_inclusion(&leaves[6], &proof, &above(&naive_root(&leaves))), Err(ProofError::WrongLength));
    let mut proof = prove_consistency(&tree, 6, 7).unwrap();
    proof.hashes.push(beside);
    let (old_root, new_root) = (above(&naive_root(&leaves[..6])), above(&naive_root(&leaves)));
    assert_eq!(verify_consistency(&proof, &old_root, &new_root), Err(ProofError::WrongLength));
}
