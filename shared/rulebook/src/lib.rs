//! May this field go? One pure decision, made alike by sender, broker and receiver.
//!
//! [`decide()`] judges an outline (everything but the values) by an [`Edition`] at a [`Moment`]:
//! **never through the hub > duty > consent > permission by a named person > deny.** [`keep_cleared`] makes the
//! only thing that can be sealed, [`require_cleared`] the only thing that can be released.
//!
//! All law is in `editions/`: no section number and no sentence for people is written in code.
//!
//! **Architecture invariant.** This crate reaches no web, database, network, environment, clock or random source.

mod cleared;
mod decide;
mod decision;
mod edition;
mod explain;
mod keep;
mod moment;
mod preview;
mod reason;
mod require;
mod sets;

pub use cleared::Cleared;
pub use decide::decide;
pub use decision::{Basis, Cover, Decision, Disclosure, Judged, Task, TaskKind, Verdict, WayForward};
pub use edition::{
    Confidence, ConsentLength, Crime, Edition, EditionError, FactRule, Opening, Permission, Rule, RuleIndex, RuleKind, Switch, Words,
};
pub use explain::{Explanation, Line, explain};
pub use keep::{ClearedDrafts, OtherDraft, hold_corrections, keep_cleared};
pub use moment::Moment;
pub use preview::preview_digest;
pub use reason::Reason;
pub use require::{Refused, require_cleared};
pub use sets::{CategorySet, FactSet, PurposeSet, RoleSet, StaffRoleSet};
