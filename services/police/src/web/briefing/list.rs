//! What is shown now, and what stays of earlier ones: when, to whom, and which copies are still about. No person of a card.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use web::{Form, Page, Problem, page, redirect};

use super::super::{call_outs::Nothing, focus_persons::id_of};
use crate::{
    access::Door,
    app::Police,
    domain::shift_briefing::ShownOn,
    flow::{
        brief_shift,
        briefing_log::{self, Logged},
    },
};

#[derive(Template)]
#[template(path = "briefing/list.html")]
struct ListPage {
    page: Page,
    shown: Vec<BriefingView>,
    over: Vec<BriefingView>,
    /// The reader puts briefings together.
    keeps: bool,
}

struct BriefingView {
    id: String,
    starts_at: Timestamp,
    ends_at: Timestamp,
    cards: usize,
    readings: Vec<ReadingView>,
    copies: Vec<CopyView>,
}

struct ReadingView {
    at: Timestamp,
    who: String,
    on: String,
}

struct CopyView {
    id: String,
    number: i32,
    who: String,
    printed_at: Timestamp,
    destroyed_at: Option<Timestamp>,
}

impl BriefingView {
    fn of(page: &Page, logged: &Logged) -> Self {
        let shift = logged.briefing.shift;
        let reading = |(at, who, on): &(Timestamp, String, ShownOn)| ReadingView {
            at: *at,
            who: who.clone(),
            on: page.text(&format!("briefing-shown-{on}")),
        };
        let copies = logged.copies.iter().map(|(copy, who)| CopyView {
            id: copy.id.to_string(),
            number: copy.number,
            who: who.clone(),
            printed_at: copy.printed_at,
            destroyed_at: copy.destroyed_at,
        });
        Self {
            id: logged.briefing.id.to_string(),
            starts_at: shift.starts_at(),
            ends_at: shift.ends_at(),
            cards: logged.cards,
            readings: logged.readings.iter().map(reading).collect(),
            copies: copies.collect(),
        }
    }
}

/// `GET /briefing`
pub(super) async fn show(page: Page, staff: Staff, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::Briefings.let_in(staff)?;
    let log = briefing_log::of_unit(&police.casework, &staff, page.now).await?;
    let (shown, over): (Vec<_>, Vec<_>) = log.iter().partition(|logged| logged.briefing.is_shown(page.now));
    let view = |log: Vec<&Logged>| log.into_iter().map(|logged| BriefingView::of(&page, logged)).collect();
    let (shown, over) = (view(shown), view(over));
    let keeps = Door::NewBriefing.roles().contains(&staff.role);
    let title = page.text("briefing-title");
    page::html(&ListPage { shown, over, keeps, page: page.titled(&title) })
}

/// `POST /briefing/{briefing}/end`
pub(super) async fn end(
    page: Page,
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::EndBriefing.let_in(staff)?;
    brief_shift::take_down(&police.casework, id_of(&path)?, &staff, page.now).await?;
    Ok(redirect::see_other("/briefing", Some("flash-briefing-ended")))
}
