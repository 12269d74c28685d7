//! Step 1, “Läget”.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};

use super::{code_of, forms::SituationForm, joining::joined, now, page_of};
use crate::{
    access::Door,
    app::Police,
    flow::{Loaded, record_situation, show_call_outs},
};

#[derive(Template)]
#[template(path = "call_outs/situation.html")]
struct SituationPage {
    page: Page,
    code: String,
    spoken: String,
    rang_at: Option<Timestamp>,
    errors: FieldErrors,
    form: SituationForm,
    more: bool,
}

impl SituationPage {
    fn of(page: Page, loaded: &Loaded, errors: FieldErrors, form: SituationForm) -> Self {
        let code = loaded.row.code;
        Self {
            page: page_of(page, &code),
            code: code.to_string(),
            spoken: code.pairing().spoken(),
            rang_at: loaded.row.rang_at,
            more: !form.interpreter.is_empty() || !form.event_number.is_empty(),
            errors,
            form,
        }
    }
}

/// `GET /call-outs/{code}/situation`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::Situation.let_in(staff)?;
    let code = code_of(&path)?;
    let loaded = match joined(show_call_outs::one_with_situation(&police.casework, code, &staff, now(&site)).await, code)? {
        Ok(loaded) => loaded,
        Err(away) => return Ok(away),
    };
    let form = SituationForm::of(&loaded.content.situation);
    page::html(&SituationPage::of(page, &loaded, FieldErrors::none(), form))
}

/// `POST /call-outs/{code}/situation`
pub async fn record(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<SituationForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Situation.let_in(staff)?;
    let code = code_of(&path)?;
    let form = form.into_inner();
    match form.read() {
        Ok(situation) => record_situation::record_situation(&police.casework, code, situation, &staff, now(&site)).await?,
        Err(errors) => {
            let loaded = show_call_outs::one(&police.casework, code, &staff).await?;
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &SituationPage::of(page, &loaded, errors, form));
        }
    }
    match form.then.as_str() {
        "later" => Ok(redirect::see_other("/call-outs", Some("flash-saved"))),
        _ => Ok(redirect::see_other(&format!("/call-outs/{code}/consent"), None)),
    }
}
