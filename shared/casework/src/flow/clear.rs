//! Clearance by the lead of the investigation (OSL 18:1): a step of its own, by a person of its own.

use jiff::Timestamp;
use store::{Conn, Id, events};
use wire::{Draft, StaffRole};

use super::{
    decided_facts::{Asked, is_among},
    kept_values::Owner,
};
use crate::{
    Casework,
    compose_error::{ClearanceProblem, DraftProblem},
    db::{access_entries, cases::Case, clearances, kept_fields::clearance_fields},
    domain::{Clearance, ClearanceId, ClearanceState, DraftId, DraftState, NotAReason, OpenedField, ReasonText, Staff, ViewPurpose},
};

impl Casework {
    /// Asks the lead about values of a draft: those at these places, or all that wait for the lead.
    ///
    /// # Errors
    /// [`ClearanceProblem::NothingToClear`]; those of the draft's state.
    pub fn ask_clearance(
        &self,
        conn: &mut Conn,
        id: DraftId,
        places: &[u32],
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Clearance, ClearanceProblem> {
        let (draft, case) = self.draft_and_case(conn, id)?;
        if draft.state != DraftState::Open {
            return Err(DraftProblem::NotOpen(draft.state).into());
        }
        let fields = self.fields_of_draft(conn, &draft)?;
        let whole = self.wire_draft(conn, &draft, &case, &fields, now)?;
        self.ask_lead(conn, &case, &whole, places, Some(id), staff, now)
    }

    /// Asks the lead about values of a draft that is kept elsewhere than here, such as a call-out's.
    ///
    /// # Errors
    /// [`ClearanceProblem::NothingToClear`]; those of the database.
    pub fn ask_clearance_for(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        places: &[u32],
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Clearance, ClearanceProblem> {
        self.ask_lead(conn, case, draft, places, None, staff, now)
    }

    #[allow(clippy::too_many_arguments, reason = "the public forms have fewer")]
    fn ask_lead(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        places: &[u32],
        of: Option<DraftId>,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Clearance, ClearanceProblem> {
        let named = || places.iter().map(|n| *n as usize).collect();
        let places: Vec<usize> = if places.is_empty() { self.all_for_lead(conn, case, draft, of, now)? } else { named() };
        let fields: Option<Vec<_>> = places.iter().map(|n| draft.fields.get(*n)).collect();
        let fields = fields.filter(|fields| !fields.is_empty()).ok_or(ClearanceProblem::NothingToClear)?;
        let clearance = Clearance {
            id: ClearanceId(Id::generate(now)),
            case: case.id,
            case_code: case.code,
            draft: of,
            to: draft.to.clone(),
            categories: fields.iter().map(|field| field.value.category()).collect(),
            asked_by: staff.reference.clone(),
            asked_at: now,
            state: ClearanceState::Waiting,
            answered_by: None,
            answered_at: None,
        };
        clearances::insert(conn, &clearance)?;
        for (field, n) in fields.into_iter().zip(0..) {
            let person = field.subject.and_then(|id| draft.subjects.iter().find(|known| known.id == id)).copied();
            let kept = self.keep_value(conn, case.id, Owner::Clearance(clearance.id.0), n, person, &field.value)?;
            clearance_fields::insert(conn, clearance.id.0, &kept)?;
        }
        events::append(conn, crate::STREAM, "clearance_asked", &clearance.id.to_string(), now)?;
        Ok(clearance)
    }

    /// What waits for the lead or could, and is not cleared yet.
    fn all_for_lead(
        &self,
        conn: &mut Conn,
        case: &Case,
        draft: &Draft,
        of: Option<DraftId>,
        now: Timestamp,
    ) -> Result<Vec<usize>, ClearanceProblem> {
        let gated = self.edition().lead_clears();
        let waiting = self.waits_for_lead(conn, draft, now)?;
        let by_duty = self.goes_by_duty(conn, draft, now)?;
        let cleared: Vec<Asked> = self.cleared_for(conn, case.id, draft, of)?;
        let open = |(n, field): &(usize, &wire::DraftField)| {
            (waiting.contains(n) || gated.contains(field.value.category()) && !by_duty.contains(n))
                && !cleared.iter().any(|asked| is_among(field, &asked.fields))
        };
        Ok(draft.fields.iter().enumerate().filter(open).map(|(n, _)| n).collect())
    }

    fn goes_by_duty(&self, conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<Vec<usize>, ClearanceProblem> {
        let decision = self.judged(conn, draft, now)?;
        let is_duty =
            |judged: &rulebook::Judged| matches!(&judged.verdict, rulebook::Verdict::Disclose(disclosure) if disclosure.is_duty());
        Ok(decision.fields().iter().enumerate().filter(|(_, judged)| is_duty(judged)).map(|(n, _)| n).collect())
    }

    /// What is asked, in the clear, for the lead. Writes who saw what.
    ///
    /// # Errors
    /// [`ClearanceProblem::NotTheLead`]; [`ClearanceProblem::NotFound`]; those of the database.
    pub fn open_clearance(
        &self,
        conn: &mut Conn,
        id: ClearanceId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(Clearance, Vec<OpenedField>), ClearanceProblem> {
        if staff.role != StaffRole::InvestigationLead {
            return Err(ClearanceProblem::NotTheLead);
        }
        let clearance = clearances::find(conn, id)?.ok_or(ClearanceProblem::NotFound)?;
        access_entries::insert(conn, clearance.case, None, staff, ViewPurpose::Supervise, &clearance.categories, now)?;
        let kept = clearance_fields::of(conn, id.0)?;
        let fields = self.open_kept(conn, clearance.case, Owner::Clearance(id.0), kept)?;
        Ok((clearance, fields))
    }

    /// The lead's yes or no, with a reason, once. The reason stays here.
    ///
    /// # Errors
    /// See [`ClearanceProblem`].
    pub fn answer_clearance(
        &self,
        conn: &mut Conn,
        id: ClearanceId,
        yes: bool,
        reason: &str,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Clearance, ClearanceProblem> {
        if staff.role != StaffRole::InvestigationLead {
            return Err(ClearanceProblem::NotTheLead);
        }
        let clearance = clearances::find(conn, id)?.ok_or(ClearanceProblem::NotFound)?;
        if clearance.asked_by == staff.reference {
            return Err(ClearanceProblem::OwnQuestion);
        }
        let reason = ReasonText::parse(reason).map_err(|problem| match problem {
            NotAReason::Missing => ClearanceProblem::ReasonMissing,
            NotAReason::TooLong => ClearanceProblem::ReasonTooLong,
        })?;
        let state = if yes { ClearanceState::Cleared } else { ClearanceState::Refused };
        let sealed = self.seal_for_case(conn, clearance.case, &format!("clearance/{id}/reason"), reason.as_str().as_bytes())?;
        if !clearances::answer(conn, id, state, staff, &sealed, now)? {
            return Err(ClearanceProblem::AlreadyAnswered(clearance.state));
        }
        events::append(conn, crate::STREAM, "clearance_answered", &id.to_string(), now)?;
        Ok(Clearance { state, answered_by: Some(staff.reference.clone()), answered_at: Some(now), ..clearance })
    }
}
