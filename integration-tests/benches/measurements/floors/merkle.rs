//! A tree of SHA-256 after RFC 6962, in constant memory.

use sha2::{Digest as _, Sha256};

type Hash = [u8; 32];

/// The root over entries of any length; nothing for no entries.
pub fn root<'a>(entries: impl Iterator<Item = &'a [u8]>) -> Option<Hash> {
    let mut whole: Vec<(u32, Hash)> = Vec::with_capacity(64);
    for entry in entries {
        let mut top = (0, leaf(entry));
        while let Some((_, left)) = whole.pop_if(|(height, _)| *height == top.0) {
            top = (top.0 + 1, node(&left, &top.1));
        }
        whole.push(top);
    }
    whole.into_iter().map(|(_, hash)| hash).rev().reduce(|right, left| node(&left, &right))
}

fn leaf(entry: &[u8]) -> Hash {
    Sha256::new_with_prefix([0]).chain_update(entry).finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}
