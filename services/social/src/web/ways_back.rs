//! Ways back in: who has the code, who has lost it, and who lives somewhere else.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page};
use wire::value::PhoneNumber;

use crate::{
    access,
    flow::{self, FoundByNumber},
};

/// The number that somebody rings from, or says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Searched {
    phone: String,
}

#[derive(Template)]
#[template(path = "ways_back/page.html")]
struct WaysBackPage {
    page: Page,
    errors: FieldErrors,
    /// What was typed and is no number. One that was searched is not shown again.
    typed: String,
    /// None before a search.
    found: Option<Vec<FoundView>>,
}

struct FoundView {
    spoken: String,
    path: String,
    closing: String,
    came: String,
    closed: Option<String>,
}

impl FoundView {
    fn of(page: &Page, found: &FoundByNumber) -> Self {
        let query = format!("?of={}", found.opened_by);
        Self {
            spoken: found.code.pairing().spoken(),
            path: format!("/cases/{}", found.code),
            closing: format!("/cases/{}/closing{query}", found.code),
            came: page.day(&found.came_at),
            closed: found.closed.as_ref().map(|closing| page.day(&closing.closed.1)),
        }
    }
}

impl WaysBackPage {
    fn of(page: Page, typed: String, errors: FieldErrors, found: Option<&[FoundByNumber]>) -> Self {
        let title = page.text("ways-back-title");
        let found = found.map(|all| all.iter().map(|one| FoundView::of(&page, one)).collect());
        Self { errors, typed, found, page: page.titled(&title) }
    }
}

/// `GET /ways-back`
pub(crate) async fn ask(page: Page, staff: Staff) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    page::html(&WaysBackPage::of(page, String::new(), FieldErrors::none(), None))
}

/// `POST /ways-back`: the number is in no address and on no page after it.
pub(crate) async fn search(page: Page, staff: Staff, casework: Data<Casework>, form: Form<Searched>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let typed = form.into_inner().phone;
    let Ok(number) = PhoneNumber::parse(typed.trim()) else {
        let mut errors = FieldErrors::none();
        errors.add("phone", "value-error-phone");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &WaysBackPage::of(page, typed, errors, None));
    };
    let (own, now) = ((**casework).clone(), page.now);
    let found = casework.db().write("find_by_number", move |conn| flow::find_by_number(&own, conn, &number, &staff, now)).await?;
    page::html(&WaysBackPage::of(page, String::new(), FieldErrors::none(), Some(&found)))
}
