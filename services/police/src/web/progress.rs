//! The receipt card: did they get it?

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Basis, Staff};
use jiff::Timestamp;
use web::{Page, Problem, Site, page, sse};

use super::{code_of, page_of, views::HandoverView};
use crate::{
    access::Door,
    app::Police,
    domain::call_out::CallOutState,
    flow::show_call_outs::{self, Progress},
    reception::stream_of,
};

#[derive(Template)]
#[template(path = "call_outs/progress.html")]
struct ProgressPage {
    page: Page,
    code: String,
    spoken: String,
    latest: i64,
    recipient: String,
    handovers: Vec<HandoverView>,
    replies: Vec<(Timestamp, String)>,
    closed: bool,
    nothing_sent: bool,
    rang_at: Option<Timestamp>,
    consent_given: bool,
    trouble: bool,
    reachable: bool,
    /// The consent was taken back after something went by it, and the broker may not know.
    withdrawal_untold: bool,
}

/// `GET /call-outs/{code}`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>) -> Result<HttpResponse, Problem> {
    let staff = Door::FollowCallOut.let_in(staff)?;
    let code = code_of(&path)?;
    let progress = show_call_outs::progress(&police.casework, code, &staff).await?;
    page::html(&page_for(page, &police, &progress))
}

fn page_for(page: Page, police: &Police, progress: &Progress) -> ProgressPage {
    let row = &progress.loaded.row;
    let edition = police.casework.edition();
    let language = super::language_of(&page);
    let reason = |code: &str| code.parse().ok().map(|reason: rulebook::Reason| edition.reason_words(reason, language).to_owned());
    let handovers: Vec<HandoverView> = progress
        .sent
        .iter()
        .map(|(handover, refusals)| HandoverView::of(&page, handover, refusals, &progress.loaded.content.unfetched, reason))
        .collect();
    let reachable = police.casework.link().broker_reachable;
    let words = |reply: &crate::db::replies::Reply| (reply.at, page.text(&format!("case-state-{}", reply.word)));
    ProgressPage {
        code: row.code.to_string(),
        spoken: row.code.pairing().spoken(),
        latest: progress.latest,
        recipient: police.casework.recipient().name,
        replies: progress.replies.iter().map(words).collect(),
        closed: row.state == CallOutState::Closed,
        nothing_sent: handovers.is_empty(),
        rang_at: row.rang_at,
        consent_given: progress.loaded.content.asking.is_yes(),
        trouble: handovers.iter().any(|handover| handover.trouble),
        reachable,
        withdrawal_untold: !reachable
            && progress.consent_ended
            && progress.sent.iter().any(|(handover, _)| handover.basis == Basis::Consent),
        handovers,
        page: page_of(page, &row.code),
    }
}

/// `GET /call-outs/stream`: codes and kinds of the unit's own call-outs, no person.
pub async fn stream(request: HttpRequest, staff: Staff, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::CallOutStream.let_in(staff)?;
    sse::stream(&request, &site, &stream_of(&staff.unit)).await
}
