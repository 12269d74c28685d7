//! Care on the scene and after: one tap a line, with time and role by themselves.
//!
//! ```text
//! page     all of it, and the taps          talk     a talk with a child, once an inquiry is opened
//! correct  another line in the place of one   view     lines in the reader's language
//! ```

mod correct;
mod page;
mod talk;
mod view;

use casework::{Case, Staff, web::handovers::Handling};
use store::Conn;
use web::{FieldErrors, Problem};
use wire::CaseCode;

pub(crate) use correct::{ask_how, correct};
pub(crate) use page::{assess, go_out, note, show};
pub(crate) use talk::note_talk;

use super::case_door::case_door;
use crate::flow::CareProblem;

case_door!(
    /// Why a door of the care did not lead anywhere.
    CareDoor,
    CareProblem
);

/// The case with this code, if the person's unit works with it.
fn case_of(handling: &Handling, conn: &mut Conn, code: &CaseCode, of: &str, staff: &Staff) -> Result<Case, CareDoor> {
    let case = handling.find_one(conn, code, of, staff)?;
    handling.works_with(conn, &case, staff)?;
    Ok(case)
}

/// The code in a path. One that can't be a code is as unknown as any other.
fn code_of(text: &str) -> Result<CaseCode, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// The page of a case, with the agency that opened it when a person has said which.
fn path_of(code: &CaseCode, of: &str) -> String {
    if of.is_empty() { format!("/cases/{code}/care") } else { format!("/cases/{code}/care?of={of}") }
}

/// A form that has not the shape of its page.
fn not_of_the_page(field: &str) -> Problem {
    let mut errors = FieldErrors::none();
    errors.add(field, "error-not-in-the-list");
    Problem::invalid_fields(errors)
}
