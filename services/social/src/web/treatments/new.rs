//! A treatment begins: who it is, and who has the contact with the partner, who is another than the therapist.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use casework::{Casework, Staff, web::value_forms::Typed};
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::StaffRef;

use super::{
    super::switch_view::{Choice, read_name},
    path_of,
};
use crate::{
    access,
    flow::{self, PartnerContactProblem},
};

#[derive(Template)]
#[template(path = "treatments/new.html")]
struct New {
    page: Page,
    errors: FieldErrors,
    person: String,
    contact_persons: Vec<Choice>,
}

/// `GET /treatments/new`
pub(super) async fn ask(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    shown(page, &casework, &Typed::default(), FieldErrors::none()).await
}

async fn shown(page: Page, casework: &Casework, typed: &Typed, errors: FieldErrors) -> Result<HttpResponse, Problem> {
    let members = casework.db().read(flow::contact_persons).await?;
    let choice = |member: Staff| {
        let reference = member.reference.to_string();
        let chosen = reference == typed.one("contact_person");
        (reference, member.name, chosen)
    };
    let title = page.text("treatment-new");
    let status = if errors.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let person = typed.one("person").to_owned();
    page::html_with(status, &New { page: page.titled(&title), errors, person, contact_persons: members.into_iter().map(choice).collect() })
}

/// `POST /treatments`
pub(super) async fn begin(page: Page, staff: Staff, casework: Data<Casework>, form: Form<Typed>) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let (typed, now) = (form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let person = read_name(&typed, "person", &mut errors);
    let contact_person = typed.one("contact_person").parse::<StaffRef>().ok();
    if contact_person.is_none() {
        errors.add("contact_person", "sharing-error-choose");
    }
    if let Some((person, contact_person)) = person.zip(contact_person) {
        let own = (**casework).clone();
        let begun = casework
            .db()
            .try_write("begin_treatment", move |conn| flow::begin_treatment(&own, conn, (&person, &contact_person), &staff, now));
        match begun.await {
            Ok(id) => return Ok(redirect::see_other(&path_of(id), Some("flash-kept"))),
            Err(PartnerContactProblem::SamePerson) => errors.add("contact_person", "partner-error-same-person"),
            Err(PartnerContactProblem::NoContactPerson) => errors.add("contact_person", "sharing-error-choose"),
            Err(problem) => return Err(problem.into()),
        }
    }
    shown(page, &casework, &typed, errors).await
}
