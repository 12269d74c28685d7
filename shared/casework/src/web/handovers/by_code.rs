//! The code of a contact card, said to whoever of the staff is there. No case is opened and no person is shown: what the code
//! belongs to, or that it belongs to nothing, is told to nobody here.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;
use wire::CardCode;

use super::handling::{Frame, Handling};
use crate::{CodeProblem, Staff};

/// Where it is.
const PATH: &str = "/withdraw-by-code";

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    code: String,
}

#[derive(Template)]
#[template(path = "handovers/by_code.html")]
struct ByCodePage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    typed: String,
}

impl ByCodePage {
    fn of(page: Page, handling: &Handling, errors: FieldErrors, typed: String) -> Self {
        let title = page.text("sharing-by-code-title");
        Self { page: page.titled(&title), frame: Frame::without_case(handling), errors, typed }
    }
}

/// `GET /withdraw-by-code`
pub(super) async fn ask(page: Page, staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    handling.let_in(staff)?;
    page::html(&ByCodePage::of(page, &handling, FieldErrors::none(), String::new()))
}

/// `POST /withdraw-by-code`
pub(super) async fn withdraw(page: Page, staff: Staff, handling: Data<Handling>, form: Form<Typed>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let typed = form.into_inner().code;
    let Ok(code) = typed.parse::<CardCode>() else {
        return again(page, &handling, StatusCode::UNPROCESSABLE_ENTITY, "sharing-error-card-code", typed);
    };
    let (own, now) = (handling.casework.clone(), page.now);
    let heard = handling.casework.db().try_write("withdraw_by_code", move |conn| own.withdraw_by_code(conn, &code, &staff, now));
    match heard.await {
        Ok(()) => Ok(redirect::see_other(PATH, Some("flash-sharing-code-heard"))),
        Err(CodeProblem::TooMany) => again(page, &handling, StatusCode::TOO_MANY_REQUESTS, "sharing-error-many-codes", typed),
        Err(CodeProblem::Store(error)) => Err(error.into()),
        Err(CodeProblem::Inside(fault)) => Err(Problem::internal(fault)),
    }
}

fn again(page: Page, handling: &Handling, status: StatusCode, error: &'static str, typed: String) -> Result<HttpResponse, Problem> {
    let mut errors = FieldErrors::none();
    errors.add("code", error);
    page::html_with(status, &ByCodePage::of(page, handling, errors, typed))
}
