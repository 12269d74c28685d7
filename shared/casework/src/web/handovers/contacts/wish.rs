//! What the exposed person wishes: how often, the next time, and not to be called.

use ::web::{FieldErrors, Form, Page, Problem, moment, redirect};
use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use jiff::civil::Date;
use wire::SubjectId;

use super::list;
use crate::{
    Staff, Wish,
    web::{
        handovers::{
            handling::{Handling, code_of},
            problem::DoorProblem,
        },
        value_forms::Typed,
    },
};

/// What a form says: a wish, a day that is none, or nothing that its page offers.
enum Read {
    Wish(Wish),
    NoDay,
    Strange,
}

/// `POST /cases/{code}/contact-wishes`
pub(super) async fn write(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let of = typed.one("of").to_owned();
    let wish = match read(&typed, moment::today(page.now)) {
        Read::NoDay => {
            let person = typed.one("person").to_owned();
            let mut errors = FieldErrors::none();
            errors.add(format!("next-{person}"), "contact-error-day");
            let typed = (person, typed.one("next").to_owned());
            return list::again(page, &handling, (code, of), &staff, typed, errors).await;
        }
        Read::Wish(wish) => Some(wish),
        Read::Strange => None,
    };
    let (own, now, opened_by) = ((**handling).clone(), page.now, of.clone());
    let written = handling.casework.db().try_write("record_contact_wish", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &opened_by, &staff)?;
        own.works_with(conn, &case, &staff)?;
        let (wish, subject) = (wish.ok_or(DoorProblem::Field("wish"))?, subject(typed.one("person"))?);
        Ok(own.casework.record_contact_wish(conn, &case, subject, wish, &staff, now)?)
    });
    written.await?;
    Ok(redirect::see_other(&format!("{}#wishes", super::page_path(&code, &of)), Some("flash-contact-saved")))
}

/// One of the buttons was pressed, or a day was typed.
fn read(typed: &Typed, today: Date) -> Read {
    let wish = |wish: Option<Wish>| wish.map_or(Read::Strange, Read::Wish);
    let button = ["pace", "do_not_call", "may_call", "none_agreed"].into_iter().find(|name| !typed.one(name).is_empty());
    match button {
        Some("pace") => wish(typed.one("pace").parse().ok().map(Wish::Pace)),
        Some("do_not_call") => wish(typed.one("do_not_call").parse().ok().map(Wish::DoNotCall)),
        Some("may_call") => wish(typed.one("may_call").parse().ok().map(Wish::MayCall)),
        Some(_) => Read::Wish(Wish::NextContact(None)),
        None => match typed.one("next").trim().parse::<Date>() {
            Ok(day) if day >= today => Read::Wish(Wish::NextContact(Some(day))),
            _ => Read::NoDay,
        },
    }
}

/// The exposed person that a form names; none: the one of the case.
fn subject(text: &str) -> Result<Option<SubjectId>, DoorProblem> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| DoorProblem::Field("person")) }
}
