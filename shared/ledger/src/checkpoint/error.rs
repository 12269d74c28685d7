//! Why a checkpoint or a key is refused.

/// A checkpoint that is not believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not a signed note in its one spelling.
    #[error("not a signed note: {0}")]
    NotANote(&'static str),
    /// The note's text is not a checkpoint.
    #[error("not a checkpoint: {0}")]
    NotACheckpoint(&'static str),
    /// The checkpoint is of another log than the key.
    #[error("a checkpoint of another log")]
    WrongOrigin,
    /// The log's own signature isn't there.
    #[error("the log has not signed")]
    NotSigned,
    /// A signature of a known key doesn't hold.
    #[error("the signature of {0} does not hold")]
    BadSignature(String),
    /// A required cosigner has not cosigned.
    #[error("{0} has not cosigned")]
    NotCosigned(String),
    /// Two of the keys given are the same key: their agreement would say nothing.
    #[error("two of the trusted keys are the same")]
    SharedKey,
}

impl CheckpointError {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotANote(_) => "checkpoint-not-a-note",
            Self::NotACheckpoint(_) => "checkpoint-malformed",
            Self::WrongOrigin => "checkpoint-wrong-origin",
            Self::NotSigned => "checkpoint-not-signed",
            Self::BadSignature(_) => "checkpoint-bad-signature",
            Self::NotCosigned(_) => "checkpoint-not-cosigned",
            Self::SharedKey => "checkpoint-shared-key",
        }
    }
}

/// A verifier key that is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not `<name>+<key id>+<base64>` in its one spelling.
    #[error("not a verifier key")]
    NotAKey,
    /// A key of another kind: a log's key where a cosigner's belongs, or the other way round.
    #[error("a verifier key of another kind")]
    WrongKind,
    /// The key id is not that of the name and the key.
    #[error("the key id does not belong to the key")]
    WrongId,
    /// Not a point on the curve, or one of small order anybody can sign for.
    #[error("not a usable Ed25519 public key")]
    Unusable,
}

impl KeyError {
    /// A stable code for logs and for looking up the words a person reads.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAKey => "key-malformed",
            Self::WrongKind => "key-wrong-kind",
            Self::WrongId => "key-wrong-id",
            Self::Unusable => "key-unusable",
        }
    }
}
