//! Somebody else of the unit goes on with a call-out, and says why.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};
use wire::CaseCode;

use super::{code_of, now, page_of};
use crate::{
    access::Door,
    app::Police,
    domain::relation::Relation,
    flow::{FlowError, join_call_out},
};

#[derive(Template)]
#[template(path = "call_outs/join.html")]
struct JoinPage {
    page: Page,
    code: String,
    spoken: String,
    errors: FieldErrors,
    form: JoinForm,
}

/// Why. Never prefilled.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    relation: String,
}

impl JoinPage {
    fn of(page: Page, code: CaseCode, errors: FieldErrors, form: JoinForm) -> Self {
        Self { page: page_of(page, &code), code: code.to_string(), spoken: code.pairing().spoken(), errors, form }
    }
}

/// Where a member of staff without a relation is asked for one.
pub(super) fn door_of(code: CaseCode) -> HttpResponse {
    redirect::see_other(&format!("/call-outs/{code}/join"), None)
}

/// What was read, or the way to the question why, when the reader has no relation to the call-out.
pub(super) fn joined<T>(read: Result<T, FlowError>, code: CaseCode) -> Result<Result<T, HttpResponse>, Problem> {
    match read {
        Err(FlowError::NoRelation) => Ok(Err(door_of(code))),
        other => Ok(Ok(other?)),
    }
}

/// `GET /call-outs/{code}/join`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::Join.let_in(staff)?;
    let code = code_of(&path)?;
    if join_call_out::relation(&police.casework, code, &staff).await?.is_some() {
        return Ok(redirect::see_other(&format!("/call-outs/{code}/situation"), None));
    }
    page::html(&JoinPage::of(page, code, FieldErrors::none(), JoinForm::default()))
}

/// `POST /call-outs/{code}/join`
pub async fn join(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<JoinForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Join.let_in(staff)?;
    let code = code_of(&path)?;
    let said = form.relation.parse::<Relation>().ok().filter(|relation| relation.may_be_said());
    // Another unit's call-out is unknown before the answer is looked at.
    join_call_out::relation(&police.casework, code, &staff).await?;
    let Some(relation) = said else {
        let mut errors = FieldErrors::none();
        errors.add("relation", "error-choice");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &JoinPage::of(page, code, errors, form.into_inner()));
    };
    join_call_out::join(&police.casework, code, relation, &staff, now(&site)).await?;
    Ok(redirect::see_other(&format!("/call-outs/{code}/situation"), None))
}
