//! A draft in the reader's language.

use ::web::Page;
use wire::{Category, FactCode, StaffRole, SubjectRole};

use super::{
    handling::Handling,
    words::{category_words, field_label, in_words},
};
use crate::{
    ClearanceState, DraftState, OpenedDraft, OpenedField, PermissionForm, PermissionState, Staff,
    web::values::{ShownLine, value_lines},
};

/// A draft as the template draws it.
pub(super) struct DraftView {
    pub id: String,
    pub version: u32,
    /// Only an open one can be changed.
    pub open: bool,
    pub state: String,
    pub purpose: String,
    pub unit: String,
    pub answers: bool,
    pub fields: Vec<DraftField>,
    /// Categories that a rule in this direction and for this purpose could carry, and that are not in it for everybody
    /// they may be about: code and words.
    pub possible: Vec<(Category, String)>,
    pub questions: Vec<QuestionView>,
    /// Those that no field waits for now.
    pub more: Vec<QuestionView>,
    pub decisions: Vec<DecisionView>,
    /// What the lead was asked: categories and where it stands.
    pub clearances: Vec<(String, String)>,
}

/// A field so far.
pub(super) struct DraftField {
    pub category: Category,
    /// Role, for the link; empty for the case.
    pub role: String,
    /// Id, for taking it out; empty for the case.
    pub about: String,
    pub label: String,
    pub lines: Vec<ShownLine>,
    /// A question, a correction and a decision have their own pages.
    pub may_change: bool,
}

/// A plain question.
pub(super) struct QuestionView {
    pub code: FactCode,
    pub words: String,
    pub yes: bool,
    pub no: bool,
    /// A field waits for it, or it is answered.
    pub asked: bool,
    /// Whose answer counts, when it is not this person's.
    pub not_yours: Option<String>,
}

/// A decision by a named person.
pub(super) struct DecisionView {
    pub rule: String,
    pub label: String,
    pub covers: String,
    /// Where it stands, when something was decided.
    pub state: Option<String>,
    /// Who may decide, when this person may not.
    pub not_yours: Option<String>,
}

impl DraftView {
    pub(super) fn of(
        page: &Page,
        handling: &Handling,
        staff: &Staff,
        opened: &OpenedDraft,
        forms: &[PermissionForm],
        asked: &[FactCode],
    ) -> Self {
        let draft = &opened.draft;
        let open = draft.state == DraftState::Open;
        let (first, more) = questions(page, handling, staff, opened, asked).into_iter().partition(|question| question.asked);
        Self {
            id: draft.id.to_string(),
            version: draft.version,
            open,
            state: page.text(&format!("draft-state-{}", draft.state)),
            purpose: page.text(&format!("purpose-{}", draft.purpose)),
            unit: handling.unit_name(&draft.to.unit),
            answers: draft.answers.is_some(),
            fields: opened.fields.iter().map(|field| DraftField::of(page, field)).collect(),
            possible: possible(page, handling, opened),
            questions: first,
            more,
            decisions: forms.iter().map(|form| DecisionView::of(page, staff, form, opened)).collect(),
            clearances: clearances(page, opened),
        }
    }
}

/// What can be added: a category is gone when everybody it may be about has it.
fn possible(page: &Page, handling: &Handling, opened: &OpenedDraft) -> Vec<(Category, String)> {
    let whole = |category: &Category| {
        let known = opened.fields.iter().filter(|field| field.category == *category).count();
        known >= category.subjects().len().max(1)
    };
    // A crime that is feared comes from the decision that names it; the others have pages of their own.
    let own_page = |category: &Category| matches!(category, Category::Request | Category::Correction | Category::FearedCrime);
    let all = handling.casework.fields_possible(&opened.draft, page.now);
    all.into_iter().filter(|one| !own_page(one) && !whole(one)).map(|one| (one, page.text(&format!("category-{one}")))).collect()
}

/// Those that a field waits for and those that are answered first; the rest may be opened.
fn questions(page: &Page, handling: &Handling, staff: &Staff, opened: &OpenedDraft, asked: &[FactCode]) -> Vec<QuestionView> {
    let answered = |code| opened.facts.iter().find(|fact| fact.code == code).map(|fact| fact.yes);
    let all = handling.casework.draft_facts_open();
    let view = |question: crate::FactQuestion| QuestionView {
        words: page.text(&format!("fact-{}", question.code)),
        yes: answered(question.code) == Some(true),
        no: answered(question.code) == Some(false),
        not_yours: (!question.may_answer.contains(&staff.role)).then(|| roles(page, &question.may_answer)),
        asked: asked.contains(&question.code) || answered(question.code).is_some(),
        code: question.code,
    };
    all.into_iter().map(view).collect()
}

fn clearances(page: &Page, opened: &OpenedDraft) -> Vec<(String, String)> {
    let asked = opened.clearances.iter().filter(|clearance| clearance.state != ClearanceState::Spent);
    asked.map(|one| (category_words(page, &one.categories), page.text(&format!("clearance-state-{}", one.state)))).collect()
}

/// Roles in a row, in small letters.
pub(super) fn roles(page: &Page, roles: &[StaffRole]) -> String {
    roles.iter().map(|role| page.text(&format!("role-{role}")).to_lowercase()).collect::<Vec<_>>().join(", ")
}

impl DraftField {
    fn of(page: &Page, field: &OpenedField) -> Self {
        Self {
            category: field.category,
            role: field.subject.map(|subject| SubjectRole::code(subject.role).to_owned()).unwrap_or_default(),
            about: field.subject.map(|subject| subject.id.to_string()).unwrap_or_default(),
            label: field_label(page, field.category, field.subject),
            lines: value_lines(page, &field.value),
            may_change: !matches!(field.category, Category::Request | Category::Correction | Category::FearedCrime),
        }
    }
}

impl DecisionView {
    fn of(page: &Page, staff: &Staff, form: &PermissionForm, opened: &OpenedDraft) -> Self {
        let made = opened.permissions.iter().rev().find(|one| one.rule == form.rule && one.state != PermissionState::Spent);
        let state = made.map(|one| match (one.state, one.allowed) {
            (PermissionState::Lapsed, _) => page.text("sharing-decision-lapsed"),
            (_, true) => page.words.with("sharing-decision-for", &[("time", page.time(&one.at))]),
            (_, false) => page.words.with("sharing-decision-against", &[("time", page.time(&one.at))]),
        });
        Self {
            rule: form.rule.clone(),
            label: crate::web::values::capital(&in_words(page, &form.label)),
            covers: form.covers.iter().map(|(category, subject)| field_label(page, *category, *subject)).collect::<Vec<_>>().join(", "),
            state,
            not_yours: (!form.decided_by.contains(&staff.role)).then(|| roles(page, &form.decided_by)),
        }
    }
}
