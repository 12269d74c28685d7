//! One database door.
//!
//! PostgreSQL and SQLite stand behind one type, [`Conn`]. A query is written once, inside
//! [`on!`], and compiled for each backend with that backend's own dialect. Every change goes
//! through [`Db::write`], a transaction with a name, and the answer comes after the commit is
//! durable. On SQLite one thread writes, and commits together whatever is waiting.
//!
//! Beside the door: migrations composed from several crates ([`migrations()`]), ids and times as
//! they are stored ([`Id`], [`Micros`]), queues that are tables ([`queue`]), events that can be
//! replayed ([`events`]), keys and contents at rest ([`at_rest`]) and the clock ([`clock`]).

pub mod at_rest;
pub mod clock;
pub mod events;
pub mod queue;
#[cfg(feature = "testing")]
pub mod testing;

mod aftermath;
mod conn;
mod db;
mod ensure;
mod error;
mod failure;
mod hash32;
mod id;
mod job;
mod micros;
mod migrations;
mod options;
mod pool;
mod pooled_write;
mod schema;
mod topic;
mod transaction;
mod url;
mod writer;

pub use conn::Conn;
pub use db::Db;
pub use ensure::ensure_database;
pub use error::{Error, ErrorKind, Result};
pub use failure::Failure;
pub use hash32::Hash32;
pub use id::Id;
pub use micros::Micros;
pub use migrations::{Migrations, Schema, migrations};
pub use options::Options;
pub use topic::{Listener, Topic, Woken};
pub use url::{Backend, DatabaseUrl};

#[doc(hidden)]
pub use diesel_migrations;

/// The tables of this crate: queues and events.
pub const MIGRATIONS: Migrations = embed!("store", "../../migrations/store/postgres", "../../migrations/store/sqlite");
