//! Why a registration is not believed.

use wire::{BoardId, KeyId, ProblemCode, UnitId};

use crate::{EnvelopeError, KeyError};

/// Why a key set or a manifest is not believed. All it names is public.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryError {
    /// The pinned root is no key.
    #[error("the pinned root: {0}")]
    PinnedRoot(KeyError),
    /// The key set is not signed by the pinned root, or is no key set.
    #[error("key set: {0}")]
    KeySet(EnvelopeError),
    /// The manifest is not signed by the service key it names, or is no manifest.
    #[error("manifest: {0}")]
    Manifest(EnvelopeError),
    /// The key set states another root than the one that signed it.
    #[error("the key set states another root than the pinned one")]
    OtherRoot,
    /// The key that signed the manifest is not in the key set, or not in its time.
    #[error("the service key {0} is unknown or not in its time")]
    ServiceKey(KeyId),
    /// A version that was seen before is newer: somebody plays back an old one.
    #[error("{document} version {version} is older than version {seen}, which was seen before")]
    RolledBack {
        /// `key set` or `manifest`.
        document: &'static str,
        /// The version that came.
        version: u32,
        /// The version that was seen.
        seen: u32,
    },
    /// Made later than now, by more than clocks differ.
    #[error("{0} was made in the future")]
    FromTheFuture(&'static str),
    /// Key set and manifest speak of different agencies, or of different kinds of agency.
    #[error("key set and manifest are not of the same agency and kind")]
    OtherAgency,
    /// A public key that nothing may be done with, an id that is not its own, or one that is there twice.
    #[error("the key {0} is not usable, has another id or is there twice")]
    Key(KeyId),
    /// A key whose times are not in order.
    #[error("the times of the key {0} are not in order")]
    KeyTimes(KeyId),
    /// A board of another agency, or one that is there twice.
    #[error("the board {0} is not of this agency or is there twice")]
    Board(BoardId),
    /// A unit of another agency or an unknown board, or one that is there twice.
    #[error("the unit {0} is not of this agency and its boards, or is there twice")]
    Unit(UnitId),
    /// No service keys.
    #[error("the key set has no service keys")]
    Empty,
}

impl DirectoryError {
    /// The code a machine answers with.
    pub const fn problem(&self) -> ProblemCode {
        match self {
            Self::KeySet(error) | Self::Manifest(error) => error.problem(),
            Self::ServiceKey(_) | Self::PinnedRoot(_) | Self::OtherRoot => ProblemCode::UnknownKey,
            Self::RolledBack { .. } => ProblemCode::OtherBytes,
            Self::FromTheFuture(_) => ProblemCode::WrongTime,
            Self::OtherAgency | Self::Board(_) | Self::Unit(_) => ProblemCode::WrongAddress,
            Self::Key(_) | Self::KeyTimes(_) => ProblemCode::WrongSealingKey,
            Self::Empty => ProblemCode::NotCanonical,
        }
    }
}
