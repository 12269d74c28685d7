//! Past decisions judged by another edition.

use jiff::civil::Date;
use rulebook::{Answer, ChangedAnswer, Edition, PastDecision};
use store::Conn;
use wire::{Category, Direction, EditionId, Purpose, SubjectRole};

use super::{Broker, FlowError, editions::compared_with};
use crate::db;

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
    let (id, limit) = (id.clone(), broker.replay_max);
    let Some(found) = broker.db.read(move |conn| find(conn, &id, limit)).await? else { return Ok(None) };
    let judged = tokio::task::spawn_blocking(move || judge(&found, day)).await;
    judged.map_err(|_| FlowError::Stopped)?.map(Some)
}

/// Two files, and what is judged by both.
struct Found {
    file: Vec<u8>,
    compared: Vec<u8>,
    decisions: Vec<(u64, PastDecision)>,
    kept: u64,
}

fn find(conn: &mut Conn, id: &EditionId, limit: u32) -> store::Result<Option<Found>> {
    let Some(proposal) = db::proposals::find(conn, id)? else { return Ok(None) };
    let in_force = db::editions::in_force(conn)?;
    let Some(compared) = compared_with(&proposal, &in_force) else { return Ok(None) };
    let compared = db::editions::file(conn, compared)?.ok_or_else(|| db::unreadable("edition"))?;
    let (decisions, kept) = (db::past_decisions::newest(conn, limit)?, db::past_decisions::count(conn)?);
    Ok(Some(Found { file: proposal.file.to_vec(), compared, decisions, kept }))
}

fn judge(found: &Found, day: Option<Date>) -> Result<ReplayView, FlowError> {
    let parse = |file: &[u8]| Edition::parse(file).map_err(|_| db::unreadable("edition"));
    let (old, new) = (parse(&found.compared)?, parse(&found.file)?);
    let of_one = |(index, past): &(u64, PastDecision)| {
        let changed = rulebook::replay(past, &old, &new, day);
        changed.into_iter().map(|answer| changed_decision(*index, past, answer)).collect::<Vec<_>>()
    };
    let changed: Vec<ChangedDecision> = found.decisions.iter().flat_map(of_one).collect();
    let turned = |goes: bool| changed.iter().filter(|one| one.before.goes() != goes && one.after.goes() == goes).count();
    Ok(ReplayView {
        edition: new.id().clone(),
        compared: old.id().clone(),
        day,
        judged: found.decisions.len(),
        kept: found.kept,
        now_go: turned(true),
        now_stay: turned(false),
        changed,
    })
}

fn changed_decision(log_index: u64, past: &PastDecision, answer: ChangedAnswer) -> ChangedDecision {
    ChangedDecision {
        log_index,
        date: past.date,
        direction: Direction::between(past.from, past.to),
        purpose: past.purpose,
        n: answer.n,
        category: answer.category,
        role: answer.role,
        before: answer.before,
        after: answer.after,
    }
}
