//! The crate from outside.

#![allow(missing_docs, clippy::unwrap_used)]

mod approvals;
mod canonical;
mod directory;
mod golden;
mod lengths;
mod opening;
mod sealing;
mod signing;
mod town;
