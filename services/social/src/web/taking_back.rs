//! Taking back a consent on behalf of the person who gave it: the page that asks, and the answer.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{CaseCode, HandoverId, WithdrawalChannel};

use super::handover_of;
use crate::{access, flow};

/// How it can reach a desk, each with its words. A card's code is entered where the card says, not here.
const CHANNELS: &[(&str, &str)] = &[
    (WithdrawalChannel::Phone.code(), "take-back-phone"),
    (WithdrawalChannel::Spoken.code(), "take-back-spoken"),
    (WithdrawalChannel::Written.code(), "take-back-written"),
];

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TakingBack {
    channel: String,
}

#[derive(Template)]
#[template(path = "duty/take_back.html")]
struct Ask {
    page: Page,
    errors: FieldErrors,
    handover: String,
    code: CaseCode,
    channels: &'static [(&'static str, &'static str)],
}

/// The page that asks once more.
pub(crate) async fn ask(page: Page, staff: Staff, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    page::html(&asked(page, &staff, &casework, handover_of(&path)?, FieldErrors::none()).await?)
}

async fn asked(page: Page, staff: &Staff, casework: &Casework, handover: HandoverId, errors: FieldErrors) -> Result<Ask, Problem> {
    let (desk, unit) = (casework.clone(), staff.unit.clone());
    let found = casework.db().read(move |conn| flow::item_of(&desk, conn, handover, &unit)).await?;
    let code = found.ok_or_else(Problem::not_found)?.item.case_code;
    let page = page.titled(&code.pairing().spoken());
    Ok(Ask { page, errors, handover: handover.to_string(), code, channels: CHANNELS })
}

/// “The person takes it back.”
pub(crate) async fn take_back(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<TakingBack>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let offered = CHANNELS.iter().any(|(code, _)| *code == form.channel);
    let Some(channel) = form.channel.parse::<WithdrawalChannel>().ok().filter(|_| offered) else {
        let mut errors = FieldErrors::none();
        errors.add("channel", "error-channel-missing");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &asked(page, &staff, &casework, handover, errors).await?);
    };
    let desk = (**casework).clone();
    let done = casework
        .db()
        .try_write("take_back_consent", move |conn| flow::take_back_consent(&desk, conn, handover, channel, &staff, now))
        .await?;
    Ok(redirect::see_other(&format!("/cases/{done}"), Some("flash-taken-back")))
}
