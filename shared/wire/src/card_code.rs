//! The code on a contact card: whoever says it takes back the consent it was given with.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Bytes32;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols of a code, 5 bits each.
const SYMBOLS: usize = 12;
/// What goes before the symbols under the hash, so that no other hash of this program is one of a code.
const DOMAIN: &[u8] = b"stafett/card-code/v1\0";

/// A code that was mistyped or misheard. Holds nothing of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the code has not twelve symbols of its alphabet")]
pub struct CardCodeError;

/// Twelve symbols of Crockford's base 32: 60 random bits, shown as `7K3M-Q8ZD-0V5T`. Prints nothing of itself, and no
/// agency keeps it: the person has it, the agency and the broker have its [`CardCodeHash`].
#[derive(Clone, PartialEq, Eq)]
pub struct CardCode([u8; SYMBOLS]);

/// SHA-256 over `stafett/card-code/v1`, a zero byte and the twelve symbols.
///
/// Sixty random bits can be searched offline by somebody with this hash and much money: 2⁵⁹ hashes in the middle. It is not
/// salted or stretched, for the broker must find a grant by it. What such a search gives is one right alone, to end one
/// consent: nothing about a person can be read or sent with it, and the broker, which has the hash, could refuse to serve a
/// consent anyway. Nobody without the hash can try faster than the limits of the doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardCodeHash(pub Bytes32);

impl CardCode {
    /// The code of 60 random bits: the lowest of these 8 bytes.
    pub fn from_random(bytes: [u8; 8]) -> Self {
        let mut bits = u64::from_be_bytes(bytes);
        let mut symbols = [0; SYMBOLS];
        for symbol in symbols.iter_mut().rev() {
            *symbol = ALPHABET[usize::from((bits & 31) as u8)];
            bits >>= 5;
        }
        Self(symbols)
    }

    /// As it is printed and read aloud, three groups of four. For the one page that shows it, once.
    pub fn shown(&self) -> String {
        let text: String = self.0.iter().copied().map(char::from).collect();
        [&text[..4], &text[4..8], &text[8..]].join("-")
    }

    /// What is kept of it.
    pub fn hash(&self) -> CardCodeHash {
        CardCodeHash(Bytes32(Sha256::new().chain_update(DOMAIN).chain_update(self.0).finalize().into()))
    }
}

impl FromStr for CardCode {
    type Err = CardCodeError;

    /// Takes it as people type it: any case, spaces and hyphens anywhere, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut symbols = [0; SYMBOLS];
        let mut count = 0;
        for typed in text.chars().filter(|typed| !is_between(*typed)) {
            *symbols.get_mut(count).ok_or(CardCodeError)? = symbol(typed).ok_or(CardCodeError)?;
            count += 1;
        }
        if count == SYMBOLS { Ok(Self(symbols)) } else { Err(CardCodeError) }
    }
}

/// Spaces, also those that do not break, and every hyphen and dash that a keyboard puts in its place.
fn is_between(typed: char) -> bool {
    typed.is_whitespace() || matches!(typed, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn symbol(typed: char) -> Option<u8> {
    let symbol = match u8::try_from(typed.to_ascii_uppercase()).ok()? {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    ALPHABET.contains(&symbol).then_some(symbol)
}

impl fmt::Debug for CardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
