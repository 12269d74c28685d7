//! A decision by a named person, recorded with its reasons. What is not answered is not decided.

use jiff::Timestamp;
use rulebook::{FactSet, Moment};
use store::{Conn, Id};
use wire::{SubjectRole, Value};

use super::kept_values::Owner;
use crate::{
    Casework,
    compose_error::{DraftProblem, PermissionProblem},
    db::{
        access_entries,
        kept_fields::permission_fields,
        permissions::{self, KeptPermission},
    },
    domain::{
        CompletePermission, DraftId, DraftState, Edit, HandoverDraft, OpenedField, Permission, PermissionAnswers, PermissionForm,
        PermissionId, PermissionState, Staff, ViewPurpose, decision_forms, scope,
    },
    error::Fault,
};

impl Casework {
    /// The forms by which a named person could open something of a draft, the harm test among them.
    ///
    /// # Errors
    /// [`DraftProblem::NotFound`]; those of the database.
    pub fn permission_forms(&self, conn: &mut Conn, id: DraftId, now: Timestamp) -> Result<Vec<PermissionForm>, DraftProblem> {
        let (draft, case) = self.draft_and_case(conn, id)?;
        let fields = self.fields_of_draft(conn, &draft)?;
        let whole = self.wire_draft_plain(conn, &draft, &case, &fields)?;
        let date = Moment::in_sweden(now).date();
        let direction = draft.direction(self.0.config.kind);
        Ok(direction.map_or_else(Vec::new, |direction| decision_forms(&self.edition(), &whole, direction, date)))
    }

    /// Records a decision for or against, by the form of its rule. A feared crime that reaches the threshold becomes a
    /// value of the draft, judged by its own rule.
    ///
    /// # Errors
    /// [`PermissionProblem::RoleMayNot`]; [`PermissionProblem::NothingToDecide`]; those of the draft's state and version.
    pub fn decide_permission(
        &self,
        conn: &mut Conn,
        edit: &Edit<'_>,
        complete: &CompletePermission,
    ) -> Result<Permission, PermissionProblem> {
        let forms = self.permission_forms(conn, edit.draft, edit.now)?;
        let form = forms.into_iter().find(|form| form.rule == complete.rule).ok_or(PermissionProblem::NothingToDecide)?;
        if !form.decided_by.contains(&edit.staff.role) {
            return Err(PermissionProblem::RoleMayNot);
        }
        let draft = self.change_draft(conn, edit, DraftState::Open)?.0;
        // Answered for another set of questions: the draft has changed since the page.
        if !complete.facts.iter().map(|(code, _)| code).eq(&form.facts) {
            return Err(DraftProblem::ChangedMeanwhile.into());
        }
        if let Some(feared) = complete.feared_crime.clone().filter(|_| complete.allows()) {
            let case = self.draft_and_case(conn, draft.id)?.1;
            let person = self.subject(conn, &case, SubjectRole::PersonUsingViolence, edit.now)?;
            let value = Value::FearedCrime(feared);
            wire::inspect(&value, wire::Protection::None).map_err(DraftProblem::Value)?;
            self.replace_field(conn, &draft, Some(person), &value)?;
        }
        self.record_decision(conn, &draft, &form, complete, edit)
    }

    fn record_decision(
        &self,
        conn: &mut Conn,
        draft: &HandoverDraft,
        form: &PermissionForm,
        complete: &CompletePermission,
        edit: &Edit<'_>,
    ) -> Result<Permission, PermissionProblem> {
        let id = Id::generate(edit.now);
        let permission = Permission {
            id: PermissionId(id),
            case: draft.case,
            draft: Some(draft.id),
            rule: form.rule.clone(),
            wording_from: form.wording_from,
            edition: self.edition().id().clone(),
            allowed: complete.allows(),
            facts: complete.facts.clone(),
            by: edit.staff.reference.clone(),
            role: edit.staff.role,
            at: edit.now,
            state: PermissionState::Standing,
        };
        let answers = complete.answers.to_json().map_err(|error| Fault::because("answers could not be written", error))?;
        let sealed_answers = self.seal_for_case(conn, draft.case, &label(id), &zeroize::Zeroizing::new(answers))?;
        permissions::insert(conn, &KeptPermission { permission: permission.clone(), to: draft.to.unit.clone(), sealed_answers })?;
        for field in self.decided_values(conn, draft, permission.fact_set(), edit.now)? {
            let kept = self.keep_value(conn, draft.case, Owner::Permission(id), field.n, field.subject, &field.value)?;
            permission_fields::insert(conn, id, &kept)?;
        }
        Ok(permission)
    }

    /// The values of a draft that these answers could open, as they are now.
    fn decided_values(
        &self,
        conn: &mut Conn,
        draft: &HandoverDraft,
        facts: FactSet,
        now: Timestamp,
    ) -> Result<Vec<OpenedField>, DraftProblem> {
        let case = self.draft_and_case(conn, draft.id)?.1;
        let fields = self.fields_of_draft(conn, draft)?;
        let whole = self.wire_draft_plain(conn, draft, &case, &fields)?;
        let in_scope = scope(&self.edition(), facts, &whole, Moment::in_sweden(now).date());
        let is_in_scope = |field: &OpenedField| {
            in_scope.iter().any(|known| known.subject == field.subject.map(|person| person.id) && known.value == field.value)
        };
        Ok(fields.into_iter().filter(is_in_scope).collect())
    }

    /// A decision with the answers and reasons, for somebody of this agency. Writes who saw it.
    ///
    /// # Errors
    /// [`PermissionProblem::NotFound`]; those of the database.
    pub fn open_permission(
        &self,
        conn: &mut Conn,
        id: PermissionId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(Permission, PermissionAnswers), PermissionProblem> {
        let kept = permissions::find(conn, id)?.ok_or(PermissionProblem::NotFound)?;
        let case = kept.permission.case;
        let categories: Vec<_> = permission_fields::of(conn, id.0)?.into_iter().map(|field| field.category).collect();
        access_entries::insert(conn, case, None, staff, ViewPurpose::Review, &categories, now)?;
        let plain = self.open_for_case(conn, case, &label(id.0), &kept.sealed_answers)?;
        let answers = PermissionAnswers::from_json(&plain).map_err(|error| Fault::because("kept answers can't be read", error))?;
        Ok((kept.permission, answers))
    }
}

fn label(id: Id) -> String {
    format!("permission/{id}/answers")
}
