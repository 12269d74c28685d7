//! Web plumbing without a noun of ours: what every service needs between a socket and
//! its own handlers. Login sessions, cross-site guard, headers, problems, words in two
//! languages, the page frame with its assets, server-sent events, machine calls, health
//! and telemetry.
//!
//! A service fills in a [`Site`], gives its routes to [`app()`] and runs it with
//! [`server::run`]. What makes it a program (command line, ports, common settings) is in
//! [`service`].

pub mod agency;
pub mod app;
pub mod assets;
mod body;
pub mod config;
pub mod demo_login;
pub mod field_errors;
pub mod form;
pub mod guard;
pub mod headers;
pub mod health;
pub mod json;
pub mod language;
pub mod machine;
pub mod metrics;
pub mod moment;
pub mod openapi;
pub mod page;
pub mod preferences;
pub mod problem;
pub mod redirect;
pub mod server;
pub mod service;
pub mod session;
pub mod signals;
pub mod site;
pub mod sse;
pub mod telemetry;
pub mod testing;
pub mod upload;
pub mod words;

pub use agency::{Agency, Badge, Phone};
pub use app::app;
pub use assets::{AssetSource, Assets};
pub use field_errors::FieldErrors;
pub use form::Form;
pub use json::Json;
pub use language::Language;
pub use page::Page;
pub use problem::Problem;
pub use session::{MIGRATIONS, NewSession, Session};
pub use site::Site;
pub use upload::Upload;
pub use words::{Locales, Value, Words};
