//! The broker from outside: a real server on a port of its own, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop")]

mod agency;
mod approvals;
mod behind;
mod bodies;
mod channels;
mod code_withdrawals;
mod consents;
mod editions;
mod erasure;
mod explanations;
mod fence;
mod log;
mod offers;
mod outside_witness;
mod page;
mod parcels;
mod past_decisions;
mod proposals;
mod proposing_pages;
mod races;
mod recalls;
mod receipts;
mod registry;
mod restart;
mod rights;
mod rulebook;
mod rulebook_pages;
mod rules;
mod server;
mod story;
mod text_checks;
mod tokens;
mod town;
mod visitor;
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
