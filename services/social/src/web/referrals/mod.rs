//! Services that were offered in a case, and what came of it: hers with the children's, and behind a door of its own his.
//!
//! ```text
//! page   what was offered, and the form for the next    acts  offered, started or not, one talk more, a draft to the police
//! view   an offer in the reader's language
//! ```

mod acts;
mod page;
mod view;

use actix_web::web::{ServiceConfig, get, post, resource};
use casework::{Case, Staff, web::handovers::Handling};
use store::{Conn, Id};
use web::Problem;
use wire::CaseCode;

use super::{
    case_door::case_door,
    side::{self, Hers, His, Side},
};
use crate::{domain::PlanOf, flow::ReferralProblem};

case_door!(
    /// Why a door of the referrals did not lead anywhere.
    ReferralDoor,
    ReferralProblem
);

/// Mounts the pages of both sides.
pub(crate) fn mount(service: &mut ServiceConfig) {
    of_side::<Hers>(service);
    of_side::<His>(service);
}

fn of_side<S: Side>(service: &mut ServiceConfig) {
    let base = format!("/cases/{{code}}{}/referrals", side::before(S::OF));
    service
        .service(resource(base.as_str()).route(get().to(page::show::<S>)).route(post().to(acts::offer::<S>)))
        .service(resource(format!("{base}/{{referral}}/outcome")).route(post().to(acts::conclude::<S>)))
        .service(resource(format!("{base}/{{referral}}/talks")).route(post().to(acts::hold_talk::<S>)))
        .service(resource(format!("{base}/{{referral}}/draft")).route(post().to(acts::draft::<S>)));
}

/// The case with this code, if the person's unit works with it.
fn case_of(handling: &Handling, conn: &mut Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<Case, ReferralDoor> {
    let case = handling.find_one(conn, code, of, staff)?;
    handling.works_with(conn, &case, staff)?;
    Ok(case)
}

/// Code and id in a path. What can't be one is as unknown as any other.
fn code_of(text: &str) -> Result<CaseCode, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

fn id_of(text: &str) -> Result<Id, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Where the referrals of a side are.
fn base_of(code: &CaseCode, side: PlanOf) -> String {
    format!("/cases/{code}{}/referrals", side::before(side))
}

/// The same, with the agency that opened the case when a person has said which.
fn path_of(code: &CaseCode, side: PlanOf, of: &str) -> String {
    let base = base_of(code, side);
    if of.is_empty() { base } else { format!("{base}?of={of}") }
}
