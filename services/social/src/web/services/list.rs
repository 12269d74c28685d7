//! The list that holds, district by district.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Casework, Staff};
use web::{Page, Problem, page};

use crate::{
    access,
    config::DeskConfig,
    domain::{ServiceLine, written_number},
    flow,
};

#[derive(Template)]
#[template(path = "services/list.html")]
struct ListPage {
    page: Page,
    /// Who took the list in, and when.
    taken_in: Option<String>,
    districts: Vec<(String, Vec<ServiceView>)>,
    may_import: bool,
}

/// A service as a template shows it.
pub(super) struct ServiceView {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) dialled: String,
    pub(super) number: String,
    pub(super) hours: String,
}

impl ServiceView {
    pub(super) fn of(page: &Page, line: &ServiceLine) -> Self {
        Self {
            kind: page.text(&format!("service-kind-{}", line.kind)),
            name: line.name.clone(),
            dialled: line.phone.clone(),
            number: written_number(&line.phone),
            hours: line.hours.clone(),
        }
    }
}

/// `GET /services`
pub(super) async fn show(page: Page, staff: Staff, casework: Data<Casework>, rules: Data<DeskConfig>) -> Result<HttpResponse, Problem> {
    let shown = casework.db().read(flow::view_services).await?;
    let taken_in = shown.taken_in.map(|(role, at)| {
        let said = [("day", page.day(&at)), ("role", page.text(&format!("role-{role}")).to_lowercase())];
        page.words.with("services-taken-in", &said)
    });
    let lines: Vec<ServiceLine> = shown.services.into_iter().map(|service| service.line).collect();
    let title = page.text("services-title");
    page::html(&ListPage {
        taken_in,
        districts: by_district(&page, &rules, &lines),
        may_import: access::imports_services(&staff).is_ok(),
        page: page.titled(&title),
    })
}

/// The services of each district that has some, and at the end those of all districts.
pub(super) fn by_district(page: &Page, rules: &DeskConfig, lines: &[ServiceLine]) -> Vec<(String, Vec<ServiceView>)> {
    let of = |code: Option<&str>| -> Vec<ServiceView> {
        lines.iter().filter(|line| line.district.as_deref() == code).map(|line| ServiceView::of(page, line)).collect()
    };
    let own = rules.districts.iter().map(|district| (district.name.clone(), of(Some(&district.code))));
    own.chain([(page.text("services-everywhere"), of(None))]).filter(|(_, services)| !services.is_empty()).collect()
}
