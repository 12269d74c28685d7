//! The social service: the duty desk that receives, owns and answers what other agencies hand over.
//!
//! ```text
//! web → flow → { domain, db }
//! ```
//! `routes` has every URL, `access` every right, `config.default.toml` every setting. What police and social services do
//! alike (receiving, opening, answering, the access log) is in `casework`; its hooks write the desk's rows in the same
//! transaction.
//!
//! **Architecture invariant.** The list of the desk holds codes, times and references. Whoever sees a value has opened a
//! handover, and the access log says so.

pub mod access;
mod app;
mod cli;
pub mod config;
mod copy_log;
mod db;
pub mod domain;
mod error;
mod explain;
pub mod flow;
mod reconcile;
mod routes;
mod web;

pub use app::{App, Bound, StartError, schema};
pub use cli::cli;
pub use config::Config;
pub use copy_log::copy_log;
pub use explain::explain;
pub use reconcile::reconcile;

/// The tables of this service.
pub const MIGRATIONS: store::Migrations = store::embed!("social", "../../migrations/social/postgres", "../../migrations/social/sqlite");

mod locales {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            // Isolation marks would be invisible characters in names and codes that people copy.
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}
