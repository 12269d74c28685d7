//! The broker: judges each offer whole, orders everything in a log that outsiders can verify, and hands over what may
//! be fetched. It can read no value, edits no message, and knows no person.
//!
//! A request comes through a door in `web`, becomes an operation in `flow`, is put in order by the sequencer and judged
//! in `domain` over rows that `db` laid out; one transaction a batch makes entries, leaves, states and notices durable
//! together.
//!
//! **Syncs in series, from an offer to a parcel that may be opened: three** at the broker — the decision, the fetch,
//! the cosignature that completes the proof. Each is shared by whatever waits at the same moment.
//!
//! **Architecture invariant.** What the broker keeps of a person is a role and an id of one case. Sealed bytes are kept
//! until the recipient has answered and never longer.

pub mod access;
mod app;
mod cli;
pub mod config;
mod db;
mod domain;
mod error;
pub mod flow;
mod keyring;
mod routes;
mod web;

pub use app::{App, Bound, StartError, open_database, schema};
pub use cli::cli;
pub use config::Config;
pub use keyring::KeyringError;

/// The tables of this service.
pub const MIGRATIONS: store::Migrations = store::embed!("broker", "../../migrations/broker/postgres", "../../migrations/broker/sqlite");

mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

/// The words of the closed lists, which lie beside the lists.
mod code_words {
    fluent_templates::static_loader! {
        pub static CODE_WORDS = {
            locales: "../../shared/wire/locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}
