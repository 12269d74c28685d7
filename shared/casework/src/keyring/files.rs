//! Reading and writing key files.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use wire::{Bytes32, Registration};
use zeroize::{Zeroize as _, Zeroizing};

use super::KeyringError;

/// Reads a seed of 32 bytes: one line of standard base64. Refuses a file that others may read.
///
/// # Errors
/// [`KeyringError`] with the path.
pub fn read_seed(path: &Path) -> Result<Zeroizing<[u8; 32]>, KeyringError> {
    refuse_open_file(path)?;
    let text = Zeroizing::new(read(path)?);
    let mut bytes = STANDARD.decode(text.trim_end()).map_err(|_| KeyringError::Form(path.to_owned()))?;
    let seed = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| KeyringError::Form(path.to_owned()));
    bytes.zeroize();
    seed.map(Zeroizing::new)
}

/// Writes a seed into a new file that its owner alone may read (0600).
///
/// # Errors
/// [`KeyringError::Exists`]; [`KeyringError::Write`].
pub fn write_seed(path: &Path, seed: &[u8; 32]) -> Result<(), KeyringError> {
    let line = Zeroizing::new(format!("{}\n", STANDARD.encode(seed)));
    write_new(path, line.as_bytes())
}

/// The registration in a folder of keys.
///
/// # Errors
/// [`KeyringError`] with the path.
pub fn read_registration(folder: &Path) -> Result<Registration, KeyringError> {
    let path = folder.join("registration.json");
    let text = read(&path)?;
    wire::canonical::from_bytes(text.trim_end().as_bytes()).map_err(|_| KeyringError::Form(path))
}

/// The public half of the root in a folder of keys.
///
/// # Errors
/// [`KeyringError`] with the path.
pub fn read_root(folder: &Path) -> Result<Bytes32, KeyringError> {
    let path = folder.join("root.pub");
    Bytes32::from_base64(read(&path)?.trim_end()).ok_or(KeyringError::Form(path))
}

/// The log's verifier key in a broker's folder of keys.
///
/// # Errors
/// [`KeyringError`] with the path.
pub fn read_log_key(folder: &Path) -> Result<String, KeyringError> {
    let path = folder.join("log.vkey");
    Ok(read(&path)?.trim_end().to_owned())
}

pub(super) fn read(path: &Path) -> Result<String, KeyringError> {
    fs::read_to_string(path).map_err(|cause| KeyringError::Read { path: path.to_owned(), cause })
}

/// Writes a new file for its owner alone, and the disk has it when this returns.
pub(super) fn write_new(path: &Path, content: &[u8]) -> Result<(), KeyringError> {
    let failed = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::AlreadyExists => KeyringError::Exists(path.to_owned()),
        _ => KeyringError::Write { path: path.to_owned(), cause },
    };
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(failed)
}

/// Puts this in the place of a file, whole or not at all: a crash leaves the old one.
pub(super) fn replace(path: &Path, content: &[u8]) -> Result<(), KeyringError> {
    let fresh = path.with_extension("new");
    // One that a crash has left.
    let _ = fs::remove_file(&fresh);
    write_new(&fresh, content)?;
    fs::rename(&fresh, path).map_err(|cause| KeyringError::Write { path: path.to_owned(), cause })
}

/// Makes a folder for its owner alone.
pub(super) fn make_folder(path: &Path) -> Result<(), KeyringError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|cause| KeyringError::Write { path: path.to_owned(), cause })
}

/// The key files of a unit.
pub(super) fn key_files(folder: &Path) -> Result<Vec<PathBuf>, KeyringError> {
    let failed = |cause| KeyringError::Read { path: folder.to_owned(), cause };
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "key"));
    paths.sort();
    Ok(paths)
}

#[cfg(unix)]
fn refuse_open_file(path: &Path) -> Result<(), KeyringError> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = fs::metadata(path).map_err(|cause| KeyringError::Read { path: path.to_owned(), cause })?;
    if metadata.mode() & 0o077 == 0 { Ok(()) } else { Err(KeyringError::TooOpen(path.to_owned())) }
}

#[cfg(not(unix))]
fn refuse_open_file(_path: &Path) -> Result<(), KeyringError> {
    Ok(())
}
