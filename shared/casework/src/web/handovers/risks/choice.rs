//! Whom it concerns and with what it was assessed: the beginning of an outcome. Each instrument has its own levels.

use ::web::{FieldErrors, Form, Page, Problem, page};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use wire::{CaseCode, Subject, SubjectRole};

use super::{
    super::{
        consents::{Person, Who, numbered},
        handling::{Frame, Handling, code_of, id_of, page_of},
        problem::DoorProblem,
    },
    form,
    view::today,
};
use crate::{AskedAbout, CaseRisk, Replacing, RiskId, RiskInstrument, Staff, web::value_forms::Typed};

/// To choose from: value, words, whether it is chosen.
pub(super) type Choice = (String, String, bool);

/// Where the question comes from: the case, and what is to be corrected.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    of: String,
    replaces: String,
}

#[derive(Template)]
#[template(path = "handovers/risk_choice.html")]
struct ChoicePage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    of: String,
    replaces: String,
    how: String,
    instruments: Vec<Choice>,
    persons: Vec<Choice>,
}

impl ChoicePage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, known: &[Subject], typed: &Typed, errors: FieldErrors) -> Self {
        let offered = RiskInstrument::of_agency(handling.casework.config().kind);
        let instrument =
            |one: &RiskInstrument| (one.to_string(), page.text(&format!("risk-instrument-{one}")), one.code() == typed.one("instrument"));
        let person = |who: Who| {
            let value = carried(who);
            let chosen = value == typed.one("person");
            (value, words_of(&page, known, who), chosen)
        };
        Self {
            frame: Frame::of(handling, code),
            of: typed.one("of").to_owned(),
            replaces: typed.one("replaces").to_owned(),
            how: typed.one("how").to_owned(),
            instruments: offered.iter().map(instrument).collect(),
            persons: everybody(known).into_iter().map(person).collect(),
            errors,
            page: page_of(page, code),
        }
    }
}

/// What an outcome is about: chosen before the outcome itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    pub instrument: RiskInstrument,
    pub who: Who,
    /// The earlier one that it takes the place of, and how.
    pub replaces: Option<(RiskId, Replacing)>,
}

impl Chosen {
    /// Reads the choices; each that is wrong is told at its field.
    pub(super) fn read(handling: &Handling, known: &[Subject], typed: &Typed) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::none();
        let offered = RiskInstrument::of_agency(handling.casework.config().kind);
        let instrument = typed.one("instrument").parse().ok().filter(|instrument| offered.contains(instrument));
        let who = typed.one("person").parse::<Person>().ok().map(|person| person.who).filter(|who| everybody(known).contains(who));
        for (name, is_chosen) in [("instrument", instrument.is_some()), ("person", who.is_some())] {
            if !is_chosen {
                errors.add(name, "sharing-error-choose");
            }
        }
        let (Some(instrument), Some(who)) = (instrument, who) else { return Err(errors) };
        if instrument.is_about_who_uses_violence() && role_of(known, who) != Some(SubjectRole::PersonUsingViolence) {
            errors.add("person", "risk-error-person");
            return Err(errors);
        }
        if instrument.is_answered_by_the_exposed() && role_of(known, who) != Some(SubjectRole::Victim) {
            errors.add("person", "risk-error-exposed");
            return Err(errors);
        }
        let replaces = typed.one("replaces").parse().ok().zip(typed.one("how").parse().ok());
        Ok(Self { instrument, who, replaces })
    }
}

/// `GET /cases/{code}/risks/new`
pub(super) async fn ask(
    page: Page,
    staff: Staff,
    path: Path<String>,
    from: Query<From>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, from) = (code_of(&path)?, from.into_inner());
    let mut typed: Typed = [("of", from.of.as_str())].into_iter().collect();
    let (known, risks) = known_of(&handling, code, &from.of, &staff, page.now).await?;
    if !from.replaces.is_empty() {
        let id = id_of::<RiskId>(&from.replaces)?;
        let wrong = risks.iter().find(|risk| risk.kept.id == id).ok_or_else(Problem::not_found)?;
        typed.put("replaces", from.replaces);
        typed.put("how", Replacing::Corrected.code());
        typed.put("instrument", wrong.outcome.instrument().code());
        typed.put("person", carried(Who::Known(wrong.kept.subject.id)));
    }
    page::html(&ChoicePage::of(page, &handling, &code, &known, &typed, FieldErrors::none()))
}

/// `POST /cases/{code}/risks/new`: the form of that instrument. Nothing is kept by it.
pub(super) async fn form(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, mut typed) = (code_of(&path)?, form.into_inner());
    let (known, risks) = known_of(&handling, code, typed.one("of"), &staff, page.now).await?;
    match Chosen::read(&handling, &known, &typed) {
        Ok(chosen) => {
            fill(&page, &mut typed, chosen, &risks);
            form::first(page, &handling, &code, &known, chosen, &typed)
        }
        Err(errors) => {
            let again = ChoicePage::of(page, &handling, &code, &known, &typed, errors);
            page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// A correction begins with what was written down. Anything else begins empty, save the day of review that is proposed.
fn fill(page: &Page, typed: &mut Typed, chosen: Chosen, risks: &[CaseRisk]) {
    let corrected = chosen.replaces.filter(|(_, how)| *how == Replacing::Corrected).map(|(id, _)| id);
    match risks.iter().find(|risk| Some(risk.kept.id) == corrected) {
        Some(wrong) if wrong.outcome.instrument() == chosen.instrument => form::fill(typed, wrong),
        _ => {
            if let Some(day) = chosen.instrument.proposed_review(today(page)) {
                typed.put("next", day.to_string());
            }
        }
    }
}

/// The persons of the case and its outcomes.
pub(super) async fn known_of(
    handling: &Handling,
    code: CaseCode,
    of: &str,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<(Vec<Subject>, Vec<CaseRisk>), Problem> {
    let (own, staff, of) = (handling.clone(), staff.clone(), of.to_owned());
    let found = handling.casework.db().try_write("view_risk_choice", move |conn| -> Result<_, DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok((own.casework.persons(conn, &case)?, own.casework.view_risks(conn, &case, (&staff, tie), now)?))
    });
    Ok(found.await?)
}

/// Everybody it can concern: the persons of the case, and those of a role that it has nobody of yet.
fn everybody(known: &[Subject]) -> Vec<Who> {
    let further = [SubjectRole::Victim, SubjectRole::PersonUsingViolence, SubjectRole::Child];
    let further = further.into_iter().filter(|role| !known.iter().any(|subject| subject.role == *role));
    known.iter().map(|subject| Who::Known(subject.id)).chain(further.map(Who::Further)).collect()
}

/// As a form carries it.
pub(super) fn carried(who: Who) -> String {
    Person { who, about: AskedAbout::Own }.to_string()
}

pub(super) fn words_of(page: &Page, known: &[Subject], who: Who) -> String {
    match who {
        Who::Known(id) => numbered(page, known, id),
        Who::Further(role) => page.text(&format!("subject-{role}")),
    }
}

fn role_of(known: &[Subject], who: Who) -> Option<SubjectRole> {
    Person { who, about: AskedAbout::Own }.role(known)
}
