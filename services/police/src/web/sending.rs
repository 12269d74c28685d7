//! The button: what was shown leaves, or nothing does.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::{Preview, PreviewDigest, Row, Staff, web::other_edition};
use serde::Deserialize;
use web::{Form, Page, Problem, Site, page, redirect};

use super::{call_outs::Nothing, code_of, now, page_of};
use crate::{
    access::Door,
    app::Police,
    domain::difference::Trace,
    flow::{FlowError, send_handover},
};

/// What the button carries: the digest decides, the rows say what is different when it does not fit.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SendForm {
    digest: String,
    edition: String,
    shown: Vec<String>,
}

#[derive(Template)]
#[template(path = "call_outs/changed.html")]
struct ChangedPage {
    page: Page,
    code: String,
    spoken: String,
    now_goes: Vec<String>,
    now_stays: Vec<String>,
    other: Vec<String>,
    /// The rule book that the page was judged by, and the one in force now, when that is another.
    editions: Option<(String, String)>,
}

/// `POST /call-outs/{code}/send`
pub async fn send(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<SendForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Send.let_in(staff)?;
    let code = code_of(&path)?;
    let digest: PreviewDigest = form.digest.parse().map_err(|_| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "no-digest"))?;
    match send_handover::send_handover(&police.casework, code, digest, &staff, now(&site)).await {
        Ok(_) => Ok(redirect::see_other(&format!("/call-outs/{code}"), None)),
        Err(FlowError::Changed(preview)) => {
            let changed = ChangedPage {
                spoken: code.pairing().spoken(),
                code: code.to_string(),
                now_goes: labels(&page, &preview, |row, shown| row.basis.is_some() && shown.is_none(), &form.shown),
                now_stays: gone(&page, &preview, &form.shown),
                other: labels(
                    &page,
                    &preview,
                    |row, shown| row.basis.is_some() && shown.is_some_and(|shown| *shown != spell(row)),
                    &form.shown,
                ),
                editions: other_edition(&form.edition, &preview),
                page: page_of(page, &code),
            };
            page::html_with(StatusCode::CONFLICT, &changed)
        }
        Err(other) => Err(other.into()),
    }
}

/// The rows that go, each as category, role and the beginning of a digest of its value: enough to name a difference.
/// It is of the page's own reader and never leaves the agency.
pub(super) fn shown_rows(preview: &Preview) -> Vec<String> {
    preview.goes.iter().map(spell).collect()
}

fn spell(row: &Row) -> String {
    format!("{}/{}", key(row), Trace::of(row).digest)
}

fn key(row: &Row) -> String {
    format!("{}/{}", row.category, row.subject.map(|subject| subject.role.code()).unwrap_or_default())
}

/// Labels of the rows of a preview that `is` picks, given the row of the same key that was shown.
fn labels(page: &Page, preview: &Preview, is: impl Fn(&Row, Option<&String>) -> bool, shown: &[String]) -> Vec<String> {
    let of = |row: &Row| shown.iter().find(|shown| shown.rsplit_once('/').is_some_and(|(known, _)| known == key(row)));
    preview.goes.iter().filter(|row| is(row, of(row))).map(|row| page.text(&format!("category-{}", row.category))).collect()
}

/// Labels of the rows that were shown as going and do not go now. Only closed codes are taken from the form.
fn gone(page: &Page, preview: &Preview, shown: &[String]) -> Vec<String> {
    let goes: Vec<String> = preview.goes.iter().map(key).collect();
    let lost = shown.iter().filter(|shown| shown.rsplit_once('/').is_some_and(|(known, _)| !goes.iter().any(|goes| goes == known)));
    let category = |shown: &String| shown.split('/').next().and_then(|code| code.parse::<wire::Category>().ok());
    lost.filter_map(category).map(|category| page.text(&format!("category-{category}"))).collect()
}

/// `POST /call-outs/{code}/close`
pub async fn close(
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Close.let_in(staff)?;
    let code = code_of(&path)?;
    send_handover::close_without_sending(&police.casework, code, &staff, now(&site)).await?;
    Ok(redirect::see_other("/call-outs", Some("flash-closed")))
}
