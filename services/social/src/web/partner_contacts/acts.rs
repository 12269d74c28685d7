//! What is written of a partner contact. A form that is wrong comes back with all that was typed.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use casework::{Casework, Staff, web::value_forms::Typed};
use store::{Conn, Id};
use web::{FieldErrors, Form, Page, Problem, redirect};

use super::{
    super::switch_view::{read_answered, read_day, read_form},
    id_of,
    page::again,
    path_of,
};
use crate::{
    access,
    domain::{Answered, Exclusion, PartnerChannel, PartnerOutcome, RiskSource, RiskWording, SwitchAnswer, TaskEnd},
    flow::{self, PartnerContactProblem},
};

/// Writes what was read, or shows the page again. `field` is where it is said that it does not follow from what holds.
pub(super) async fn written<F>(
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

/// `POST /partner-contacts/{contact}/answers`
pub(super) async fn answer(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let answered = read_answered(&typed, now, &mut errors);
    let person = staff.clone();
    let verb = answered
        .map(|answered| move |conn: &mut Conn, casework: &Casework| flow::answer_contact(casework, conn, id, answered, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("answer_contact", "answer"), verb).await
}

/// `POST /partner-contacts/{contact}/exclusions`: a reason, or that it holds no more.
pub(super) async fn exclude(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let reason: Option<Option<Exclusion>> = match typed.one("exclusion") {
        "none" => Some(None),
        code => code.parse().ok().map(Some),
    };
    let mut errors = FieldErrors::none();
    if reason.is_none() {
        errors.add("exclusion", "sharing-error-choose");
    }
    let person = staff.clone();
    let verb = reason.map(|reason| move |conn: &mut Conn, _: &Casework| flow::exclude_from_contact(conn, id, reason, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("exclude_from_contact", "exclusion"), verb).await
}

/// `POST /partner-contacts/{contact}/contacts`: one tap, reached or not, and which way. The part of the day is that of the clock.
pub(super) async fn note(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let outcome = typed.one("outcome").parse::<PartnerOutcome>().ok();
    let tapped = outcome.zip(typed.one("channel").parse::<PartnerChannel>().ok());
    let mut errors = FieldErrors::none();
    if tapped.is_none() {
        errors.add("contacts", "sharing-error-choose");
    }
    let person = staff.clone();
    let verb =
        tapped.map(|tapped| move |conn: &mut Conn, casework: &Casework| flow::note_contact(casework, conn, id, tapped, &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("note_partner_contact", "contacts"), verb).await
}

/// `POST /partner-contacts/{contact}/tasks`: done, and of an end of his treatment what becomes of her contact.
pub(super) async fn finish(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let task: Id = id_of(typed.one("task"))?;
    let how = typed.one("how").parse::<TaskEnd>().ok();
    let mut errors = FieldErrors::none();
    if how.is_none() {
        errors.add("tasks", "sharing-error-choose");
    }
    let person = staff.clone();
    let verb = how.map(|how| move |conn: &mut Conn, _: &Casework| flow::finish_task(conn, id, (task, how), &person, now));
    written(page, (&casework, id), (typed, errors), &staff, ("finish_partner_task", "tasks"), verb).await
}

/// `POST /partner-contacts/{contact}/wordings`: something that is to reach the therapist, without who told.
pub(super) async fn pass_on(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let mut errors = FieldErrors::none();
    let source = typed.one("source").parse::<RiskSource>().ok();
    let wording = typed.one("wording").parse::<RiskWording>().ok();
    for (field, is_missing) in [("source", source.is_none()), ("wording", wording.is_none())] {
        if is_missing {
            errors.add(field, "sharing-error-choose");
        }
    }
    if typed.one("blind") != "yes" {
        errors.add("blind", "partner-error-blind");
    }
    let yes = if source == Some(RiskSource::ExposedPerson) { read_yes(&typed, now, &mut errors) } else { None };
    let person = staff.clone();
    let verb = source.zip(wording).map(|(source, wording)| {
        move |conn: &mut Conn, casework: &Casework| flow::pass_on(casework, conn, id, (source, wording, yes), &person, now)
    });
    written(page, (&casework, id), (typed, errors), &staff, ("pass_on_wording", "source"), verb).await
}

/// Her yes to this thing.
fn read_yes(typed: &Typed, now: jiff::Timestamp, errors: &mut FieldErrors) -> Option<Answered> {
    if typed.one("her_yes") != "yes" {
        errors.add("her_yes", "partner-error-her-yes");
    }
    let on = read_day(typed, "yes_on", now, errors);
    let form = read_form(typed, "yes_form", errors);
    Some(Answered { answer: SwitchAnswer::Given, on: on?, form: form? })
}

/// `POST /partner-contacts/{contact}/wordings/withdraw`
pub(super) async fn take_back(
    page: Page,
    staff: Staff,
    path: Path<String>,
    casework: Data<Casework>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    access::is_contact_person(&staff)?;
    let (id, typed, now) = (id_of(&path)?, form.into_inner(), page.now);
    let wording = id_of(typed.one("passed_on"))?;
    let person = staff.clone();
    let verb = move |conn: &mut Conn, casework: &Casework| flow::take_wording_back(casework, conn, id, wording, &person, now);
    let errors = FieldErrors::none();
    written(page, (&casework, id), (typed, errors), &staff, ("take_wording_back", "wording"), Some(verb)).await
}
