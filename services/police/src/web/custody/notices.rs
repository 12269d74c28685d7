//! Releases that an exposed person is to be told of, for whoever decides over them. Codes and times.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use web::{Page, Problem, page};

use super::super::sharing::knows;
use crate::{
    access::Door,
    app::Police,
    flow::custody::{self, Owed},
};

#[derive(Template)]
#[template(path = "custody/notices.html")]
struct NoticesPage {
    page: Page,
    owed: Vec<OwedView>,
}

struct OwedView {
    code: String,
    spoken: String,
    /// When release is expected or was.
    at: Option<Timestamp>,
    /// It has been.
    is_released: bool,
    tried: Option<Timestamp>,
}

impl OwedView {
    fn of(owed: &Owed) -> Self {
        Self {
            code: owed.code.to_string(),
            spoken: owed.code.pairing().spoken(),
            at: owed.released.or(owed.expected),
            is_released: owed.released.is_some(),
            tried: owed.tried,
        }
    }
}

/// `GET /release-notices`
pub(super) async fn list(page: Page, staff: Staff, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::ReleaseNotices.let_in(staff)?;
    let owed = custody::owed(&police.casework, knows, &staff, page.now).await?;
    let title = page.text("custody-notices-title");
    page::html(&NoticesPage { owed: owed.iter().map(OwedView::of).collect(), page: page.titled(&title) })
}
