//! The list of the desk.

use actix_web::{
    HttpRequest, HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use askama::Template;
use casework::{Casework, Staff};
use jiff::Timestamp;
use serde::Deserialize;
use web::{Form, Page, Problem, Site, page, redirect, sse};

use super::{
    board_view::{BoardView, Reader},
    desk_view::DeskView,
    presence::watched,
    shells,
};
use crate::{
    access,
    config::DeskConfig,
    flow::{DeskPage, DeskProblem, Found, Presence, desk_page, enter_views, find_heard, stream_of},
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
    desk: DeskView,
    reload: Option<u32>,
}

#[derive(Template)]
#[template(path = "duty/rows.html")]
struct Rows {
    page: Page,
    view: BoardView,
}

/// What a door of the list works with.
pub(crate) struct Desk<'a> {
    pub(crate) casework: &'a Casework,
    pub(crate) rules: &'a DeskConfig,
    pub(crate) presence: &'a Presence,
}

/// The whole page.
pub(crate) async fn list(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    presence: Data<Presence>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let reload = asked.reload.map(|_| RELOAD_SECONDS);
    let desk = Desk { casework: &casework, rules: &rules, presence: &presence };
    shown(page, &staff, &desk, None, reload, StatusCode::OK).await
}

/// The list with a word above it, such as who was quicker.
pub(super) async fn list_with(page: Page, staff: &Staff, desk: &Desk<'_>, notice: String) -> Result<HttpResponse, Problem> {
    shown(page, staff, desk, Some(notice), None, StatusCode::CONFLICT).await
}

async fn shown(
    page: Page,
    staff: &Staff,
    desk: &Desk<'_>,
    notice: Option<String>,
    reload: Option<u32>,
    status: StatusCode,
) -> Result<HttpResponse, Problem> {
    let read = read(staff, desk, page.now).await?;
    let reader = Reader { page: &page, staff, casework: desk.casework, rules: desk.rules, shown: &read.board };
    let desk = DeskView::of(&page, staff, &read, BoardView::of(reader, notice));
    let title = match desk.board.waiting_cases {
        0 => page.text("duty-title"),
        n => format!("({n}) {}", page.text("duty-title")),
    };
    page::html_with(status, &List { page: page.titled(&title).wide(), desk, reload })
}

/// The rows alone.
pub(crate) async fn rows(
    page: Page,
    staff: Staff,
    casework: Data<Casework>,
    rules: Data<DeskConfig>,
    presence: Data<Presence>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let desk = Desk { casework: &casework, rules: &rules, presence: &presence };
    let read = read(&staff, &desk, page.now).await?;
    let reader = Reader { page: &page, staff: &staff, casework: &casework, rules: &rules, shown: &read.board };
    let view = BoardView::of(reader, None);
    page::html(&Rows { page, view })
}

/// Reads the desk. What was told of custody is shown only after the access log says who saw it.
async fn read(staff: &Staff, desk: &Desk<'_>, now: Timestamp) -> Result<DeskPage, DeskProblem> {
    desk.presence.looked(&staff.unit, now);
    let snapshot = || {
        let (casework, staff) = (desk.casework.clone(), staff.clone());
        desk.casework.db().try_read(move |conn| desk_page(&casework, conn, &staff, now))
    };
    let read = snapshot().await?;
    if read.board.kept_back.is_empty() {
        return Ok(read);
    }
    let (handovers, staff) = (read.board.kept_back.clone(), staff.clone());
    desk.casework.db().write("enter_views", move |conn| enter_views(conn, &handovers, &staff, now)).await?;
    snapshot().await
}

/// What changes in the rows of this unit: kinds and codes.
pub(crate) async fn stream(
    request: HttpRequest,
    page: Page,
    staff: Staff,
    site: Data<Site>,
    presence: Data<Presence>,
) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let open = presence.opened(&staff.unit, page.now);
    let answer = sse::stream(&request, &site, &stream_of(&staff.unit)).await?;
    Ok(watched(answer, open))
}

/// From a code heard on the telephone to the case, the shell, or the question whether to open one. Posted: people type names
/// here too, and nothing typed may reach an address, where browsers and logs keep it.
pub(crate) async fn find(page: Page, staff: Staff, casework: Data<Casework>, typed: Form<Typed>) -> Result<HttpResponse, Problem> {
    access::at_desk(&staff)?;
    let (typed, unit, now) = (typed.code.clone(), staff.unit.clone(), page.now);
    let found = casework.db().read(move |conn| find_heard(conn, &unit, &typed, now)).await?;
    match found {
        Found::Case(code) => Ok(redirect::see_other(&format!("/cases/{code}"), None)),
        Found::Shell(id) => Ok(redirect::see_other(&format!("/shells/{id}"), None)),
        Found::NotCome(code) => shells::offer(page, &casework, code),
        Found::Misheard(near) => shells::misheard(page, &near),
        Found::Nothing => Ok(redirect::see_other("/duty", Some("flash-no-such-code"))),
    }
}
