//! The plans of the unit that are to be gone through: code, why, and since when. Hers and his are two lists.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{
    Staff, Tie,
    web::handovers::{DoorProblem, Handling},
};
use web::{Page, Problem, page};

use super::{PlanDoor, Side, aside::due_words, path_of};
use crate::{domain::PlanOf, flow};

#[derive(Template)]
#[template(path = "safety_plan/list.html")]
struct ListPage {
    page: Page,
    is_hers: bool,
    plans: Vec<ListedPlan>,
}

struct ListedPlan {
    spoken: String,
    path: String,
    due: Vec<String>,
}

/// `GET /safety-plans`, and `/safety-plans/person-using-violence`
pub(crate) async fn list<W: Side>(page: Page, staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (own, now) = ((**handling).clone(), page.now);
    // A look at a treatment leaves its entry, as everywhere.
    let found = handling.casework.db().try_write("list_safety_plans", move |conn| -> Result<_, PlanDoor> {
        let tie = |conn: &mut store::Conn, case: &casework::Case, staff: &Staff| -> store::Result<Option<Tie>> {
            match own.works_with(conn, case, staff) {
                Ok(tie) => Ok(Some(tie)),
                Err(DoorProblem::Store(error)) => Err(error),
                Err(_) => Ok(None),
            }
        };
        let ask: flow::AskPlanTie<'_> = &tie;
        Ok(flow::plans_to_review(&own.casework, conn, W::OF, (&staff, ask), now)?)
    });
    let plans = found.await?.into_iter().map(|plan| ListedPlan {
        spoken: plan.code.pairing().spoken(),
        path: path_of(&plan.code, W::OF, plan.opened_by.as_str()),
        due: plan.due.iter().map(|due| due_words(&page, due)).collect(),
    });
    let plans = plans.collect();
    let title = page.text(if W::OF == PlanOf::Victim { "safety-plans-title" } else { "safety-plans-title-his" });
    page::html(&ListPage { is_hers: W::OF == PlanOf::Victim, plans, page: page.titled(&title) })
}
