//! What can go wrong with key files.

use std::path::PathBuf;

/// Why a keyring can't be made or read. Names the file and what to do, never a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The file is there already: keys are never overwritten.
    #[error("{0} exists already: keys are never overwritten, choose another folder or move it away")]
    Exists(PathBuf),
    /// The file can't be read.
    #[error("{path} can't be read: make the keys with “stafett keys init” or correct the path")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The file can't be written.
    #[error("{path} can't be written")]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// Others than the owner may read the file.
    #[error("{0} may be read by others than its owner: run “chmod 600” on it")]
    TooOpen(PathBuf),
    /// The file is not what its name says.
    #[error("{0} is not a file of the expected form")]
    Form(PathBuf),
    /// The files do not belong together.
    #[error("{file} does not fit the registration in {folder}: both must come from the same “stafett keys init”")]
    Mismatch {
        /// Which file.
        file: &'static str,
        /// The folder.
        folder: PathBuf,
    },
    /// The registration is not valid (expired, or not signed by this root).
    #[error("the registration is not valid: {0}")]
    Registration(#[from] envelope::DirectoryError),
    /// A name can't be used in a log or a witness key.
    #[error("{0} can't be the name of a key")]
    Name(String),
    /// The operating system gives no random bytes.
    #[error("the operating system gives no random bytes")]
    Random,
}
