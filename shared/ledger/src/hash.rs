//! The two hashes of an RFC 6962 tree (section 2.1), SHA-256 throughout.

use std::fmt;

use sha2::block_api::compress256;
use sha2::{Digest as _, Sha256};

/// A hash in the tree: of a leaf, of a node or of the whole. 32 bytes, public.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

crate::bytes::thirty_two_bytes!(Hash);

impl Hash {
    /// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1).
    pub fn of_empty_tree() -> Self {
        Self::of_object(b"")
    }

    /// Plain SHA-256 of an object the log speaks of, such as the signed bytes of an offer. Not a hash of the tree.
    pub fn of_object(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}

/// Hash of one leaf: SHA-256(0x00 ‖ data), RFC 6962 section 2.1.
///
/// The blocks are laid out here instead of in the hasher's buffer: the prefix puts every byte of the data one place
/// off, and a whole log is read through this function.
pub fn leaf_hash(data: &[u8]) -> Hash {
    let mut state = INITIAL;
    let mut rest = data;
    let mut block = [0_u8; 64];
    let mut filled = 1; // the prefix 0x00
    if let Some((first, after)) = data.split_first_chunk::<63>() {
        block[1..].copy_from_slice(first);
        let (whole, loose) = after.as_chunks::<64>();
        compress256(&mut state, &[block]);
        compress256(&mut state, whole);
        (rest, filled) = (loose, 0);
    }
    let mut last = [[0_u8; 64]; 2];
    let end = filled + rest.len();
    let bytes = last.as_flattened_mut();
    bytes[filled..end].copy_from_slice(rest);
    bytes[end] = END;
    // The length needs the last 8 bytes of a block; with the end mark 9 must be free.
    let blocks = if end + 9 <= 64 { 1 } else { 2 };
    bytes[blocks * 64 - 8..blocks * 64].copy_from_slice(&bit_length(data.len() + 1));
    compress256(&mut state, &last[..blocks]);
    finish(state)
}

/// Hash of two neighbours: SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1.
///
/// The input is always 65 bytes, so its two padded blocks are laid out at once.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut blocks = [[0_u8; 64]; 2];
    let bytes = blocks.as_flattened_mut();
    bytes[0] = 0x01;
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..65].copy_from_slice(&right.0);
    bytes[65] = END;
    bytes[120..].copy_from_slice(&bit_length(65));
    let mut state = INITIAL;
    compress256(&mut state, &blocks);
    finish(state)
}

/// Marks the end of the message in its last blocks (FIPS 180-4 section 5.1.1).
const END: u8 = 0x80;

/// The first state of SHA-256 (FIPS 180-4 section 5.3.3).
const INITIAL: [u32; 8] = [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// Length of a message as its last block carries it.
const fn bit_length(bytes: usize) -> [u8; 8] {
    (bytes as u64 * 8).to_be_bytes()
}

fn finish(state: [u32; 8]) -> Hash {
    let mut bytes = [0; 32];
    for (place, word) in bytes.chunks_exact_mut(4).zip(state) {
        place.copy_from_slice(&word.to_be_bytes());
    }
    Hash(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_tree_has_the_hash_of_nothing() {
        assert_eq!(Hash::of_empty_tree().to_base64(), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn a_leaf_is_plain_sha_256_of_zero_and_its_bytes_at_every_length() {
        let bytes: Vec<u8> = (0..1000_u32).map(|number| (number * 7 % 251) as u8).collect();
        for length in 0..bytes.len() {
            let input = [&[0x00], &bytes[..length]].concat();
            assert_eq!(leaf_hash(&bytes[..length]), Hash::of_object(&input), "{length}");
        }
    }

    #[test]
    fn a_node_is_plain_sha_256_of_its_sixty_five_bytes() {
        for seed in 0..=255_u8 {
            let left = Hash::of_object(&[seed]);
            let right = Hash::of_object(&[seed, 1]);
            let input = [&[0x01], left.as_bytes().as_slice(), right.as_bytes()].concat();
            assert_eq!(node_hash(&left, &right), Hash::of_object(&input));
            assert_ne!(node_hash(&right, &left), node_hash(&left, &right));
        }
    }
}
