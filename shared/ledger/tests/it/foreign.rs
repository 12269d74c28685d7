//! Others' implementations of the same specifications read what we write.

use ledger::tile::{LogPath, Tile, TileIndex, build_tile};
use ledger::tree::{MemoryTree, prove_consistency, prove_inclusion};
use signed_note::{Note, StandardVerifier, Verifier, VerifierList};
use tlog_tiles::{check_record, check_tree};

use crate::town::{commitment, leaves, log, naive_root, noon, origin, police_witness, signed, witness_at};

fn foreign(hash: ledger::Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(*hash.as_bytes())
}

#[test]
fn a_strict_note_reader_opens_our_checkpoint() {
    let leaves = leaves(42);
    let step = witness_at(&leaves).step(&signed(&leaves).to_string(), &log().key(), []).unwrap();
    let note = signed(&leaves).with(police_witness().cosign(&step.cosignable, noon()));
    let read = Note::from_bytes(note.to_string().as_bytes()).unwrap();
    let verifier = StandardVerifier::new(&log().key().to_string()).unwrap();
    let (verified, unknown) = read.verify(&VerifierList::new(vec![Box::new(verifier.clone()) as Box<dyn Verifier>])).unwrap();
    assert_eq!((verified.len(), unknown.len()), (1, 1));
    assert_eq!(read.to_bytes(), note.to_string().as_bytes());
    let head = tlog_tiles::Checkpoint::from_bytes(read.text()).unwrap();
    assert_eq!((head.origin(), head.size(), head.extension()), (origin().as_str(), 42, ""));
    assert_eq!(*head.hash(), foreign(naive_root(&leaves)));
}

#[test]
fn a_strict_proof_reader_believes_our_proofs() {
    let leaves = leaves(300);
    let tree: MemoryTree = leaves.iter().copied().collect();
    let root = foreign(naive_root(&leaves));
    for index in [0, 1, 127, 255, 256, 298, 299] {
        assert_eq!(tlog_tiles::record_hash(commitment(index).as_bytes()), foreign(leaves[index as usize]));
        let proof = prove_inclusion(&tree, index, 300).unwrap().hashes.into_iter().map(foreign).collect();
        check_record(&proof, 300, root, index, foreign(leaves[index as usize])).unwrap();
        let old = index + 1;
        let proof = prove_consistency(&tree, old, 300).unwrap().hashes.into_iter().map(foreign).collect();
        check_tree(&proof, 300, root, old, foreign(naive_root(&leaves[..old as usize]))).unwrap();
    }
}

#[test]
fn a_strict_tile_reader_names_and_joins_our_tiles_as_we_do() {
    let tree: MemoryTree = leaves(300).into_iter().collect();
    for (level, index, width) in [(0, 0, 256), (0, 1, 44), (1, 0, 1), (3, 1_234_067, 17), (0, 1_234_067, 256)] {
        let tile = Tile::new(level, TileIndex::new(index, width).unwrap()).unwrap();
        let theirs = tlog_tiles::Tile::new(8, level, index, u32::from(width), false);
        // Theirs is the older spelling with the height in it.
        assert_eq!(theirs.path().replacen("tile/8/", "tile/", 1), LogPath::Tile(tile).to_string());
    }
    let full = build_tile(Tile::in_tree(0, 0, 300).unwrap(), &tree).unwrap();
    assert_eq!(tlog_tiles::Tile::subtree_hash(&full), foreign(naive_root(&leaves(256))));
}
