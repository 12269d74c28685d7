//! How a case came in. Nothing is chosen before somebody chooses.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use casework::Staff;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};
use wire::{CaseCode, value::Stated};

use super::{
    super::joining::joined,
    view::{Choice, areas, choices, day, stated},
};
use crate::{
    access::Door,
    app::Police,
    domain::outreach_case::IntakeRoute,
    flow::{
        open_call_out,
        open_outreach::{self, NewOutreach},
    },
};

/// The call-out that the case belongs to, when it has one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Beside {
    code: String,
}

/// What is known of how it came in.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct IntakeForm {
    /// The code that was on the page.
    shown: String,
    /// The call-out's.
    code: String,
    route: String,
    event_on: String,
    area: String,
    children: String,
}

#[derive(Template)]
#[template(path = "outreach/new.html")]
struct NewPage {
    page: Page,
    errors: FieldErrors,
    /// The code it will have, or has.
    spoken: String,
    form: IntakeForm,
    routes: Vec<Choice>,
    areas: Vec<Choice>,
    children: Vec<Choice>,
}

impl NewPage {
    fn of(page: Page, police: &Police, code: &CaseCode, form: IntakeForm, errors: FieldErrors) -> Self {
        let routes: Vec<&str> = IntakeRoute::ALL.iter().map(|route| route.code()).collect();
        let answers = [Stated::Yes, Stated::No, Stated::Unknown].map(Stated::code);
        let title = page.text("outreach-new");
        Self {
            errors,
            spoken: code.pairing().spoken(),
            routes: choices(&page, "outreach-route", &routes, &form.route),
            areas: areas(&police.casework, &form.area),
            children: choices(&page, "outreach-children", &answers, &form.children),
            form,
            page: page.titled(&title),
        }
    }
}

impl IntakeForm {
    /// The call-out it belongs to. One that can't be a code is as unknown as any other.
    fn beside(&self) -> Result<Option<CaseCode>, Problem> {
        if self.code.is_empty() { Ok(None) } else { self.code.parse().map(Some).map_err(|_| Problem::not_found()) }
    }

    fn read(&self, police: &Police, beside: Option<CaseCode>, today: jiff::civil::Date) -> Result<NewOutreach, FieldErrors> {
        let mut errors = FieldErrors::none();
        let route: Option<IntakeRoute> = self.route.parse().ok();
        if route.is_none() {
            errors.add("route", "error-choice");
        }
        let event_on = day(&self.event_on).ok().filter(|day| day.is_none_or(|day| day <= today));
        if event_on.is_none() {
            errors.add("event_on", "outreach-error-day");
        }
        let area = police.casework.areas().into_iter().find(|area| area.expose() == self.area);
        if area.is_none() && !self.area.is_empty() {
            errors.add("area", "error-choice");
        }
        let children = stated(&self.children).ok();
        if children.is_none() {
            errors.add("children", "error-choice");
        }
        match (route, event_on, children) {
            (Some(route), Some(event_on), Some(children)) if !errors.any() => {
                Ok(NewOutreach { shown: self.shown.parse().ok(), beside, route, event_on, area, children })
            }
            _ => Err(errors),
        }
    }
}

/// `GET /outreach/new`
pub(super) async fn show(page: Page, staff: Staff, beside: Query<Beside>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::NewOutreach.let_in(staff)?;
    let form = IntakeForm { code: beside.into_inner().code, ..IntakeForm::default() };
    let code = match form.beside()? {
        Some(code) => match joined(open_outreach::may_stand_beside(&police.casework, code, &staff).await, code)? {
            Ok(()) => code,
            Err(ask) => return Ok(ask),
        },
        None => open_call_out::next_code(&police.casework, &staff, page.now).await?,
    };
    let form = IntakeForm { shown: code.to_string(), ..form };
    page::html(&NewPage::of(page, &police, &code, form, FieldErrors::none()))
}

/// `POST /outreach/new`
pub(super) async fn open(page: Page, staff: Staff, police: Data<Police>, form: Form<IntakeForm>) -> Result<HttpResponse, Problem> {
    let staff = Door::NewOutreach.let_in(staff)?;
    let (form, today) = (form.into_inner(), rulebook::Moment::in_sweden(page.now).date());
    let beside = form.beside()?;
    if let Some(code) = beside {
        open_outreach::may_stand_beside(&police.casework, code, &staff).await?;
    }
    let new = match form.read(&police, beside, today) {
        Ok(new) => new,
        Err(errors) => {
            let code = match beside {
                Some(code) => code,
                None => open_call_out::next_code(&police.casework, &staff, page.now).await?,
            };
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &NewPage::of(page, &police, &code, form, errors));
        }
    };
    let code = open_outreach::open(&police.casework, new, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/outreach/{code}"), Some("flash-saved")))
}
