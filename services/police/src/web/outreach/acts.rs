//! What is noted of a case: followed up, closed, taken up again. One tap each.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::Staff;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};

use super::{
    super::code_of,
    one::{self, Typed},
};
use crate::{
    access::Door,
    app::Police,
    domain::outreach_case::{CloseReason, FollowUp, Made, NotMade},
    flow::follow_outreach,
};

/// A follow-up. Without a reason it was made.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FollowUpForm {
    step: String,
    act: String,
    reason: String,
    /// `list` when it was tapped there.
    on: String,
}

/// Why it is closed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CloseForm {
    reason: String,
}

/// `POST /outreach/{code}/follow-ups`
pub(super) async fn follow_up(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<FollowUpForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::FollowUp.let_in(staff)?;
    let code = code_of(&path)?;
    follow_outreach::known(&police.casework, code, &staff).await?;
    let form = form.into_inner();
    let made = match (form.act.as_str(), form.reason.parse::<NotMade>()) {
        ("done", _) => Some(Made::Done),
        ("not-applicable", Ok(reason)) => Some(Made::NotApplicable(reason)),
        _ => None,
    };
    let (Ok(step), Some(made)) = (form.step.parse::<FollowUp>(), made) else {
        let field = form.step.parse::<FollowUp>().map_or_else(|_| "step".to_owned(), |step| format!("reason-{step}"));
        return again(page, &police, &staff, code, &field).await;
    };
    follow_outreach::note(&police.casework, code, step, made, &staff, page.now).await?;
    let to = if form.on == "list" { "/outreach".to_owned() } else { format!("/outreach/{code}#follow-ups") };
    Ok(redirect::see_other(&to, Some("flash-saved")))
}

/// The page again, with what is missing.
async fn again(page: Page, police: &Police, staff: &Staff, code: wire::CaseCode, field: &str) -> Result<HttpResponse, Problem> {
    let mut errors = FieldErrors::none();
    errors.add(field, "error-choice");
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &one::page_of(page, police, staff, code, Typed::default(), errors).await?)
}

/// `POST /outreach/{code}/close`
pub(super) async fn close(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<CloseForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::CloseOutreach.let_in(staff)?;
    let code = code_of(&path)?;
    follow_outreach::known(&police.casework, code, &staff).await?;
    let Ok(reason) = form.reason.parse::<CloseReason>() else { return again(page, &police, &staff, code, "reason").await };
    follow_outreach::close(&police.casework, code, reason, &staff, page.now).await?;
    Ok(redirect::see_other("/outreach", Some("flash-outreach-closed")))
}

/// A form that carries nothing but its token.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /outreach/{code}/reopen`
pub(super) async fn reopen(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::ReopenOutreach.let_in(staff)?;
    let code = code_of(&path)?;
    follow_outreach::reopen(&police.casework, code, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/outreach/{code}"), Some("flash-saved")))
}
