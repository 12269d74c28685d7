//! The ring log and promised calls.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{Casework, Staff};
use jiff::SignedDuration;
use serde::Deserialize;
use web::{Form, Page, Problem, redirect};

use super::{
    answers::{not_in_the_list, to_the_case},
    handover_of,
};
use crate::{
    access,
    domain::{AttemptOutcome, next_time},
    flow,
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
    let (handover, now) = (handover_of(&path)?, page.now);
    let outcome: AttemptOutcome = form.outcome.parse().map_err(|_| not_in_the_list("outcome"))?;
    let logged = casework.db().try_write("log_attempt", move |conn| flow::log_attempt(conn, handover, outcome, &staff, now)).await;
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
    path: Path<String>,
    form: Form<Promising>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let minutes = form.minutes.parse::<i64>().ok().filter(|minutes| (1..=LONGEST).contains(minutes));
    let due_at = minutes.map(|minutes| now + SignedDuration::from_mins(minutes)).or_else(|| next_time(&form.at, now));
    let due_at = due_at
        .ok_or_else(|| Problem::new(actix_web::http::StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("at", "error-time"))?;
    let promised = casework.db().try_write("promise_call", move |conn| flow::promise_call(conn, handover, due_at, &staff, now)).await;
    to_the_case(promised, "flash-promised")
}
