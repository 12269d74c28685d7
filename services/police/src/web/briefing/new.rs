//! Whom a shift is told of, from when until when.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use casework::Staff;
use serde::Deserialize;
use store::Id;
use web::{FieldErrors, Form, Page, Problem, page, redirect};

use super::super::outreach::view::Choice;
use crate::{
    access::Door,
    app::Police,
    domain::shift_briefing::{CARDS_MAX, Shift, ShiftProblem},
    flow::{
        FlowError, brief_shift,
        focus_persons::{self, Listed},
    },
};

/// A briefing, as texts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewForm {
    persons: Vec<String>,
    starts: String,
    ends: String,
}

impl NewForm {
    fn read(&self, offered: &[Listed], now: jiff::Timestamp) -> Result<(Shift, Vec<Id>), FieldErrors> {
        let mut errors = FieldErrors::none();
        // In the order of the list; a person that is named twice, or gone meanwhile, makes the counts differ.
        let chosen = |id: &Id| self.persons.contains(&id.to_string());
        let persons: Vec<Id> = offered.iter().map(|listed| listed.person.id).filter(chosen).collect();
        if persons.is_empty() || persons.len() != self.persons.len() {
            errors.add("persons", "briefing-error-persons");
        } else if persons.len() > CARDS_MAX {
            errors.add("persons", "briefing-error-many");
        }
        let shift = Shift::read(&self.starts, &self.ends, now);
        if let Err(problem) = shift {
            errors.add(if problem == ShiftProblem::TooEarly { "starts" } else { "ends" }, format!("shift-{problem}"));
        }
        match shift {
            Ok(shift) if !errors.any() => Ok((shift, persons)),
            _ => Err(errors),
        }
    }
}

#[derive(Template)]
#[template(path = "briefing/new.html")]
struct NewPage {
    page: Page,
    errors: FieldErrors,
    form: NewForm,
    /// Those of whom something is cleared.
    persons: Vec<Choice>,
}

impl NewPage {
    fn of(page: Page, offered: &[Listed], form: NewForm, errors: FieldErrors) -> Self {
        let choice = |listed: &Listed| {
            let (id, n) = (listed.person.id.to_string(), listed.person.number);
            let words = [page.words.with("focus-number", &[("n", n)]), page.words.with("focus-cleared", &[("n", listed.cleared)])];
            let chosen = form.persons.contains(&id);
            (id, words.join(" · "), chosen)
        };
        let title = page.text("briefing-new");
        Self { persons: offered.iter().map(choice).collect(), errors, form, page: page.titled(&title) }
    }
}

/// Those of the unit of whom something may be shown.
async fn offered(police: &Police, staff: &Staff, now: jiff::Timestamp) -> Result<Vec<Listed>, FlowError> {
    let listed = focus_persons::of_unit(&police.casework, staff, now).await?;
    Ok(listed.into_iter().filter(|listed| listed.cleared > 0).collect())
}

/// `GET /briefing/new`
pub(super) async fn show(page: Page, staff: Staff, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::NewBriefing.let_in(staff)?;
    let offered = offered(&police, &staff, page.now).await?;
    page::html(&NewPage::of(page, &offered, NewForm::default(), FieldErrors::none()))
}

/// `POST /briefing/new`
pub(super) async fn make(page: Page, staff: Staff, police: Data<Police>, form: Form<NewForm>) -> Result<HttpResponse, Problem> {
    let staff = Door::NewBriefing.let_in(staff)?;
    let (form, offered) = (form.into_inner(), offered(&police, &staff, page.now).await?);
    let errors = match form.read(&offered, page.now) {
        Err(errors) => errors,
        Ok((shift, persons)) => match brief_shift::make(&police.casework, shift, persons, &staff, page.now).await {
            Ok(_) => return Ok(redirect::see_other("/briefing", Some("flash-saved"))),
            Err(FlowError::Shift(problem)) => {
                let mut errors = FieldErrors::none();
                errors.add("starts", format!("shift-{problem}"));
                errors
            }
            Err(other) => return Err(other.into()),
        },
    };
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::of(page, &offered, form, errors))
}
