//! What a log asks of an outside witness, and what it reads in the answer (C2SP *tlog-witness*, `add-checkpoint`).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::checkpoint::{Checkpoint, CheckpointError, CosignerKey, SignatureLine, SignedNote, read_size};
use crate::hash::Hash;

/// The most hashes a request may carry.
pub const PROOF_LINES_MAX: usize = 63;

/// Media type of the answer 409 that tells which size the witness remembers.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// A signed head, and the proof that it grew from the size the witness is thought to remember.
///
/// Text form: `old <size>`, one hash in base64 a line, an empty line, the signed note. Well-formed, not yet believed: see
/// [`OutsideWitness::step`](super::OutsideWitness::step).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    old: u64,
    proof: Vec<Hash>,
    note: SignedNote,
    claimed: Checkpoint,
}

/// The bytes are no request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAddCheckpoint {
    /// The first line is not `old` and a size.
    #[error("the first line is not the old size")]
    OldSize,
    /// A line before the empty one is not the base64 of a hash.
    #[error("a line of the proof is not a hash")]
    ProofLine,
    /// More hashes than any proof has.
    #[error("more than {PROOF_LINES_MAX} lines of proof")]
    TooLong,
    /// No empty line divides proof and note.
    #[error("no empty line before the checkpoint")]
    NoNote,
    /// What follows is no signed checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl AddCheckpoint {
    /// Asks for a cosignature of `note`, grown from the tree of `old` leaves as `proof` shows. No proof for `old` 0.
    ///
    /// # Errors
    /// [`NotAddCheckpoint`] when `note` is of no checkpoint or the proof is longer than any can be.
    pub fn new(old: u64, proof: Vec<Hash>, note: SignedNote) -> Result<Self, NotAddCheckpoint> {
        if proof.len() > PROOF_LINES_MAX {
            return Err(NotAddCheckpoint::TooLong);
        }
        let claimed = note.text().parse()?;
        Ok(Self { old, proof, note, claimed })
    }

    /// Leaves the witness is thought to remember.
    pub const fn old(&self) -> u64 {
        self.old
    }

    /// The nodes from the old root to the new, in the order of RFC 6962 section 2.1.2.
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The signed note.
    pub fn note(&self) -> &SignedNote {
        &self.note
    }

    /// What the note says. Nobody has verified that the log signed it.
    pub fn claimed(&self) -> &Checkpoint {
        &self.claimed
    }
}

impl fmt::Display for AddCheckpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.note)
    }
}

impl FromStr for AddCheckpoint {
    type Err = NotAddCheckpoint;

    fn from_str(text: &str) -> Result<Self, NotAddCheckpoint> {
        let (first, mut rest) = text.split_once('\n').ok_or(NotAddCheckpoint::OldSize)?;
        let old = first.strip_prefix("old ").and_then(read_size).ok_or(NotAddCheckpoint::OldSize)?;
        let mut proof = Vec::new();
        loop {
            let (line, after) = rest.split_once('\n').ok_or(NotAddCheckpoint::NoNote)?;
            rest = after;
            if line.is_empty() {
                return Self::new(old, proof, rest.parse()?);
            }
            if proof.len() == PROOF_LINES_MAX {
                return Err(NotAddCheckpoint::TooLong);
            }
            proof.push(Hash::from_base64(line).map_err(|_| NotAddCheckpoint::ProofLine)?);
        }
    }
}

/// The cosignature by `witness` in an answer 200, and the second it was made. Lines of other keys are ignored, also such
/// as are of no kind we know.
///
/// # Errors
/// [`CheckpointError::NotCosigned`] if there is none, [`CheckpointError::BadSignature`] if it doesn't hold for
/// `checkpoint`.
pub fn cosignature_in(answer: &str, checkpoint: &Checkpoint, witness: &CosignerKey) -> Result<(SignatureLine, Timestamp), CheckpointError> {
    let mut lines = answer.lines().filter_map(|line| line.parse::<SignatureLine>().ok());
    let line = lines.find(|line| witness.has_signed(line)).ok_or_else(|| CheckpointError::NotCosigned(witness.name().to_string()))?;
    let at = witness.verify(checkpoint, &line)?;
    Ok((line, at))
}

/// The size in an answer 409 of [`SIZE_CONTENT_TYPE`].
pub fn remembered_size(answer: &str) -> Option<u64> {
    answer.strip_suffix('\n').and_then(read_size)
}
