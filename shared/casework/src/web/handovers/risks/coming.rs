//! The unit's days of review: code, day, and how far it is. No name, no instrument, no level.

use ::web::{Page, Problem, page};
use actix_web::{HttpResponse, web::Data};
use askama::Template;

use super::{
    super::handling::{Frame, Handling},
    view::{ReviewDue, due_words, today},
};
use crate::{Staff, risk_reviews};

#[derive(Template)]
#[template(path = "handovers/risk_reviews.html")]
struct ComingPage {
    page: Page,
    frame: Frame,
    reviews: Vec<Coming>,
}

struct Coming {
    code: String,
    spoken: String,
    of: String,
    day: String,
    due: String,
    late: bool,
}

/// `GET /risk-reviews`
pub(super) async fn list(page: Page, staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let found = handling.casework.db().read(move |conn| risk_reviews::coming(conn, &staff.unit)).await?;
    let reviews = found.into_iter().map(|review| {
        let due = ReviewDue::of(review.planned_on, today(&page));
        Coming {
            code: review.case_code.to_string(),
            spoken: review.case_code.pairing().spoken(),
            of: review.opened_by.to_string(),
            day: page.date(&review.planned_on),
            due: due_words(&page, due),
            late: due.is_late(),
        }
    });
    let (reviews, title) = (reviews.collect(), page.text("risk-reviews-title"));
    page::html(&ComingPage { frame: Frame::without_case(&handling), reviews, page: page.titled(&title) })
}
