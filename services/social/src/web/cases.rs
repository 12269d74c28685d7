//! A case, opened. Each view is in the access log.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use web::{Page, Problem, page};
use wire::CaseCode;

use super::case_view::CaseView;
use crate::{access, config::DeskConfig, flow::open_case};

#[derive(Template)]
#[template(path = "cases/open.html")]
struct Open {
    page: Page,
    case: CaseView,
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
    let (desk, person, now) = ((**casework).clone(), staff.clone(), page.now);
    let opened = casework.db().try_write("open_case", move |conn| open_case(&desk, conn, code, &person, now)).await?;
    let case = CaseView::of(&page, &staff, &casework, &rules, &opened);
    page::html(&Open { page: page.titled(&code.pairing().spoken()), case })
}
