//! A consent is taken back: two taps, no reason, at once.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Basis, Handover, Staff};
use web::{Form, Page, Problem, Site, page, redirect};
use wire::Category;

use super::{call_outs::Nothing, code_of, now, page_of, views::category_words};
use crate::{
    access::Door,
    app::Police,
    domain::standing::{has_failed, was_fetched},
    flow::{
        show_call_outs::{self, Progress},
        withdraw_consent,
    },
};

#[derive(Template)]
#[template(path = "call_outs/withdrawal.html")]
struct WithdrawalPage {
    page: Page,
    code: String,
    spoken: String,
    /// What the other agency has in hand already without a duty.
    told: String,
    /// What goes on all the same.
    by_duty: String,
    reachable: bool,
}

/// `GET /call-outs/{code}/withdrawal`
pub async fn ask(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::WithdrawConsent.let_in(staff)?;
    let progress = show_call_outs::progress(&police.casework, code_of(&path)?, &staff).await?;
    let told = |handover: &Handover| handover.basis != Basis::Duty && was_fetched(handover);
    let goes_on = |handover: &Handover| handover.basis == Basis::Duty && !has_failed(handover.state);
    let code = progress.loaded.row.code;
    page::html(&WithdrawalPage {
        code: code.to_string(),
        spoken: code.pairing().spoken(),
        told: category_words(&page, &categories(&progress, told)),
        by_duty: category_words(&page, &categories(&progress, goes_on)),
        reachable: police.casework.link().broker_reachable,
        page: page_of(page, &code),
    })
}

/// The categories of the handovers that `is` picks, each once.
fn categories(progress: &Progress, is: impl Fn(&Handover) -> bool) -> Vec<Category> {
    let picked = progress.sent.iter().filter(|(handover, _)| is(handover));
    let mut categories: Vec<Category> = picked.flat_map(|(handover, _)| handover.categories.iter().copied()).collect();
    categories.sort_unstable();
    categories.dedup();
    categories
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
