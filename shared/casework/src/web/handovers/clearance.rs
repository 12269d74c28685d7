//! The lead of the investigation: a step and a person of its own (OSL 18:1).

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::{
    draft::ids,
    handling::{Frame, Handling, id_of, page_of},
    problem::DoorProblem,
    words::{category_words, field_label},
};
use crate::{
    Clearance, ClearanceId, ClearanceProblem, ClearanceState, OpenedField, Staff, ViewPurpose, access_entries, clearances,
    web::values::{ShownLine, value_lines},
};

/// Which fields are asked about; none: all that wait.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AskForm {
    n: Vec<u32>,
}

/// `POST /cases/{code}/drafts/{draft}/clearance`
pub(super) async fn ask(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<AskForm>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, draft) = ids(&path)?;
    let (own, now, form) = ((**handling).clone(), page.now, form.into_inner());
    let asked = handling.casework.db().try_write("ask_clearance", move |conn| -> Result<(), DoorProblem> {
        own.draft(conn, &code, draft, &staff)?;
        own.casework.ask_clearance(conn, draft, &form.n, &staff, now)?;
        Ok(())
    });
    asked.await?;
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{draft}/review"), Some("flash-sharing-lead-asked")))
}

#[derive(Template)]
#[template(path = "handovers/clearances.html")]
struct ListPage {
    page: Page,
    frame: Frame,
    waiting: Vec<Waiting>,
}

/// One question that waits: codes and times alone.
struct Waiting {
    id: String,
    spoken: String,
    categories: String,
    unit: String,
    asked_at: jiff::Timestamp,
}

/// `GET /clearances`
pub(super) async fn list(page: Page, staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let lead = handling.let_lead_in(staff)?;
    let now = page.now;
    // Which case, and what is asked of it, is told of a person: it is a view like any other.
    let seen = handling.casework.db().try_write("list_clearances", move |conn| -> store::Result<Vec<Clearance>> {
        let waiting = clearances::waiting(conn)?;
        for one in &waiting {
            access_entries::insert(conn, one.case, None, &lead, ViewPurpose::Supervise, &one.categories, now)?;
        }
        Ok(waiting)
    });
    let waiting = seen.await?;
    let row = |one: &Clearance| Waiting {
        id: one.id.to_string(),
        spoken: one.case_code.pairing().spoken(),
        categories: category_words(&page, &one.categories),
        unit: handling.unit_name(&one.to.unit),
        asked_at: one.asked_at,
    };
    let waiting = waiting.iter().map(row).collect();
    let title = page.text("sharing-clearances");
    page::html(&ListPage { frame: Frame::without_case(&handling), waiting, page: page.titled(&title) })
}

#[derive(Template)]
#[template(path = "handovers/clearance.html")]
struct ClearancePage {
    page: Page,
    frame: Frame,
    id: String,
    unit: String,
    asked_at: jiff::Timestamp,
    /// It was asked by the reader: somebody else must answer.
    own: bool,
    /// Where it stands, once it does not wait any more.
    state: Option<String>,
    fields: Vec<(String, Vec<ShownLine>)>,
    errors: FieldErrors,
    answer: String,
    reason: String,
}

/// The lead's answer, as it was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct AnswerForm {
    answer: String,
    reason: String,
}

impl ClearancePage {
    fn of(
        page: Page,
        handling: &Handling,
        staff: &Staff,
        opened: &(Clearance, Vec<OpenedField>),
        typed: AnswerForm,
        errors: FieldErrors,
    ) -> Self {
        let (clearance, fields) = opened;
        let field = |field: &OpenedField| (field_label(&page, field.category, field.subject), value_lines(&page, &field.value));
        let waits = clearance.state == ClearanceState::Waiting;
        Self {
            frame: Frame::of(handling, &clearance.case_code),
            id: clearance.id.to_string(),
            unit: handling.unit_name(&clearance.to.unit),
            asked_at: clearance.asked_at,
            own: clearance.asked_by == staff.reference,
            state: (!waits).then(|| page.text(&format!("clearance-state-{}", clearance.state))),
            fields: fields.iter().map(field).collect(),
            errors,
            answer: typed.answer,
            reason: typed.reason,
            page: page_of(page, &clearance.case_code),
        }
    }
}

async fn opened(
    handling: &Handling,
    id: ClearanceId,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<(Clearance, Vec<OpenedField>), DoorProblem> {
    let (own, staff) = (handling.casework.clone(), staff.clone());
    let found = handling.casework.db().try_write("view_clearance", move |conn| own.open_clearance(conn, id, &staff, now));
    Ok(found.await?)
}

/// `GET /clearances/{clearance}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_lead_in(staff)?;
    let found = opened(&handling, id_of(&path)?, &staff, page.now).await?;
    page::html(&ClearancePage::of(page, &handling, &staff, &found, AnswerForm::default(), FieldErrors::none()))
}

/// `POST /clearances/{clearance}`
pub(super) async fn answer(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_lead_in(staff)?;
    let (id, form): (ClearanceId, _) = (id_of(&path)?, form.into_inner());
    let mut errors = FieldErrors::none();
    let yes = match form.answer.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add("answer", "sharing-error-answer");
            None
        }
    };
    if form.reason.trim().is_empty() {
        errors.add("reason", "sharing-error-reason");
    }
    if let (Some(yes), false) = (yes, errors.any()) {
        let (own, person, now, reason) = (handling.casework.clone(), staff.clone(), page.now, form.reason.clone());
        let done =
            handling.casework.db().try_write("answer_clearance", move |conn| own.answer_clearance(conn, id, yes, &reason, &person, now));
        match done.await {
            Ok(_) => return Ok(redirect::see_other("/clearances", Some("flash-sharing-cleared"))),
            Err(ClearanceProblem::ReasonMissing) => errors.add("reason", "sharing-error-reason"),
            Err(ClearanceProblem::ReasonTooLong) => errors.add("reason", "value-error-long"),
            Err(other) => return Err(DoorProblem::from(other).into()),
        }
    }
    let found = opened(&handling, id, &staff, page.now).await?;
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &ClearancePage::of(page, &handling, &staff, &found, form, errors))
}
