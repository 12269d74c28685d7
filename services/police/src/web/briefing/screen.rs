//! One card at a time, large, by links or arrow keys. Nothing moves by itself.

use actix_web::{
    HttpResponse,
    web::{Data, Path, Query},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use serde::Deserialize;
use web::{Page, Problem, page};

use super::{super::focus_persons::id_of, view::CardView};
use crate::{access::Door, app::Police, flow::read_briefing};

/// Which card.
#[derive(Deserialize)]
#[serde(default)]
pub struct Wanted {
    card: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { card: 1 }
    }
}

#[derive(Template)]
#[template(path = "briefing/screen.html")]
struct ScreenPage {
    page: Page,
    id: String,
    reader: String,
    ends_at: Timestamp,
    n: usize,
    count: usize,
    card: Option<CardView>,
}

/// `GET /briefing/{briefing}`
pub(super) async fn show(
    page: Page,
    staff: Staff,
    path: Path<String>,
    wanted: Query<Wanted>,
    police: Data<Police>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::Briefing.let_in(staff)?;
    let shown = read_briefing::on_screen(&police.casework, id_of(&path)?, wanted.card, &staff, page.now).await?;
    let title = page.words.with("briefing-card-of", &[("n", shown.n), ("count", shown.count)]);
    page::html(&ScreenPage {
        id: shown.briefing.id.to_string(),
        reader: staff.name,
        ends_at: shown.briefing.shift.ends_at(),
        n: shown.n,
        count: shown.count,
        card: shown.card.map(|card| CardView::of(&page, &card)),
        page: page.titled(&title).wide(),
    })
}
