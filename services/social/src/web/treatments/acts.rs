//! What is written of a treatment. A form that is wrong comes back with all that was typed.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{Casework, Staff, web::value_forms::Typed};
use store::{Conn, Id};
use web::{FieldErrors, Form, Page, Problem, redirect};
use wire::value::PhoneNumber;

use super::{
    super::switch_view::{read_answered, read_day, read_name},
    id_of,
    page::again,
    path_of,
};
use crate::{
    access,
    domain::{DecisionNumber, RiskWording, SomebodyElse, TeamDecision, ToldOfHer, TreatmentEvent, TreatmentEventKind, TreatmentPart},
    flow::{self, PartnerContactProblem},
};

/// Writes what was read, or shows the page again. `field` is where it is said that it does not follow from what holds.
async fn written<F>(
    page: Page,
    (casework, id): (&Casework, Id),
    (typed, mut errors): (Typed, FieldErrors),
    staff: &Staff,
    (name, field): (&'static str, &'static str),
    verb: Option<F>,
) -> Result<HttpResponse, Problem>
where
    F: Fn(&mut Conn, &Casework) -> Result<(), PartnerContactProblem> + Send + 'static,
{
    if let Some(verb) = verb.filter(|_| !errors.any()) {
        let own = casework.clone();
        match casework.db().try_write(name, move |conn| verb(conn, &own)).await {
            Ok(()) => return Ok(redirect::see_other(&path_of(id), Some("flash-kept"))),
            Err(PartnerContactProblem::DoesNotFit) => errors.add(field, "partner-error-follows"),
            Err(problem) => return Err(problem.into()),
        }
    }
    again(page, casework, id, (typed, errors), staff).await
}

/// `POST /treatments/{treatment}/answers`
pub(super) async fn answer(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let part = chosen::<TreatmentPart>(&typed, "part", &mut errors);
    let answered = read_answered(&typed, now, &mut errors);
    let person = staff.clone();
    let verb = part
        .zip(answered)
        .map(|said| move |conn: &mut Conn, casework: &Casework| flow::answer_part(casework, conn, id, said, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("answer_part", "answer"), verb).await
}

/// `POST /treatments/{treatment}/partners`
pub(super) async fn tell(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let told = read_told(&typed, &mut errors);
    let person = staff.clone();
    let verb = told.map(|told| move |conn: &mut Conn, casework: &Casework| flow::tell_of_partner(casework, conn, id, &told, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("tell_of_partner", "name"), verb).await
}

fn read_told(typed: &Typed, errors: &mut FieldErrors) -> Option<ToldOfHer> {
    let name = read_name(typed, "name", errors);
    let number = typed.one("phone").trim();
    let phone = if number.is_empty() { None } else { PhoneNumber::parse(number).ok() };
    if phone.is_none() && !number.is_empty() {
        errors.add("phone", "value-error-phone");
    }
    let answers = chosen::<SomebodyElse>(typed, "answers", errors);
    let letters = chosen::<SomebodyElse>(typed, "letters", errors);
    Some(ToldOfHer { name: name?, phone, answers: answers?, letters: letters? })
}

/// `POST /treatments/{treatment}/events`
pub(super) async fn note(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let event = read_event(&typed, now, &mut errors);
    let person = staff.clone();
    let verb = event.map(|event| move |conn: &mut Conn, _: &Casework| flow::note_event(conn, id, &event, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("note_treatment_event", "kind"), verb).await
}

fn read_event(typed: &Typed, now: jiff::Timestamp, errors: &mut FieldErrors) -> Option<TreatmentEvent> {
    let kind = chosen::<TreatmentEventKind>(typed, "kind", errors);
    let on = read_day(typed, "happened_on", now, errors);
    let is_danger = kind == Some(TreatmentEventKind::DangerRaised);
    let wording = if is_danger { chosen::<RiskWording>(typed, "wording", errors) } else { None };
    TreatmentEvent::of(kind?, wording, on?)
}

/// `POST /treatments/{treatment}/decisions`
pub(super) async fn decide(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let decision = chosen::<TeamDecision>(&typed, "decision", &mut errors);
    let on = read_day(&typed, "decided_on", now, &mut errors);
    let person = staff.clone();
    let verb = decision.zip(on).map(|made| move |conn: &mut Conn, _: &Casework| flow::decide_in_team(conn, id, made, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("decide_in_team", "decision"), verb).await
}

/// `POST /treatments/{treatment}/destruction`
pub(super) async fn destroy(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::treats(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let decision = typed.one("decision_number").parse::<DecisionNumber>().ok();
    let mut errors = FieldErrors::none();
    if decision.is_none() {
        errors.add("decision_number", "partner-error-decision");
    }
    let person = staff.clone();
    let verb = decision
        .map(|decision| move |conn: &mut Conn, casework: &Casework| flow::destroy_consents(casework, conn, id, &decision, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("destroy_consents", "decision_number"), verb).await
}

fn chosen<T: std::str::FromStr>(typed: &Typed, field: &'static str, errors: &mut FieldErrors) -> Option<T> {
    let code = typed.one(field).parse().ok();
    if code.is_none() {
        errors.add(field, "sharing-error-choose");
    }
    code
}
