//! A case in the reader's language.

use ::web::Page;
use jiff::Timestamp;
use wire::{Category, HandoverId, SubjectRole, Value, value::CorrectionHow};

use super::{
    consents::Ending,
    handling::Handling,
    words::{category_words, field_label, state_words},
};
use crate::{
    CaseHandover, Clearance, ClearanceState, DraftState, HandoverDraft, HandoverStateCode, OpenedCase, OpenedField, Request, RequestState,
    StaleDetail, Way,
    web::values::{ShownLine, number_shut, value_lines},
};

/// A case as the template draws it.
pub(super) struct CaseView {
    /// What this agency has sent, newest first.
    pub sent: Vec<HandoverView>,
    /// What has come.
    pub received: Vec<HandoverView>,
    /// Questions from the other side.
    pub requests: Vec<RequestView>,
    /// Our own questions.
    pub asked: Vec<RequestView>,
    /// What is being put together: where it is, what it is for, to whom, when.
    pub drafts: Vec<DraftLine>,
    /// What the lead of the investigation was asked.
    pub clearances: Vec<(String, String, Timestamp)>,
    /// Consents that end soon.
    pub ending: Vec<Ending>,
    /// Numbers that never came, on any channel: something is missing.
    pub gaps: u64,
}

/// One handover.
pub(super) struct HandoverView {
    pub id: String,
    pub title: String,
    pub unit: String,
    pub at: Timestamp,
    pub state: String,
    pub rows: Vec<FieldView>,
    /// Nobody sees its values any more.
    pub shut: bool,
    /// Not yet fetched: it can be taken back.
    pub may_recall: bool,
    /// The recipient named another unit.
    pub redirected: bool,
    /// Sent fields may be corrected.
    pub may_correct: bool,
    /// The rule book changed under way and nothing of it left: another review is the way on.
    pub review_again: bool,
    /// That it is a duty: nobody waits for it.
    pub is_duty: bool,
}

/// One field of a handover.
pub(super) struct FieldView {
    pub n: u32,
    pub label: String,
    pub lines: Vec<ShownLine>,
    /// It was taken back or replaced later: how, in words. The old value stays and is struck.
    pub corrected: Option<String>,
    /// Whether it may be corrected: a correction itself may not.
    pub may_correct: bool,
}

/// One question.
pub(super) struct RequestView {
    pub id: String,
    pub unit: String,
    pub categories: String,
    pub purpose: String,
    pub asked_at: Timestamp,
    pub due_at: Timestamp,
    pub overdue: bool,
    pub state: String,
    pub open: bool,
    /// It asks the police to tell of new violence, for somebody's protection.
    pub keep_an_eye: bool,
}

/// One draft.
pub(super) struct DraftLine {
    pub id: String,
    pub purpose: String,
    pub unit: String,
    pub at: Timestamp,
}

impl CaseView {
    /// `gate`: whether the person who uses violence may be contacted, and so rung.
    pub(super) fn of(page: &Page, handling: &Handling, opened: &OpenedCase, ending: Vec<Ending>, (gaps, gate): (u64, bool)) -> Self {
        let handovers = |all: &[CaseHandover]| all.iter().map(|one| HandoverView::of(page, handling, one, gate)).collect();
        let requests = |all: &[Request], ours| all.iter().map(|one| RequestView::of(page, handling, one, ours)).collect();
        let open = opened.drafts.iter().filter(|draft| draft.state == DraftState::Open);
        Self {
            sent: handovers(&opened.sent),
            received: handovers(&opened.received),
            requests: requests(&opened.requests, false),
            asked: requests(&opened.asked, true),
            drafts: open.map(|draft| DraftLine::of(page, handling, draft)).collect(),
            clearances: opened.clearances.iter().filter(|one| one.state != ClearanceState::Spent).map(|one| clearance(page, one)).collect(),
            ending,
            gaps,
        }
    }
}

fn clearance(page: &Page, clearance: &Clearance) -> (String, String, Timestamp) {
    let state = page.text(&format!("clearance-state-{}", clearance.state));
    (category_words(page, &clearance.categories), state, clearance.answered_at.unwrap_or(clearance.asked_at))
}

impl DraftLine {
    fn of(page: &Page, handling: &Handling, draft: &HandoverDraft) -> Self {
        Self {
            id: draft.id.to_string(),
            purpose: page.text(&format!("purpose-{}", draft.purpose)),
            unit: handling.unit_name(&draft.to.unit),
            at: draft.changed_at,
        }
    }
}

impl HandoverView {
    fn of(page: &Page, handling: &Handling, shown: &CaseHandover, gate: bool) -> Self {
        let handover = &shown.handover;
        let sent = handover.way == Way::Sent;
        let other = if sent { &handover.to } else { &handover.from };
        // What a broker refused never crossed; there is nothing to correct.
        let crossed = !matches!(handover.state, HandoverStateCode::Refused | HandoverStateCode::Stale | HandoverStateCode::Undelivered);
        Self {
            id: handover.id.to_string(),
            title: page.text(&format!("purpose-{}", handover.purpose)),
            unit: handling.unit_name(&other.unit),
            at: handover.made_at,
            state: state_words(page, handling, handover),
            rows: shown.fields.iter().map(|field| FieldView::of(page, shown, field, gate)).collect(),
            shut: shown.shut,
            may_recall: sent
                && handover.basis != crate::Basis::Duty
                && matches!(handover.state, HandoverStateCode::Offered | HandoverStateCode::Released),
            redirected: sent && handover.state == HandoverStateCode::Redirected,
            may_correct: sent && crossed,
            review_again: handover.state == HandoverStateCode::Stale && handover.detail.as_deref() != Some(StaleDetail::SentAnew.code()),
            is_duty: handover.basis == crate::Basis::Duty,
        }
    }
}

impl FieldView {
    fn of(page: &Page, shown: &CaseHandover, field: &OpenedField, gate: bool) -> Self {
        let is_shut = !gate
            && field.category == Category::SafeContact
            && field.subject.is_some_and(|subject| subject.role == SubjectRole::PersonUsingViolence);
        let correction = shown.corrections.iter().filter(|correction| correction.n == field.n).max_by_key(|correction| correction.at);
        let corrected = correction.map(|correction| {
            let key = match correction.how {
                CorrectionHow::Withdrawn => "sharing-field-withdrawn",
                CorrectionHow::Replaced => "sharing-field-replaced",
            };
            page.words.with(key, &[("day", page.day(&correction.at)), ("time", page.time(&correction.at))])
        });
        Self {
            n: field.n,
            label: field_label(page, field.category, field.subject),
            lines: if is_shut { number_shut(page) } else { value_lines(page, &field.value) },
            may_correct: !matches!(field.value, Value::Correction(_) | Value::Request(_)),
            corrected,
        }
    }
}

impl RequestView {
    fn of(page: &Page, handling: &Handling, request: &Request, ours: bool) -> Self {
        let state = if ours { "sharing-asked" } else { "sharing-request" };
        Self {
            id: HandoverId::to_string(&request.handover),
            unit: if ours { String::new() } else { handling.unit_name(&request.from.unit) },
            categories: category_words(page, &request.categories),
            purpose: page.text(&format!("purpose-{}", request.purpose)),
            asked_at: request.asked_at,
            due_at: request.due_at,
            overdue: request.state == RequestState::Open && request.due_at < page.now,
            state: page.text(&format!("{state}-{}", request.state)),
            open: request.state == RequestState::Open,
            keep_an_eye: !ours && request.is_to_keep_an_eye(),
        }
    }
}
