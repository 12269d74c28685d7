//! The police service: an officer records a call-out, asks consent, sees field by field what may leave and why, and sends.
//!
//! ```text
//! routes   every URL on one page          access   rights as a table
//! web      doors: pages and API           flow     verbs, one named transaction each
//! domain   judgements from values alone   db       memory, one file a noun
//! ```

pub mod access;
mod app;
mod cli;
pub mod config;
mod copy_log;
mod db;
mod domain;
mod error;
mod explain;
mod flow;
mod reception;
mod reconcile;
mod routes;
mod web;

pub use app::{App, Bound, StartError};
pub use cli::cli;
pub use config::Config;
pub use copy_log::copy_log;
pub use explain::explain;
pub use reconcile::reconcile;

/// The tables of the police service. They refer to tables of casework, never back.
pub const MIGRATIONS: store::Migrations = store::embed!("police", "../../migrations/police/postgres", "../../migrations/police/sqlite");

/// The whole schema of a police service.
///
/// # Errors
/// Only when two migrations have the same number.
pub fn schema() -> store::Result<store::Schema> {
    store::migrations([store::MIGRATIONS, ::web::MIGRATIONS, casework::MIGRATIONS, MIGRATIONS])
}

/// The words of the pages.
mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}
