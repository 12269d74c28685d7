//! What a report of concern calls for, documented step by step.

use casework::{Case, Casework, Staff, Way, cases, handovers};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, HandoverId, value::InquiryOutcome};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::{concern_steps, duty_items},
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
    if let ConcernStep::Decision(outcome) = step {
        // A decision stands; another one is a new report or an appeal, not a click.
        if let (None, Some(case)) = (before.decided, item.case) {
            let case = cases::find(conn, case)?.ok_or(DeskProblem::NotFound)?;
            casework.note_inquiry(conn, &case, outcome, now, staff, now)?;
        }
        return Ok(item.case_code);
    }
    let after = with(before.clone(), step, staff, now).ok_or(DeskProblem::WrongState)?;
    if after != before {
        concern_steps::save(conn, &after)?;
        tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    }
    Ok(item.case_code)
}

/// What an inquiry came to was noted, here or on the page of the case: the clocks of each report of the case go by it, until
/// the reporter has got the word back. Called by casework whenever a decision is noted, so that there is one truth.
///
/// # Errors
/// Those of the database.
pub(super) fn decided(conn: &mut Conn, case: &Case, decided_at: Timestamp, staff: &Staff, now: Timestamp) -> store::Result<()> {
    for received in handovers::of_case(conn, case.id)?.into_iter().filter(|handover| handover.way == Way::Received) {
        let Some(item) = duty_items::find_for_change(conn, received.id)? else { continue };
        let steps = concern_steps::of(conn, item.handover)?;
        if !item.is_concern() || !item.is_open() || steps.feedback.is_some() {
            continue;
        }
        let done = Documented { at: decided_at, by: staff.reference.clone() };
        concern_steps::save(conn, &ConcernSteps { decided: Some(done), ..steps })?;
        tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    }
    Ok(())
}

fn with(steps: ConcernSteps, step: ConcernStep, staff: &Staff, now: Timestamp) -> Option<ConcernSteps> {
    let done = || Documented { at: now, by: staff.reference.clone() };
    Some(match step {
        ConcernStep::Protection => ConcernSteps { protection: steps.protection.or_else(|| Some((done(), staff.role))), ..steps },
        ConcernStep::Decision(_) => return None,
        ConcernStep::FeedbackAsked => ConcernSteps { feedback_asked: true, ..steps },
        ConcernStep::FeedbackGiven if steps.decided.is_none() => return None,
        ConcernStep::FeedbackGiven => ConcernSteps { feedback: steps.feedback.or_else(|| Some(done())), ..steps },
    })
}
