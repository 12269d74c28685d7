//! “Not for us”: the page that asks why, and the answer. It may belong to another unit.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use jiff::Timestamp;
use serde::Deserialize;
use store::Conn;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{CaseCode, DeclineReason, HandoverId, UnitId};

use super::handover_of;
use crate::{
    access,
    error::for_colleagues,
    flow::{self, DeskProblem},
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
pub(crate) struct Declining {
    reason: String,
}

#[derive(Template)]
#[template(path = "duty/decline.html")]
struct AskWhy {
    page: Page,
    errors: FieldErrors,
    handover: String,
    code: CaseCode,
    reasons: &'static [(&'static str, &'static str)],
    /// Units it may belong to: id, and name with board.
    units: Vec<(String, String)>,
}

/// What a person answers: one choice, so that nobody says two things at once.
enum Answer {
    Declined(DeclineReason),
    BelongsTo(UnitId),
}

impl Answer {
    /// A code of the list, or the id of a unit, which has a slash.
    fn parse(typed: &str) -> Option<Self> {
        let reason = typed.parse().ok().map(Self::Declined);
        reason.or_else(|| typed.parse().ok().filter(|_| typed.contains('/')).map(Self::BelongsTo))
    }

    fn give(
        &self,
        casework: &Casework,
        conn: &mut Conn,
        handover: HandoverId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<CaseCode, DeskProblem> {
        match self {
            Self::Declined(reason) => flow::decline(casework, conn, handover, *reason, staff, now),
            Self::BelongsTo(unit) => flow::redirect(casework, conn, handover, unit, staff, now),
        }
    }

    const fn flash(&self) -> &'static str {
        match self {
            Self::Declined(_) => "flash-declined",
            Self::BelongsTo(_) => "flash-redirected",
        }
    }
}

/// The page that asks for the reason.
pub(crate) async fn ask(page: Page, staff: Staff, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    page::html(&asked(page, &staff, &casework, handover_of(&path)?, FieldErrors::none()).await?)
}

async fn asked(page: Page, staff: &Staff, casework: &Casework, handover: HandoverId, errors: FieldErrors) -> Result<AskWhy, Problem> {
    let (desk, unit) = (casework.clone(), staff.unit.clone());
    let found = casework.db().read(move |conn| flow::item_of(&desk, conn, handover, &unit)).await?;
    let item = found.ok_or_else(Problem::not_found)?.item;
    let sender = item.from_unit.as_ref().map(UnitId::agency);
    let units = sender.map(|sender| casework.elsewhere(&staff.unit, &sender)).unwrap_or_default().into_iter();
    let units = units.map(|unit| (unit.address.unit.to_string(), format!("{}, {}", unit.name, unit.board_name))).collect();
    let page = page.titled(&item.case_code.pairing().spoken());
    Ok(AskWhy { page, errors, handover: handover.to_string(), code: item.case_code, reasons: REASONS, units })
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
    if let Some(answer) = Answer::parse(&form.reason) {
        let (desk, person, flash) = ((**casework).clone(), staff.clone(), answer.flash());
        let done = casework.db().try_write("decline", move |conn| answer.give(&desk, conn, handover, &person, now)).await;
        // A unit that has left the directory since the page was made: the page again, without it.
        if !matches!(done, Err(DeskProblem::UnknownUnit)) {
            done.map_err(for_colleagues)?;
            return Ok(redirect::see_other("/duty", Some(flash)));
        }
    }
    let mut errors = FieldErrors::none();
    errors.add("reason", "error-reason-missing");
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &asked(page, &staff, &casework, handover, errors).await?)
}
