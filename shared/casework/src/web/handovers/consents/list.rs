//! The answers of a case.

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
    view::ConsentView,
};
use crate::{CaseConsent, Staff};

#[derive(Template)]
#[template(path = "handovers/consents.html")]
struct ConsentsPage {
    page: Page,
    frame: Frame,
    consents: Vec<ConsentView>,
    of: String,
}

/// `GET /cases/{code}/consents`
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
    let found = handling.casework.db().try_write("view_consents", move |conn| -> Result<_, DoorProblem> {
        let case = own.find_one(conn, &code, &opened_by, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok((own.casework.view_consents(conn, &case, (&staff, tie), now)?, own.casework.persons(conn, &case)?))
    });
    let (consents, known) = found.await?;
    let boards = handling.casework.recipient_boards();
    let view = |consent: &CaseConsent| ConsentView::of(&page, &boards, &known, consent);
    page::html(&ConsentsPage {
        frame: Frame::of(&handling, &code),
        consents: consents.iter().map(view).collect(),
        of,
        page: page_of(page, &code),
    })
}
