//! What can be done about a handover that has gone or come: taken back, corrected, answered, sent on.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use store::Conn;
use wire::{CaseCode, HandoverId, UnitId, value::CorrectionHow};

use super::{
    handling::{Frame, Handling, code_of, id_of, page_of},
    problem::DoorProblem,
    words::field_label,
};
use crate::{
    CaseHandover, HandoverDraft, Staff, ViewPurpose, cases, handovers,
    web::values::{ShownLine, value_lines},
};

fn place(path: &(String, String)) -> Result<(CaseCode, HandoverId), Problem> {
    Ok((code_of(&path.0)?, id_of(&path.1)?))
}

/// Whether the handover of a path is of this case and the unit's own.
fn known(handling: &Handling, conn: &mut Conn, code: &CaseCode, id: HandoverId, staff: &Staff) -> Result<(), DoorProblem> {
    handling.handover(conn, code, id, staff).map(drop)
}

/// A form that says nothing but that it was pressed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {}

/// `POST /cases/{code}/handovers/{handover}/recall`: taken back, as long as nobody has fetched it.
pub(super) async fn recall(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = place(&path)?;
    let (own, now) = ((**handling).clone(), page.now);
    let done = handling.casework.db().try_write("recall_handover", move |conn| -> Result<(), DoorProblem> {
        known(&own, conn, &code, id, &staff)?;
        own.casework.recall(conn, id, &staff, now)?;
        Ok(())
    });
    done.await?;
    Ok(redirect::see_other(&format!("/cases/{code}/handovers"), Some("flash-sharing-recalled")))
}

/// `POST /cases/{code}/handovers/{handover}/answer`: begins the answer to a question.
pub(super) async fn answer(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    _form: Form<Pressed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = place(&path)?;
    let draft = begin(&handling, code, id, staff, page.now, move |handling, conn, staff, now| {
        Ok(handling.casework.start_answer(conn, id, staff, now)?)
    });
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{}", draft.await?.id), None))
}

async fn begin(
    handling: &Handling,
    code: CaseCode,
    id: HandoverId,
    staff: Staff,
    now: jiff::Timestamp,
    begin: impl Fn(&Handling, &mut Conn, &Staff, jiff::Timestamp) -> Result<HandoverDraft, DoorProblem> + Send + 'static,
) -> Result<HandoverDraft, DoorProblem> {
    let own = handling.clone();
    let begun = handling.casework.db().try_write("start_handover_draft", move |conn| -> Result<_, DoorProblem> {
        known(&own, conn, &code, id, &staff)?;
        begin(&own, conn, &staff, now)
    });
    begun.await
}

/// Which field.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    n: u32,
    how: String,
}

