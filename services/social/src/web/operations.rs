//! Whether anybody is at each desk, for who operates the service: units and counts, no case.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use web::{Page, Problem, page};

use crate::{
    access,
    flow::{UnitWatched, units_watched},
};

#[derive(Template)]
#[template(path = "operations/desks.html")]
struct Desks {
    page: Page,
    units: Vec<UnitWatched>,
}

/// The page.
pub(crate) async fn desks(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::operates(&staff)?;
    let units = casework.db().read(units_watched).await?;
    let title = page.text("operations-title");
    page::html(&Desks { page: page.titled(&title), units })
}
