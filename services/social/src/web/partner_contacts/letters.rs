//! Letters and sheets: chosen, looked through, printed exactly as they were looked through, and kept.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff, web::value_forms::Typed};
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::value::PhoneNumber;

use super::{id_of, page::again, path_of};
use crate::{
    access,
    domain::{LetterKind, LetterWording},
    flow::{self, AskedLetter, Letter},
};

#[derive(Template)]
#[template(path = "partner_contacts/preview.html")]
struct Preview {
    page: Page,
    id: String,
    letter: Letter,
    /// What was asked for, to be sent again with the digest.
    asked: Vec<(&'static str, String)>,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "partner_contacts/letter.html")]
struct Paper {
    page: Page,
    id: String,
    letter: Letter,
}

fn read(page: &Page, typed: &Typed, errors: &mut FieldErrors) -> Option<AskedLetter> {
    let kind = typed.one("kind").parse::<LetterKind>().ok();
    let wording = typed.one("letter_wording").parse::<LetterWording>().ok();
    for (field, is_missing) in [("kind", kind.is_none()), ("letter_wording", wording.is_none())] {
        if is_missing {
            errors.add(field, "sharing-error-choose");
        }
    }
    let phone = PhoneNumber::parse(typed.one("phone").trim()).map_err(|_| errors.add("phone", "value-error-phone")).ok();
    Some(AskedLetter { kind: kind?, wording: wording?, phone: phone?, agency: page.agency.name.clone() })
}

/// `POST /partner-contacts/{contact}/letters/preview`: nothing is written but who looked.
pub(super) async fn look_through(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed) = (id_of(&path)?, form.into_inner());
    let mut errors = FieldErrors::none();
    let Some(asked) = read(&page, &typed, &mut errors) else {
        return again(page, &casework, id, (typed, errors), &staff).await;
    };
    looked_through(page, &casework, id, &asked, &staff, errors).await
}

async fn looked_through(
    page: Page,
    casework: &Casework,
    id: Id,
    asked: &AskedLetter,
    staff: &Staff,
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    let (own, person, wanted, now) = (casework.clone(), staff.clone(), asked.clone(), page.now);
    let seen = casework.db().try_write("look_letter_through", move |conn| flow::look_letter_through(&own, conn, id, &wanted, &person, now));
    let letter = seen.await?;
    let title = page.text("partner-letters");
    let status = if errors.any() { actix_web::http::StatusCode::UNPROCESSABLE_ENTITY } else { actix_web::http::StatusCode::OK };
    let asked = vec![
        ("kind", asked.kind.to_string()),
        ("letter_wording", asked.wording.to_string()),
        ("phone", asked.phone.expose().to_owned()),
        ("digest", letter.digest.clone()),
    ];
    page::html_with(status, &Preview { page: page.titled(&title), id: id.to_string(), letter, asked, errors })
}

/// `POST /partner-contacts/{contact}/letters`: looked through, noted, and ready to print.
pub(super) async fn print(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let Some(asked) = read(&page, &typed, &mut errors) else {
        return again(page, &casework, id, (typed, errors), &staff).await;
    };
    if typed.one("looked_through") != "yes" {
        errors.add("looked_through", "partner-error-looked-through");
        return looked_through(page, &casework, id, &asked, &staff, errors).await;
    }
    let (own, digest) = ((**casework).clone(), typed.one("digest").to_owned());
    let printed = casework.db().try_write("print_letter", move |conn| flow::print_letter(&own, conn, id, (&asked, &digest), &staff, now));
    let letter = printed.await?;
    Ok(redirect::see_other(&format!("{}/letters/{letter}", path_of(id)), Some("flash-kept")))
}

/// `GET /partner-contacts/{contact}/letters/{letter}`: the paper.
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    casework: Data<Casework>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, letter, now) = (id_of(&path.0)?, id_of(&path.1)?, page.now);
    let own = (**casework).clone();
    let seen = casework.db().try_write("view_letter", move |conn| flow::view_letter(&own, conn, (id, letter), &staff, now));
    let letter = seen.await?;
    let title = page.text("partner-letters");
    page::html(&Paper { page: page.titled(&title), id: id.to_string(), letter })
}
