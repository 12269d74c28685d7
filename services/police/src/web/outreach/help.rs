//! Help in practice: promised, and done.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::Staff;
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};

use super::{
    super::code_of,
    one::{self, Typed},
    view::day,
};
use crate::{
    access::Door,
    app::Police,
    domain::practical_help::{HelpKind, HelpOutcome},
    flow::{follow_outreach, promise_help},
};

/// A promise, as texts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PromiseForm {
    pub(super) kind: String,
    pub(super) promised_on: String,
}

/// `POST /outreach/{code}/help`
pub(super) async fn promise(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<PromiseForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::PromiseHelp.let_in(staff)?;
    let code = code_of(&path)?;
    follow_outreach::known(&police.casework, code, &staff).await?;
    let form = form.into_inner();
    let mut errors = FieldErrors::none();
    let kind: Option<HelpKind> = form.kind.parse().ok();
    if kind.is_none() {
        errors.add("kind", "error-choice");
    }
    let day = day(&form.promised_on);
    if day.is_err() {
        errors.add("promised_on", "outreach-error-day-form");
    }
    let (Some(kind), Ok(day)) = (kind, day) else {
        let typed = Typed { promise: form, ..Typed::default() };
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &one::page_of(page, &police, &staff, code, typed, errors).await?);
    };
    promise_help::promise(&police.casework, code, (kind, day), &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/outreach/{code}#help"), Some("flash-saved")))
}

/// What became of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SettleForm {
    outcome: String,
}

/// `POST /outreach/{code}/help/{help}`
pub(super) async fn settle(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    police: Data<Police>,
    form: Form<SettleForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::SettleHelp.let_in(staff)?;
    let (code, help): (_, Id) = (path.0.parse().map_err(|_| Problem::not_found())?, path.1.parse().map_err(|_| Problem::not_found())?);
    follow_outreach::known(&police.casework, code, &staff).await?;
    let outcome: HelpOutcome = form
        .outcome
        .parse()
        .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("outcome", "error-choice"))?;
    promise_help::settle(&police.casework, code, help, outcome, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/outreach/{code}#help"), Some("flash-saved")))
}
