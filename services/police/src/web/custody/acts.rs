//! What is done about custody: a draft to the social services, and what became of telling the exposed person.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::Staff;
use serde::Deserialize;
use web::{Form, Page, Problem, redirect};

use super::super::{code_of, sharing::knows};
use crate::{
    access::Door,
    app::Police,
    domain::custody::NoticeOutcome,
    flow::custody::{self, Entry},
};

/// A form that carries nothing but its token.
#[derive(Deserialize)]
pub struct DraftForm {}

/// What became of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    outcome: String,
}

/// `POST /cases/{code}/custody/draft`
pub(super) async fn draft(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<DraftForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::DraftCustody.let_in(staff)?;
    let code = code_of(&path)?;
    let draft = custody::begin_draft(&police.casework, code, knows, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/cases/{code}/drafts/{draft}"), None))
}

/// `POST /cases/{code}/custody/notices`
pub(super) async fn notice(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<NoticeForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::NoteRelease.let_in(staff)?;
    let code = code_of(&path)?;
    let outcome: NoticeOutcome = form
        .outcome
        .parse()
        .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("outcome", "error-choice"))?;
    custody::enter(&police.casework, code, knows, Entry::Notice(outcome), &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/cases/{code}/custody"), Some("flash-saved")))
}
