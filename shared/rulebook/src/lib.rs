//! May this field go? One pure decision, made alike by sender, broker and receiver.
//!
//! [`decide()`] judges an outline (everything but the values) by an [`Edition`] at a [`Moment`]:
//! **never through the hub > duty > consent > permission by a named person > deny.** [`keep_cleared`] makes the
//! only thing that can be sealed, [`require_cleared`] the only thing that can be released.
//!
//! All law is in `editions/`: no section number and no sentence for people is written in code.
//!
//! **Architecture invariant.** This crate reaches no web, database, network, environment, clock or random source.

pub mod cases;
mod cleared;
mod decide;
mod decision;
mod difference;
mod edition;
mod explain;
mod extract;
mod keep;
mod moment;
mod names;
mod past;
mod preview;
mod reason;
mod replay;
mod require;
mod sets;

pub use cases::{Case, CaseError, CaseFault, CaseOutcome, CaseReport, CaseTable, Coverage, coverage, run};
pub use cleared::Cleared;
pub use decide::decide;
pub use decision::{Basis, Cover, Decision, Disclosure, Judged, Task, TaskKind, Verdict, WayForward};
pub use difference::{Cell, Difference, Said, SaidChange, Way, WayChange, difference};
pub use edition::{
    Confidence, ConsentLength, Crime, Edition, EditionError, FactRule, Narrowing, Opening, Permission, Reading, Rule, RuleIndex, RuleKind,
    Source, Switch, Words,
};
pub use explain::{Explanation, Line, explain};
pub use extract::{ExtractClass, ExtractJudgement, ExtractReason, ToldField};
pub use keep::{ClearedDrafts, OtherDraft, hold_corrections, keep_cleared};
pub use moment::Moment;
pub use past::{Fits, PastConsent, PastDecision, PastFact, PastField, PastPerson};
pub use preview::preview_digest;
pub use reason::Reason;
pub use replay::{Answer, ChangedAnswer, replay};
pub use require::{Refused, require_cleared};
pub use sets::{CategorySet, FactSet, PurposeSet, RoleSet, StaffRoleSet};
