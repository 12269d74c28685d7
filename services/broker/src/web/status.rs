//! The public page: that the broker works, and nothing about anybody.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use jiff::Timestamp;
use web::{Page, Problem, page};

use crate::flow::{Broker, status, status::Status};

#[derive(Template)]
#[template(path = "status/page.html")]
struct StatusPage {
    page: Page,
    status: Status,
}

impl StatusPage {
    /// Whole minutes since a moment.
    fn minutes_since(&self, moment: &Timestamp) -> i64 {
        self.page.now.duration_since(*moment).as_mins().max(0)
    }

    fn kind_word(&self, kind: &wire::AgencyKind) -> String {
        self.page.words.get(&format!("agency-kind-{kind}"))
    }
}

pub(crate) async fn page(broker: Data<Broker>, page: Page) -> Result<HttpResponse, Problem> {
    let status = status::status(&broker).await?;
    let title = page.text("status-title");
    page::html(&StatusPage { page: page.titled(&title), status })
}
