//! An earlier version of a plan, as it was.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{Staff, web::handovers::Handling};
use web::{Page, Problem, page};

use super::{
    PlanDoor, Side, Which, aside, case_of, code_of, path_of, title_of,
    words::{self, ReadSection, Reader},
};
use crate::flow;

#[derive(Template)]
#[template(path = "safety_plan/version.html")]
struct VersionPage {
    page: Page,
    spoken: String,
    heading: String,
    back: String,
    n: i64,
    saved: String,
    sections: Vec<ReadSection>,
    review_on: Option<String>,
}

/// `GET …/safety-plan/versions/{version}`
pub(crate) async fn show_version<W: Side>(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, n) = (code_of(&path.0)?, path.1.parse::<i64>().map_err(|_| Problem::not_found())?);
    let (own, of, now) = ((**handling).clone(), which.of.clone(), page.now);
    let seen = handling.casework.db().try_write("view_plan_version", move |conn| -> Result<_, PlanDoor> {
        let (case, _) = case_of(&own, conn, &code, &of, &staff)?;
        Ok(flow::view_plan_version(&own.casework, conn, &case, &staff, (W::OF, n), now)?)
    });
    let (content, version, name) = seen.await?;
    let spoken = code.pairing().spoken();
    page::html(&VersionPage {
        heading: page.text(title_of(W::OF)),
        back: path_of(&code, W::OF, &which.of),
        n,
        saved: aside::by(&page, &name, version.role, &version.at),
        sections: words::read(&page, &content, W::OF, Reader::Unit),
        review_on: version.review_on.map(|day| page.date(&day)),
        page: page.titled(&spoken),
        spoken,
    })
}
