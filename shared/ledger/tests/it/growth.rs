//! The frontier is the tree of the definition, at every size.

use ledger::Hash;
use ledger::tree::{Frontier, MemoryTree, NodeReader as _, root_at};

use crate::town::{leaves, naive_root};

#[test]
fn the_frontier_has_the_defined_root_at_every_size() {
    let leaves = leaves(600);
    let mut frontier = Frontier::new();
    let mut tree = MemoryTree::new();
    for size in 0..=leaves.len() {
        let expected = naive_root(&leaves[..size]);
        assert_eq!(frontier.root(), expected, "{size}");
        assert_eq!(frontier.size(), size as u64);
        assert_eq!(root_at(&tree, size as u64), Ok(expected), "{size}");
        assert_eq!(Frontier::from_bytes(&frontier.to_bytes()).as_ref(), Ok(&frontier));
        if let Some(leaf) = leaves.get(size) {
            frontier.append(*leaf);
            tree.append(*leaf);
        }
    }
}

#[test]
fn every_node_that_becomes_complete_is_told_once_and_right() {
    let leaves = leaves(77);
    let mut frontier = Frontier::new();
    let mut told = Vec::new();
    for leaf in &leaves {
        frontier.append_reporting(*leaf, |at, hash| told.push((at, hash)));
    }
    // One for each leaf and one for each pair below: 77 + 38 + 19 + 9 + 4 + 2 + 1.
    assert_eq!(told.len(), 150);
    let tree: MemoryTree = leaves.iter().copied().collect();
    for (at, hash) in told {
        let width = 1 << at.level;
        let start = at.index as usize * width;
        assert_eq!(hash, naive_root(&leaves[start..start + width]), "{at:?}");
        assert_eq!(tree.node(at), Ok(hash));
    }
}

#[test]
fn a_stored_frontier_goes_on_where_it_was() {
    let leaves = leaves(100);
    let mut frontier = Frontier::new();
    frontier.extend(leaves[..37].iter().copied());
    let json = serde_json::to_string(&frontier).unwrap();
    let mut resumed: Frontier = serde_json::from_str(&json).unwrap();
    resumed.extend(leaves[37..].iter().copied());
    assert_eq!(resumed.root(), naive_root(&leaves));
}

#[test]
fn what_is_no_frontier_is_not_read_as_one() {
    let mut frontier = Frontier::new();
    frontier.extend(leaves(5));
    let bytes = frontier.to_bytes();
    for length in 0..bytes.len() {
        assert!(Frontier::from_bytes(&bytes[..length]).is_err(), "{length}");
    }
    assert!(Frontier::from_bytes(&[bytes.as_slice(), &[0]].concat()).is_err());
    assert!(Frontier::from_parts(1 << 63, vec![Hash::of_empty_tree()]).is_err());
    assert!(serde_json::from_str::<Frontier>(r#"{"size":1,"peaks":[]}"#).is_err());
}
