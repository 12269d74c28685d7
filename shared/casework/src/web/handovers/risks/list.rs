//! The outcomes of a case. A call that nobody has answered for comes first.

use ::web::{Page, Problem, page};
use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;

use super::{
    super::{
        case::Which,
        handling::{Frame, Handling, code_of, page_of},
        problem::DoorProblem,
    },
    call::CallView,
    view::RiskView,
};
use crate::{CaseRisk, Staff};

#[derive(Template)]
#[template(path = "handovers/risks.html")]
struct RisksPage {
    page: Page,
    frame: Frame,
    of: String,
    /// The support line to ring now.
    calls: Vec<CallView>,
    risks: Vec<RiskView>,
}

/// `GET /cases/{code}/risks`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, of) = (code_of(&path)?, which.into_inner().of);
    let (own, opened_by, now) = ((**handling).clone(), of.clone(), page.now);
    let found = handling.casework.db().try_write("view_risks", move |conn| -> Result<_, DoorProblem> {
        let case = own.find_one(conn, &code, &opened_by, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok((own.casework.view_risks(conn, &case, (&staff, tie), now)?, own.casework.persons(conn, &case)?))
    });
    let (risks, known) = found.await?;
    let open = risks.iter().filter(|risk| risk.calls()).map(|risk| risk.kept.id);
    page::html(&RisksPage {
        frame: Frame::of(&handling, &code),
        calls: open.map(|risk| CallView::of(&page, &handling, risk)).collect(),
        risks: risks.iter().map(|risk: &CaseRisk| RiskView::of(&page, &known, risk)).collect(),
        of,
        page: page_of(page, &code),
    })
}
