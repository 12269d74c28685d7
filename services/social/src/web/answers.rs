//! What people at the desk answer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{CaseCode, DeclineReason, HandoverId, value::CaseStateWord};

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

/// Reasons as the form offers them, each with its words.
const REASONS: &[(&str, &str)] = &[
    (DeclineReason::NotResponsible.code(), "decline-not_responsible"),
    (DeclineReason::WrongRecipient.code(), "decline-wrong_recipient"),
    (DeclineReason::AlreadyInHand.code(), "decline-already_in_hand"),
    (DeclineReason::NoCapacity.code(), "decline-no_capacity"),
    (DeclineReason::Conflict.code(), "decline-conflict"),
];

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Acknowledging {
    also: Vec<String>,
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Declining {
    reason: String,
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

#[derive(Template)]
#[template(path = "duty/decline.html")]
struct AskWhy {
    page: Page,
    errors: FieldErrors,
    handover: String,
    code: CaseCode,
    reasons: &'static [(&'static str, &'static str)],
    chosen: String,
}

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

/// The page that asks for the reason.
pub(crate) async fn ask_why(page: Page, staff: Staff, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    page::html(&why_page(page, &staff, &casework, handover_of(&path)?, FieldErrors::none()).await?)
}

async fn why_page(page: Page, staff: &Staff, casework: &Casework, handover: HandoverId, errors: FieldErrors) -> Result<AskWhy, Problem> {
    let (desk, unit) = (casework.clone(), staff.unit.clone());
    let found = casework.db().read(move |conn| flow::item_of(&desk, conn, handover, &unit)).await?;
    let code = found.ok_or_else(Problem::not_found)?.item.case_code;
    let page = page.titled(&code.pairing().spoken());
    Ok(AskWhy { page, errors, handover: handover.to_string(), code, reasons: REASONS, chosen: String::new() })
}

/// “Not for us.”
pub(crate) async fn decline(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Declining>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let Ok(reason) = form.reason.parse::<DeclineReason>() else {
        let mut errors = FieldErrors::none();
        errors.add("reason", "error-reason-missing");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &why_page(page, &staff, &casework, handover, errors).await?);
    };
    let desk = (**casework).clone();
    casework
        .db()
        .try_write("decline", move |conn| flow::decline(&desk, conn, handover, reason, &staff, now))
        .await
        .map_err(for_colleagues)?;
    Ok(redirect::see_other("/duty", Some("flash-declined")))
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
