//! The list of the desk.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use casework::{Casework, Staff};
use serde::Deserialize;
use web::{Form, Page, Problem, Site, page, redirect, sse};

use super::board_view::BoardView;
use crate::{
    access,
    flow::{find_code, show_board, stream_of},
};

/// The only pace that the opt-in reload without scripts has, in seconds.
const RELOAD_SECONDS: u32 = 30;

/// What the address may ask for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    reload: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    code: String,
}

#[derive(Template)]
#[template(path = "duty/list.html")]
struct List {
    page: Page,
    view: BoardView,
    reload: Option<u32>,
}

#[derive(Template)]
#[template(path = "duty/rows.html")]
struct Rows {
    page: Page,
    view: BoardView,
}

/// The whole page.
pub(crate) async fn list(page: Page, staff: Staff, casework: Data<Casework>, asked: Query<Asked>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let reload = asked.reload.map(|_| RELOAD_SECONDS);
    shown(page, &staff, &casework, None, reload, StatusCode::OK).await
}

/// The list with a word above it, such as who was quicker.
pub(super) async fn list_with(page: Page, staff: &Staff, casework: &Casework, notice: String) -> Result<HttpResponse, Problem> {
    shown(page, staff, casework, Some(notice), None, StatusCode::CONFLICT).await
}

async fn shown(
    page: Page,
    staff: &Staff,
    casework: &Casework,
    notice: Option<String>,
    reload: Option<u32>,
    status: StatusCode,
) -> Result<HttpResponse, Problem> {
    let view = view(&page, staff, casework, notice).await?;
    let title = match view.waiting_cases {
        0 => page.text("duty-title"),
        n => format!("({n}) {}", page.text("duty-title")),
    };
    page::html_with(status, &List { page: page.titled(&title).wide(), view, reload })
}

/// The rows alone.
pub(crate) async fn rows(page: Page, staff: Staff, casework: Data<Casework>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let view = view(&page, &staff, &casework, None).await?;
    page::html(&Rows { page, view })
}

async fn view(page: &Page, staff: &Staff, casework: &Casework, notice: Option<String>) -> Result<BoardView, Problem> {
    let (desk, unit, now) = (casework.clone(), staff.unit.clone(), page.now);
    let shown = casework.db().read(move |conn| show_board(&desk, conn, &unit, now)).await?;
    Ok(BoardView::of(page, staff, casework, &shown, notice))
}

/// What changes in the rows of this unit: kinds and codes.
pub(crate) async fn stream(request: HttpRequest, staff: Staff, site: Data<Site>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    sse::stream(&request, &site, &stream_of(&staff.unit)).await
}

/// From a code heard on the telephone to the case. Posted: people type names here too, and nothing typed may reach an address,
/// where browsers and logs keep it. The answer leads to a code of our own list or back.
pub(crate) async fn find(staff: Staff, casework: Data<Casework>, typed: Form<Typed>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let typed = typed.code.clone();
    let found = casework.db().read(move |conn| find_code(conn, &staff.unit, &typed)).await?;
    Ok(match found {
        Some(code) => redirect::see_other(&format!("/cases/{code}"), None),
        None => redirect::see_other("/duty", Some("flash-no-such-code")),
    })
}
