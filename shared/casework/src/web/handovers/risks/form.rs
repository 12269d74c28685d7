//! The outcome: level, day, who assessed, and when it is looked at again. Nothing is chosen before somebody chooses.

use std::collections::BTreeSet;

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use jiff::civil::Date;
use wire::{
    CaseCode, StaffRole, Subject,
    value::{CodeSet, DangerSign},
};

use super::{
    super::{
        consents::Who,
        handling::{Frame, Handling, code_of, page_of},
        problem::DoorProblem,
    },
    choice::{Choice, Chosen, carried, known_of, words_of},
    view::today,
};
use crate::{
    AssessedLevel, CaseRisk, NewRisk, NotAnOutcome, Replacing, RiskOutcome, Staff, subjects,
    web::value_forms::{Typed, read_day},
};

/// Ticked by who has looked and found none of them.
const NONE: &str = "none";

#[derive(Template)]
#[template(path = "handovers/risk_form.html")]
pub(super) struct RiskPage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    /// What was chosen before, to be handed in with the outcome.
    carried: Vec<(&'static str, String)>,
    instrument: String,
    who: String,
    changes: bool,
    corrects: bool,
    levels: Vec<Choice>,
    reasons: Vec<Choice>,
    assessors: Vec<Choice>,
    version: String,
    day: String,
    next: String,
    /// The day of review that is proposed, in words.
    proposed: bool,
}

impl RiskPage {
    fn of(page: Page, handling: &Handling, code: &CaseCode, known: &[Subject], chosen: Chosen, typed: &Typed, errors: FieldErrors) -> Self {
        let pick = |name: &str, list: &str, codes: &[&str]| -> Vec<Choice> {
            let is_chosen = |code: &str| typed.all(name).any(|chosen| chosen == code);
            codes.iter().map(|code| ((*code).to_owned(), page.text(&format!("{list}-{code}")), is_chosen(code))).collect()
        };
        let levels: Vec<&str> = chosen.instrument.levels().iter().map(|level| level.code()).collect();
        let signs: Vec<&str> = DangerSign::ALL.iter().map(|sign| sign.code()).collect();
        let roles: Vec<&str> = handling.roles.iter().map(|role| role.code()).collect();
        let mut reasons = Vec::new();
        if chosen.instrument.is_classification() {
            reasons = pick("reasons", "sign", &signs);
            reasons.extend(pick("reasons", "risk-reason", &[NONE]));
        }
        let how = chosen.replaces.map(|(_, how)| how);
        Self {
            frame: Frame::of(handling, code),
            carried: hidden(chosen, typed),
            instrument: page.text(&format!("risk-instrument-{}", chosen.instrument)),
            who: words_of(&page, known, chosen.who),
            changes: how == Some(Replacing::Changed),
            corrects: how == Some(Replacing::Corrected),
            levels: pick("level", "risk-level", &levels),
            reasons,
            assessors: pick("assessor", "role", &roles),
            version: typed.one("version").to_owned(),
            day: typed.one("day").to_owned(),
            next: typed.one("next").to_owned(),
            proposed: chosen.instrument.proposed_review(today(&page)).is_some(),
            errors,
            page: page_of(page, code),
        }
    }
}

fn hidden(chosen: Chosen, typed: &Typed) -> Vec<(&'static str, String)> {
    let mut hidden =
        vec![("of", typed.one("of").to_owned()), ("instrument", chosen.instrument.to_string()), ("person", carried(chosen.who))];
    if let Some((replaced, how)) = chosen.replaces {
        hidden.extend([("replaces", replaced.to_string()), ("how", how.to_string())]);
    }
    hidden
}

/// The form as it is first shown.
pub(super) fn first(
    page: Page,
    handling: &Handling,
    code: &CaseCode,
    known: &[Subject],
    chosen: Chosen,
    typed: &Typed,
) -> Result<HttpResponse, Problem> {
    page::html(&RiskPage::of(page, handling, code, known, chosen, typed, FieldErrors::none()))
}

/// What was written down, to be corrected.
pub(super) fn fill(typed: &mut Typed, wrong: &CaseRisk) {
    typed.put("level", wrong.outcome.level().code());
    typed.put("version", wrong.outcome.version().map(|version| version.to_string()).unwrap_or_default());
    typed.put("day", wrong.kept.assessed_on.to_string());
    typed.put("assessor", wrong.kept.assessor.code());
    typed.put("next", wrong.review_on().map(|day| day.to_string()).unwrap_or_default());
    if let Some(reasons) = wrong.outcome.reasons() {
        reasons.iter().for_each(|reason| typed.put("reasons", reason.code()));
        if reasons.is_empty() {
            typed.put("reasons", NONE);
        }
    }
}

/// What was typed, read.
struct Read {
    outcome: RiskOutcome,
    assessed_on: Date,
    assessor: StaffRole,
    review_on: Option<Date>,
}

