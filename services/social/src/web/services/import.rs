//! A pasted list: what is in it and what is wrong with it is shown first, and nothing is taken in until somebody has seen that.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, page, redirect};

use super::list::{ServiceView, by_district};
use crate::{
    access,
    config::DeskConfig,
    domain::{SERVICES_MOST, ServiceList, read_services},
    flow,
};

/// As many lines with faults are shown.
const FAULTS_SHOWN: usize = 50;

/// What was pasted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Pasted {
    list: String,
    /// What was seen is to be taken in.
    seen: String,
}

#[derive(Template)]
#[template(path = "services/import.html")]
struct ImportPage {
    page: Page,
    errors: FieldErrors,
    list: String,
    /// Number of a line, and what is wrong with it.
    faults: Vec<(usize, String)>,
    /// How many more lines are wrong.
    more: usize,
    /// The list as it was read, when nothing is wrong with it.
    read: Vec<(String, Vec<ServiceView>)>,
    /// How many services it has, and how many the one that holds.
    counted: Option<String>,
}

impl ImportPage {
    fn of(page: Page, list: String, errors: FieldErrors) -> Self {
        let title = page.text("services-import");
        Self { errors, list, faults: Vec::new(), more: 0, read: Vec::new(), counted: None, page: page.titled(&title) }
    }
}

/// `GET /services/import`
pub(super) async fn ask(page: Page, staff: Staff) -> Result<HttpResponse, Problem> {
    access::imports_services(&staff)?;
    page::html(&ImportPage::of(page, String::new(), FieldErrors::none()))
}

/// `POST /services/import`
pub(super) async fn take_in(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    form: Form<Pasted>,
) -> Result<HttpResponse, Problem> {
    access::imports_services(&staff)?;
    let Pasted { list, seen } = form.into_inner();
    let districts: Vec<_> = rules.districts.iter().map(|district| (district.code.clone(), district.name.clone())).collect();
    let read = read_services(&list, &districts);
    if let Some(key) = wrong(&read) {
        let mut errors = FieldErrors::none();
        errors.add("list", key);
        let mut shown = ImportPage::of(page, list, errors);
        shown.more = read.faults.len().saturating_sub(FAULTS_SHOWN);
        shown.faults = read.faults.iter().take(FAULTS_SHOWN).map(|(number, fault)| (*number, shown.page.text(fault.key()))).collect();
        return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    if seen.is_empty() {
        let before = casework.db().read(flow::view_services).await?.services.len();
        let mut shown = ImportPage::of(page, list, FieldErrors::none());
        shown.read = by_district(&shown.page, &rules, &read.lines);
        shown.counted = Some(shown.page.words.with("services-counted", &[("n", read.lines.len()), ("before", before)]));
        return page::html(&shown);
    }
    let now = page.now;
    casework.db().write("take_in_services", move |conn| flow::take_in_services(conn, &read.lines, &staff, now)).await?;
    Ok(redirect::see_other("/services", Some("flash-kept")))
}

fn wrong(read: &ServiceList) -> Option<&'static str> {
    if !read.faults.is_empty() {
        Some("services-error-lines")
    } else if read.lines.is_empty() {
        Some("services-error-empty")
    } else if read.lines.len() > SERVICES_MOST {
        Some("services-error-many")
    } else {
        None
    }
}
