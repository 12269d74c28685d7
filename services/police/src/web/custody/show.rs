//! What holds of custody now.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Staff, web::value_lines};
use jiff::Timestamp;
use web::{Page, Problem, page};
use wire::{StaffRole, Value, value::ReleaseKind};

use super::super::{code_of, language_of, sharing::knows};
use crate::{
    access::Door,
    app::{PURPOSE, Police},
    domain::custody::{CustodyStep, NoticeOutcome, WrittenStep},
    flow::custody::{self, OpenedCustody},
};

#[derive(Template)]
#[template(path = "custody/show.html")]
struct ShowPage {
    page: Page,
    code: String,
    spoken: String,
    /// The status, and since when.
    status: Option<(String, Option<Timestamp>)>,
    expected: Option<Timestamp>,
    released: Option<Timestamp>,
    /// The exposed person is to be told, and was not.
    owes: bool,
    /// The reader decides over the release.
    decides: bool,
    outcomes: Vec<(&'static str, String)>,
    notices: Vec<(Timestamp, String)>,
    /// The offer of a talk, line by line, and when it was written.
    offer: Option<(Vec<String>, Timestamp)>,
    /// The purpose of a talk, read aloud in the room.
    purpose: Vec<String>,
    /// Something could go into a draft.
    has_something: bool,
    recipient: String,
    earlier: Vec<(Timestamp, String)>,
}

/// `GET /cases/{code}/custody`
pub(super) async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::Custody.let_in(staff)?;
    let code = code_of(&path)?;
    let opened = custody::open(&police.casework, code, knows, &staff, page.now).await?;
    let role = |role: StaffRole| page.text(&format!("role-{role}")).to_lowercase();
    let notice = |outcome: NoticeOutcome| page.text(&format!("custody-notice-{outcome}"));
    page::html(&ShowPage {
        status: opened.standing.status.map(|(status, since)| (page.text(&format!("custody-{status}")), since)),
        expected: opened.standing.expected,
        released: opened.standing.released,
        owes: opened.owes_notice(),
        decides: staff.role == StaffRole::InvestigationLead,
        outcomes: NoticeOutcome::ALL.iter().map(|outcome| (outcome.code(), notice(*outcome))).collect(),
        notices: opened.notices.iter().map(|one| (one.written_at, format!("{}, {}", notice(one.outcome), role(one.role)))).collect(),
        offer: offer_lines(&page, &opened),
        purpose: purpose(&police, &page),
        has_something: !opened.values().is_empty(),
        recipient: police.casework.recipient().name,
        earlier: opened.steps.iter().map(|one| (one.written_at, format!("{}, {}", step_words(&page, one), role(one.role)))).collect(),
        code: code.to_string(),
        spoken: code.pairing().spoken(),
        page: super::super::page_of(page, &code),
    })
}

/// The offer as it was put, also one that goes nowhere.
fn offer_lines(page: &Page, opened: &OpenedCustody) -> Option<(Vec<String>, Timestamp)> {
    let (offer, at) = opened.offer?;
    let lines = value_lines(page, &Value::CustodyTalkOffer(offer.as_value()));
    Some((lines.into_iter().map(|line| line.text).collect(), at))
}

fn purpose(police: &Police, page: &Page) -> Vec<String> {
    let text = police.library.text(PURPOSE);
    text.map(|text| text.paragraphs(language_of(page)).to_vec()).unwrap_or_default()
}

fn step_words(page: &Page, written: &WrittenStep) -> String {
    let moment = |at: Timestamp| format!("{} {}", page.day(&at), page.time(&at));
    match written.step {
        CustodyStep::Status(status, since) => {
            let words = page.text(&format!("custody-{status}"));
            since.map_or_else(|| words.clone(), |since| format!("{words} {} {}", page.text("custody-since"), moment(since)))
        }
        CustodyStep::Release(kind, at, _) => {
            let key = if kind == ReleaseKind::Actual { "custody-released" } else { "custody-expected" };
            format!("{} {}", page.text(key), moment(at))
        }
    }
}
