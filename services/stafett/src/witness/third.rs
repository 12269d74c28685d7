//! The one verb: follow a log to a checkpoint, remember it, cosign it. One request at a time.

use std::{
    collections::BTreeMap,
    error::Error,
    sync::{Mutex, PoisonError},
};

use ledger::{
    checkpoint::{Cosigner, CosignerKey, LogKey, Name, SignatureLine},
    witness::{AddCheckpoint, NotAddCheckpoint, OutsideRefusal},
};
use store::clock::SharedClock;

use super::{
    config::Config,
    init,
    memory::{Memory, MemoryError},
};

/// A witness with its key, its logs and its memory.
pub struct ThirdWitness {
    cosigner: Cosigner,
    logs: BTreeMap<Name, LogKey>,
    memory: Mutex<Memory>,
    clock: SharedClock,
}

/// Why nothing was cosigned.
#[derive(Debug, thiserror::Error)]
pub enum NotCosigned {
    /// The request is none.
    #[error("not a request to add a checkpoint: {0}")]
    Form(#[from] NotAddCheckpoint),
    /// The request is not text.
    #[error("not a request to add a checkpoint: not UTF-8")]
    NotText,
    /// The log is not followed there.
    #[error(transparent)]
    Refused(#[from] OutsideRefusal),
    /// The new head could not be written down.
    #[error(transparent)]
    Memory(#[from] MemoryError),
}

impl ThirdWitness {
    /// Reads key and memory; from here on no other process can have them.
    ///
    /// # Errors
    /// What is missing or in the way, and what to do.
    pub fn open(config: &Config, clock: SharedClock) -> Result<Self, Box<dyn Error>> {
        let cosigner = init::read(&config.folder)?;
        let memory = Mutex::new(Memory::open(&config.folder)?);
        Ok(Self { cosigner, logs: config.pinned()?, memory, clock })
    }

    /// Its verifier key.
    pub fn key(&self) -> CosignerKey {
        self.cosigner.key()
    }

    /// Takes the body of a request and gives the cosignature.
    ///
    /// # Errors
    /// [`NotCosigned`]; then what is remembered has not changed.
    pub fn add_checkpoint(&self, body: &[u8]) -> Result<SignatureLine, NotCosigned> {
        let asked: AddCheckpoint = std::str::from_utf8(body).map_err(|_| NotCosigned::NotText)?.parse()?;
        let log = self.logs.get(&asked.claimed().origin).ok_or(OutsideRefusal::UnknownOrigin)?;
        // Held until the line is made: between judging and remembering nobody else may step in, and of two lines the later
        // has the larger head. A holder that panicked left the old head or the new one.
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let step = memory.of(log.name()).step(&asked, log).inspect_err(|refusal| note(&asked, refusal))?;
        memory.keep(step.next)?;
        // Crash here: the head is remembered, no line was given. The log learns the size and asks again from there.
        Ok(self.cosigner.cosign(&step.cosignable, self.clock.now()))
    }
}

/// What the log has signed and can't both be true is written out whole: it is evidence.
fn note(asked: &AddCheckpoint, refusal: &OutsideRefusal) {
    let (code, head) = (refusal.code(), asked.claimed());
    match refusal {
        OutsideRefusal::Fork { .. } => {
            tracing::error!(alarm = "outside-fork", size = head.size, note = %asked.note(), "the log shows two trees of one size");
        }
        OutsideRefusal::Proof(_) => {
            // Whoever has a signed head can send it with a wrong proof: this alone accuses nobody.
            tracing::warn!(code, size = head.size, note = %asked.note(), "not shown to have only grown");
        }
        OutsideRefusal::NotSigned(_) => tracing::warn!(code, "a checkpoint that the log has not signed"),
        OutsideRefusal::OldDiffers { have, old } => tracing::info!(have, old, "asked from another size than is remembered"),
        OutsideRefusal::UnknownOrigin | OutsideRefusal::OldBeyond { .. } => tracing::info!(code, "not cosigned"),
    }
}