fn read(handling: &Handling, chosen: Chosen, typed: &Typed, today: Date) -> Result<Read, FieldErrors> {
    let mut errors = FieldErrors::none();
    let level = typed.one("level").parse::<AssessedLevel>().ok().filter(|level| chosen.instrument.levels().contains(level));
    let assessor = typed.one("assessor").parse::<StaffRole>().ok().filter(|role| handling.roles.contains(role));
    for (name, is_chosen) in [("level", level.is_some()), ("assessor", assessor.is_some())] {
        if !is_chosen {
            errors.add(name, "sharing-error-choose");
        }
    }
    let version = read_version(typed.one("version").trim(), &mut errors);
    let reasons = if chosen.instrument.is_classification() { read_reasons(typed, &mut errors) } else { None };
    let assessed_on = read_past(typed.one("day").trim(), today, &mut errors);
    let review_on = read_next(typed.one("next").trim(), today, &mut errors);
    let (Some(level), Some(assessor), Some(assessed_on)) = (level, assessor, assessed_on) else { return Err(errors) };
    if errors.any() {
        return Err(errors);
    }
    match RiskOutcome::new(chosen.instrument, version, level, reasons) {
        Ok(outcome) => Ok(Read { outcome, assessed_on, assessor, review_on }),
        Err(wrong) => {
            let field = match wrong {
                NotAnOutcome::Level => "level",
                NotAnOutcome::Version => "version",
                NotAnOutcome::Reasons => "reasons",
            };
            errors.add(field, "error-choice");
            Err(errors)
        }
    }
}

fn read_version(text: &str, errors: &mut FieldErrors) -> Option<u8> {
    if text.is_empty() {
        return None;
    }
    let version = text.parse().ok().filter(|version| (1..=wire::value::RiskLevel::VERSION_MAX).contains(version));
    if version.is_none() {
        errors.add("version", "risk-error-version");
    }
    version
}

/// A classification is founded on something, or somebody says that it is none of these: an empty list says neither.
fn read_reasons(typed: &Typed, errors: &mut FieldErrors) -> Option<CodeSet<DangerSign>> {
    let ticked: BTreeSet<&str> = typed.all("reasons").collect();
    let signs: Vec<DangerSign> = ticked.iter().filter_map(|code| code.parse().ok()).collect();
    let says_none = ticked.contains(NONE);
    let key = match (signs.is_empty(), says_none) {
        (true, false) => "risk-error-reasons",
        (false, true) => "risk-error-reasons-both",
        _ if signs.len() + usize::from(says_none) != ticked.len() => "error-choice",
        _ => return Some(CodeSet::new(signs)),
    };
    errors.add("reasons", key);
    None
}

fn read_past(text: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    let day = read_day(text);
    match day {
        Some(day) if day > today => errors.add("day", "risk-error-future"),
        Some(_) => return day,
        None => errors.add("day", "value-error-day"),
    }
    None
}

/// The day of the review to come, if one is planned.
pub(super) fn read_next(text: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    let day = read_day(text);
    match day {
        Some(day) if day < today => errors.add("next", "risk-error-past"),
        Some(_) => return day,
        None => errors.add("next", "value-error-day"),
    }
    None
}

/// `POST /cases/{code}/risks`
pub(super) async fn record(
    page: Page,
    staff: Staff,
    path: Path<String>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, typed) = (code_of(&path)?, form.into_inner());
    let (known, _) = known_of(&handling, code, typed.one("of"), &staff, page.now).await?;
    // The choices were right when the page was made; a form that has others was not made by it.
    let chosen = Chosen::read(&handling, &known, &typed).map_err(Problem::invalid_fields)?;
    let read = match read(&handling, chosen, &typed, today(&page)) {
        Ok(read) => read,
        Err(errors) => {
            let again = RiskPage::of(page, &handling, &code, &known, chosen, &typed, errors);
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let recorded = handling.casework.db().try_write("record_risk", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        let subject = match chosen.who {
            Who::Known(id) => subjects::of_case(conn, case.id)?.into_iter().find(|known| known.id == id).ok_or(DoorProblem::NotFound)?,
            Who::Further(role) => own.casework.subject(conn, &case, role, now)?,
        };
        let new = NewRisk {
            subject,
            outcome: read.outcome.clone(),
            assessed_on: read.assessed_on,
            assessor: read.assessor,
            replaces: chosen.replaces,
            review_on: read.review_on,
        };
        own.casework.record_risk(conn, &case, new, (&staff, tie), now)?;
        Ok(())
    });
    recorded.await?;
    let of = if typed.one("of").is_empty() { String::new() } else { format!("?of={}", typed.one("of")) };
    Ok(redirect::see_other(&format!("/cases/{code}/risks{of}"), Some("flash-risk-recorded")))
}
