//! What is read aloud or ticked: frozen texts, checklists and scripts with id, version and language.
//!
//! A text that was read to a person is evidence, and so is the list or the script somebody worked by. Files in `content/` never
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
mod script;
mod script_file;
mod script_paths;
mod talk;
mod talk_clock;
mod talk_event;
mod talk_fact;
mod talk_finding;
mod text;

pub use branch::Branch;
pub use checklist::{Answer, Checklist, ChecklistItem, Choice, Owner};
pub use error::ContentError;
pub use flag::Flag;
pub use flags::{FlagChange, FlagState, Flags};
pub use library::Library;
pub use script::{BreakOff, Chip, Ending, Guard, Next, Script, Step, StepKind, TalkBlank, TalkKind};
pub use talk::{Place, Talk, TalkError};
pub use talk_event::TalkEvent;
pub use talk_fact::{TalkFact, TalkFacts, When};
pub use talk_finding::{TalkFinding, TalkFindings, TalkPart};
pub use text::{Blank, Text, TextKind};
