//! A case, opened. Each view is in the access log.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use web::{FieldErrors, Page, Problem, page};
use wire::CaseCode;

use super::case_view::CaseView;
use crate::{access, config::DeskConfig, flow::open_case};

#[derive(Template)]
#[template(path = "cases/open.html")]
struct Open {
    page: Page,
    errors: FieldErrors,
    case: CaseView,
    /// The time of a call as it was typed.
    at: String,
}

/// Every handover of the case to this unit.
pub(crate) async fn open(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    path: Path<String>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let code: CaseCode = path.parse().map_err(|_| Problem::not_found())?;
    page::html(&shown(page, &staff, &casework, &rules, code, (String::new(), FieldErrors::none())).await?)
}

/// The page again, with what was typed as the time of a call and what is wrong with it. Its forms lead back to the case.
pub(super) async fn again(
    page: Page,
    staff: &Staff,
    casework: &Casework,
    rules: &DeskConfig,
    code: CaseCode,
    typed: (String, FieldErrors),
) -> Result<HttpResponse, Problem> {
    let page = Page { path: format!("/cases/{code}"), ..page };
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown(page, staff, casework, rules, code, typed).await?)
}

async fn shown(
    page: Page,
    staff: &Staff,
    casework: &Casework,
    rules: &DeskConfig,
    code: CaseCode,
    (at, errors): (String, FieldErrors),
) -> Result<Open, Problem> {
    let (desk, person, now) = (casework.clone(), staff.clone(), page.now);
    let opened = casework.db().try_write("open_case", move |conn| open_case(&desk, conn, code, &person, now)).await?;
    let case = CaseView::of(&page, staff, casework, rules, &opened);
    Ok(Open { page: page.titled(&code.pairing().spoken()), errors, case, at })
}
