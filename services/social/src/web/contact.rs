//! The ring log and promised calls.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{Casework, Staff};
use jiff::SignedDuration;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, redirect};

use super::{
    answers::{not_in_the_list, to_the_case},
    cases, handover_of,
};
use crate::{
    access,
    config::DeskConfig,
    domain::{AttemptOutcome, next_time},
    flow::{self, DeskProblem},
};

/// The longest a call is promised ahead by a button, in minutes.
const LONGEST: i64 = 24 * 60;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ringing {
    outcome: String,
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Promising {
    minutes: String,
    at: String,
}

/// One tap: nobody answered, or they spoke.
pub(crate) async fn attempt(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Ringing>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now, desk) = (handover_of(&path)?, page.now, (**casework).clone());
    let outcome: AttemptOutcome = form.outcome.parse().map_err(|_| not_in_the_list("outcome"))?;
    let logged = casework.db().try_write("log_attempt", move |conn| flow::log_attempt(&desk, conn, handover, outcome, &staff, now)).await;
    if form.back == "/duty" {
        logged?;
        return Ok(redirect::see_other("/duty", Some("flash-attempt")));
    }
    to_the_case(logged, "flash-attempt")
}

/// “I call again in half an hour”, or at a time.
pub(crate) async fn promise(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    path: Path<String>,
    form: Form<Promising>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let minutes = form.minutes.parse::<i64>().ok().filter(|minutes| (1..=LONGEST).contains(minutes));
    let due_at = minutes.map(|minutes| now + SignedDuration::from_mins(minutes)).or_else(|| next_time(&form.at, now));
    let Some(due_at) = due_at else {
        let (desk, unit) = ((**casework).clone(), staff.unit.clone());
        let found = casework.db().read(move |conn| flow::item_of(&desk, conn, handover, &unit)).await?;
        let item = found.ok_or(DeskProblem::NotFound)?.item;
        if !item.is_in_hand() {
            return Err(DeskProblem::WrongState.into());
        }
        let mut errors = FieldErrors::none();
        errors.add("at", "error-time");
        return cases::again(page, &staff, &casework, &rules, item.case_code, (form.into_inner().at, errors)).await;
    };
    let promised = casework.db().try_write("promise_call", move |conn| flow::promise_call(conn, handover, due_at, &staff, now)).await;
    to_the_case(promised, "flash-promised")
}
