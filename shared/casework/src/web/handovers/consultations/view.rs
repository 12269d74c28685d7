//! A meeting as the template shows it.

use ::web::{FieldErrors, Page, moment};
use wire::CaseCode;

use crate::{CaseConsultation, ConsultationDecision, ConsultationEnd, Participant, web::value_forms::Typed};

/// To choose from: value, words, whether it is chosen.
pub(super) type Choice = (String, String, bool);

/// A meeting.
pub(super) struct ConsultationView {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) at: jiff::Timestamp,
    pub(super) agenda: String,
    pub(super) participants: String,
    pub(super) written: String,
    /// What became of it; empty while it is to come.
    pub(super) ended: String,
    pub(super) is_open: bool,
    pub(super) is_held: bool,
    /// Its time is over and nobody has said what became of it.
    pub(super) is_late: bool,
    /// Paragraphs of the minutes.
    pub(super) minutes: Vec<String>,
    pub(super) decisions: Vec<DecisionView>,
    /// What is typed of the minutes and of a further decision, when this meeting's form comes back.
    pub(super) typed_minutes: String,
    pub(super) typed_words: String,
    pub(super) typed_due: String,
    pub(super) owners: Vec<Choice>,
    pub(super) errors: FieldErrors,
    /// After the ids of its fields: several meetings stand on one page, and the summary points at the one that came back.
    pub(super) suffix: String,
}

/// A decision.
pub(super) struct DecisionView {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) is_late: bool,
    pub(super) done: Option<jiff::Timestamp>,
}

impl ConsultationView {
    /// `back`: the form of this meeting that comes back, with what was typed and what is wrong with it.
    pub(super) fn of(page: &Page, one: &CaseConsultation, back: Option<(&Typed, &FieldErrors)>) -> Self {
        let list = |words: Vec<String>| words.join(", ");
        let planned = &one.planned;
        let (role, at) = &one.written;
        let typed = |name: &str| back.map(|(typed, _)| typed.one(name).to_owned()).unwrap_or_default();
        let owner = typed("owner");
        Self {
            id: one.id.to_string(),
            kind: page.text(&format!("consultation-{}", planned.kind)),
            at: planned.planned_at,
            agenda: list(planned.agenda.iter().map(|item| page.text(&format!("agenda-{item}"))).collect()),
            participants: list(planned.participants.iter().map(|part| page.text(&format!("participant-{part}"))).collect()),
            written: format!("{} {}, {}", page.day(at), page.time(at), page.text(&format!("role-{role}")).to_lowercase()),
            ended: one.ended.map(|(ended, _)| page.text(&format!("consultation-{ended}"))).unwrap_or_default(),
            is_open: one.ended.is_none(),
            is_held: one.ended.is_some_and(|(ended, _)| ended == ConsultationEnd::Held),
            is_late: one.ended.is_none() && planned.planned_at < page.now,
            minutes: one.minutes.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect(),
            decisions: one.decisions.iter().map(|decision| DecisionView::of(page, decision)).collect(),
            typed_minutes: typed("minutes"),
            typed_words: typed("words"),
            typed_due: typed("due_on"),
            owners: participants(page, |part| owner == part.code()),
            errors: back.map(|(_, errors)| errors.clone()).unwrap_or_default(),
            suffix: if back.is_some_and(|(_, errors)| errors.any()) { String::new() } else { format!("-{}", one.id) },
        }
    }
}

impl DecisionView {
    fn of(page: &Page, decision: &ConsultationDecision) -> Self {
        Self {
            id: decision.id.to_string(),
            words: decision.words.clone(),
            owner: page.text(&format!("participant-{}", decision.owner)),
            due: page.date(&decision.due_on),
            is_late: decision.is_late(moment::today(page.now)),
            done: decision.done_at,
        }
    }
}

/// Who may take part, and who may own a decision.
pub(super) fn participants(page: &Page, is_chosen: impl Fn(&Participant) -> bool) -> Vec<Choice> {
    let choice = |part: &Participant| (part.to_string(), page.text(&format!("participant-{part}")), is_chosen(part));
    Participant::ALL.iter().map(choice).collect()
}

/// Where a meeting stands on its page.
pub(super) fn line(code: &CaseCode, of: &str, id: store::Id) -> String {
    format!("{}#c-{id}", super::path_of(code, of))
}
