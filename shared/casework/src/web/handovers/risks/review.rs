//! An outcome is looked at again: it stays, it changes, or there was no meeting and another day is chosen.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use wire::{CaseCode, Subject};

use super::{
    super::{
        case::Which,
        consents::Who,
        handling::{Frame, Handling, code_of, id_of, page_of},
        problem::DoorProblem,
    },
    choice::{Choice, Chosen, carried, known_of},
    form::{self, read_next},
    view::{RiskView, today},
};
use crate::{CaseRisk, Replacing, ReviewOutcome, RiskId, RiskProblem, Staff, web::value_forms::Typed};

#[derive(Template)]
#[template(path = "handovers/risk_review.html")]
struct ReviewPage {
    page: Page,
    frame: Frame,
    errors: FieldErrors,
    of: String,
    risk: RiskView,
    outcomes: Vec<Choice>,
    next: String,
    /// The day is one that is proposed.
    proposed: bool,
}

impl ReviewPage {
    fn of(
        page: Page,
        handling: &Handling,
        code: &CaseCode,
        (known, risk): (&[Subject], &CaseRisk),
        typed: &Typed,
        errors: FieldErrors,
    ) -> Self {
        let outcome = |one: &ReviewOutcome| (one.to_string(), page.text(&format!("risk-review-{one}")), one.code() == typed.one("outcome"));
        Self {
            frame: Frame::of(handling, code),
            of: typed.one("of").to_owned(),
            risk: RiskView::of(&page, known, risk),
            outcomes: ReviewOutcome::ALL.iter().map(outcome).collect(),
            next: typed.one("next").to_owned(),
            proposed: risk.outcome.instrument().proposed_review(today(&page)).is_some(),
            errors,
            page: page_of(page, code),
        }
    }
}

/// `GET /cases/{code}/risks/{risk}/review`
pub(super) async fn ask(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    which: Query<Which>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, of) = (code_of(&path.0)?, id_of::<RiskId>(&path.1)?, which.into_inner().of);
    let (known, risks) = known_of(&handling, code, &of, &staff, page.now).await?;
    let risk = standing(&risks, id)?;
    let mut typed: Typed = [("of", of.as_str())].into_iter().collect();
    if let Some(day) = risk.outcome.instrument().proposed_review(today(&page)) {
        typed.put("next", day.to_string());
    }
    page::html(&ReviewPage::of(page, &handling, &code, (&known, risk), &typed, FieldErrors::none()))
}

/// `POST /cases/{code}/risks/{risk}/review`
pub(super) async fn end(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (code, id, typed) = (code_of(&path.0)?, id_of::<RiskId>(&path.1)?, form.into_inner());
    let (known, risks) = known_of(&handling, code, typed.one("of"), &staff, page.now).await?;
    let risk = standing(&risks, id)?;
    let mut errors = FieldErrors::none();
    let outcome = typed.one("outcome").parse::<ReviewOutcome>().ok();
    if outcome.is_none() {
        errors.add("outcome", "sharing-error-choose");
    }
    let next = read_next(typed.one("next").trim(), today(&page), &mut errors);
    if outcome == Some(ReviewOutcome::Moved) && next.is_none() && !errors.any() {
        errors.add("next", "value-error-day");
    }
    let was_held = match outcome {
        Some(outcome) if !errors.any() => match outcome {
            ReviewOutcome::Changed => return changed(page, &handling, &code, &known, risk, &typed),
            ReviewOutcome::Kept => true,
            ReviewOutcome::Moved => false,
        },
        _ => {
            let again = ReviewPage::of(page, &handling, &code, (&known, risk), &typed, errors);
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &again);
        }
    };
    let (own, now, of) = ((**handling).clone(), page.now, typed.one("of").to_owned());
    let ended = handling.casework.db().try_write("review_risk", move |conn| -> Result<(), DoorProblem> {
        let case = own.find_one(conn, &code, &of, &staff)?;
        let tie = own.works_with(conn, &case, &staff)?;
        Ok(own.casework.review_risk(conn, &case, id, (was_held, next), (&staff, tie), now)?)
    });
    ended.await?;
    let of = if typed.one("of").is_empty() { String::new() } else { format!("?of={}", typed.one("of")) };
    Ok(redirect::see_other(&format!("/cases/{code}/risks{of}"), Some("flash-risk-reviewed")))
}

/// The form of the new outcome: the review ends when it is kept, and the earlier one stays as it was.
fn changed(
    page: Page,
    handling: &Handling,
    code: &CaseCode,
    known: &[Subject],
    risk: &CaseRisk,
    typed: &Typed,
) -> Result<HttpResponse, Problem> {
    let who = Who::Known(risk.kept.subject.id);
    let chosen = Chosen { instrument: risk.outcome.instrument(), who, replaces: Some((risk.kept.id, Replacing::Changed)) };
    let mut fresh: Typed = [("of", typed.one("of")), ("person", &carried(who))].into_iter().collect();
    fresh.put("next", typed.one("next"));
    form::first(page, handling, code, known, chosen, &fresh)
}

fn standing(risks: &[CaseRisk], id: RiskId) -> Result<&CaseRisk, Problem> {
    let risk = risks.iter().find(|risk| risk.kept.id == id).ok_or_else(Problem::not_found)?;
    match risk.replaced {
        None => Ok(risk),
        Some(_) => Err(super::of_risk(RiskProblem::Replaced)),
    }
}
