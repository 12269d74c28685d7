//! Visits: planned, gone to, what became of them. Nothing is sent from here.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use casework::{OutFor, Staff};
use jiff::Timestamp;
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{AgencyKind, BoardId};

use super::{
    super::code_of,
    one::{self, Typed},
    view::day,
};
use crate::{
    access::Door,
    app::Police,
    domain::home_visit::{Companion, MeetingPlace, NewVisit, VisitOutcome},
    flow::{
        FlowError, follow_outreach,
        visit_home::{self, Plan, VisitAct},
    },
};

/// Who comes when the police come alone.
pub(super) const ALONE: &str = "alone";
/// Whether the social worker is told who it is about.
pub(super) const NAMED: &str = "by_consent";
/// The other answer.
pub(super) const UNNAMED: &str = "left_out";

/// A plan, as texts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PlanForm {
    pub(super) planned_on: String,
    pub(super) place: String,
    /// `alone`, or the board whose social worker comes along.
    pub(super) with: String,
    pub(super) identity: String,
}

impl PlanForm {
    fn read(&self, police: &Police, now: Timestamp) -> Result<Plan, FieldErrors> {
        let mut errors = FieldErrors::none();
        let planned_on = day(&self.planned_on).ok().flatten();
        if planned_on.is_none() {
            errors.add("planned_on", "outreach-error-visit-day");
        } else if planned_on.is_some_and(|day| day < web::moment::today(now)) {
            errors.add("planned_on", "outreach-error-visit-past");
        }
        let place: Option<MeetingPlace> = self.place.parse().ok();
        if place.is_none() {
            errors.add("place", "error-choice");
        }
        let companion = self.companion(police, &mut errors);
        match (planned_on, place) {
            (Some(planned_on), Some(place)) if !errors.any() => {
                Ok(Plan { visit: NewVisit { planned_on, place, companion }, named: self.identity == NAMED })
            }
            _ => Err(errors),
        }
    }

    fn companion(&self, police: &Police, errors: &mut FieldErrors) -> Option<Companion> {
        if self.with == ALONE {
            return None;
        }
        let boards = police.casework.recipient_boards();
        let board: Option<BoardId> = self.with.parse().ok();
        let board = board.filter(|board| boards.iter().any(|known| known.id == *board && known.kind == AgencyKind::Social));
        if board.is_none() {
            errors.add("with", "error-choice");
        } else if self.identity != NAMED && self.identity != UNNAMED {
            errors.add("identity", "error-choice");
        }
        board.map(|board| Companion { board, consent: None })
    }
}

/// `POST /outreach/{code}/visits`
pub(super) async fn plan(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    form: Form<PlanForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::PlanVisit.let_in(staff)?;
    let code = code_of(&path)?;
    follow_outreach::known(&police.casework, code, &staff).await?;
    let form = form.into_inner();
    let errors = match form.read(&police, page.now) {
        Err(errors) => errors,
        Ok(plan) => match visit_home::plan(&police.casework, code, plan, &staff, page.now).await {
            Ok(()) => return Ok(redirect::see_other(&format!("/outreach/{code}#visits"), Some("flash-saved"))),
            Err(FlowError::Unnamed(why)) => {
                let mut errors = FieldErrors::none();
                errors.add("identity", format!("visit-unnamed-{why}"));
                errors
            }
            Err(other) => return Err(other.into()),
        },
    };
    let typed = Typed { plan: form, ..Typed::default() };
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &one::page_of(page, &police, &staff, code, typed, errors).await?)
}

/// What happens to a visit: `out` with a time, `back`, or what became of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NoteForm {
    act: String,
    minutes: String,
}

impl NoteForm {
    fn read(&self) -> Option<VisitAct> {
        match self.act.as_str() {
            "out" => self.minutes.parse::<OutFor>().ok().map(VisitAct::Out),
            "back" => Some(VisitAct::Back),
            outcome => outcome.parse::<VisitOutcome>().ok().map(VisitAct::Settle),
        }
    }
}

/// `POST /outreach/{code}/visits/{visit}`
pub(super) async fn note(
    page: Page,
    staff: Staff,
    path: Path<(String, String)>,
    police: Data<Police>,
    form: Form<NoteForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::NoteVisit.let_in(staff)?;
    let (code, visit): (_, Id) = (path.0.parse().map_err(|_| Problem::not_found())?, path.1.parse().map_err(|_| Problem::not_found())?);
    follow_outreach::known(&police.casework, code, &staff).await?;
    let act = form.read().ok_or_else(|| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-fields").field("act", "error-choice"))?;
    visit_home::act(&police.casework, code, visit, act, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/outreach/{code}#visits"), Some("flash-saved")))
}
