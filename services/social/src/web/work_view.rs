//! What the desk writes down of a case while it has it: ring log, promises, notes, and the steps of a report of concern.

use casework::Staff;
use jiff::Timestamp;
use web::Page;
use wire::value::InquiryOutcome;

use super::clock_view::{ClockView, clocks};
use crate::{
    config::DeskConfig,
    domain::{AttemptOutcome, DutyItem, DutyState},
    flow::{ItemShown, OpenedCase, may_reassign},
};

/// The work of a case as the template draws it.
pub(crate) struct WorkView {
    /// A handover by which it is written.
    pub(crate) handover: String,
    /// Promises, and what the law calls for.
    pub(crate) clocks: Vec<ClockView>,
    /// The ring log: words and time.
    pub(crate) attempts: Vec<(String, Timestamp)>,
    /// Districts that may take over: code, name, and whether it is the one that has it.
    pub(crate) districts: Vec<(String, String, bool)>,
    /// The reader may give it to a colleague.
    pub(crate) may_assign: bool,
    /// It is not said yet that nothing more is to do tonight.
    pub(crate) may_finish: bool,
}

/// Notes of a case as the template draws them.
pub(crate) struct NotesView {
    /// Where the reader's own is written.
    pub(crate) place: String,
    /// The reader's own.
    pub(crate) own: String,
    /// Colleagues' notes: who and when, and the text.
    pub(crate) others: Vec<(String, String)>,
}

/// The steps of a report of concern as the template draws them.
pub(crate) struct StepsView {
    /// Immediate protection assessment: when, and the role of who made it.
    pub(crate) protection: Option<String>,
    /// When the decision was made.
    pub(crate) decided: Option<String>,
    /// Choices while there is none.
    pub(crate) decisions: Vec<(&'static str, String)>,
    /// Who reported has asked for a word back.
    pub(crate) feedback_asked: bool,
    /// When it was given.
    pub(crate) feedback: Option<Timestamp>,
    /// A word back can be documented: there is a decision.
    pub(crate) feedback_due: bool,
}

/// The work of a case; none before somebody has it.
pub(crate) fn work(page: &Page, staff: &Staff, rules: &DeskConfig, opened: &OpenedCase) -> Option<WorkView> {
    let shown = opened.items.iter().map(|item| &item.shown).find(|shown| shown.item.is_for_the_morning())?;
    let item: &DutyItem = &shown.item;
    let own = |code: &str| item.state == DutyState::HandedToDistrict && item.district.as_deref() == Some(code);
    let concern = opened.items.iter().map(|item| &item.shown).find(|shown| shown.item.is_concern() && shown.item.is_for_the_morning());
    Some(WorkView {
        handover: item.handover.to_string(),
        clocks: clocks(page, concern.unwrap_or(shown)),
        attempts: shown.attempts.iter().rev().map(|attempt| (attempt_words(page, attempt.outcome), attempt.at)).collect(),
        districts: rules.districts.iter().map(|one| (one.code.clone(), one.name.clone(), own(&one.code))).collect(),
        may_assign: may_reassign(item, staff),
        may_finish: item.is_in_hand() && item.state != DutyState::DoneTonight,
    })
}

fn attempt_words(page: &Page, outcome: AttemptOutcome) -> String {
    page.text(&format!("attempt-{}", outcome.code()))
}

/// The notes of a case; none before its record is here.
pub(crate) fn notes(page: &Page, opened: &OpenedCase) -> Option<NotesView> {
    let place = opened.items.iter().find_map(|item| item.shown.item.case)?.to_string();
    let own = opened.notes.iter().find(|note| note.own).map(|note| note.text.clone()).unwrap_or_default();
    let others = opened.notes.iter().filter(|note| !note.own && !note.text.is_empty());
    let others = others.map(|note| (format!("{}, {} {}", note.by, page.day(&note.at), page.time(&note.at)), note.text.clone())).collect();
    Some(NotesView { place, own, others })
}

/// The steps of a report of concern that somebody has.
pub(crate) fn steps(page: &Page, shown: &ItemShown) -> Option<StepsView> {
    let steps = shown.steps.as_ref().filter(|_| shown.item.is_open() && shown.item.owner.is_some())?;
    let when = |at: &Timestamp| format!("{} {}", page.day(at), page.time(at));
    Some(StepsView {
        protection: steps
            .protection
            .as_ref()
            .map(|(done, role)| format!("{}, {}", when(&done.at), page.text(&format!("role-{}", role.code())).to_lowercase())),
        decided: steps.decided.as_ref().map(|done| when(&done.at)),
        decisions: match steps.decided {
            None => InquiryOutcome::ALL.iter().map(|one| (one.code(), page.text(&format!("inquiry-{}", one.code())))).collect(),
            Some(_) => Vec::new(),
        },
        feedback_asked: steps.feedback_asked,
        feedback: steps.feedback.as_ref().map(|done| done.at),
        feedback_due: steps.feedback_asked && steps.decided.is_some() && steps.feedback.is_none(),
    })
}
