//! What a report of concern calls for, documented step by step.

use casework::{Casework, Staff, cases};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId, value::InquiryOutcome};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::concern_steps,
    domain::{ConcernSteps, Documented},
};

/// A step that a person documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcernStep {
    /// The immediate protection assessment is made.
    Protection,
    /// The preliminary assessment ended with this decision.
    Decision(InquiryOutcome),
    /// Who reported asks for a word back.
    FeedbackAsked,
    /// The word back is given.
    FeedbackGiven,
}

/// Documents a step of a report of concern: time, role and tick. The same step again changes nothing. What was decided is
/// kept sealed with the case, for the word back that may be asked for.
///
/// # Errors
/// [`DeskProblem::WrongState`] for what is no report of concern, before somebody owns it, and for a word back before there is
/// a decision; see [`DeskProblem`].
pub fn document(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    step: ConcernStep,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    if !item.is_concern() || item.owner.is_none() || !item.is_open() {
        return Err(DeskProblem::WrongState);
    }
    let before = concern_steps::of(conn, handover)?;
    let after = with(before.clone(), step, staff, now).ok_or(DeskProblem::WrongState)?;
    if after != before {
        concern_steps::save(conn, &after)?;
        if let (ConcernStep::Decision(outcome), Some(case)) = (step, item.case) {
            let case = cases::find(conn, case)?.ok_or(DeskProblem::NotFound)?;
            casework.note_inquiry(conn, &case, outcome, now, staff, now)?;
        }
        tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    }
    Ok(item.case_code)
}

fn with(steps: ConcernSteps, step: ConcernStep, staff: &Staff, now: Timestamp) -> Option<ConcernSteps> {
    let done = || Documented { at: now, by: staff.reference.clone() };
    Some(match step {
        ConcernStep::Protection => ConcernSteps { protection: steps.protection.or_else(|| Some((done(), staff.role))), ..steps },
        // A decision stands; another one is a new report or an appeal, not a click.
        ConcernStep::Decision(_) => ConcernSteps { decided: steps.decided.or_else(|| Some(done())), ..steps },
        ConcernStep::FeedbackAsked => ConcernSteps { feedback_asked: true, ..steps },
        ConcernStep::FeedbackGiven if steps.decided.is_none() => return None,
        ConcernStep::FeedbackGiven => ConcernSteps { feedback: steps.feedback.or_else(|| Some(done())), ..steps },
    })
}
