//! Her plan read aloud, in the room or by telephone: one section at a time, large, and nothing to write in.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::{Staff, web::handovers::Handling};
use serde::Deserialize;
use web::{Page, Problem, page};

use super::{
    PlanDoor, base_of, case_of, code_of, path_of,
    words::{self, ReadSection, Reader},
};
use crate::{
    domain::PlanOf,
    flow::{self, SafetyPlanProblem},
};

/// Which section, from 1, and which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    of: String,
    section: String,
}

#[derive(Template)]
#[template(path = "safety_plan/aloud.html")]
struct AloudPage {
    page: Page,
    spoken: String,
    of: String,
    base: String,
    back: String,
    /// None when nothing is said in the plan.
    section: Option<ReadSection>,
    place: usize,
    count: usize,
}

/// `GET …/safety-plan/read-aloud`
pub(crate) async fn read_aloud(
    page: Page,
    staff: Staff,
    path: Path<String>,
    place: Query<Place>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let code = code_of(&path)?;
    let (own, of, now) = ((**handling).clone(), place.of.clone(), page.now);
    let seen = handling.casework.db().try_write("read_safety_plan_aloud", move |conn| -> Result<_, PlanDoor> {
        let (case, tie) = case_of(&own, conn, &code, &of, &staff)?;
        let shown = flow::view_safety_plan(&own.casework, conn, &case, (&staff, tie), PlanOf::Victim, now)?;
        Ok(shown.ok_or(SafetyPlanProblem::NotFound)?)
    });
    let shown = seen.await?;
    let mut sections = words::read(&page, &shown.content, PlanOf::Victim, Reader::Aloud);
    let count = sections.len();
    // A place that there is not is the nearest that there is.
    let place_of = |text: &str| text.parse::<usize>().unwrap_or(1).clamp(1, count.max(1));
    let at = place_of(&place.section);
    let spoken = code.pairing().spoken();
    page::html(&AloudPage {
        of: place.of.clone(),
        base: base_of(&code, PlanOf::Victim),
        back: path_of(&code, PlanOf::Victim, &place.of),
        section: (count > 0).then(|| sections.swap_remove(at - 1)),
        place: at,
        count,
        page: page.titled(&spoken),
        spoken,
    })
}
