//! The log as published: proofs from tiles alone, bundles, growth.

use std::collections::HashMap;

use ledger::tile::{LogPath, Tile, TileError, TileNodes, TileReader, build_tile, read_bundle, tiles_for_growth, write_bundle};
use ledger::tree::{MemoryTree, NodeAt, NodeReader, prove_consistency, prove_inclusion, root_at};

use crate::town::{commitment, leaves, naive_root};

/// A directory of files by path.
#[derive(Default)]
struct Files(HashMap<String, Vec<u8>>);

impl TileReader for Files {
    type Error = String;

    fn tile(&self, tile: Tile) -> Result<Vec<u8>, String> {
        let path = LogPath::Tile(tile).to_string();
        self.0.get(&path).cloned().ok_or(path)
    }
}

impl Files {
    fn publish(&mut self, tree: &MemoryTree, old: u64) {
        for tile in tiles_for_growth(old, tree.size()) {
            self.0.insert(LogPath::Tile(tile).to_string(), build_tile(tile, tree).unwrap());
        }
    }
}

#[test]
fn proofs_from_tiles_are_the_proofs_from_the_tree() {
    let leaves = leaves(1300);
    let mut files = Files::default();
    let mut tree = MemoryTree::new();
    let mut published = 0;
    for size in [1, 2, 255, 256, 257, 511, 512, 700, 1024, 1300] {
        leaves[tree.size() as usize..size].iter().for_each(|leaf| tree.append(*leaf));
        files.publish(&tree, published);
        published = size as u64;
        let nodes = TileNodes::new(&files, published);
        assert_eq!(root_at(&nodes, published), Ok(naive_root(&leaves[..size])), "{size}");
        for index in [0, published / 3, published - 1] {
            assert_eq!(prove_inclusion(&nodes, index, published).unwrap(), prove_inclusion(&tree, index, published).unwrap());
            let old = index + 1;
            assert_eq!(prove_consistency(&nodes, old, published).unwrap(), prove_consistency(&tree, old, published).unwrap());
        }
    }
}

#[test]
fn a_publisher_writes_what_the_specification_counts() {
    // The example of the specification: 70,000 leaves.
    let tiles = tiles_for_growth(0, 70_000);
    let widths = |level| -> Vec<u16> { tiles.iter().filter(|tile| tile.level() == level).map(|tile| tile.place().width()).collect() };
    assert_eq!(widths(0), [[256; 273].as_slice(), &[112]].concat());
    assert_eq!(widths(1), [256, 17]);
    assert_eq!(widths(2), [1]);
    assert!(widths(3).is_empty());
    let paths: Vec<String> = tiles_for_growth(255, 256).into_iter().map(|tile| LogPath::Tile(tile).to_string()).collect();
    assert_eq!(paths, ["tile/0/000", "tile/1/000.p/1"]);
    assert!(tiles_for_growth(256, 256).is_empty());
}

#[test]
fn only_what_is_complete_may_be_served() {
    let served = |path: &str, size| path.parse::<LogPath>().unwrap().exists_in(size);
    assert!(served("tile/0/000", 256));
    assert!(!served("tile/0/000", 255));
    assert!(served("tile/0/000.p/3", 255));
    assert!(!served("tile/0/000.p/4", 3));
    assert!(served("tile/1/000.p/1", 256));
    assert!(!served("tile/1/000.p/2", 511));
    assert!(served("tile/entries/001.p/44", 300));
    assert!(!served("tile/entries/001.p/45", 300));
    assert_eq!(LogPath::entries_in(1, 300).unwrap().to_string(), "tile/entries/001.p/44");
    assert_eq!(LogPath::entries_in(2, 300), None);
    assert_eq!(LogPath::entries_in(u64::MAX, 300), None);
}

#[test]
fn tiles_that_are_missing_or_cut_give_errors_not_proofs() {
    let tree: MemoryTree = leaves(300).into_iter().collect();
    let mut files = Files::default();
    files.publish(&tree, 0);
    files.0.get_mut("tile/0/001.p/44").unwrap().pop();
    let nodes = TileNodes::new(&files, 300);
    assert_eq!(nodes.node(NodeAt { level: 0, index: 256 }), Err(TileError::WrongLength));
    assert_eq!(nodes.node(NodeAt { level: 0, index: 512 }), Err(TileError::OutsideTree));
    assert_eq!(nodes.node(NodeAt { level: 2, index: 74 }), Err(TileError::WrongLength));
    files.0.remove("tile/0/000");
    let nodes = TileNodes::new(&files, 300);
    assert_eq!(nodes.node(NodeAt { level: 3, index: 0 }), Err(TileError::Reader("tile/0/000".to_owned())));
}

#[test]
fn a_bundle_is_read_back_and_nothing_else_is() {
    let commitments: Vec<_> = (0..44).map(commitment).collect();
    let bytes = write_bundle(&commitments);
    assert_eq!(bytes[..3], [0, 32, commitments[0].as_bytes()[0]]);
    assert_eq!(read_bundle(&bytes, 44), Ok(commitments));
    assert!(read_bundle(&bytes, 43).is_err());
    assert!(read_bundle(&bytes[1..], 44).is_err());
    for place in [0, 1, 34, 35] {
        let mut wrong = bytes.clone();
        wrong[place] ^= 1;
        assert!(read_bundle(&wrong, 44).is_err(), "{place}");
    }
}
