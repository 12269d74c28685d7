//! “Sagt i telefon”: what was said aloud in an emergency, entered afterwards.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};
use wire::{CaseCode, UnitId};

use super::{code_of, forms::ToldForm, joining::joined, now, page_of, views::category_words};
use crate::{
    access::Door,
    app::Police,
    domain::emergency_disclosure::{EmergencyDisclosure, Necessity, TELLABLE},
    flow::{show_call_outs, tell_by_phone},
};

/// A record as a page shows it.
pub(super) struct ToldView {
    /// When it was said.
    pub at: Timestamp,
    /// What and why.
    pub words: String,
    /// Who reviewed it with which outcome, or that nobody has.
    pub review: String,
}

impl ToldView {
    pub(super) fn of(page: &Page, record: &EmergencyDisclosure) -> Self {
        let told = &record.told;
        let review = match record.review {
            Some((outcome, _)) => page.text(&format!("told-outcome-{outcome}")),
            None => page.text("told-unreviewed"),
        };
        let words = format!("{} · {}", category_words(page, told.categories.codes()), page.text(&format!("necessity-{}", told.necessity)));
        Self { at: told.at, words, review }
    }
}

#[derive(Template)]
#[template(path = "call_outs/told.html")]
struct ToldPage {
    page: Page,
    code: String,
    spoken: String,
    errors: FieldErrors,
    form: ToldForm,
    units: Vec<(String, String)>,
    categories: Vec<(&'static str, String)>,
    necessities: Vec<(&'static str, String)>,
}

impl ToldPage {
    fn of(page: Page, code: CaseCode, police: &Police, errors: FieldErrors, form: ToldForm) -> Self {
        Self {
            units: units(police).into_iter().map(|(unit, name)| (unit.to_string(), name)).collect(),
            categories: TELLABLE.iter().map(|category| (category.code(), page.text(&format!("category-{category}")))).collect(),
            necessities: Necessity::ALL.iter().map(|why| (why.code(), page.text(&format!("necessity-{why}")))).collect(),
            code: code.to_string(),
            spoken: code.pairing().spoken(),
            page: page_of(page, &code),
            errors,
            form,
        }
    }
}

/// The units that can have been told.
fn units(police: &Police) -> Vec<(UnitId, String)> {
    let recipient = police.casework.recipient();
    let known = police.casework.recipients().into_iter().map(|unit| (unit.address.unit, unit.name));
    let others = known.filter(|(unit, _)| *unit != recipient.unit);
    std::iter::once((recipient.unit.clone(), recipient.name.clone())).chain(others).collect()
}

/// `GET /call-outs/{code}/told`
pub async fn ask(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::Tell.let_in(staff)?;
    let code = code_of(&path)?;
    match joined(show_call_outs::one(&police.casework, code, &staff).await, code)? {
        Ok(_) => page::html(&ToldPage::of(page, code, &police, FieldErrors::none(), ToldForm::default())),
        Err(away) => Ok(away),
    }
}

/// `POST /call-outs/{code}/told`
pub async fn enter(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<ToldForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Tell.let_in(staff)?;
    let code = code_of(&path)?;
    let units: Vec<UnitId> = units(&police).into_iter().map(|(unit, _)| unit).collect();
    match form.read(&units, now(&site)) {
        Ok(told) => tell_by_phone::enter(&police.casework, code, told, &staff, now(&site)).await?,
        Err(errors) => {
            show_call_outs::one(&police.casework, code, &staff).await?;
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &ToldPage::of(page, code, &police, errors, form.into_inner()));
        }
    }
    Ok(redirect::see_other(&format!("/call-outs/{code}"), Some("flash-told")))
}
