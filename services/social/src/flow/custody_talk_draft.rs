//! What a talk came to, put in a draft for the police.

use casework::{Case, Casework, DraftId, DraftProblem, Edit, FieldOf, NewDraft, Staff};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{Phase, Purpose, SubjectRole, Urgency, Value};

use crate::db::custody_talks;

/// Begins a draft to the usual unit of the police that holds what a talk came to: held or not, the kind of plan, wants contact.
/// Nothing is sent: the person's own yes is asked for, the rule book judges, and somebody sees it first.
///
/// # Errors
/// [`DraftProblem::NotFound`] for a talk that is not the unit's or has no outcome yet; those of a draft.
pub fn draft_custody_talk(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    talk: Id,
    staff: &Staff,
    now: Timestamp,
) -> Result<DraftId, DraftProblem> {
    let known = custody_talks::of_case(conn, &staff.unit, case.id)?.into_iter().find(|known| known.id == talk);
    let concluded = known.and_then(|talk| talk.ended.zip(talk.outcome));
    let ((ending, _), outcome) = concluded.ok_or(DraftProblem::NotFound)?;
    let value = Value::CustodyTalkOutcome(outcome.said.as_value(ending));
    let to = casework.recipient().unit;
    let new = NewDraft { to, purpose: Purpose::CustodyTalk, phase: Phase::Care, urgency: Urgency::SameDay };
    let draft = casework.start_draft(conn, case, &new, staff, now)?;
    let edit = Edit { draft: draft.id, version: draft.version, staff, now };
    let draft = casework.put_field(conn, &edit, FieldOf::Role(SubjectRole::PersonUsingViolence), value)?;
    Ok(draft.id)
}
