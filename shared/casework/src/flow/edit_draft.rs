//! Values and plain answers of a draft. Each change raises its version; a page that shows an older one starts over.

use store::Conn;
use wire::{Category, Fact, FactCode, OFFER_FIELDS_MAX, Subject, SubjectId, Value, ValueError, inspect};

use super::{kept_values::Owner, known_protection};
use crate::{
    Casework,
    compose_error::DraftProblem,
    db::{
        cases::{self, Case},
        draft_facts, handover_drafts,
        kept_fields::{self, draft_fields},
        subjects,
    },
    domain::{DraftState, Edit, FactQuestion, FieldOf, HandoverDraft, has_its_own_form, words_of},
};

impl Casework {
    /// Puts a value in a draft, in place of another of the same category and person. A protected identity takes every
    /// value that could tell where the person is out of the draft.
    ///
    /// # Errors
    /// [`DraftProblem::Value`] when the value breaks a rule, also for what is known of the person's protection; those
    /// of the draft's state and version.
    pub fn put_field(&self, conn: &mut Conn, edit: &Edit<'_>, of: FieldOf, value: Value) -> Result<HandoverDraft, DraftProblem> {
        let (draft, case) = self.change_draft(conn, edit, DraftState::Open)?;
        let subject = self.person_of_field(conn, &case, of, value.category(), edit)?;
        if let (Value::Identity(identity), Some(person)) = (&value, subject) {
            subjects::note_protection(conn, person.id, identity.protection)?;
        }
        inspect(&value, known_protection::of_case(conn, case.id, subject)?)?;
        self.replace_field(conn, &draft, subject, &value)?;
        if matches!(value, Value::Identity(_)) {
            self.drop_unbuildable(conn, &draft)?;
        }
        Ok(draft)
    }

    /// Takes a value out of a draft.
    ///
    /// # Errors
    /// [`DraftProblem::NotFound`] when it is not there; those of the draft's state and version.
    pub fn drop_field(
        &self,
        conn: &mut Conn,
        edit: &Edit<'_>,
        category: Category,
        subject: Option<SubjectId>,
    ) -> Result<HandoverDraft, DraftProblem> {
        let (draft, _) = self.change_draft(conn, edit, DraftState::Open)?;
        let fields = draft_fields::of(conn, draft.id.0)?;
        let found = fields.iter().find(|field| field.category == category && field.subject.map(|person| person.id) == subject);
        kept_fields::remove_of_draft(conn, draft.id.0, found.ok_or(DraftProblem::NotFound)?.n)?;
        Ok(draft)
    }

    /// Answers a plain question, in place of an earlier answer.
    ///
    /// # Errors
    /// [`DraftProblem::NeedsItsForm`] for what a decision or the lead answers; [`DraftProblem::FactNotYours`]; those of
    /// the draft's state and version.
    pub fn answer_fact(&self, conn: &mut Conn, edit: &Edit<'_>, code: FactCode, yes: bool) -> Result<HandoverDraft, DraftProblem> {
        if has_its_own_form(code) {
            return Err(DraftProblem::NeedsItsForm(code));
        }
        let edition = self.edition();
        let known = edition.facts().iter().find(|known| known.code == code);
        if !known.is_some_and(|known| known.answered_by.contains(&edit.staff.role)) {
            return Err(DraftProblem::FactNotYours(code));
        }
        let (draft, _) = self.change_draft(conn, edit, DraftState::Open)?;
        let fact = Fact { code, yes, answered_at: edit.now, role: edit.staff.role, staff: edit.staff.reference.clone() };
        draft_facts::put(conn, draft.id, &fact)?;
        Ok(draft)
    }

    /// Takes an answer back: the question stands unanswered.
    ///
    /// # Errors
    /// Those of the draft's state and version.
    pub fn drop_fact(&self, conn: &mut Conn, edit: &Edit<'_>, code: FactCode) -> Result<HandoverDraft, DraftProblem> {
        let (draft, _) = self.change_draft(conn, edit, DraftState::Open)?;
        draft_facts::remove(conn, draft.id, code)?;
        Ok(draft)
    }

