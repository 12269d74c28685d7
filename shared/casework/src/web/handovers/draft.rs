//! A handover that is being put together: its fields so far, the questions that open them, and what can be added.

use ::web::{Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;
use wire::{CaseCode, FactCode};

use super::{
    draft_view::DraftView,
    handling::{Frame, Handling, code_of, id_of, page_of},
    problem::DoorProblem,
};
use crate::{DraftId, DraftState, Edit, NextStep, OpenedDraft, PermissionForm, Staff};

#[derive(Template)]
#[template(path = "handovers/draft.html")]
struct DraftPage {
    page: Page,
    frame: Frame,
    draft: DraftView,
}

/// Case and draft of a path.
pub(super) fn ids(path: &(String, String)) -> Result<(CaseCode, DraftId), Problem> {
    Ok((code_of(&path.0)?, id_of(&path.1)?))
}

/// `GET /cases/{code}/drafts/{draft}`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, draft) = ids(&path)?;
    let (opened, forms) = open(&handling, code, draft, &staff, page.now).await?;
    let asked = asked_for(&handling, &opened, &staff, page.now).await?;
    let view = DraftView::of(&page, &handling, &staff, &opened, &forms, &asked);
    page::html(&DraftPage { frame: Frame::of(&handling, &code), draft: view, page: page_of(page, &code) })
}

/// Opens a draft with the decisions that could open more of it; an access entry is written.
pub(super) async fn open(
    handling: &Handling,
    code: CaseCode,
    draft: DraftId,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<(OpenedDraft, Vec<PermissionForm>), DoorProblem> {
    let (own, staff) = (handling.clone(), staff.clone());
    let opened = handling.casework.db().try_write("view_handover_draft", move |conn| -> Result<_, DoorProblem> {
        own.draft(conn, &code, draft, &staff)?;
        let opened = own.casework.open_draft(conn, draft, &staff, now)?;
        let forms = own.casework.permission_forms(conn, draft, now)?;
        Ok((opened, forms))
    });
    opened.await
}

/// The plain questions that a field waits for.
async fn asked_for(handling: &Handling, opened: &OpenedDraft, staff: &Staff, now: jiff::Timestamp) -> Result<Vec<FactCode>, DoorProblem> {
    if opened.draft.state != DraftState::Open || opened.fields.is_empty() {
        return Ok(Vec::new());
    }
    let (own, staff, draft) = (handling.casework.clone(), staff.clone(), opened.draft.id);
    let preview =
        handling.casework.db().try_write("preview_handover_draft", move |conn| own.preview_draft(conn, draft, &staff, now)).await?;
    let fact = |row: &crate::Row| if let Some(NextStep::AnswerFact(fact)) = row.step { Some(fact) } else { None };
    Ok(preview.stays.iter().filter_map(fact).collect())
}

/// One change that needs no page of its own.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Change {
    version: u32,
    act: String,
    fact: String,
    answer: String,
    category: String,
    about: String,
}

/// `POST /cases/{code}/drafts/{draft}`: an answer to a plain question, a field taken out, or the whole put aside.
pub(super) async fn change(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Change>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, draft) = ids(&path)?;
    let (own, now, form) = ((**handling).clone(), page.now, form.into_inner());
    let aside = form.act == "drop";
    let place = if form.act == "fact" { format!("#fact-{}", form.fact) } else { String::new() };
    let done = handling.casework.db().try_write("change_handover_draft", move |conn| -> Result<(), DoorProblem> {
        own.draft(conn, &code, draft, &staff)?;
        apply(&own, conn, &form, Edit { draft, version: form.version, staff: &staff, now })
    });
    done.await?;
    let to = if aside { format!("/cases/{code}/handovers") } else { format!("/cases/{code}/drafts/{draft}{place}") };
    Ok(redirect::see_other(&to, aside.then_some("flash-sharing-dropped")))
}

fn apply(handling: &Handling, conn: &mut store::Conn, form: &Change, edit: Edit<'_>) -> Result<(), DoorProblem> {
    let casework = &handling.casework;
    let fact = || form.fact.parse::<FactCode>().map_err(|_| DoorProblem::NotFound);
    match (form.act.as_str(), form.answer.as_str()) {
        ("fact", "yes") => drop(casework.answer_fact(conn, &edit, fact()?, true)?),
        ("fact", "no") => drop(casework.answer_fact(conn, &edit, fact()?, false)?),
        ("fact", "") => drop(casework.drop_fact(conn, &edit, fact()?)?),
        ("take-out", _) => {
            let category = form.category.parse().map_err(|_| DoorProblem::NotFound)?;
            drop(casework.drop_field(conn, &edit, category, form.about.parse().ok())?);
        }
        ("drop", _) => drop(casework.drop_draft(conn, &edit)?),
        _ => return Err(DoorProblem::NotFound),
    }
    Ok(())
}
