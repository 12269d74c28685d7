//! What is read aloud or ticked: frozen texts with id, version and language.
//!
//! A text that was read to a person is evidence. Files in `content/` never change once published; a new wording is a
//! new version beside the old one.
//!
//! **Architecture invariant.** This crate reaches no web, database, network, environment, clock or random source.

mod library;
mod text;

pub use library::{ContentError, Library};
pub use text::{Blank, Text, TextKind};
