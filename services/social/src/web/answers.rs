//! What people at the desk answer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{Form, Page, Problem, redirect};
use wire::{CaseCode, HandoverId, value::CaseStateWord};

use super::{
    duty::{Desk, list_with},
    handover_of,
};
use crate::{
    access,
    config::DeskConfig,
    domain::Agreed,
    error::for_colleagues,
    flow::{self, DeskProblem, Presence},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Acknowledging {
    also: Vec<String>,
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Telling {
    state: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answering {
    agreed: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Confirming {}

/// “I own it.”
pub(crate) async fn acknowledge(
    page: Page,
    staff: Staff,
    parts: (Data<Casework>, Data<DeskConfig>, Data<Presence>),
    path: Path<String>,
    form: Form<Acknowledging>,
) -> Result<HttpResponse, Problem> {
    let (casework, rules, presence) = parts;
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let also: Vec<HandoverId> = form.also.iter().filter_map(|id| id.parse().ok()).collect();
    let (desk, person) = ((**casework).clone(), staff.clone());
    let done = casework.db().try_write("acknowledge", move |conn| flow::acknowledge(&desk, conn, handover, &also, &person, now));
    match done.await {
        Ok(_) => Ok(redirect::see_other(&form.back, Some("flash-acknowledged"))),
        // The list again, with the answer above it: nobody should have to find the way back.
        Err(DeskProblem::Taken { code, by }) if form.back == "/duty" => {
            let notice = page.words.with("duty-taken", &[("code", code.pairing().spoken()), ("who", by)]);
            list_with(page, &staff, &Desk { casework: &casework, rules: &rules, presence: &presence }, notice).await
        }
        Err(problem) => Err(for_colleagues(problem)),
    }
}

/// How far we have come.
pub(crate) async fn state(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Telling>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let word: CaseStateWord = form.state.parse().map_err(|_| not_in_the_list("state"))?;
    let desk = (**casework).clone();
    let set = casework.db().try_write("set_state", move |conn| flow::set_state(&desk, conn, handover, word, &staff, now));
    to_the_case(set.await, "flash-told")
}

/// The answer at the first contact.
pub(crate) async fn agreed(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Answering>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let agreed: Agreed = form.agreed.parse().map_err(|_| not_in_the_list("agreed"))?;
    let kept = casework.db().try_write("answer_first_contact", move |conn| flow::answer_first_contact(conn, handover, agreed, &staff, now));
    to_the_case(kept.await, "flash-kept")
}

/// “We know that the consent is withdrawn.”
pub(crate) async fn withdrawal(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    _form: Form<Confirming>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let kept = casework.db().try_write("confirm_withdrawal", move |conn| flow::confirm_withdrawal(conn, handover, &staff, now));
    to_the_case(kept.await, "flash-kept")
}

pub(super) fn to_the_case(done: Result<CaseCode, DeskProblem>, flash: &'static str) -> Result<HttpResponse, Problem> {
    Ok(redirect::see_other(&format!("/cases/{}", done?), Some(flash)))
}

/// A value that no button of ours sends.
pub(super) fn not_in_the_list(field: &'static str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field(field, "error-not-in-the-list")
}
