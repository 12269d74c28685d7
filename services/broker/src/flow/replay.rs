//! Past decisions judged by another edition.

use jiff::civil::Date;
use rulebook::Answer;
use wire::{Category, Direction, EditionId, Purpose, SubjectRole};

use super::{Broker, FlowError};

/// What would come out otherwise.
#[derive(Debug, Clone)]
pub struct ReplayView {
    /// The edition that was tried.
    pub edition: EditionId,
    /// The edition it was compared with, as in [`super::editions::EditionView::compared`].
    pub compared: EditionId,
    /// The Swedish day all were judged on; none when each was judged on its own.
    pub day: Option<Date>,
    /// How many decisions were judged: the newest ones.
    pub judged: usize,
    /// How many are kept in all.
    pub kept: u64,
    /// Fields that come out otherwise, the newest decision first.
    pub changed: Vec<ChangedDecision>,
    /// Of those, how many go and stayed before.
    pub now_go: usize,
    /// Of those, how many stay and went before.
    pub now_stay: usize,
}

/// One field of a past decision that comes out otherwise.
#[derive(Debug, Clone)]
pub struct ChangedDecision {
    /// Where the decision is in the log.
    pub log_index: u64,
    /// The Swedish day it was made.
    pub date: Date,
    /// Which way; none where nothing may go through the hub.
    pub direction: Option<Direction>,
    /// What for.
    pub purpose: Purpose,
    /// Place of the field.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// Role of the person it is about.
    pub role: Option<SubjectRole>,
    /// By the edition it is compared with.
    pub before: Answer,
    /// By the edition that is tried.
    pub after: Answer,
}

/// Judges the newest past decisions by an edition and by the one it is compared with; `day` as if all of them came on that
/// Swedish day. None when there is no such edition, or nothing to compare it with. Runs off the async threads.
///
/// # Errors
/// [`FlowError`] of the database.
pub async fn replay(broker: &Broker, id: &EditionId, day: Option<Date>) -> Result<Option<ReplayView>, FlowError> {
    let _ = (broker, id, day);
    Err(FlowError::Stopped)
}
