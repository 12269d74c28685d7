//! Who, and for how long. What is said of the person comes item by item.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use casework::Staff;
use jiff::civil::Date;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::PersonText;

use super::super::{
    forms::text_error,
    outreach::view::{Choice, choices, day},
};
use crate::{
    access::Door,
    app::Police,
    domain::focus_person::{FocusIdentity, FocusLife, NAME_CHARACTERS_MAX},
    flow::focus_persons,
};

/// Who it is, as texts.
#[derive(Clone, Deserialize)]
#[serde(default)]
pub struct NewForm {
    name: String,
    born: String,
    life: String,
}

impl Default for NewForm {
    fn default() -> Self {
        Self { name: String::new(), born: String::new(), life: FocusLife::USUAL.code().to_owned() }
    }
}

impl NewForm {
    fn read(&self, today: Date) -> Result<(FocusIdentity, FocusLife), FieldErrors> {
        let mut errors = FieldErrors::none();
        let name = PersonText::parse(&self.name, NAME_CHARACTERS_MAX).map_err(|error| errors.add("name", text_error(error))).ok();
        let born = day(&self.born).ok().filter(|day| day.is_none_or(|day| day <= today));
        if born.is_none() {
            errors.add("born", "focus-error-born");
        }
        let life: Option<FocusLife> = self.life.parse().ok();
        if life.is_none() {
            errors.add("life", "error-choice");
        }
        match (name, born, life) {
            (Some(name), Some(born), Some(life)) => Ok((FocusIdentity { name, born }, life)),
            _ => Err(errors),
        }
    }
}

#[derive(Template)]
#[template(path = "focus_persons/new.html")]
struct NewPage {
    page: Page,
    errors: FieldErrors,
    form: NewForm,
    lives: Vec<Choice>,
}

impl NewPage {
    fn of(page: Page, form: NewForm, errors: FieldErrors) -> Self {
        let title = page.text("focus-new");
        Self { lives: lives(&page, &form.life), form, errors, page: page.titled(&title) }
    }
}

/// How long a life may be.
pub(super) fn lives(page: &Page, chosen: &str) -> Vec<Choice> {
    choices(page, "focus-life", &FocusLife::ALL.iter().map(|life| life.code()).collect::<Vec<_>>(), chosen)
}

/// `GET /focus-persons/new`
pub(super) async fn show(page: Page, staff: Staff) -> Result<HttpResponse, Problem> {
    Door::NewFocus.let_in(staff)?;
    page::html(&NewPage::of(page, NewForm::default(), FieldErrors::none()))
}

/// `POST /focus-persons/new`
pub(super) async fn begin(page: Page, staff: Staff, police: Data<Police>, form: Form<NewForm>) -> Result<HttpResponse, Problem> {
    let staff = Door::NewFocus.let_in(staff)?;
    let form = form.into_inner();
    match form.read(rulebook::Moment::in_sweden(page.now).date()) {
        Ok((identity, life)) => {
            let id = focus_persons::begin(&police.casework, identity, life, &staff, page.now).await?;
            Ok(redirect::see_other(&format!("/focus-persons/{id}"), Some("flash-saved")))
        }
        Err(errors) => page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::of(page, form, errors)),
    }
}
