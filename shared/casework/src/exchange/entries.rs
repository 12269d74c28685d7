//! Entries of the log that this agency is a party to, as the broker gives them out.

use ledger::{Commitment, Entry, Salt};
use serde::Deserialize;
use wire::{Bytes32, Octets};

use super::broker_client::CallError;
use crate::Casework;

/// An entry with its salt, as it came.
#[derive(Deserialize)]
pub(super) struct Readable {
    pub(super) index: u64,
    entry: Octets,
    salt: Bytes32,
}

/// An entry and the salt that opens its leaf.
pub(super) struct Salted {
    pub(super) entry: Entry,
    pub(super) salt: Salt,
}

impl Readable {
    /// The entry, when it has the form of one.
    pub(super) fn read(&self) -> Result<Salted, CallError> {
        let entry: Entry = serde_json::from_slice(&self.entry.0).map_err(|_| CallError::Form)?;
        Ok(Salted { entry, salt: Salt::from_bytes(self.salt.0) })
    }
}

#[derive(Deserialize)]
struct OwnEntries {
    entries: Vec<Readable>,
    next: u64,
}

/// The entries from a place up to a size that the broker says are this agency's.
pub(super) async fn own_between(casework: &Casework, from: u64, size: u64) -> Result<Vec<Readable>, CallError> {
    let (mut entries, mut at) = (Vec::new(), from);
    while at < size {
        let part: OwnEntries = casework.get(&format!("/log/entries?from={at}"), None).await?.json()?;
        if part.next <= at {
            return Err(CallError::Form);
        }
        entries.extend(part.entries.into_iter().filter(|one| (from..size).contains(&one.index)));
        at = part.next;
    }
    Ok(entries)
}

impl Salted {
    /// RFC 8785 bytes of the entry, and the salt.
    pub(super) fn into_parts(self) -> (Vec<u8>, [u8; 32]) {
        (self.entry.canonical(), *self.salt.as_bytes())
    }

    /// The leaf that it claims to be.
    pub(super) fn commitment(&self) -> Commitment {
        Commitment::to(&self.entry, &self.salt)
    }
}

/// The entry at a place; a [`CallError::Problem`] when there is none for this agency.
pub(super) async fn entry_at(casework: &Casework, index: u64) -> Result<Salted, CallError> {
    casework.get(&format!("/log/entries/{index}"), None).await?.json::<Readable>()?.read()
}
