//! Proposing an edition: a file or a text, with or without cases.

use actix_web::{HttpResponse, http::StatusCode, web::Data};
use askama::Template;
use web::{Page, Problem, Upload, page, redirect};

use super::edition_fault::{CASES, FILE, faults};
use crate::{
    flow::{Broker, VerbError, propose::propose},
    web::{faults::Faults, visitor::Writer},
};

#[derive(Template)]
#[template(path = "rulebook/new.html")]
struct NewPage {
    page: Page,
    active: Option<String>,
    text: String,
    cases: String,
    faults: Faults,
}

/// What was handed in: a file that was chosen goes before what was typed.
struct HandedIn {
    file: Vec<u8>,
    cases: Result<Option<String>, std::str::Utf8Error>,
    cases_bytes: Vec<u8>,
}

impl HandedIn {
    fn of(upload: &Upload) -> Self {
        let either = |file: &str, typed: &str| upload.bytes(file).map_or_else(|| upload.text(typed).into_bytes(), <[u8]>::to_vec);
        let cases_bytes = either("cases-file", CASES);
        let text = std::str::from_utf8(&cases_bytes).map(|text| Some(text.to_owned()).filter(|text| !text.trim().is_empty()));
        Self { file: either("file", FILE), cases: text, cases_bytes }
    }
}

pub(crate) async fn ask(broker: Data<Broker>, page: Page, _writer: Writer) -> Result<HttpResponse, Problem> {
    render(&broker, page, String::new(), String::new(), Faults::none())
}

pub(crate) async fn hand_in(broker: Data<Broker>, page: Page, writer: Writer, upload: Upload) -> Result<HttpResponse, Problem> {
    let handed = HandedIn::of(&upload);
    let wrong = if handed.file.iter().all(u8::is_ascii_whitespace) {
        Faults::one(FILE, page.text("fault-file-missing"))
    } else {
        match &handed.cases {
            Err(_) => Faults::one(CASES, page.text("fault-cases-not-text")),
            Ok(cases) => match propose(&broker, &writer.0.login, &handed.file, cases.as_deref()).await {
                Ok(id) => return Ok(redirect::see_other(&format!("/rulebook/{id}"), Some("edition-kept"))),
                Err(VerbError::Refused(refused)) => faults(&page, &refused),
                Err(VerbError::Flow(error)) => return Err(error.into()),
            },
        }
    };
    // What was chosen as a file now stands in the box: a browser does not choose it again by itself.
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    render(&broker, page, shown(&handed.file), shown(&handed.cases_bytes), wrong)
}

fn render(broker: &Broker, page: Page, text: String, cases: String, faults: Faults) -> Result<HttpResponse, Problem> {
    let status = if faults.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let active = broker.live.edition().map(|active| active.reference.id.to_string());
    let title = page.text("propose-title");
    page::html_with(status, &NewPage { page: page.titled(&title), active, text, cases, faults })
}
