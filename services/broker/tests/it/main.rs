//! The broker from outside: a real server on a port of its own, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

mod agency;
mod bodies;
mod channels;
mod consents;
mod editions;
mod fence;
mod log;
mod offers;
mod page;
mod parcels;
mod recalls;
mod receipts;
mod registry;
mod restart;
mod server;
mod story;
mod tokens;
mod town;
mod witness;
mod words;

/// Makes each test one on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { crate::town::run(store::Backend::Sqlite, super::$name); })+
        }
        mod postgres {
            $(#[test] fn $name() { crate::town::run(store::Backend::Postgres, super::$name); })+
        }
    };
}
pub(crate) use on_both;
