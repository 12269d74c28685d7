//! Notes and the places at hand. A note is saved by itself while it is written, or by its button.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};

use super::shells::id_of;
use crate::{
    access,
    domain::Note,
    flow::{self, DeskProblem},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Writing {
    text: String,
    back: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Placing {
    place: String,
    back: String,
}

/// A note that is too long to keep, with everything that was typed.
#[derive(Template)]
#[template(path = "notes/edit.html")]
struct Edit {
    page: Page,
    errors: FieldErrors,
    place: String,
    text: String,
    back: String,
}

/// Keeps a note.
pub(crate) async fn save(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Writing>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (place, now, desk) = (id_of(&path)?, page.now, (**casework).clone());
    let Writing { text, back } = form.into_inner();
    let note = Note { place, text: text.clone() };
    match casework.db().try_write("save_note", move |conn| flow::save_note(&desk, conn, &note, &staff, now)).await {
        Ok(()) => Ok(redirect::see_other(back_or_desk(&back), None)),
        Err(DeskProblem::TooLong) => {
            let mut errors = FieldErrors::none();
            errors.add("text", "error-note-too-long");
            let title = page.text("note-title");
            let edit = Edit { page: page.titled(&title), errors, place: place.to_string(), text, back };
            page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &edit)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Puts a place at hand.
pub(crate) async fn take(page: Page, staff: Staff, casework: Data<Casework>, form: Form<Placing>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let now = page.now;
    let place: Id = form.place.parse().map_err(|_| Problem::not_found())?;
    casework.db().try_write("take_in_hand", move |conn| flow::take_in_hand(conn, place, &staff, now)).await?;
    Ok(redirect::see_other(&format!("/duty#note-{place}"), None))
}

/// Takes a place away. The note stays.
pub(crate) async fn put_away(
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Placing>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let place = id_of(&path)?;
    casework.db().try_write("put_away", move |conn| flow::put_away(conn, place, &staff)).await?;
    Ok(redirect::see_other(back_or_desk(&form.back), None))
}

fn back_or_desk(back: &str) -> &str {
    if back.is_empty() { "/duty" } else { back }
}