#[derive(Template)]
#[template(path = "handovers/correct.html")]
struct CorrectPage {
    page: Page,
    frame: Frame,
    handover: HandoverId,
    n: u32,
    label: String,
    lines: Vec<ShownLine>,
    unit: String,
    errors: FieldErrors,
    choices: Vec<(&'static str, String)>,
}

/// `GET /cases/{code}/handovers/{handover}/correct`
pub(super) async fn ask_how(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = place(&path)?;
    page::html(&correct_page(page, &handling, code, id, which.n, &staff, FieldErrors::none()).await?)
}

async fn correct_page(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    id: HandoverId,
    n: u32,
    staff: &Staff,
    errors: FieldErrors,
) -> Result<CorrectPage, DoorProblem> {
    let sent = sent_handover(handling, code, id, staff, page.now).await?;
    let field = sent.fields.iter().find(|field| field.n == n).ok_or(DoorProblem::NotFound)?;
    let choices = CorrectionHow::ALL.iter().map(|how| (how.code(), page.text(&format!("correction-how-{how}"))));
    Ok(CorrectPage {
        frame: Frame::of(handling, &code),
        handover: id,
        n,
        label: field_label(&page, field.category, field.subject),
        lines: value_lines(&page, &field.value),
        unit: handling.unit_name(&sent.handover.to.unit),
        errors,
        choices: choices.collect(),
        page: page_of(page, &code),
    })
}

/// A handover of ours with its fields; an access entry is written.
async fn sent_handover(
    handling: &Handling,
    code: CaseCode,
    id: HandoverId,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<CaseHandover, DoorProblem> {
    let (own, staff) = (handling.clone(), staff.clone());
    let found = handling.casework.db().try_write("view_sent_handover", move |conn| -> Result<_, DoorProblem> {
        known(&own, conn, &code, id, &staff)?;
        let case = handovers::find(conn, id)?.map(|handover| handover.case).ok_or(DoorProblem::NotFound)?;
        let case = cases::find(conn, case)?.ok_or(DoorProblem::NotFound)?;
        let opened = own.opened(conn, &case, &staff, ViewPurpose::Review, now)?;
        opened.sent.into_iter().find(|sent| sent.handover.id == id).ok_or(DoorProblem::NotFound)
    });
    found.await
}

/// `POST /cases/{code}/handovers/{handover}/correct`
pub(super) async fn correct(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Which>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = place(&path)?;
    let (n, Ok(how)) = (form.n, form.how.parse::<CorrectionHow>()) else {
        let mut errors = FieldErrors::none();
        errors.add("how", "sharing-error-choose");
        let again = correct_page(page, &handling, code, id, form.n, &staff, errors).await?;
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
    };
    let draft = begin(&handling, code, id, staff, page.now, move |handling, conn, staff, now| {
        Ok(handling.casework.start_correction(conn, id, n, how, staff, now)?)
    });
    let rest = if how == CorrectionHow::Withdrawn { "/review" } else { "" };
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{}{rest}", draft.await?.id), None))
}

/// To whom it goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SendOn {
    to: String,
}

#[derive(Template)]
#[template(path = "handovers/redirected.html")]
struct RedirectedPage {
    page: Page,
    frame: Frame,
    handover: HandoverId,
    /// The unit the recipient named.
    named: String,
    units: Vec<(String, String)>,
    errors: FieldErrors,
}

/// `GET /cases/{code}/handovers/{handover}/redirected`
pub(super) async fn ask_whom(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = place(&path)?;
    page::html(&redirected_page(page, &handling, code, id, &staff, FieldErrors::none()).await?)
}

async fn redirected_page(
    page: Page,
    handling: &Handling,
    code: CaseCode,
    id: HandoverId,
    staff: &Staff,
    errors: FieldErrors,
) -> Result<RedirectedPage, DoorProblem> {
    let (own, person) = (handling.clone(), staff.clone());
    let found = handling.casework.db().try_read(move |conn| -> Result<_, DoorProblem> {
        known(&own, conn, &code, id, &person)?;
        handovers::find(conn, id)?.ok_or(DoorProblem::NotFound)
    });
    let handover = found.await?;
    let units = handling.casework.recipients().into_iter().filter(|unit| unit.address.unit != handover.to.unit);
    let named = handover.detail.as_deref().and_then(|detail| detail.parse::<UnitId>().ok());
    Ok(RedirectedPage {
        frame: Frame::of(handling, &code),
        handover: id,
        named: named.map(|unit| handling.unit_name(&unit)).unwrap_or_default(),
        units: units.map(|unit| (unit.address.unit.to_string(), format!("{}, {}", unit.name, unit.board_name))).collect(),
        errors,
        page: page_of(page, &code),
    })
}

/// `POST /cases/{code}/handovers/{handover}/redirected`: the same fields to another unit, with a preview of their own.
pub(super) async fn send_on(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<SendOn>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id) = place(&path)?;
    let Ok(to) = form.to.parse::<UnitId>() else {
        let mut errors = FieldErrors::none();
        errors.add("to", "sharing-error-choose");
        let again = redirected_page(page, &handling, code, id, &staff, errors).await?;
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
    };
    let draft = begin(&handling, code, id, staff, page.now, move |handling, conn, staff, now| {
        Ok(handling.casework.start_draft_from(conn, id, &to, staff, now)?)
    });
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{}", draft.await?.id), None))
}
