//! The log: entries in one order, and heads that name a history.
//!
//! Stands for `services/broker/src/domain/log.rs` and `shared/ledger`. A leaf is salted anew in each life of the broker,
//! so two histories never share a leaf after they part. In one run a life begins at one place, so size and life of the last
//! leaf name a history as its root does.

use crate::outbox::Reply;

/// What a leaf says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    Consent,
    Withdrawn,
    Released(u8),
    Refused(u8),
    Fetched(u8),
    Receipt(u8, Reply),
    Expired(u8),
    Recalled(u8),
}

/// A head of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Head {
    /// Leaves.
    pub size: u8,
    /// The broker's life that wrote the last of them.
    pub life: u8,
}

/// The log, with the life of the broker that wrote each leaf.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Log(Vec<(u8, Entry)>);

impl Log {
    /// Writes an entry and gives its index.
    pub fn append(&mut self, life: u8, entry: Entry) -> u8 {
        self.0.push((life, entry));
        self.size() - 1
    }

    /// Leaves.
    pub fn size(&self) -> u8 {
        u8::try_from(self.0.len()).unwrap_or(u8::MAX)
    }

    /// The newest head.
    pub fn head(&self) -> Head {
        Head { size: self.size(), life: self.0.last().map_or(0, |(life, _)| *life) }
    }

    /// Whether this history begins with that of the head.
    pub fn grew_from(&self, head: Head) -> bool {
        let last = head.size.checked_sub(1).map(usize::from);
        last.is_none_or(|last| self.0.get(last).is_some_and(|(life, _)| *life == head.life))
    }

    /// Where an entry first stands.
    pub fn index_of(&self, entry: Entry) -> Option<u8> {
        self.0.iter().position(|(_, one)| *one == entry).and_then(|index| u8::try_from(index).ok())
    }

    /// How many of the first `size` entries are this one.
    pub fn count(&self, entry: Entry, size: u8) -> usize {
        self.0.iter().take(size.into()).filter(|(_, one)| *one == entry).count()
    }

    /// Whether the entry is there.
    pub fn holds(&self, entry: Entry) -> bool {
        self.count(entry, u8::MAX) > 0
    }

    /// The longest head that both histories share.
    pub fn common(&self, other: &Self) -> Head {
        let size = self.0.iter().zip(&other.0).take_while(|(one, two)| one == two).count();
        Head { size: u8::try_from(size).unwrap_or(u8::MAX), life: size.checked_sub(1).map_or(0, |last| self.0[last].0) }
    }
}
