//! “Starta passet”: who is on, the test tone, and what is open from before.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use jiff::Timestamp;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};

use super::desk_view::{RosterView, roster_line};
use crate::{
    access,
    domain::{DutyItem, Shift, ToneHeard, next_time},
    flow::{self, RosterLine},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Starting {
    until: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Hearing {
    heard: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ending {}

#[derive(Template)]
#[template(path = "shifts/open.html")]
struct Open {
    page: Page,
    errors: FieldErrors,
    until: String,
    shift: Option<Shift>,
    heard: Heard,
    roster: Vec<RosterView>,
    left: Vec<LeftView>,
}

/// What the person answered about the tone; nothing is an answer too.
struct Heard(Option<ToneHeard>);

impl Heard {
    fn is_yes(&self) -> bool {
        self.0 == Some(ToneHeard::Yes)
    }

    fn is_no(&self) -> bool {
        self.0 == Some(ToneHeard::No)
    }
}

/// What is open from before.
struct LeftView {
    code: String,
    spoken: String,
    since: Timestamp,
    state: String,
}

struct Read {
    shift: Option<Shift>,
    roster: Vec<RosterLine>,
    left: Vec<DutyItem>,
}

/// The page.
pub(crate) async fn open(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    page::html(&shown(page, &staff, &casework, String::new(), FieldErrors::none()).await?)
}

async fn shown(page: Page, staff: &Staff, casework: &Casework, until: String, errors: FieldErrors) -> Result<Open, Problem> {
    let (person, now) = (staff.clone(), page.now);
    let read = casework.db().read(move |conn| {
        Ok(Read {
            shift: flow::shift_of(conn, &person)?,
            roster: flow::roster(conn, &person.unit, now)?,
            left: flow::for_the_morning(conn, &person.unit, now)?,
        })
    });
    let read = read.await?;
    let title = page.text("shift-title");
    Ok(Open {
        heard: Heard(read.shift.as_ref().and_then(|shift| shift.tone)),
        roster: read.roster.iter().map(|line| roster_line(&page, staff, line)).collect(),
        left: read.left.iter().map(|item| left(&page, item)).collect(),
        shift: read.shift,
        page: page.titled(&title),
        errors,
        until,
    })
}

fn left(page: &Page, item: &DutyItem) -> LeftView {
    LeftView {
        code: item.case_code.to_string(),
        spoken: item.case_code.pairing().spoken(),
        since: item.announced_at,
        state: page.text(&format!("duty-state-{}", item.state.code())),
    }
}

/// The shift begins.
pub(crate) async fn start(page: Page, staff: Staff, casework: Data<Casework>, form: Form<Starting>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let now = page.now;
    let until = next_time(&form.until, now);
    if until.is_none() && !form.until.trim().is_empty() {
        let person = staff.clone();
        // A window from before the shift: the page of a shift that runs has no such field.
        if casework.db().read(move |conn| flow::shift_of(conn, &person)).await?.is_some() {
            return Ok(redirect::see_other("/shifts", Some("flash-shift-runs")));
        }
        let mut errors = FieldErrors::none();
        errors.add("until", "error-time");
        let typed = form.until.clone();
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown(page, &staff, &casework, typed, errors).await?);
    }
    casework.db().write("begin_shift", move |conn| flow::begin_shift(conn, &staff, until, now)).await?;
    Ok(redirect::see_other("/shifts", Some("flash-shift")))
}

/// “Did you hear the tone?”
pub(crate) async fn tone(staff: Staff, casework: Data<Casework>, form: Form<Hearing>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let heard: ToneHeard = form.heard.parse().map_err(|_| super::answers::not_in_the_list("heard"))?;
    casework.db().write("answer_tone", move |conn| flow::answer_tone(conn, &staff, heard)).await?;
    Ok(match heard {
        ToneHeard::Yes => redirect::see_other("/duty", Some("flash-tone-heard")),
        ToneHeard::No => redirect::see_other("/shifts", Some("flash-tone-not-heard")),
    })
}

/// The shift ends.
pub(crate) async fn end(page: Page, staff: Staff, casework: Data<Casework>, _form: Form<Ending>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let now = page.now;
    casework.db().write("end_shift", move |conn| flow::end_shift(conn, &staff, now)).await?;
    Ok(redirect::see_other("/shifts", Some("flash-shift-ended")))
}
