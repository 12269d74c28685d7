//! The numbers of a unit, what waits, and when each lapses. No name.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::Staff;
use web::{Page, Problem, page};

use crate::{
    access::Door,
    app::Police,
    flow::focus_persons::{self, Listed},
};

#[derive(Template)]
#[template(path = "focus_persons/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Listed>,
}

/// `GET /focus-persons`
pub(super) async fn show(page: Page, staff: Staff, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::ListFocus.let_in(staff)?;
    let rows = focus_persons::of_unit(&police.casework, &staff, page.now).await?;
    let title = page.text("focus-title");
    page::html(&ListPage { rows, page: page.titled(&title) })
}
