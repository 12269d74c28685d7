//! The receipt card: did they get it?

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use casework::{Basis, Handover, HandoverStateCode as State, Staff};
use jiff::Timestamp;
use web::{Page, Problem, Site, page, redirect, sse};

use super::{code_of, now, page_of, told::ToldView, views::HandoverView};
use crate::{
    access::Door,
    app::Police,
    db::duty_decisions::DutyDecision,
    domain::{
        call_out::CallOutState,
        standing::is_sent_anew,
        waiting::{Waiting, waiting},
    },
    flow::{
        FlowError, follow_outreach,
        show_call_outs::{self, Progress},
    },
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
    rings: Vec<Timestamp>,
    /// When a duty was left out or taken in again, what and why.
    decisions: Vec<(Timestamp, String)>,
    told: Vec<ToldView>,
    /// The reader works on it: what changes something is shown.
    joined: bool,
    on_call: bool,
    waiting: Option<Waiting>,
    /// Somebody must ring now: nobody owns it in time, or it failed.
    must_ring: bool,
    /// The rules changed before the broker took it: another review is the way on.
    stale: bool,
    consent_given: bool,
    trouble: bool,
    reachable: bool,
    /// The consent was taken back after something went by it, and the broker may not know.
    withdrawal_untold: bool,
}

/// `GET /call-outs/{code}`
pub async fn show(page: Page, staff: Staff, path: Path<String>, police: Data<Police>, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::FollowCallOut.let_in(staff)?;
    let code = code_of(&path)?;
    let progress = match show_call_outs::progress(&police.casework, code, &staff).await {
        // The shared pages of a case lead back here; a case without a call-out is the outreach's.
        Err(FlowError::NotFound) if Door::FollowOutreach.roles().contains(&staff.role) => {
            follow_outreach::known(&police.casework, code, &staff).await?;
            return Ok(redirect::see_other(&format!("/outreach/{code}"), None));
        }
        other => other?,
    };
    page::html(&page_for(page, &police, &staff, &progress, now(&site)))
}

fn page_for(page: Page, police: &Police, staff: &Staff, progress: &Progress, now: Timestamp) -> ProgressPage {
    let row = &progress.loaded.row;
    let edition = police.casework.edition();
    let language = super::language_of(&page);
    let reason = |code: &str| code.parse().ok().map(|reason: rulebook::Reason| edition.reason_words(reason, language).to_owned());
    let handovers: Vec<HandoverView> = progress
        .sent
        .iter()
        .map(|(handover, refusals)| {
            let recall = progress.recalls.iter().find(|(id, _)| *id == handover.id).map(|(_, state)| *state);
            HandoverView::of(&page, handover, refusals, &progress.loaded.content.unfetched, reason).with_recall(&page, recall)
        })
        .collect();
    let reachable = police.casework.link().broker_reachable;
    let sent: Vec<Handover> = progress.sent.iter().map(|(handover, _)| handover.clone()).collect();
    let waiting = waiting(&sent, police.patience, now);
    let open = |handover: &&HandoverView| !is_settled(&handover.id, &sent);
    let stale = handovers.iter().filter(open).any(|handover| handover.stale);
    let broken = handovers.iter().any(|handover| handover.trouble && !handover.stale);
    let held_duty = handovers.iter().filter(open).any(|handover| handover.held_duty);
    let not_sent = !reachable && sent.iter().any(|handover| handover.state == State::Offered);
    let words = |reply: &crate::db::replies::Reply| (reply.at, page.text(&format!("case-state-{}", reply.word)));
    ProgressPage {
        code: row.code.to_string(),
        spoken: row.code.pairing().spoken(),
        latest: progress.latest,
        recipient: police.casework.recipient().name,
        replies: progress.replies.iter().map(words).collect(),
        closed: row.state == CallOutState::Closed,
        nothing_sent: handovers.is_empty(),
        rings: progress.rings.clone(),
        decisions: progress.decisions.iter().flat_map(|decision| decision_lines(&page, decision)).collect(),
        told: progress.told.iter().map(|record| ToldView::of(&page, record)).collect(),
        joined: progress.joined,
        on_call: Door::Review.roles().contains(&staff.role),
        must_ring: broken || held_duty || not_sent || waiting.is_some_and(|waiting| waiting.overdue),
        waiting,
        stale,
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

/// Whether what failed was made anew.
fn is_settled(id: &str, sent: &[Handover]) -> bool {
    sent.iter().any(|handover| handover.id.to_string() == id && is_sent_anew(handover, sent))
}

/// A decision, and that it was taken back.
fn decision_lines(page: &Page, decision: &DutyDecision) -> Vec<(Timestamp, String)> {
    let what = page.text(&format!("category-{}", decision.left_out.category));
    let reason = page.text(&format!("duty-reason-{}", decision.left_out.reason));
    let role = page.text(&format!("role-{}", decision.judged.role));
    let taken_back = decision.taken_back_at.map(|at| (at, format!("{what}: {}", page.text("duty-taken-back"))));
    [(decision.judged.at, format!("{what}: {reason} ({role})"))].into_iter().chain(taken_back).collect()
}

/// `GET /call-outs/stream`: codes and kinds of the unit's own call-outs, no person.
pub async fn stream(request: HttpRequest, staff: Staff, site: Data<Site>) -> Result<HttpResponse, Problem> {
    let staff = Door::CallOutStream.let_in(staff)?;
    sse::stream(&request, &site, &stream_of(&staff.unit)).await
}
