//! A case known by its spoken code alone.

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
use wire::{AgencyId, CaseCode};

use super::answers::not_in_the_list;
use crate::{
    access,
    domain::SameOrOther,
    flow::{self, DeskProblem, Question, ShellShown},
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Opening {
    code: String,
    agency: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answering {
    case: String,
    answer: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Closing {}

#[derive(Template)]
#[template(path = "shells/offer.html")]
struct Offer {
    page: Page,
    errors: FieldErrors,
    code: CaseCode,
    spoken: String,
    agencies: Vec<(String, String)>,
    chosen: String,
}

#[derive(Template)]
#[template(path = "shells/misheard.html")]
struct Misheard {
    page: Page,
    near: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "shells/open.html")]
struct Open {
    page: Page,
    id: String,
    spoken: String,
    shown: ShellShown,
    agency: String,
    joined: Option<String>,
    questions: Vec<QuestionView>,
    text: String,
}

struct QuestionView {
    case: String,
    spoken: String,
    why: String,
}

/// “Nothing has come with this code yet. Open a shell?”
pub(super) fn offer(page: Page, casework: &Casework, code: CaseCode) -> Result<HttpResponse, Problem> {
    let offer = offered(page, casework, code, FieldErrors::none());
    page::html(&offer)
}

fn offered(page: Page, casework: &Casework, code: CaseCode, errors: FieldErrors) -> Offer {
    let agencies = agencies(casework);
    // Who usually rings is the answer to a routine question, not a fact about a person.
    let chosen = agencies.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let spoken = code.pairing().spoken();
    Offer { page: page.titled(&spoken), errors, code, spoken, agencies, chosen }
}

/// The agencies that may have opened the case: the usual other end first, then those whose roots are pinned.
fn agencies(casework: &Casework) -> Vec<(String, String)> {
    let config = casework.config();
    let usual = config.recipient.unit.agency();
    let mut agencies = vec![(usual.to_string(), config.recipient.name.clone())];
    for peer in config.peers.iter().filter(|peer| peer.agency != usual) {
        agencies.push((peer.agency.to_string(), peer.agency.to_string()));
    }
    agencies
}

/// The check symbol does not fit; these are near.
pub(super) fn misheard(page: Page, near: &[CaseCode]) -> Result<HttpResponse, Problem> {
    let near = near.iter().map(|code| (code.to_string(), code.pairing().spoken())).collect();
    let title = page.text("misheard-title");
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &Misheard { page: page.titled(&title), near })
}

/// Opens a shell.
pub(crate) async fn create(page: Page, staff: Staff, casework: Data<Casework>, form: Form<Opening>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let code: CaseCode = form.code.parse().map_err(|_| not_in_the_list("code"))?;
    let known = agencies(&casework).into_iter().any(|(id, _)| id == form.agency);
    let Some(agency) = form.agency.parse::<AgencyId>().ok().filter(|_| known) else {
        let mut errors = FieldErrors::none();
        errors.add("agency", "error-agency-missing");
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &offered(page, &casework, code, errors));
    };
    let (desk, now) = ((**casework).clone(), page.now);
    let opened = casework.db().try_write("open_shell", move |conn| flow::open_shell(&desk, conn, code, &agency, &staff, now)).await?;
    Ok(redirect::see_other(&format!("/shells/{opened}"), Some("flash-shell")))
}

/// A shell, with the person's own note and what is asked.
pub(crate) async fn open(page: Page, staff: Staff, casework: Data<Casework>, path: Path<String>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (id, desk, person) = (id_of(&path)?, (**casework).clone(), staff.clone());
    let (shown, text) = casework
        .db()
        .try_read(move |conn| -> Result<_, DeskProblem> {
            let shown = flow::show_shell(conn, id, &person)?;
            let text = flow::own_note(&desk, conn, id, &person)?;
            Ok((shown, text))
        })
        .await?;
    let spoken = shown.shell.code.pairing().spoken();
    let agency = agencies(&casework).into_iter().find(|(id, _)| *id == shown.shell.agency.to_string());
    let question = |question: &Question| QuestionView {
        case: question.case.to_string(),
        spoken: question.code.to_string(),
        why: page.text(&format!("doubt-{}", question.doubt.code())),
    };
    let questions = shown.questions.iter().map(question).collect();
    let joined = shown.joined_code.map(|code| code.to_string());
    let agency = agency.map(|(_, name)| name).unwrap_or_default();
    page::html(&Open { page: page.titled(&spoken), id: id.to_string(), spoken, agency, joined, questions, text, shown })
}

/// “The same case”, or “another”.
pub(crate) async fn answer(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    form: Form<Answering>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (id, now, desk) = (id_of(&path)?, page.now, (**casework).clone());
    let case: Id = form.case.parse().map_err(|_| Problem::not_found())?;
    let answer: SameOrOther = form.answer.parse().map_err(|_| not_in_the_list("answer"))?;
    let answered = casework.db().try_write("answer_shell", move |conn| flow::answer_shell(&desk, conn, id, case, answer, &staff, now));
    Ok(match answered.await? {
        Some(code) => redirect::see_other(&format!("/cases/{code}"), Some("flash-joined")),
        None => redirect::see_other(&format!("/shells/{id}"), Some("flash-kept")),
    })
}

/// Nothing will come.
pub(crate) async fn close(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    path: Path<String>,
    _form: Form<Closing>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (id, now) = (id_of(&path)?, page.now);
    casework.db().try_write("close_shell", move |conn| flow::close_shell(conn, id, &staff, now)).await?;
    Ok(redirect::see_other("/duty", Some("flash-shell-closed")))
}

pub(super) fn id_of(path: &Path<String>) -> Result<Id, Problem> {
    path.parse().map_err(|_| Problem::not_found())
}
