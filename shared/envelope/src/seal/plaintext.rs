//! What is inside a seal: salt (32) ‖ length (u32, big-endian) ‖ value ‖ zeros.

use wire::{Bytes32, Category};
use zeroize::Zeroizing;

const SALT: usize = 32;
const HEAD: usize = SALT + 4;
/// What Poly1305 adds.
const TAG: usize = 16;

/// Length of the sealed bytes of a category, whatever the value.
pub(super) const fn ciphertext_length(category: Category) -> usize {
    category.sealed_length() + TAG
}

/// Salt, length, value and zeros; nothing when the value is too long for its category.
pub(super) fn pad(category: Category, salt: Bytes32, value: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let length = u32::try_from(value.len()).ok()?;
    let room = category.sealed_length().checked_sub(HEAD)?;
    if value.len() > room {
        return None;
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(category.sealed_length()));
    bytes.extend_from_slice(&salt.0);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(value);
    bytes.resize(category.sealed_length(), 0);
    Some(bytes)
}

/// Salt and value; nothing when the length is wrong or something else than zeros comes after the value.
pub(super) fn unpad(category: Category, bytes: &[u8]) -> Option<(Bytes32, &[u8])> {
    if bytes.len() != category.sealed_length() {
        return None;
    }
    let (salt, rest) = bytes.split_first_chunk::<SALT>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (value, padding) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    padding.iter().all(|byte| *byte == 0).then_some((Bytes32(*salt), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATEGORY: Category = Category::Weapons;

    #[test]
    fn what_is_padded_comes_back() {
        for length in [0, 1, CATEGORY.sealed_length() - HEAD] {
            let value = vec![7; length];
            let padded = pad(CATEGORY, Bytes32([9; 32]), &value).unwrap();
            assert_eq!(padded.len(), CATEGORY.sealed_length());
            assert_eq!(unpad(CATEGORY, &padded), Some((Bytes32([9; 32]), value.as_slice())));
        }
    }

    #[test]
    fn one_byte_too_many_is_refused() {
        assert!(pad(CATEGORY, Bytes32([9; 32]), &vec![7; CATEGORY.sealed_length() - HEAD + 1]).is_none());
    }

    #[test]
    fn other_lengths_and_dirty_padding_are_refused() {
        let padded = pad(CATEGORY, Bytes32([9; 32]), b"{}").unwrap();
        let change = |place: usize, byte: u8| {
            let mut bytes = padded.to_vec();
            bytes[place] = byte;
            bytes
        };
        assert!(unpad(CATEGORY, &change(padded.len() - 1, 1)).is_none(), "a byte after the value");
        assert!(unpad(CATEGORY, &change(SALT + 3, 1)).is_none(), "a length that leaves a byte of the value outside");
        assert!(unpad(CATEGORY, &change(SALT, 0xff)).is_none(), "a length beyond the end");
        assert!(unpad(CATEGORY, &padded[1..]).is_none(), "too short");
        assert!(unpad(CATEGORY, &[padded.as_slice(), &[0]].concat()).is_none(), "too long");
        assert!(unpad(CATEGORY, &change(SALT + 3, 2)).is_some(), "the same length again");
    }
}