    /// Puts a draft aside.
    ///
    /// # Errors
    /// Those of the draft's state and version.
    pub fn drop_draft(&self, conn: &mut Conn, edit: &Edit<'_>) -> Result<HandoverDraft, DraftProblem> {
        self.change_draft(conn, edit, DraftState::Dropped).map(|(draft, _)| draft)
    }

    /// The questions that are answered plainly, in the order of the edition.
    pub fn draft_facts_open(&self) -> Vec<FactQuestion> {
        let edition = self.edition();
        let plain = edition.facts().iter().filter(|known| !has_its_own_form(known.code));
        plain.map(|known| FactQuestion { code: known.code, way: words_of(&known.way), may_answer: known.answered_by.clone() }).collect()
    }

    /// Raises the version of an open draft; gives the draft as it is then, and its case.
    pub(super) fn change_draft(&self, conn: &mut Conn, edit: &Edit<'_>, to: DraftState) -> Result<(HandoverDraft, Case), DraftProblem> {
        let draft = handover_drafts::find(conn, edit.draft)?.ok_or(DraftProblem::NotFound)?;
        if draft.state != DraftState::Open {
            return Err(DraftProblem::NotOpen(draft.state));
        }
        if !handover_drafts::change(conn, edit.draft, edit.version, to, edit.now)? {
            return Err(DraftProblem::ChangedMeanwhile);
        }
        let case = cases::find(conn, draft.case)?.ok_or(DraftProblem::NotFound)?;
        Ok((HandoverDraft { version: edit.version + 1, state: to, changed_at: edit.now, ..draft }, case))
    }

    fn person_of_field(
        &self,
        conn: &mut Conn,
        case: &Case,
        of: FieldOf,
        category: Category,
        edit: &Edit<'_>,
    ) -> Result<Option<Subject>, DraftProblem> {
        let allowed = category.subjects();
        let subject = match of {
            FieldOf::Case if category.about() == wire::About::TheSubject => return Err(DraftProblem::SubjectNeeded),
            FieldOf::Case => return Ok(None),
            FieldOf::Person(subject) => subject,
            FieldOf::Role(role) if allowed.contains(&role) => self.subject(conn, case, role, edit.now)?,
            FieldOf::Role(_) => return Err(DraftProblem::WrongSubject),
        };
        let known = allowed.contains(&subject.role) && subjects::of_case(conn, case.id)?.contains(&subject);
        if known { Ok(Some(subject)) } else { Err(DraftProblem::WrongSubject) }
    }

    pub(super) fn replace_field(
        &self,
        conn: &mut Conn,
        draft: &HandoverDraft,
        subject: Option<Subject>,
        value: &Value,
    ) -> Result<(), DraftProblem> {
        let fields = draft_fields::of(conn, draft.id.0)?;
        if fields.len() >= OFFER_FIELDS_MAX {
            return Err(DraftProblem::Value(ValueError::OutOfRange(value.category())));
        }
        let next = fields.iter().map(|field| field.n + 1).max().unwrap_or(0);
        for old in fields.iter().filter(|field| field.category == value.category() && field.subject == subject) {
            kept_fields::remove_of_draft(conn, draft.id.0, old.n)?;
        }
        let kept = self.keep_value(conn, draft.case, Owner::Draft(draft.id.0), next, subject, value)?;
        draft_fields::insert(conn, draft.id.0, &kept)?;
        Ok(())
    }

    fn drop_unbuildable(&self, conn: &mut Conn, draft: &HandoverDraft) -> Result<(), DraftProblem> {
        let kept = draft_fields::of(conn, draft.id.0)?;
        for field in self.open_kept(conn, draft.case, Owner::Draft(draft.id.0), kept)? {
            let level = known_protection::of_case(conn, draft.case, field.subject)?;
            if inspect(&field.value, level).is_err() {
                kept_fields::remove_of_draft(conn, draft.id.0, field.n)?;
            }
        }
        Ok(())
    }
}
