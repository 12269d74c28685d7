//! The numbers of a unit. No name.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use web::{Page, Problem, page};

use crate::{access, domain::Treatment, flow};

#[derive(Template)]
#[template(path = "treatments/list.html")]
struct List {
    page: Page,
    treatments: Vec<(Treatment, bool)>,
}

/// `GET /treatments`
pub(super) async fn show(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let treatments = casework.db().read(move |conn| flow::list_treatments(conn, &staff)).await?;
    let title = page.text("treatment-title");
    page::html(&List { page: page.titled(&title), treatments })
}
