//! A decision by a named person: the form of a rule, made of what the rule asks. Nothing has a default, and what is not
//! answered is not decided.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use rulebook::Moment;
use wire::{CaseCode, Category};

use super::{
    draft::{ids, open},
    draft_view::roles,
    handling::{Frame, Handling, page_of},
    member_view::{MemberView, members},
    problem::DoorProblem,
    words::{field_label, in_words},
};
use crate::{
    CompletePermission, DraftId, DraftProblem, Edit, MemberProblem, OpenedDraft, PermissionAnswers, PermissionForm, PermissionProblem,
    Staff,
    web::{
        value_forms::Typed,
        values::{ShownLine, value_lines},
    },
};

#[derive(Template)]
#[template(path = "handovers/permission.html")]
struct PermissionPage {
    page: Page,
    frame: Frame,
    draft: DraftId,
    version: u32,
    rule: String,
    label: String,
    text: String,
    citation: String,
    /// What the decision is about: label and value.
    covers: Vec<(String, Vec<ShownLine>)>,
    members: Vec<MemberView>,
    errors: FieldErrors,
    /// Who may decide, when this person may not.
    not_yours: Option<String>,
    meanwhile: bool,
    /// The day whose penalties count.
    day: String,
    has_crime: bool,
}

/// A form on its way to a page.
struct Asked {
    code: CaseCode,
    opened: OpenedDraft,
    form: PermissionForm,
}

impl Asked {
    async fn of(handling: &Handling, path: &(String, String, String), staff: &Staff, now: jiff::Timestamp) -> Result<Self, Problem> {
        let (code, draft) = ids(&(path.0.clone(), path.1.clone()))?;
        let (opened, forms) = open(handling, code, draft, staff, now).await?;
        let form = forms.into_iter().find(|form| form.rule == path.2).ok_or_else(Problem::not_found)?;
        Ok(Self { code, opened, form })
    }

    fn page(&self, page: Page, handling: &Handling, staff: &Staff, typed: &Typed, errors: FieldErrors) -> PermissionPage {
        let form = &self.form;
        let date = Moment::in_sweden(page.now).date();
        let value = |category: Category, subject: Option<wire::Subject>| {
            let field = self.opened.fields.iter().find(|field| field.category == category && field.subject == subject);
            let lines = field.map(|field| value_lines(&page, &field.value)).unwrap_or_default();
            (field_label(&page, category, subject), lines)
        };
        PermissionPage {
            frame: Frame::of(handling, &self.code),
            draft: self.opened.draft.id,
            version: self.opened.draft.version,
            rule: form.rule.clone(),
            label: crate::web::values::capital(&in_words(&page, &form.label)),
            text: in_words(&page, &form.text),
            citation: in_words(&page, &form.citation),
            covers: form.covers.iter().map(|(category, subject)| value(*category, *subject)).collect(),
            members: members(&page, &handling.casework.edition(), date, form, typed, &errors),
            not_yours: (!form.decided_by.contains(&staff.role)).then(|| roles(&page, &form.decided_by)),
            day: page.day(&page.now),
            has_crime: form.members.contains(&crate::Member::Crime),
            meanwhile: false,
            errors,
            page: page_of(page, &self.code),
        }
    }
}

/// `GET /cases/{code}/drafts/{draft}/permissions/{rule}`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<(String, String, String)>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let asked = Asked::of(&handling, &path, &staff, page.now).await?;
    page::html(&asked.page(page, &handling, &staff, &Typed::default(), FieldErrors::none()))
}

/// `POST /cases/{code}/drafts/{draft}/permissions/{rule}`
pub(super) async fn decide(
    page: Page,
    staff: Staff,
    path: Path<(String, String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let typed = form.into_inner();
    let asked = Asked::of(&handling, &path, &staff, page.now).await?;
    let date = Moment::in_sweden(page.now).date();
    let complete = match asked.form.complete(&answers(&asked.form, &typed), &handling.casework.edition(), date) {
        Ok(complete) => complete,
        Err(wrong) => {
            let mut errors = FieldErrors::none();
            wrong.into_iter().for_each(|(member, problem)| errors.add(member.name(), words_of(problem)));
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &asked.page(page, &handling, &staff, &typed, errors));
        }
    };
    let allows = complete.allows();
    let version = typed.one("version").parse().unwrap_or_default();
    match decide_it(&handling, &asked, version, complete, &staff, page.now).await {
        Ok(()) => {
            let flash = if allows { "flash-sharing-decided" } else { "flash-sharing-decided-against" };
            Ok(redirect::see_other(&format!("/cases/{}/drafts/{}/review", asked.code, asked.opened.draft.id), Some(flash)))
        }
        Err(DoorProblem::Permission(PermissionProblem::Draft(DraftProblem::ChangedMeanwhile))) => {
            let mut again = asked.page(page, &handling, &staff, &typed, FieldErrors::none());
            again.meanwhile = true;
            page::html_with(StatusCode::CONFLICT, &again)
        }
        Err(other) => Err(other.into()),
    }
}

fn answers(form: &PermissionForm, typed: &Typed) -> PermissionAnswers {
    let mut answers = PermissionAnswers::default();
    for member in &form.members {
        answers.set(*member, typed.all(&member.name()).map(str::to_owned).collect());
    }
    answers
}

const fn words_of(problem: MemberProblem) -> &'static str {
    match problem {
        MemberProblem::Missing => "sharing-error-answer",
        MemberProblem::NotInList => "error-choice",
        MemberProblem::TooLong => "value-error-long",
    }
}

async fn decide_it(
    handling: &Handling,
    asked: &Asked,
    version: u32,
    complete: CompletePermission,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<(), DoorProblem> {
    let (own, staff, code, draft) = (handling.clone(), staff.clone(), asked.code, asked.opened.draft.id);
    let done = handling.casework.db().try_write("decide_permission", move |conn| -> Result<(), DoorProblem> {
        own.draft(conn, &code, draft, &staff)?;
        own.casework.decide_permission(conn, &Edit { draft, version, staff: &staff, now }, &complete)?;
        Ok(())
    });
    done.await
}
