//! A case goes to a colleague.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Casework, Staff, staff};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{CaseCode, HandoverId, StaffRef};

use super::{handover_of, shells::id_of};
use crate::{
    access::{self, DESK_ROLES},
    flow::{self, DeskProblem},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Assigning {
    to: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Knowing {}

#[derive(Template)]
#[template(path = "duty/assign.html")]
struct Ask {
    page: Page,
    errors: FieldErrors,
    handover: String,
    code: CaseCode,
    colleagues: Vec<ColleagueView>,
}

struct ColleagueView {
    reference: String,
    name: String,
    on: bool,
    has: usize,
}

/// The page that asks to whom.
pub(crate) async fn ask(page: Page, staff: Staff, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    page::html(&asked(page, &staff, &casework, handover_of(&path)?, FieldErrors::none()).await?)
}

async fn asked(page: Page, staff: &Staff, casework: &Casework, handover: HandoverId, errors: FieldErrors) -> Result<Ask, Problem> {
    let (desk, person, now) = (casework.clone(), staff.clone(), page.now);
    let read = casework.db().try_read(move |conn| -> Result<_, DeskProblem> {
        let found = flow::item_of(&desk, conn, handover, &person.unit)?.ok_or(DeskProblem::NotFound)?;
        if !flow::may_reassign(&found.item, &person) {
            return Err(if found.item.is_in_hand() { DeskProblem::NotYours } else { DeskProblem::WrongState });
        }
        let people: Vec<Staff> = staff::list(conn)?;
        Ok((found.item, people, flow::roster(conn, &person.unit, now)?))
    });
    let (item, people, roster) = read.await?;
    let here = people.into_iter().filter(|one| one.unit == staff.unit && DESK_ROLES.contains(&one.role));
    let colleague = |one: Staff| {
        let line = roster.iter().find(|line| line.staff == one.reference);
        ColleagueView {
            reference: one.reference.to_string(),
            on: line.is_some_and(|line| line.shift.is_some()),
            has: line.map_or(0, |line| line.codes.len()),
            name: one.name,
        }
    };
    let mut colleagues: Vec<_> = here.filter(|one| item.owner.as_ref() != Some(&one.reference)).map(colleague).collect();
    colleagues.sort_by_key(|one| !one.on);
    let page = page.titled(&item.case_code.pairing().spoken());
    Ok(Ask { page, errors, handover: handover.to_string(), code: item.case_code, colleagues })
}

/// To this colleague.
pub(crate) async fn assign(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Assigning>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (handover, now) = (handover_of(&path)?, page.now);
    let Ok(to) = form.to.parse::<StaffRef>() else {
        let mut errors = FieldErrors::none();
        errors.add("to", "error-colleague-missing");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &asked(page, &staff, &casework, handover, errors).await?);
    };
    casework.db().try_write("reassign", move |conn| flow::reassign(conn, handover, &to, &staff, now)).await?;
    Ok(redirect::see_other("/duty", Some("flash-assigned")))
}

/// “I know that it is mine now.”
pub(crate) async fn know(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    _form: Form<Knowing>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (id, now) = (id_of(&path)?, page.now);
    casework.db().try_write("know_of_assignment", move |conn| flow::know_of_assignment(conn, id, &staff, now)).await?;
    Ok(redirect::see_other("/duty", None))
}

/// The group leader knows that nobody was there.
pub(crate) async fn know_of_silence(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    _form: Form<Knowing>,
) -> Result<HttpResponse, Problem> {
    access::leads_desk(&staff)?;
    let now = page.now;
    casework.db().write("know_of_silence", move |conn| flow::know_of_silence(conn, &staff, now)).await?;
    Ok(redirect::see_other("/duty", None))
}
