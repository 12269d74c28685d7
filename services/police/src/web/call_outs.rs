//! Tonight's list, a new call-out, and the tap on “ring”.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use serde::Deserialize;
use web::{Form, Page, Problem, Site, page, redirect};

use super::{code_of, now};
use crate::{
    access::Door,
    app::Police,
    domain::{call_out::CallOutState, standing::Standing},
    flow::{
        open_call_out,
        show_call_outs::{self, Listed},
    },
};

#[derive(Template)]
#[template(path = "call_outs/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<RowView>,
}

struct RowView {
    spoken: String,
    href: String,
    state: String,
    started_at: Timestamp,
    since: Option<Timestamp>,
    /// Somebody must ring.
    trouble: bool,
}

/// `GET /call-outs`
pub async fn list(page: Page, staff: Staff, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::ListCallOuts.let_in(staff)?;
    let rows = show_call_outs::tonight(&police.casework, &staff, now(&site)).await?;
    let title = page.text("list-title");
    let rows = rows.iter().map(|row| row_view(&page, row)).collect();
    page::html(&ListPage { rows, page: page.titled(&title) })
}

fn row_view(page: &Page, listed: &Listed) -> RowView {
    let row = &listed.row;
    let href = match row.state {
        CallOutState::Open => format!("/call-outs/{}/situation", row.code),
        CallOutState::Sent | CallOutState::Closed => format!("/call-outs/{}", row.code),
    };
    RowView {
        spoken: row.code.pairing().spoken(),
        href,
        state: page.text(&format!("standing-{}", listed.standing)),
        started_at: row.started_at,
        since: listed.since,
        trouble: listed.standing == Standing::Ring,
    }
}

/// A form that carries nothing but its token.
#[derive(Deserialize)]
pub struct Nothing {}

/// `POST /call-outs`
pub async fn open(staff: Staff, police: Data<Police>, site: Data<Site>, _form: Form<Nothing>) -> Result<HttpResponse, Problem> {
    let staff = Door::OpenCallOut.let_in(staff)?;
    let code = open_call_out::open_call_out(&police.casework, &staff, now(&site)).await?;
    Ok(redirect::see_other(&format!("/call-outs/{code}/situation"), None))
}

/// `POST /call-outs/{code}/ring`: the module sends it when the number is tapped, a person when the call was made before.
pub async fn ring(
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    _form: Form<Nothing>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::NoteRing.let_in(staff)?;
    let code = code_of(&path)?;
    open_call_out::note_ring(&police.casework, code, &staff, now(&site)).await?;
    Ok(redirect::see_other(&format!("/call-outs/{code}/situation"), None))
}
