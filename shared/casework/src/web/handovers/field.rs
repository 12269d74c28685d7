//! One field of a draft: its form, and what was wrong with it.

use ::web::{FieldErrors, Form, Page, Problem, page, redirect};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path, Query},
};
use askama::Template;
use serde::Deserialize;
use wire::{CaseCode, Category, Protection, SubjectRole, Value, value::ValueError};

use super::{
    draft::open,
    handling::{Frame, Handling, code_of, id_of, page_of},
    problem::DoorProblem,
};
use crate::{
    DraftId, DraftProblem, DraftState, Edit, FieldOf, Staff,
    web::value_forms::{self, ControlView, Typed},
};

/// About whom the field is that is to be changed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct About {
    about: String,
}

#[derive(Template)]
#[template(path = "handovers/field.html")]
struct FieldPage {
    page: Page,
    frame: Frame,
    draft: DraftId,
    version: u32,
    category: Category,
    label: String,
    errors: FieldErrors,
    /// Whom it may be about: role, words, whether chosen. Empty when there is nothing to choose.
    subjects: Vec<(&'static str, String, bool)>,
    controls: Vec<ControlView>,
    /// Somebody else changed the draft meanwhile.
    meanwhile: bool,
}

struct Place {
    code: CaseCode,
    draft: DraftId,
    category: Category,
}

impl Place {
    /// Fields with pages of their own have none here.
    fn of(path: &(String, String, String)) -> Result<Self, Problem> {
        let category = id_of(&path.2)?;
        let own_page = matches!(category, Category::Request | Category::Correction | Category::FearedCrime);
        if own_page { Err(Problem::not_found()) } else { Ok(Self { code: code_of(&path.0)?, draft: id_of(&path.1)?, category }) }
    }

    fn page(&self, page: Page, handling: &Handling, version: u32, typed: &Typed, errors: FieldErrors) -> FieldPage {
        let roles = self.category.subjects();
        let several = if roles.len() > 1 { roles } else { &[] };
        let about = typed.one("about");
        let controls = value_forms::form(&page, self.category, typed, &errors);
        let labels = [("about".to_owned(), page.text("sharing-about-whom"))];
        FieldPage {
            frame: Frame::of(handling, &self.code),
            draft: self.draft,
            version,
            category: self.category,
            label: page.text(&format!("category-{}", self.category)),
            subjects: several.iter().map(|role| (role.code(), page.text(&format!("subject-{role}")), role.code() == about)).collect(),
            errors: errors.named(labels).named(value_forms::labels(&controls)),
            controls,
            meanwhile: false,
            page: page_of(page, &self.code),
        }
    }
}

/// `GET /cases/{code}/drafts/{draft}/fields/{category}`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<(String, String, String)>,
    about: Query<About>,
    handling: Data<Handling>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let place = Place::of(&path)?;
    let (opened, _) = open(&handling, place.code, place.draft, &staff, page.now).await?;
    if opened.draft.state != DraftState::Open {
        return Err(DoorProblem::Draft(DraftProblem::NotOpen(opened.draft.state)).into());
    }
    let of_role = |field: &&crate::OpenedField| {
        field.category == place.category && field.subject.is_none_or(|subject| about.about.is_empty() || subject.role.code() == about.about)
    };
    // A new field of a category that several may have begins empty; only a link that names one changes it.
    let changes = !about.about.is_empty() || place.category.subjects().len() <= 1;
    let saved = opened.fields.iter().find(of_role).filter(|_| changes);
    let mut typed = saved.map(|field| value_forms::fill(&field.value)).unwrap_or_default();
    if let Some(subject) = saved.and_then(|field| field.subject) {
        typed.put("about", subject.role.code());
    }
    page::html(&place.page(page, &handling, opened.draft.version, &typed, FieldErrors::none()))
}

/// `POST /cases/{code}/drafts/{draft}/fields/{category}`
pub(super) async fn save(
    page: Page,
    staff: Staff,
    path: Path<(String, String, String)>,
    handling: Data<Handling>,
    form: Form<Typed>,
) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (place, typed) = (Place::of(&path)?, form.into_inner());
    let (own, person, code, draft) = ((**handling).clone(), staff.clone(), place.code, place.draft);
    handling.casework.db().try_read(move |conn| own.draft(conn, &code, draft, &person)).await?;
    let version = typed.one("version").parse().unwrap_or_default();
    let (value, about) = match read(place.category, &typed) {
        Ok(read) => read,
        Err(errors) => {
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &place.page(page, &handling, version, &typed, errors));
        }
    };
    match put(&handling, &place, version, value, about, &staff, page.now).await {
        Ok(()) => Ok(redirect::see_other(&format!("/cases/{}/drafts/{}", place.code, place.draft), None)),
        Err(DoorProblem::Draft(DraftProblem::Value(error))) => {
            let errors = at_value(place.category, &error);
            page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &place.page(page, &handling, version, &typed, errors))
        }
        Err(DoorProblem::Draft(DraftProblem::ChangedMeanwhile)) => {
            // What was typed is kept; the next press is made on what is there now.
            let (opened, _) = open(&handling, place.code, place.draft, &staff, page.now).await?;
            let mut again = place.page(page, &handling, opened.draft.version, &typed, FieldErrors::none());
            again.meanwhile = true;
            page::html_with(StatusCode::CONFLICT, &again)
        }
        Err(other) => Err(other.into()),
    }
}

/// The value and whom it is about. What is known of the person's protection is looked at when it is put in the draft;
/// here a value is as good as for somebody without one.
fn read(category: Category, typed: &Typed) -> Result<(Value, FieldOf), FieldErrors> {
    let about = match category.subjects() {
        [] => Some(FieldOf::Case),
        [role] => Some(FieldOf::Role(*role)),
        several => {
            let chosen = typed.one("about").parse::<SubjectRole>().ok();
            chosen.filter(|role| several.contains(role)).map(FieldOf::Role)
        }
    };
    let mut errors = FieldErrors::none();
    if about.is_none() {
        errors.add("about", "sharing-error-about");
    }
    match (value_forms::read(category, typed, Protection::None), about) {
        (Ok(value), Some(about)) => Ok((value, about)),
        (Err(more), _) => {
            more.all().iter().for_each(|error| errors.add(error.field.clone(), error.key.clone()));
            Err(errors)
        }
        _ => Err(errors),
    }
}

fn at_value(category: Category, error: &ValueError) -> FieldErrors {
    let mut errors = FieldErrors::none();
    errors.add(value_forms::first(category), value_forms::why(error));
    errors
}

async fn put(
    handling: &Handling,
    place: &Place,
    version: u32,
    value: Value,
    about: FieldOf,
    staff: &Staff,
    now: jiff::Timestamp,
) -> Result<(), DoorProblem> {
    let (own, staff, code, draft) = (handling.clone(), staff.clone(), place.code, place.draft);
    let put = handling.casework.db().try_write("put_draft_field", move |conn| -> Result<(), DoorProblem> {
        own.draft(conn, &code, draft, &staff)?;
        own.casework.put_field(conn, &Edit { draft, version, staff: &staff, now }, about, value.clone())?;
        Ok(())
    });
    put.await
}
