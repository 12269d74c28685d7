//! Safety plans: hers, and behind a door of its own that of the person using violence. No page holds both.
//!
//! ```text
//! page      the plan, its form, and what stands beside it     form     from what was typed to a version, and back
//! acts      gone through, coordinator, paper, close           words    what a plan says, in the reader's language
//! versions  an earlier version                                aside    what stands beside the form
//! aloud     one section at a time, to read aloud              print    a neutral paper, when she gets one
//! sharing   a draft to the police, item by item               list     the plans of the unit that are due
//! ```

mod acts;
mod aloud;
mod aside;
mod form;
mod list;
mod page;
mod print;
mod sharing;
mod versions;
mod words;

use casework::{Case, Staff, Tie, web::handovers::Handling};
use serde::Deserialize;
use store::Conn;
use web::Problem;
use wire::CaseCode;

pub(crate) use acts::{choose_paper, close, follow_up, name_coordinator, review, take_up};
pub(crate) use aloud::read_aloud;
pub(crate) use list::list;
pub(crate) use page::{save, show};
pub(crate) use print::{ask_what, print};
pub(crate) use sharing::share;
pub(crate) use versions::show_version;

use super::{
    case_door::case_door,
    side::{self, Hers, Side},
};
use crate::{domain::PlanOf, flow::SafetyPlanProblem};

/// Which of the cases with one code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    of: String,
}

/// To choose from: value, words, whether it is chosen.
type Choice = (String, String, bool);

case_door!(
    /// Why a door of a plan did not lead anywhere.
    PlanDoor,
    SafetyPlanProblem
);

/// The case with this code, if the person's unit works with it, and what ties it there.
fn case_of(handling: &Handling, conn: &mut Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<(Case, Tie), PlanDoor> {
    let case = handling.find_one(conn, code, of, staff)?;
    let tie = handling.works_with(conn, &case, staff)?;
    Ok((case, tie))
}

/// The code in a path. One that can't be a code is as unknown as any other.
fn code_of(text: &str) -> Result<CaseCode, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Where a plan is.
fn base_of(code: &CaseCode, plan: PlanOf) -> String {
    format!("/cases/{code}{}/safety-plan", side::before(plan))
}

/// The same, with the agency that opened the case when a person has said which.
fn path_of(code: &CaseCode, plan: PlanOf, of: &str) -> String {
    let base = base_of(code, plan);
    if of.is_empty() { base } else { format!("{base}?of={of}") }
}

/// The page's name. Nothing of a person.
const fn title_of(plan: PlanOf) -> &'static str {
    match plan {
        PlanOf::Victim => "safety-plan-title",
        PlanOf::PersonUsingViolence => "safety-plan-title-his",
    }
}
