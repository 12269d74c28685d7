//! Signed notes: a text and lines of signatures under it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{CheckpointError, Name};
use crate::bytes;

/// The most signature lines a note may carry. The specification asks readers to take 16.
pub const SIGNATURES_MAX: usize = 32;

/// The longest line a signature may have, in bytes: 64 + 8 bytes of ours fit many times over.
const SIGNATURE_LENGTH_MAX: usize = 8192;

/// One line under a note: `— <name> <base64 of key id and signature>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SignatureLine {
    pub(super) name: Name,
    pub(super) key_id: [u8; 4],
    pub(super) signature: Vec<u8>,
}

impl SignatureLine {
    /// The name of the key that is said to have signed.
    pub fn name(&self) -> &Name {
        &self.name
    }

    fn is_of_same_key(&self, other: &Self) -> bool {
        self.name == other.name && self.key_id == other.key_id
    }
}

impl fmt::Display for SignatureLine {
    /// The line without its newline.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blob = [self.key_id.as_slice(), &self.signature].concat();
        write!(f, "\u{2014} {} {}", self.name, bytes::encode(&blob))
    }
}

impl FromStr for SignatureLine {
    type Err = CheckpointError;

    /// Reads one line without its newline.
    fn from_str(line: &str) -> Result<Self, CheckpointError> {
        let broken = CheckpointError::NotANote("signature line");
        read_line(line).ok_or(broken)
    }
}

fn read_line(line: &str) -> Option<SignatureLine> {
    if line.len() > SIGNATURE_LENGTH_MAX {
        return None;
    }
    let (name, blob) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let blob = bytes::decode(blob)?;
    let (key_id, signature) = blob.split_first_chunk::<4>()?;
    let signature = (!signature.is_empty()).then(|| signature.to_vec())?;
    Some(SignatureLine { name: name.parse().ok()?, key_id: *key_id, signature })
}

impl TryFrom<String> for SignatureLine {
    type Error = CheckpointError;

    fn try_from(line: String) -> Result<Self, CheckpointError> {
        line.parse()
    }
}

impl From<SignatureLine> for String {
    fn from(line: SignatureLine) -> Self {
        line.to_string()
    }
}

/// A text with at least one signature line. Well-formed, not yet believed: see [`open`](fn@super::open).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SignedNote {
    pub(super) text: String,
    pub(super) signatures: Vec<SignatureLine>,
}

impl SignedNote {
    /// The text that is signed, with its final newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in order.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The note with one more signature; a line of the same key is replaced. Lines after the first are kept in the
    /// order of their names, so that the same signatures always give the same bytes.
    ///
    /// The line must have been verified: see [`CosignerKey::verify`](super::CosignerKey::verify).
    #[must_use]
    pub fn with(mut self, line: SignatureLine) -> Self {
        if let Some(place) = self.signatures.iter_mut().find(|old| old.is_of_same_key(&line)) {
            *place = line;
        } else {
            self.signatures.push(line);
        }
        if let Some((_, cosignatures)) = self.signatures.split_first_mut() {
            cosignatures.sort_by(|one, other| (&one.name, one.key_id).cmp(&(&other.name, other.key_id)));
        }
        self
    }
}

impl fmt::Display for SignedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for SignedNote {
    type Err = CheckpointError;

    fn from_str(note: &str) -> Result<Self, CheckpointError> {
        if note.contains(|symbol: char| symbol < ' ' && symbol != '\n') {
            return Err(CheckpointError::NotANote("control character"));
        }
        // The last empty line divides text and signatures.
        let divider = note.rfind("\n\n").ok_or(CheckpointError::NotANote("no signatures"))?;
        let (text, lines) = (&note[..=divider], &note[divider + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(CheckpointError::NotANote("no newline at the end"))?;
        let mut signatures: Vec<SignatureLine> = Vec::new();
        for line in lines.split('\n') {
            let line: SignatureLine = line.parse()?;
            if signatures.len() == SIGNATURES_MAX {
                return Err(CheckpointError::NotANote("too many signatures"));
            }
            if signatures.iter().any(|old| old.is_of_same_key(&line)) {
                return Err(CheckpointError::NotANote("two signatures of one key"));
            }
            signatures.push(line);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }
}

impl TryFrom<String> for SignedNote {
    type Error = CheckpointError;

    fn try_from(note: String) -> Result<Self, CheckpointError> {
        note.parse()
    }
}

impl From<SignedNote> for String {
    fn from(note: SignedNote) -> Self {
        note.to_string()
    }
}
