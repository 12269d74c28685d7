//! How the door is opened.

use std::time::Duration;

/// Settings of [`Db::open`](crate::Db::open).
#[derive(Debug, Clone)]
pub struct Options {
    /// Most connections in the pool: all of them on PostgreSQL, the readers on SQLite.
    pub connections: u32,
    /// How long to wait for a free connection, and for another process to release a SQLite file.
    pub patience: Duration,
    /// Most writes that wait for SQLite's writer before callers wait to hand theirs in.
    pub queue_length: usize,
    /// Most writes in one commit on SQLite.
    pub batch: usize,
    /// Run missing migrations. When false, a missing one is
    /// [`ErrorKind::SchemaBehind`](crate::ErrorKind::SchemaBehind).
    pub migrate: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { connections: 8, patience: Duration::from_secs(5), queue_length: 1024, batch: 256, migrate: true }
    }
}
