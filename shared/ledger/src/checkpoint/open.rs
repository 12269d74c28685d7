//! Believing a checkpoint.

use jiff::Timestamp;

use super::{Checkpoint, CheckpointError, CosignerKey, LogKey, Name, SignedNote};
use crate::hash::Hash;

/// A cosignature that was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// The cosigner's name.
    pub name: Name,
    /// When it cosigned, by its own clock, to the second.
    pub at: Timestamp,
}

/// A checkpoint the log has signed. Only [`open`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedCheckpoint {
    checkpoint: Checkpoint,
    cosigned_by: Vec<Cosignature>,
}

impl OpenedCheckpoint {
    /// Origin, size and root.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The log's name.
    pub fn origin(&self) -> &Name {
        &self.checkpoint.origin
    }

    /// Leaves in the tree.
    pub const fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// Root of the tree.
    pub const fn root(&self) -> Hash {
        self.checkpoint.root
    }

    /// The cosignatures of the cosigners that were asked for, as far as they are there.
    pub fn cosigned_by(&self) -> &[Cosignature] {
        &self.cosigned_by
    }

    /// When `cosigner` cosigned.
    ///
    /// # Errors
    /// [`CheckpointError::NotCosigned`] if it has not, or was not among the keys given to [`open`].
    pub fn require(&self, cosigner: &Name) -> Result<Timestamp, CheckpointError> {
        let found = self.cosigned_by.iter().find(|cosignature| cosignature.name == *cosigner);
        found.map(|cosignature| cosignature.at).ok_or_else(|| CheckpointError::NotCosigned(cosigner.to_string()))
    }
}

/// Reads a signed note and verifies the log's signature and the cosignatures of the given cosigners.
///
/// Lines of other keys are ignored, as C2SP signed-note demands; cosignatures that are missing are no error here (see
/// [`OpenedCheckpoint::require`]). A line that names one of the given keys and doesn't verify spoils the whole note.
///
/// # Errors
/// [`CheckpointError`] saying what is wrong.
pub fn open(note: &str, log: &LogKey, cosigners: &[CosignerKey]) -> Result<OpenedCheckpoint, CheckpointError> {
    check_keys_differ(log, cosigners)?;
    let note: SignedNote = note.parse()?;
    let line = note.signatures.iter().find(|line| log.has_signed(line)).ok_or(CheckpointError::NotSigned)?;
    log.verify(&note.text, line)?;
    let checkpoint: Checkpoint = note.text.parse()?;
    if checkpoint.origin != *log.name() {
        return Err(CheckpointError::WrongOrigin);
    }
    let mut cosigned_by = Vec::new();
    for key in cosigners {
        if let Some(line) = note.signatures.iter().find(|line| key.has_signed(line)) {
            let at = key.verify(&checkpoint, line)?;
            cosigned_by.push(Cosignature { name: key.name().clone(), at });
        }
    }
    Ok(OpenedCheckpoint { checkpoint, cosigned_by })
}

/// One key under two names would count as two that agree.
fn check_keys_differ(log: &LogKey, cosigners: &[CosignerKey]) -> Result<(), CheckpointError> {
    let mut seen = vec![log.bytes()];
    for key in cosigners {
        if seen.contains(&key.bytes()) {
            return Err(CheckpointError::SharedKey);
        }
        seen.push(key.bytes());
    }
    Ok(())
}
