//! What of her plan can be carried to the police, item by item: into a draft, where the rule book judges it and a person sees it before
//! anything is sent. Only the code word, with the number it belongs to, and practical help have a category; the rest stays.

use casework::{Case, Casework, DraftId, Edit, FieldOf, NewDraft, Staff};
use jiff::Timestamp;
use store::Conn;
use wire::{
    Phase, Protection, Purpose, SubjectRole, Urgency, Value,
    value::{CallWindow, CodeSet, MeetingPlace, PhoneNumber, PracticalHelp, SafeContact},
};

use super::{
    SafetyPlanProblem,
    safety_plan::{open_version, own_plan},
};
use crate::{
    db::safety_plans,
    domain::{PlanContent, PlanOf},
};

/// What is to go with the draft.
#[derive(Debug, Clone)]
pub struct PlanItems {
    /// The code word, with the number that it belongs to and when it may be rung.
    pub code_word: Option<(PhoneNumber, CodeSet<CallWindow>)>,
    /// The practical help that is ticked, and the kind of place to meet at.
    pub help: Option<MeetingPlace>,
}

impl PlanItems {
    /// The values, from what the plan says. A value is as good as for somebody without a protected identity: what is known of that is looked at
    /// when it is put in the draft.
    fn values(&self, content: &PlanContent) -> Result<Vec<Value>, SafetyPlanProblem> {
        let mut values = Vec::new();
        if let Some((phone, may_call)) = &self.code_word {
            let proof = Protection::None.unprotected().ok_or(SafetyPlanProblem::Unreadable)?;
            let mut contact = SafeContact::call_only(phone.clone(), may_call.clone(), proof);
            contact.code_word = Some(content.code_word().ok_or(SafetyPlanProblem::NothingToShare)?);
            values.push(Value::SafeContact(contact));
        }
        if let Some(place) = self.help {
            let help = content.help();
            if help.is_empty() {
                return Err(SafetyPlanProblem::NothingToShare);
            }
            values.push(Value::PracticalHelp(PracticalHelp::new(help, None, place)));
        }
        if values.is_empty() { Err(SafetyPlanProblem::NothingToShare) } else { Ok(values) }
    }
}

/// Begins a draft to the police with what was chosen of her plan. Nothing is sent by it.
///
/// # Errors
/// [`SafetyPlanProblem::NothingToShare`]; [`SafetyPlanProblem::Draft`] for a value that a protected identity shuts out.
pub fn share_safety_plan(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    items: &PlanItems,
    staff: &Staff,
    now: Timestamp,
) -> Result<DraftId, SafetyPlanProblem> {
    let plan = own_plan(conn, case, staff, PlanOf::Victim)?;
    let versions = safety_plans::versions_of(conn, plan.id)?;
    let newest = versions.first().ok_or(SafetyPlanProblem::Unreadable)?;
    let values = items.values(&open_version(casework, conn, case, newest)?)?;
    let to = casework.recipient().unit;
    let new = NewDraft { to, purpose: Purpose::ProtectionPlanning, phase: Phase::Coordination, urgency: Urgency::SameDay };
    let mut draft = casework.start_draft(conn, case, &new, staff, now)?;
    for value in values {
        let edit = Edit { draft: draft.id, version: draft.version, staff, now };
        draft = casework.put_field(conn, &edit, FieldOf::Role(SubjectRole::Victim), value)?;
    }
    Ok(draft.id)
}
