//! A handover, from draft to the last answer of a person.
//!
//! `drafted → offered → refused | released → fetched → received | rejected(code)` by machines;
//! `received → acknowledged(role) → taken_over(unit)`, `declined(reason)`, `redirected(unit)` by persons;
//! `withdrawn, expired, recalled` only before fetched. Final states never change. Every event that was taken
//! once is answered with the same state and no effects when it comes again, in any later state.

mod copy;
mod effect;
mod event;
mod receipt;
mod state;
mod step;
mod waiting;

pub use copy::{advance, came_too_late, ended};
pub use effect::{Effect, LogKind, Paged, Party};
pub use event::{HandoverEvent, Refused, Step};
pub use state::{Fetched, HandoverState, Paging, Released, StateCode};
pub use step::step;
