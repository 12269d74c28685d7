//! “Obesvarat”: what the unit sent and asked, and what nobody has owned or answered in time. Codes and units, no value.

use ::web::{Page, Problem, page};
use actix_web::{HttpResponse, web::Data};
use askama::Template;
use jiff::Timestamp;

use super::{
    handling::{Frame, Handling},
    problem::DoorProblem,
};
use crate::{RecipientUnit, Silence, Staff, UnansweredHandover};

#[derive(Template)]
#[template(path = "handovers/unanswered_list.html")]
struct ListPage {
    page: Page,
    frame: Frame,
    rows: Vec<RowView>,
}

struct RowView {
    code: String,
    spoken: String,
    /// The question, or what the handover is for.
    what: String,
    unit: String,
    /// Number to ring; empty for a unit that the directory does not know.
    phone: String,
    silence: String,
    /// How long it is late, in words.
    late: String,
    sent_at: Timestamp,
}

impl RowView {
    fn of(page: &Page, known: &[RecipientUnit], late: &UnansweredHandover) -> Self {
        let handover = &late.handover;
        let unit = known.iter().find(|unit| unit.address.unit == handover.to.unit);
        let what = if late.asks { page.text("unanswered-question") } else { page.text(&format!("purpose-{}", handover.purpose)) };
        Self {
            code: handover.case_code.to_string(),
            spoken: handover.case_code.pairing().spoken(),
            what,
            unit: unit.map_or_else(|| handover.to.unit.to_string(), |unit| unit.name.clone()),
            phone: unit.map(|unit| unit.phone.clone()).unwrap_or_default(),
            silence: page.text(match late.silence {
                Silence::Unacknowledged => "unanswered-nobody-owns",
                Silence::Unanswered => "unanswered-no-answer",
                Silence::NeverCame => "unanswered-never-came",
            }),
            late: how_long(page, late.since),
            sent_at: handover.made_at,
        }
    }
}

/// Minutes, hours or days: the largest of them that says something.
fn how_long(page: &Page, since: Timestamp) -> String {
    let minutes = page.now.duration_since(since).as_mins();
    let (key, n) = match minutes {
        ..60 => ("unanswered-minutes", minutes),
        60..2_880 => ("unanswered-hours", minutes / 60),
        _ => ("unanswered-days", minutes / 1_440),
    };
    page.words.with(key, &[("n", n)])
}

/// `GET /unanswered`
pub(super) async fn show(page: Page, staff: Staff, handling: Data<Handling>) -> Result<HttpResponse, Problem> {
    let staff = handling.let_in(staff)?;
    let (own, now) = ((**handling).clone(), page.now);
    let read = move |conn: &mut store::Conn| own.casework.unanswered(conn, &staff, &own.knows, now).map_err(DoorProblem::from);
    let late = handling.casework.db().try_read(read).await?;
    let known = handling.casework.recipients();
    let rows = late.iter().map(|late| RowView::of(&page, &known, late)).collect();
    let title = page.text("unanswered-title");
    page::html(&ListPage { frame: Frame::without_case(&handling), rows, page: page.titled(&title) })
}
