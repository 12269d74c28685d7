//! “Inkommet”: what came to the unit and waits for a person. Codes and headers, no value.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};
use wire::{DeclineReason, HandoverId, Urgency};

use super::now;
use crate::{
    access::Door,
    app::Police,
    flow::incoming::{self, Waiting},
};

#[derive(Template)]
#[template(path = "received.html")]
struct ListPage {
    page: Page,
    errors: FieldErrors,
    rows: Vec<RowView>,
    latest: i64,
    /// The reader may take and decline.
    answers: bool,
}

struct RowView {
    id: String,
    spoken: String,
    href: String,
    purpose: String,
    urgency: String,
    from: String,
    at: Timestamp,
    urgent: bool,
    late: bool,
}

impl RowView {
    fn of(page: &Page, police: &Police, row: &Waiting) -> Self {
        let came = &row.came;
        let recipient = police.casework.recipient();
        Self {
            id: came.handover.to_string(),
            spoken: came.code.pairing().spoken(),
            href: if row.joins_first { format!("/call-outs/{}/join", came.code) } else { format!("/cases/{}/handovers", came.code) },
            purpose: page.text(&format!("purpose-{}", came.purpose)),
            urgency: page.text(&format!("urgency-{}", came.urgency)),
            from: if came.from == recipient.unit { recipient.name } else { came.from.to_string() },
            at: came.received_at,
            urgent: came.urgency == Urgency::Immediate,
            late: row.late,
        }
    }
}

impl ListPage {
    fn reasons(&self) -> Vec<(&'static str, String)> {
        DeclineReason::ALL.iter().map(|reason| (reason.code(), self.page.text(&format!("decline-{reason}")))).collect()
    }
}

/// `GET /received`
pub async fn list(page: Page, staff: Staff, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::ListReceived.let_in(staff)?;
    page::html(&list_page(page, &staff, &police, &site, FieldErrors::none()).await?)
}

async fn list_page(page: Page, staff: &Staff, police: &Police, site: &Site, errors: FieldErrors) -> Result<ListPage, Problem> {
    let (waiting, latest) = incoming::of_unit(&police.casework, staff, police.patience, now(site)).await?;
    let rows = waiting.iter().map(|row| RowView::of(&page, police, row)).collect();
    let answers = Door::AnswerReceived.roles().contains(&staff.role);
    let title = page.text("received-title");
    Ok(ListPage { rows, latest, answers, errors, page: page.titled(&title) })
}

/// Take it, or decline it with a reason.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    act: String,
    reason: String,
}

/// `POST /received/{handover}`
pub async fn answer(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<AnswerForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::AnswerReceived.let_in(staff)?;
    let handover: HandoverId = path.parse().map_err(|_| Problem::not_found())?;
    let declined = match (form.act.as_str(), form.reason.parse::<DeclineReason>()) {
        ("acknowledge", _) => None,
        ("decline", Ok(reason)) => Some(reason),
        _ => {
            let mut errors = FieldErrors::none();
            errors.add("reason", "error-choice");
            let list = list_page(page, &staff, &police, &site, errors).await?;
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &list);
        }
    };
    incoming::answer(&police.casework, handover, declined, &staff, now(&site)).await?;
    Ok(redirect::see_other("/received", Some("flash-saved")))
}
