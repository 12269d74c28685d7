//! The unit head's list of what was said aloud: codes of cases and categories, no person.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use serde::Deserialize;
use store::Id;
use web::{Form, Page, Problem, Site, page, redirect};

use super::{now, told::ToldView};
use crate::{
    access::Door,
    app::Police,
    domain::emergency_disclosure::{EmergencyDisclosure, REVIEW_WITHIN, ReviewOutcome},
    flow::tell_by_phone,
};

#[derive(Template)]
#[template(path = "emergency_disclosures/list.html")]
struct ListPage {
    page: Page,
    waiting: Vec<RecordView>,
    reviewed: Vec<RecordView>,
}

struct RecordView {
    id: String,
    spoken: String,
    code: String,
    told: ToldView,
    role: String,
    to: String,
    due: Timestamp,
    late: bool,
    /// The reader said it: somebody else reviews.
    own: bool,
}

impl RecordView {
    fn of(page: &Page, police: &Police, reader: &Staff, record: &EmergencyDisclosure) -> Self {
        let recipient = police.casework.recipient();
        let unit = &record.told.to;
        Self {
            id: record.id.to_string(),
            spoken: record.code.pairing().spoken(),
            code: record.code.to_string(),
            told: ToldView::of(page, record),
            role: page.text(&format!("role-{}", record.role)),
            to: if *unit == recipient.unit { recipient.name } else { unit.to_string() },
            due: record.entered_at.checked_add(REVIEW_WITHIN).unwrap_or(Timestamp::MAX),
            late: record.is_late(page.now),
            own: record.staff == reader.reference,
        }
    }
}

/// `GET /emergency-disclosures`
pub async fn list(page: Page, staff: Staff, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::ListTold.let_in(staff)?;
    let records = tell_by_phone::of_unit(&police.casework, &staff, now(&site)).await?;
    let view = |record: &EmergencyDisclosure| RecordView::of(&page, &police, &staff, record);
    let (waiting, mut reviewed): (Vec<_>, Vec<_>) = records.iter().partition(|record| record.review.is_none());
    reviewed.reverse();
    let (waiting, reviewed) = (waiting.into_iter().map(view).collect(), reviewed.into_iter().map(view).collect());
    let title = page.text("told-list-title");
    page::html(&ListPage { waiting, reviewed, page: page.titled(&title) })
}

/// What the reviewer found.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    outcome: String,
}

/// `POST /emergency-disclosures/{id}`
pub async fn review(
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<ReviewForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::ReviewTold.let_in(staff)?;
    let id: Id = path.parse().map_err(|_| Problem::not_found())?;
    let outcome: ReviewOutcome = form
        .outcome
        .parse()
        .map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("outcome", "error-choice"))?;
    tell_by_phone::review(&police.casework, id, outcome, &staff, now(&site)).await?;
    Ok(redirect::see_other("/emergency-disclosures", Some("flash-saved")))
}
