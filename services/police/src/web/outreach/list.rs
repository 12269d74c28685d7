//! What is followed up when, and who is out and not back.

use actix_web::{HttpResponse, web::Data};
use askama::Template;
use casework::{Staff, StillOut};
use jiff::Timestamp;
use web::{Page, Problem, page};

use super::view::{DueView, IntakeView, late, role};
use crate::{
    access::Door,
    app::Police,
    flow::follow_outreach::{self, Listed},
};

#[derive(Template)]
#[template(path = "outreach/list.html")]
struct ListPage {
    page: Page,
    open: Vec<RowView>,
    closed: Vec<ClosedView>,
    out: Vec<OutView>,
}

struct RowView {
    code: String,
    spoken: String,
    intake: IntakeView,
    due: Option<DueView>,
}

struct ClosedView {
    code: String,
    spoken: String,
    reason: String,
    at: Timestamp,
}

struct OutView {
    code: String,
    spoken: String,
    role: String,
    expected_at: Timestamp,
    /// How long, in words, once somebody must ask where they are.
    late: Option<String>,
}

impl RowView {
    fn of(page: &Page, listed: &Listed) -> Self {
        Self {
            code: listed.case.code.to_string(),
            spoken: listed.case.code.pairing().spoken(),
            intake: IntakeView::of(page, &listed.case),
            due: listed.next.map(|(step, at)| DueView::of(page, step, at)),
        }
    }
}

impl OutView {
    fn of(page: &Page, still: &StillOut) -> Self {
        Self {
            code: still.code.to_string(),
            spoken: still.code.pairing().spoken(),
            role: role(page, still.out.role),
            expected_at: still.out.expected_at,
            late: still.out.is_overdue(page.now).then(|| late(page, still.out.expected_at)),
        }
    }
}

/// `GET /outreach`
pub(super) async fn show(page: Page, staff: Staff, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::ListOutreach.let_in(staff)?;
    let list = follow_outreach::of_unit(&police.casework, &staff, page.now).await?;
    let closed = list.closed.iter().map(|(case, at, reason)| ClosedView {
        code: case.code.to_string(),
        spoken: case.code.pairing().spoken(),
        reason: page.text(&format!("outreach-close-{reason}")),
        at: *at,
    });
    let title = page.text("outreach-title");
    page::html(&ListPage {
        open: list.open.iter().map(|listed| RowView::of(&page, listed)).collect(),
        closed: closed.collect(),
        out: list.out.iter().map(|still| OutView::of(&page, still)).collect(),
        page: page.titled(&title),
    })
}
