//! What is read aloud or ticked: frozen texts and checklists with id, version and language.
//!
//! A text that was read to a person is evidence, and so is the list somebody worked by. Files in `content/` never
//! change once published; a new wording is a new version beside the old one.
//!
//! **Architecture invariant.** This crate reaches no web, database, network, environment, clock or random source.

mod branch;
mod checklist;
mod checklist_file;
mod error;
mod flag;
mod flags;
mod library;
mod text;

pub use branch::Branch;
pub use checklist::{Answer, Checklist, ChecklistItem, Choice, Owner};
pub use error::ContentError;
pub use flag::Flag;
pub use flags::{FlagChange, FlagState, Flags};
pub use library::Library;
pub use text::{Blank, Text, TextKind};
