//! Numbered copies on paper: one sheet, with the name of who has it, until somebody says that it is destroyed.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use store::Id;
use web::{Form, Page, Problem, page, redirect};

use super::{
    super::{call_outs::Nothing, focus_persons::id_of},
    view::CardView,
};
use crate::{
    access::Door,
    app::Police,
    flow::{briefing_log, read_briefing},
};

#[derive(Template)]
#[template(path = "briefing/paper.html")]
struct PaperPage {
    page: Page,
    reader: String,
    number: i32,
    printed_at: Timestamp,
    ends_at: Timestamp,
    cards: Vec<CardView>,
}

/// `POST /briefing/{briefing}/copies`
pub(super) async fn make(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::CopyBriefing.let_in(staff)?;
    let id = id_of(&path)?;
    let n = briefing_log::copy(&police.casework, id, &staff, page.now).await?;
    Ok(redirect::see_other(&format!("/briefing/{id}/copies/{n}"), None))
}

/// `GET /briefing/{briefing}/copies/{n}`
pub(super) async fn show(page: Page, staff: Staff, path: Path<(String, String)>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::BriefingCopy.let_in(staff)?;
    let (id, n): (Id, i32) = (path.0.parse().map_err(|_| Problem::not_found())?, path.1.parse().map_err(|_| Problem::not_found())?);
    let paper = read_briefing::on_paper(&police.casework, id, n, &staff, page.now).await?;
    let title = page.words.with("briefing-copy", &[("n", n)]);
    page::html(&PaperPage {
        reader: staff.name,
        number: n,
        printed_at: paper.copy.printed_at,
        ends_at: paper.briefing.shift.ends_at(),
        cards: paper.cards.iter().map(|card| CardView::of(&page, card)).collect(),
        page: page.titled(&title).wide(),
    })
}

/// `POST /briefing-copies/{copy}`
pub(super) async fn destroy(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::DestroyCopy.let_in(staff)?;
    briefing_log::destroy(&police.casework, id_of(&path)?, &staff, page.now).await?;
    Ok(redirect::see_other("/briefing", Some("flash-briefing-destroyed")))
}
