//! What a witness remembers, in one small file: the newest head of each log that it vouched for.
//!
//! A witness that forgets is worse than none: it would vouch for a second history. So the file is made once, with the key;
//! it is replaced whole, on the disk before anything is cosigned; and one process at a time may hold it.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use ledger::{checkpoint::Name, witness::OutsideWitness};

/// The file.
const FILE: &str = "remembered.json";
/// Held by the process that runs; the kernel lets go when it ends, however it ends.
const LOCK: &str = "lock";

/// Why what is remembered can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// It is not there.
    #[error(
        "{0} is missing: a witness that has forgotten could vouch for two histories. Put the file back; if it is lost, make a new \
         witness with another key and tell those who pinned the old one"
    )]
    Lost(PathBuf),
    /// Another process has it.
    #[error("another process runs the witness of {0}")]
    Held(PathBuf),
    /// The content is not what was written.
    #[error("{0} can't be understood: {1}")]
    Form(PathBuf, serde_json::Error),
    /// The disk.
    #[error("{0}: {1}")]
    Disk(PathBuf, io::Error),
}

/// The heads, as the disk has them.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    known: BTreeMap<Name, OutsideWitness>,
    _lock: File,
}

/// Makes the memory of a new witness: nothing yet.
///
/// # Errors
/// One that is there already, or a folder that can't be written.
pub fn create(folder: &Path) -> Result<(), MemoryError> {
    write_new(&folder.join(FILE), b"[]")
}

impl Memory {
    /// Opens it for this process alone.
    ///
    /// # Errors
    /// [`MemoryError`] says what to do.
    pub fn open(folder: &Path) -> Result<Self, MemoryError> {
        let lock_file = folder.join(LOCK);
        let lock = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&lock_file);
        let lock = lock.map_err(|cause| MemoryError::Disk(lock_file.clone(), cause))?;
        lock.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => MemoryError::Held(folder.to_owned()),
            TryLockError::Error(cause) => MemoryError::Disk(lock_file, cause),
        })?;
        Ok(Self { known: read(&folder.join(FILE))?, folder: folder.to_owned(), _lock: lock })
    }

    /// The newest head of a log; nothing seen when it was never vouched for.
    pub fn of(&self, origin: &Name) -> OutsideWitness {
        self.known.get(origin).cloned().unwrap_or_else(|| OutsideWitness::new(origin.clone()))
    }

    /// Remembers a head. When this returns, the disk has it.
    ///
    /// A crash in here leaves the old file or the new one, both whole: nothing was cosigned yet, so both are true. The same
    /// after an error: the old head goes on to be what is known, whichever of the two the disk has.
    ///
    /// # Errors
    /// [`MemoryError::Disk`]; nothing may be cosigned then.
    pub fn keep(&mut self, next: OutsideWitness) -> Result<(), MemoryError> {
        if self.known.get(next.origin()) == Some(&next) {
            return Ok(());
        }
        let mut known = self.known.clone();
        known.insert(next.origin().clone(), next);
        let file = self.folder.join(FILE);
        let heads: Vec<&OutsideWitness> = known.values().collect();
        let bytes = serde_json::to_vec(&heads).map_err(|error| MemoryError::Form(file.clone(), error))?;
        replace(&file, &bytes).and_then(|()| sync(&self.folder)).map_err(|cause| MemoryError::Disk(file, cause))?;
        self.known = known;
        Ok(())
    }
}

fn read(file: &Path) -> Result<BTreeMap<Name, OutsideWitness>, MemoryError> {
    let bytes = fs::read(file).map_err(|cause| match cause.kind() {
        io::ErrorKind::NotFound => MemoryError::Lost(file.to_owned()),
        _ => MemoryError::Disk(file.to_owned(), cause),
    })?;
    let heads: Vec<OutsideWitness> = serde_json::from_slice(&bytes).map_err(|error| MemoryError::Form(file.to_owned(), error))?;
    Ok(heads.into_iter().map(|head| (head.origin().clone(), head)).collect())
}

fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = file.with_extension("json.new");
    let mut new = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&fresh)?;
    new.write_all(bytes)?;
    new.sync_all()?;
    fs::rename(&fresh, file)
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The names of new files are on the disk when this returns.
///
/// # Errors
/// [`MemoryError::Disk`].
pub fn sync_folder(folder: &Path) -> Result<(), MemoryError> {
    sync(folder).map_err(|cause| MemoryError::Disk(folder.to_owned(), cause))
}

/// Writes a new file for its owner alone, and the disk has its content when this returns.
///
/// # Errors
/// [`MemoryError::Disk`], also for a file that is there already.
pub fn write_new(file: &Path, content: &[u8]) -> Result<(), MemoryError> {
    let written = OpenOptions::new().create_new(true).write(true).mode(0o600).open(file).and_then(|mut new| {
        new.write_all(content)?;
        new.sync_all()
    });
    written.map_err(|cause| MemoryError::Disk(file.to_owned(), cause))
}

#[cfg(test)]
mod tests {
    use ledger::{
        Hash,
        checkpoint::LogSigner,
        witness::{AddCheckpoint, OutsideWitness},
    };

    use super::*;

    /// A head of a log, one leaf a size.
    fn head(log: &str, size: u64) -> OutsideWitness {
        let signer = LogSigner::new(log.parse().unwrap(), [1; 32]);
        let asked = AddCheckpoint::new(0, Vec::new(), signer.sign(size, Hash::of_object(b"root"))).unwrap();
        OutsideWitness::new(log.parse().unwrap()).step(&asked, &signer.key()).unwrap().next
    }

    #[test]
    fn what_is_kept_is_there_after_the_next_start_for_each_log_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path()).unwrap();
        let mut memory = Memory::open(folder.path()).unwrap();
        assert_eq!(memory.of(&"a.example/log".parse().unwrap()).size(), 0);
        for (log, size) in [("a.example/log", 7), ("b.example/log", 3), ("a.example/log", 9)] {
            memory.keep(head(log, size)).unwrap();
        }
        // What a crash in the middle of writing leaves is never read.
        fs::write(folder.path().join("remembered.json.new"), b"[{\"origin\":").unwrap();
        drop(memory);
        let memory = Memory::open(folder.path()).unwrap();
        let sizes = ["a.example/log", "b.example/log", "c.example/log"].map(|log| memory.of(&log.parse().unwrap()).size());
        assert_eq!(sizes, [9, 3, 0]);
    }

    #[test]
    fn a_memory_that_is_lost_broken_or_held_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Memory::open(folder.path()), Err(MemoryError::Lost(_))));
        create(folder.path()).unwrap();
        assert!(create(folder.path()).is_err(), "a memory is never made empty again");
        let memory = Memory::open(folder.path()).unwrap();
        assert!(matches!(Memory::open(folder.path()), Err(MemoryError::Held(_))));
        drop(memory);
        fs::write(folder.path().join(FILE), b"[{}]").unwrap();
        assert!(matches!(Memory::open(folder.path()), Err(MemoryError::Form(..))));
    }

    #[test]
    fn what_the_disk_does_not_take_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        create(folder.path()).unwrap();
        let mut memory = Memory::open(folder.path()).unwrap();
        memory.keep(head("a.example/log", 7)).unwrap();
        // A folder where the new file should be: it can't be written.
        fs::create_dir(folder.path().join("remembered.json.new")).unwrap();
        assert!(memory.keep(head("a.example/log", 9)).is_err());
        assert_eq!(memory.of(&"a.example/log".parse().unwrap()).size(), 7);
        fs::remove_dir(folder.path().join("remembered.json.new")).unwrap();
        memory.keep(head("a.example/log", 8)).unwrap();
        assert_eq!(memory.of(&"a.example/log".parse().unwrap()).size(), 8);
    }
}
