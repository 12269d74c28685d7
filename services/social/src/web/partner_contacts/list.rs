//! The numbers of a contact person, and what is to be done by when. No name.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use web::{Page, Problem, page};

use super::view::{TaskView, task_view};
use crate::{
    access,
    domain::CONTACTS_AT_LEAST,
    flow::{self, PartnerContactListed},
};

#[derive(Template)]
#[template(path = "partner_contacts/list.html")]
struct List {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    number: i32,
    counted: String,
    tasks: Vec<TaskView>,
}

impl Row {
    fn of(page: &Page, listed: &PartnerContactListed) -> Self {
        Self {
            id: listed.contact.id.to_string(),
            number: listed.contact.number,
            counted: page.words.with("partner-counted", &[("n", listed.reached), ("least", CONTACTS_AT_LEAST)]),
            tasks: listed.tasks.iter().map(|task| task_view(page, task)).collect(),
        }
    }
}

/// `GET /partner-contacts`: what is due first first, then by number.
pub(super) async fn show(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let mut listed = casework.db().read(move |conn| flow::list_partner_contacts(conn, &staff)).await?;
    listed.sort_by_key(|one| {
        let due = one.tasks.first().map(|task| task.due_at);
        (due.is_none(), due, one.contact.number)
    });
    let title = page.text("partner-title");
    let rows = listed.iter().map(|one| Row::of(&page, one)).collect();
    page::html(&List { page: page.titled(&title), rows })
}
