//! Tasks of the contact person: made by what happens on his side, stopped by what is taken back, and done by a tap.

use casework::Staff;
use jiff::Timestamp;
use store::{Conn, Id};

use super::{PartnerContactProblem, partner_contact_problem::meanwhile, partner_contacts::own_contact};
use crate::{
    db::{
        partner_contact_tasks::{self, PartnerTask},
        partner_contacts,
    },
    domain::{HisSwitches, PartnerContact, PartnerTaskKind, SwitchAnswer, TaskEnd, TreatmentEvent, TreatmentPart, task_of},
};

/// Her answer as far as tasks go: who is excluded is called as little as who has said no.
fn her_answer(conn: &mut Conn, contact: &PartnerContact) -> Result<Option<SwitchAnswer>, PartnerContactProblem> {
    if partner_contacts::exclusion(conn, contact.id)?.is_some() {
        return Ok(Some(SwitchAnswer::Refused));
    }
    Ok(partner_contacts::answers(conn, contact.id)?.last().map(|row| row.answered.answer))
}

fn contact_of(conn: &mut Conn, treatment: Id) -> Result<PartnerContact, PartnerContactProblem> {
    partner_contacts::of_treatment(conn, treatment)?.ok_or(PartnerContactProblem::Unreadable)
}

/// Her contact has ended with his treatment.
pub(super) fn has_ended(tasks: &[PartnerTask]) -> bool {
    tasks.iter().any(|task| task.end.is_some_and(|(how, ..)| how == TaskEnd::Ends))
}

/// He says yes where nothing stood: she is to be offered contact, unless she has answered before.
pub(super) fn consent_given(conn: &mut Conn, treatment: Id, now: Timestamp) -> Result<(), PartnerContactProblem> {
    let contact = contact_of(conn, treatment)?;
    if her_answer(conn, &contact)?.is_none() {
        partner_contact_tasks::insert(conn, contact.id, PartnerTaskKind::Offer, None, now)?;
    }
    Ok(())
}

/// He takes a yes back: what rests on it stops at once, and the contact person is to know.
pub(super) fn consent_withdrawn(
    conn: &mut Conn,
    treatment: Id,
    part: TreatmentPart,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let contact = contact_of(conn, treatment)?;
    let his = HisSwitches::of(&crate::db::treatment_consents::of(conn, treatment)?);
    let stops = |kind: PartnerTaskKind| kind.rests_on() == Some(part) || (kind == PartnerTaskKind::Offer && !his.any_stands());
    end_open(conn, &contact, stops, TaskEnd::Stopped, staff, now)?;
    let declined = matches!(her_answer(conn, &contact)?, Some(SwitchAnswer::Refused | SwitchAnswer::Withdrawn));
    if !declined {
        partner_contact_tasks::insert(conn, contact.id, PartnerTaskKind::ConsentWithdrawn, None, now)?;
    }
    Ok(())
}

/// Something happened in his treatment.
pub(super) fn event_happened(
    conn: &mut Conn,
    treatment: Id,
    event: &TreatmentEvent,
    his: &HisSwitches,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let contact = contact_of(conn, treatment)?;
    let ended = has_ended(&partner_contact_tasks::of(conn, contact.id)?);
    if let Some(kind) = task_of(event, his, her_answer(conn, &contact)?).filter(|_| !ended) {
        partner_contact_tasks::insert(conn, contact.id, kind, event.wording, now)?;
    }
    Ok(())
}

/// Ends the open tasks of some kinds.
pub(super) fn end_open(
    conn: &mut Conn,
    contact: &PartnerContact,
    which: impl Fn(PartnerTaskKind) -> bool,
    how: TaskEnd,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    for task in partner_contact_tasks::of(conn, contact.id)? {
        if task.end.is_none() && which(task.kind) {
            partner_contact_tasks::end(conn, task.id, how, staff, now)?;
        }
    }
    Ok(())
}

/// Writes that a task is done; of an end of his treatment also what becomes of her contact.
///
/// # Errors
/// [`PartnerContactProblem::NotFound`]; [`PartnerContactProblem::DoesNotFit`] when it is not said what becomes of the contact;
/// [`PartnerContactProblem::Meanwhile`] when it is done with already.
pub fn finish_task(
    conn: &mut Conn,
    id: Id,
    (task, how): (Id, TaskEnd),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let (contact, _) = own_contact(conn, id, staff)?;
    let tasks = partner_contact_tasks::of(conn, contact.id)?;
    let task = tasks.iter().find(|one| one.id == task).ok_or(PartnerContactProblem::NotFound)?;
    let fits = match how {
        TaskEnd::Done => !task.kind.asks_what_becomes(),
        TaskEnd::Ends | TaskEnd::OwnContact => task.kind.asks_what_becomes(),
        TaskEnd::Declined | TaskEnd::Stopped => false,
    };
    if !fits {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    partner_contact_tasks::end(conn, task.id, how, staff, now).map_err(meanwhile)?;
    if how == TaskEnd::Ends {
        end_open(conn, &contact, |_| true, TaskEnd::Stopped, staff, now)?;
    }
    Ok(())
}
