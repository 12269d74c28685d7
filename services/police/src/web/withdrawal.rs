//! A consent is taken back: two taps, no reason, at once.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Basis, Staff};
use web::{Form, Page, Problem, Site, page, redirect};

use super::{call_outs::Nothing, code_of, now, page_of, views::category_words};
use crate::{
    access::Door,
    app::Police,
    flow::{show_call_outs, withdraw_consent},
};

#[derive(Template)]
#[template(path = "call_outs/withdrawal.html")]
struct WithdrawalPage {
    page: Page,
    code: String,
    spoken: String,
    /// What was handed over by consent already.
    told: String,
    /// What goes on all the same.
    by_duty: String,
}

/// `GET /call-outs/{code}/withdrawal`
pub async fn ask(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::WithdrawConsent.let_in(staff)?;
    let progress = show_call_outs::progress(&police.casework, code_of(&path)?, &staff).await?;
    let categories = |duty: bool| {
        let handovers = progress.sent.iter().filter(|(handover, _)| (handover.basis == Basis::Duty) == duty);
        handovers.flat_map(|(handover, _)| handover.categories.clone()).collect::<Vec<_>>()
    };
    let code = progress.loaded.row.code;
    page::html(&WithdrawalPage {
        code: code.to_string(),
        spoken: code.pairing().spoken(),
        told: category_words(&page, &categories(false)),
        by_duty: category_words(&page, &categories(true)),
        page: page_of(page, &code),
    })
}

/// `POST /call-outs/{code}/withdrawal`
pub async fn withdraw(
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::WithdrawConsent.let_in(staff)?;
    let code = code_of(&path)?;
    withdraw_consent::withdraw_consent(&police.casework, code, &staff, now(&site)).await?;
    Ok(redirect::see_other(&format!("/call-outs/{code}"), Some("flash-withdrawn")))
}
