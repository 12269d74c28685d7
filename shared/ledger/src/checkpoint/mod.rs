//! Checkpoints: the signed head of the log, and its cosignatures.
//!
//! Formats: C2SP *signed-note*, *tlog-checkpoint* and *tlog-cosignature* (Ed25519, `cosignature/v1`). Reading is
//! stricter than the specifications ask: one spelling of everything, no extension lines, no line twice.

mod error;
mod head;
mod key;
mod name;
mod note;
mod open;
mod signer;

pub use error::{CheckpointError, KeyError};
pub use head::Checkpoint;
pub(crate) use head::read_size;
pub use key::{CosignerKey, LogKey};
pub use name::{Name, NotAName};
pub use note::{SIGNATURES_MAX, SignatureLine, SignedNote};
pub use open::{Cosignature, OpenedCheckpoint, open};
pub use signer::{Cosigner, LogSigner};
