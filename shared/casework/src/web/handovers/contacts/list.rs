//! The page: what to mind first, then the taps, then what was done.

use std::collections::BTreeMap;

use ::web::{FieldErrors, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use store::{Conn, Id};
use wire::{CaseCode, StaffRef};

use super::{
    cadence::{ContactLine, contact_lines},
    view::{self, ContactView, GateView, PersonView},
};
use crate::{
    CaseContacts, ContactPace, Staff, WishSaidBy, staff as members,
    web::handovers::{
        case::Which,
        handling::{Frame, Handling, ToldHint, code_of, page_of},
        problem::DoorProblem,
        words::language_of,
    },
};

#[derive(Template)]
#[template(path = "handovers/contacts.html")]
struct ContactsPage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    /// The agency that opened the case, once a person has said which.
    of: String,
    lines: Vec<ContactLine>,
    /// Who speaks here, and that a support talk is no interview.
    role: Vec<String>,
    people: Vec<PersonView>,
    log: Vec<ContactView>,
    gate: Vec<GateView>,
    /// When the exposed person was last reached, in words.
    reached: Option<String>,
    gate_open: bool,
    gate_refused: bool,
    paces: Vec<(&'static str, String)>,
    said_by: Vec<(&'static str, String)>,
    /// The day as it was typed; for the person it was typed for.
    typed: Option<(String, String)>,
    /// Where it is told that the person told of a crime: when, which role, and that it was taken.
    hints: Option<Vec<(String, Option<String>)>>,
    /// An id for each tap: the same tap posted twice is one contact.
    once: String,
}

/// What the page is made of.
pub(super) struct Looked {
    contacts: CaseContacts,
    names: BTreeMap<StaffRef, String>,
    hints: Option<Vec<ToldHint>>,
}

pub(super) fn look(
    handling: &Handling,
    conn: &mut Conn,
    code: &CaseCode,
    of: &str,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<Looked, DoorProblem> {
    let case = handling.find_one(conn, code, of, staff)?;
    let tie = handling.works_with(conn, &case, staff)?;
    let contacts = handling.casework.view_contacts(conn, &case, (staff, tie), now)?;
    let mut names = BTreeMap::new();
    for corrected in contacts.contacts.iter().flat_map(|shown| &shown.corrected) {
        if let Some(member) = members::find(conn, &corrected.by)? {
            names.insert(corrected.by.clone(), member.name);
        }
    }
    let hints = handling.told_hints.map(|told| told(conn, &case, staff)).transpose()?;
    Ok(Looked { contacts, names, hints })
}

/// `GET /cases/{code}/contacts`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, of) = (code_of(&path)?, which.into_inner().of);
    let (own, opened_by, person, now) = ((**handling).clone(), of.clone(), staff.clone(), page.now);
    let looked = handling.casework.db().try_write("view_contacts", move |conn| look(&own, conn, &code, &opened_by, &person, now)).await;
    // The service's own page of the case asks why.
    if matches!(looked, Err(DoorProblem::NoRelation)) {
        return Ok(redirect::see_other(&(handling.case_page)(&code), None));
    }
    page::html(&draw(page, &handling, &code, of, &staff, looked?, (None, FieldErrors::none())))
}

/// The page again, with the day as it was typed and what is wrong with it.
pub(super) async fn again(
    page: Page,
    handling: &Handling,
    (code, of): (CaseCode, String),
    staff: &Staff,
    typed: (String, String),
    errors: FieldErrors,
) -> Result<HttpResponse, Problem> {
    let page = Page { path: format!("/cases/{code}/contacts"), ..page };
    let (own, opened_by, person, now) = (handling.clone(), of.clone(), staff.clone(), page.now);
    let looked = handling.casework.db().try_write("view_contacts", move |conn| look(&own, conn, &code, &opened_by, &person, now)).await?;
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &draw(page, handling, &code, of, staff, looked, (Some(typed), errors)))
}

fn draw(
    page: Page,
    handling: &Handling,
    code: &CaseCode,
    of: String,
    staff: &Staff,
    looked: Looked,
    (typed, errors): (Option<(String, String)>, FieldErrors),
) -> ContactsPage {
    let Looked { contacts, names, hints } = looked;
    let role = if handling.is_police() { "role-police" } else { "role-social" };
    let name = |who: &StaffRef| names.get(who).cloned().unwrap_or_else(|| page.text("contact-colleague"));
    ContactsPage {
        frame: Frame::of(handling, code),
        lines: contact_lines(&page, &contacts.persons, &contacts.cadences),
        role: handling.library.text(role).map(|text| text.filled(language_of(&page), |_| None)).unwrap_or_default(),
        people: view::people(&page, &contacts, handling.is_police()),
        log: view::log(&page, &contacts, staff.unit.as_str(), name),
        gate: view::gate(&page, &contacts),
        reached: contacts.gate.reached_at.map(|at| format!("{} {}", page.day(&at), page.time(&at))),
        gate_open: contacts.gate.is_open(),
        gate_refused: contacts.gate.is_refused(),
        paces: ContactPace::ALL.iter().map(|pace| (pace.code(), page.text(&format!("contact-pace-{pace}")))).collect(),
        said_by: WishSaidBy::ALL.iter().map(|by| (by.code(), page.text(&format!("contact-said-by-{by}")))).collect(),
        hints: hints.map(|hints| hints.iter().map(|hint| hint_words(&page, hint)).collect()),
        once: Id::generate(page.now).to_string(),
        page: page_of(page, code),
        typed,
        errors,
        of,
    }
}

/// When and which role; and when it was taken, by which role.
fn hint_words(page: &Page, hint: &ToldHint) -> (String, Option<String>) {
    let words = |at: &jiff::Timestamp, role: wire::StaffRole| {
        let role = page.text(&format!("role-{role}")).to_lowercase();
        format!("{} {}, {role}", page.day(at), page.time(at))
    };
    (words(&hint.told_at, hint.heard_role), hint.taken.map(|(at, role)| words(&at, role)))
}
