//! A draft in the clear, and as the rule book judges it.

use jiff::Timestamp;
use store::Conn;
use wire::{Draft, DraftField, Subject, SubjectRole};

use super::kept_values::Owner;
use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{
        access_entries,
        cases::{self, Case},
        clearances,
        consents::{self, ConsentRecord},
        draft_facts, handover_drafts,
        kept_fields::draft_fields,
        subjects,
    },
    domain::{ConsentState, DraftId, DraftState, HandoverDraft, OpenedDraft, OpenedField, Preview, Staff, ViewPurpose, touched},
};

impl Casework {
    /// A draft with its values, for somebody who works on it. Writes who saw what.
    ///
    /// # Errors
    /// [`DraftProblem::NotFound`]; those of the database.
    pub fn open_draft(&self, conn: &mut Conn, id: DraftId, staff: &Staff, now: Timestamp) -> Result<OpenedDraft, DraftProblem> {
        let (draft, case) = self.draft_and_case(conn, id)?;
        let fields = self.fields_of_draft(conn, &draft)?;
        self.note_view_of_draft(conn, &draft, &fields, staff, now)?;
        let judged = self.wire_draft_plain(conn, &draft, &case, &fields)?;
        let permissions = self.permissions_for(conn, case.id, &judged, Some(id), now)?;
        Ok(OpenedDraft {
            fields,
            facts: draft_facts::of(conn, id)?,
            permissions: permissions.into_iter().map(|kept| kept.permission).collect(),
            clearances: clearances::of_case(conn, case.id)?.into_iter().filter(|clearance| clearance.draft == Some(id)).collect(),
            sent: handover_drafts::handovers_of(conn, id)?,
            draft,
            case,
        })
    }

    /// What of a draft goes, what stays, and why; with the consents of the case, and with what was decided and cleared for
    /// exactly these values. Writes who saw what.
    ///
    /// # Errors
    /// [`DraftProblem::NotOpen`]; those of [`Casework::preview`].
    pub fn preview_draft(&self, conn: &mut Conn, id: DraftId, staff: &Staff, now: Timestamp) -> Result<Preview, DraftProblem> {
        let (draft, case) = self.draft_and_case(conn, id)?;
        if draft.state != DraftState::Open {
            return Err(DraftProblem::NotOpen(draft.state));
        }
        let fields = self.fields_of_draft(conn, &draft)?;
        self.note_view_of_draft(conn, &draft, &fields, staff, now)?;
        let whole = self.wire_draft(conn, &draft, &case, &fields, now)?;
        Ok(self.preview(conn, &whole, now)?)
    }

    pub(super) fn draft_and_case(&self, conn: &mut Conn, id: DraftId) -> Result<(HandoverDraft, Case), DraftProblem> {
        let draft = handover_drafts::find(conn, id)?.ok_or(DraftProblem::NotFound)?;
        let case = cases::find(conn, draft.case)?.ok_or(DraftProblem::NotFound)?;
        Ok((draft, case))
    }

    pub(super) fn fields_of_draft(&self, conn: &mut Conn, draft: &HandoverDraft) -> Result<Vec<OpenedField>, DraftProblem> {
        let kept = draft_fields::of(conn, draft.id.0)?;
        let mut fields = self.open_kept(conn, draft.case, Owner::Draft(draft.id.0), kept)?;
        // Pages, preview and questions to the lead name a value by its place in the message.
        fields.iter_mut().zip(0..).for_each(|(field, n)| field.n = n);
        Ok(fields)
    }

    /// The draft as it is judged: with everything decided and cleared for it.
    pub(super) fn wire_draft(
        &self,
        conn: &mut Conn,
        draft: &HandoverDraft,
        case: &Case,
        fields: &[OpenedField],
        now: Timestamp,
    ) -> Result<Draft, DraftProblem> {
        let mut whole = self.wire_draft_plain(conn, draft, case, fields)?;
        let decided = self.decided_for(conn, case.id, &whole, Some(draft.id), now)?;
        whole.facts.extend(decided);
        Ok(whole)
    }

    /// The same with plain answers alone.
    pub(super) fn wire_draft_plain(
        &self,
        conn: &mut Conn,
        draft: &HandoverDraft,
        case: &Case,
        fields: &[OpenedField],
    ) -> Result<Draft, DraftProblem> {
        let own_fields: Vec<DraftField> =
            fields.iter().map(|field| DraftField { subject: field.subject.map(|person| person.id), value: field.value.clone() }).collect();
        let consents = in_force(conn, case)?;
        Ok(Draft {
            to: draft.to.clone(),
            to_kind: draft.to_kind,
            subjects: concerned(&subjects::of_case(conn, case.id)?, &own_fields, &consents),
            fields: own_fields,
            facts: draft_facts::of(conn, draft.id)?,
            consents: consents.iter().map(|record| record.id).collect(),
            answers: draft.answers,
            ..self.draft(case, draft.purpose, draft.phase, draft.urgency)
        })
    }

    fn note_view_of_draft(
        &self,
        conn: &mut Conn,
        draft: &HandoverDraft,
        fields: &[OpenedField],
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), DraftProblem> {
        let categories: Vec<_> = fields.iter().map(|field| field.category).collect();
        Ok(access_entries::insert(conn, draft.case, None, staff, ViewPurpose::Review, &categories, now)?)
    }
}

/// The persons whose secrecy some field touches, and nobody else: save the custodians where a field touches a child and one
/// of them has said yes for it, for then it takes every one of them (föräldrabalken 6:13).
fn concerned(all: &[Subject], fields: &[DraftField], consents: &[ConsentRecord]) -> Vec<Subject> {
    let touches = |field: &DraftField, person: &Subject| {
        field.subject == Some(person.id) || touched(field, all).contains(&person.role) && is_about_role(field)
    };
    let a_child = || fields.iter().any(|field| touched(field, all).contains(&SubjectRole::Child));
    let for_it = consents.iter().any(|record| record.giver.role == SubjectRole::Custodian && record.child_asked.is_some()) && a_child();
    let is_concerned =
        |person: &&Subject| for_it && person.role == SubjectRole::Custodian || fields.iter().any(|field| touches(field, person));
    all.iter().filter(is_concerned).copied().collect()
}

fn is_about_role(field: &DraftField) -> bool {
    matches!(field.value.category().about(), wire::About::Roles(_))
}

/// Every consent of the case that was not taken back. Which of them counts, and why another does not, is the rule
/// book's to say; only those that are needed leave.
fn in_force(conn: &mut Conn, case: &Case) -> store::Result<Vec<ConsentRecord>> {
    let stands = |state| matches!(state, ConsentState::Recorded | ConsentState::Registered);
    let given = consents::of_case(conn, case.id)?.into_iter();
    Ok(given.filter(|record| stands(record.state) && record.grant().is_some()).collect())
}
