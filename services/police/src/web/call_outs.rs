//! Tonight's list, a new call-out, and the tap on “ring”.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use casework::Staff;
use jiff::Timestamp;
use serde::Deserialize;
use web::{FieldErrors, Form, Page, Problem, Site, page, redirect};
use wire::{CaseCode, StaffRole};

use super::{code_of, forms::read_event_number, now, sharing::knows};
use crate::{
    access::Door,
    app::Police,
    domain::{call_out::CallOutState, standing::Standing},
    flow::{
        custody, incoming,
        open_call_out::{self, NewCallOut},
        show_call_outs::{self, Listed},
        tell_by_phone, told_hints,
    },
};

#[derive(Template)]
#[template(path = "call_outs/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<RowView>,
    /// The code the next call-out will have, for those who open them: it may be said before anything is recorded.
    next: Option<CaseCode>,
    errors: FieldErrors,
    event_number: String,
    /// What was said aloud and waits for the reader's review: how many.
    reviews: Option<usize>,
    /// How much came and waits for a person.
    received: usize,
    /// Some of it too long.
    received_late: bool,
    /// The reader decides what waits for the lead of an investigation.
    leads: bool,
    /// How many times a person told of a crime and no investigator has taken it; nothing for who does not investigate.
    hints: Option<usize>,
    /// How many releases an exposed person is to be told of; nothing for who does not decide over them.
    releases: Option<usize>,
    /// The reader may be told the code of a card.
    by_code: bool,
    /// The reader works in the outreach.
    outreach: bool,
    /// The reader is told of whom at the beginning of the shift.
    briefed: bool,
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
    page::html(&list_page(page, &staff, &police, &site, FieldErrors::none(), String::new()).await?)
}

async fn list_page(
    page: Page,
    staff: &Staff,
    police: &Police,
    site: &Site,
    errors: FieldErrors,
    event_number: String,
) -> Result<ListPage, Problem> {
    let rows = show_call_outs::tonight(&police.casework, staff, police.patience, now(site)).await?;
    let next = match Door::OpenCallOut.roles().contains(&staff.role) {
        true => Some(open_call_out::next_code(&police.casework, staff, now(site)).await?),
        false => None,
    };
    let reviews = match Door::ListTold.roles().contains(&staff.role) {
        true => Some(tell_by_phone::of_unit(&police.casework, staff, now(site)).await?),
        false => None,
    };
    let reviews = reviews.map(|records| records.iter().filter(|record| record.review.is_none()).count());
    let (came, _) = incoming::of_unit(&police.casework, staff, police.patience, now(site)).await?;
    let (received, received_late) = (came.len(), came.iter().any(|row| row.late));
    let title = page.text("list-title");
    let rows = rows.iter().map(|row| row_view(&page, row)).collect();
    let leads = staff.role == StaffRole::InvestigationLead;
    let hints = match Door::ToldHints.roles().contains(&staff.role) {
        true => Some(told_hints::waiting(&police.casework).await?),
        false => None,
    };
    let releases = match Door::ReleaseNotices.roles().contains(&staff.role) {
        true => Some(custody::owed(&police.casework, knows, staff, now(site)).await?.len()),
        false => None,
    };
    let by_code = Door::WithdrawByCode.roles().contains(&staff.role);
    let outreach = Door::ListOutreach.roles().contains(&staff.role);
    let briefed = Door::Briefings.roles().contains(&staff.role);
    Ok(ListPage {
        rows,
        next,
        errors,
        event_number,
        reviews,
        received,
        received_late,
        leads,
        hints,
        releases,
        by_code,
        outreach,
        briefed,
        page: page.titled(&title),
    })
}

fn row_view(page: &Page, listed: &Listed) -> RowView {
    let row = &listed.row;
    let href = match row.state {
        CallOutState::Open if !listed.joined => format!("/call-outs/{}/join", row.code),
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

/// What a new call-out begins with.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    /// The code that was on the page.
    code: String,
    /// Number of the event. A deep link hands it over in the part of the address that never leaves the device.
    event_number: String,
}

impl OpenForm {
    fn read(&self) -> Result<NewCallOut, FieldErrors> {
        let mut errors = FieldErrors::none();
        let event_number = read_event_number(&mut errors, &self.event_number);
        if errors.any() { Err(errors) } else { Ok(NewCallOut { shown: self.code.parse().ok(), event_number }) }
    }
}

/// `POST /call-outs`
pub async fn open(page: Page, staff: Staff, police: Data<Police>, site: Data<Site>, form: Form<OpenForm>) -> Result<HttpResponse, Problem> {
    let staff = Door::OpenCallOut.let_in(staff)?;
    let new = match form.read() {
        Ok(new) => new,
        Err(errors) => {
            let typed = form.event_number.clone();
            let list = list_page(page, &staff, &police, &site, errors, typed).await?;
            return page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &list);
        }
    };
    let code = open_call_out::open_call_out(&police.casework, new, &staff, now(&site)).await?;
    Ok(redirect::see_other(&format!("/call-outs/{code}/situation"), None))
}

/// Which page the number was tapped on.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RingForm {
    on: String,
}

/// `POST /call-outs/{code}/ring`: the module sends it when the number is tapped, a person when the call was made before.
/// Each tap is kept.
pub async fn ring(
    staff: Staff,
    path: Path<String>,
    police: Data<Police>,
    site: Data<Site>,
    form: Form<RingForm>,
) -> Result<HttpResponse, Problem> {
    let staff = Door::NoteRing.let_in(staff)?;
    let code = code_of(&path)?;
    open_call_out::note_ring(&police.casework, code, &staff, now(&site)).await?;
    let next = if form.on == "receipt" { "" } else { "/situation" };
    Ok(redirect::see_other(&format!("/call-outs/{code}{next}"), None))
}
