//! What several pages show.

use casework::{Basis, Handover, HandoverStateCode as State, RecallState, StaleDetail};
use web::Page;
use wire::{Category, HandoverId, Refusal};

use crate::domain::standing::{has_failed, is_unfetched, was_fetched};

/// A handover as the receipt card shows it.
pub struct HandoverView {
    /// “Orosanmälan”, “Med samtycke”.
    pub title: String,
    /// What it carries.
    pub categories: String,
    /// Where it stands now.
    pub now: String,
    /// Whether somebody must act: it failed, or it could not be delivered.
    pub trouble: bool,
    /// Whether a new review is what helps.
    pub stale: bool,
    /// A duty that the rule book held up on its way, and that has not gone again: it does not wait.
    pub held_duty: bool,
    /// Id, for the doors on what was handed over.
    pub id: String,
    /// What became of asking it back; empty when nobody did.
    pub recall: String,
    /// Nobody has fetched it: it can be taken back.
    pub may_recall: bool,
    /// Somebody there has it: what is wrong in it can be put right.
    pub may_correct: bool,
    /// The receiver named another unit.
    pub redirected: bool,
    /// Whether a person there has it.
    pub owned: bool,
    /// Every state and when.
    pub steps: Vec<StepView>,
    /// The broker's reasons.
    pub reasons: Vec<String>,
}

/// One state and when it was reached.
pub struct StepView {
    /// When.
    pub at: jiff::Timestamp,
    /// What, in words.
    pub words: String,
}

impl HandoverView {
    /// A handover in the language of a page.
    pub fn of(
        page: &Page,
        handover: &Handover,
        refusals: &[Refusal],
        unfetched: &[HandoverId],
        reason: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let waits = is_unfetched(handover, unfetched);
        let went_again = handover.detail.as_deref() == Some(StaleDetail::SentAnew.code());
        let stale = handover.state == State::Stale && !went_again;
        let steps =
            handover.steps.iter().map(|step| StepView { at: step.at, words: state_words(page, step.state, step.detail.as_deref()) });
        // A newer broker may know reasons that we don't: nobody reads a code at night.
        let words = |refusal: &Refusal| reason(&refusal.reason).unwrap_or_else(|| page.text("refusal-unknown"));
        let mut reasons: Vec<String> = refusals.iter().map(words).collect();
        reasons.dedup();
        Self {
            title: page.text(title_key(handover.basis)),
            categories: category_words(page, &handover.categories),
            now: if waits { page.text("handover-unfetched") } else { state_words(page, handover.state, handover.detail.as_deref()) },
            trouble: has_failed(handover.state) && (stale || handover.state != State::Stale) || waits,
            stale,
            held_duty: stale && handover.basis == Basis::Duty,
            id: handover.id.to_string(),
            recall: String::new(),
            may_recall: handover.basis != Basis::Duty && matches!(handover.state, State::Offered | State::Released),
            may_correct: was_fetched(handover) && !has_failed(handover.state),
            redirected: handover.state == State::Redirected,
            owned: matches!(handover.state, State::Acknowledged | State::TakenOver),
            steps: steps.collect(),
            reasons,
        }
    }
}

impl HandoverView {
    /// With what became of asking it back. What was asked back once is not asked again.
    pub fn with_recall(self, page: &Page, recall: Option<RecallState>) -> Self {
        match recall {
            None => self,
            Some(state) => Self { recall: page.text(&format!("recall-{state}")), may_recall: false, ..self },
        }
    }
}

fn title_key(basis: Basis) -> &'static str {
    match basis {
        Basis::Duty => "receipt-duty",
        Basis::Consent => "receipt-consent",
        Basis::Permission => "receipt-permission",
        Basis::StateOnly => "receipt-state",
    }
}

/// The categories, in words.
pub fn category_words(page: &Page, categories: &[Category]) -> String {
    let words: Vec<String> = categories.iter().map(|category| page.text(&format!("category-{category}")).to_lowercase()).collect();
    words.join(", ")
}

/// A state with what belongs to it: who acknowledged, why it was declined.
fn state_words(page: &Page, state: State, detail: Option<&str>) -> String {
    let words = page.text(&format!("handover-{state}"));
    let list = match state {
        State::Acknowledged => "role",
        State::Declined => "decline",
        State::Stale => "handover-stale",
        _ => return words,
    };
    let key = detail.map(|detail| format!("{list}-{detail}")).filter(|key| page.words.has(key));
    match key {
        // The words say the whole of it.
        Some(key) if state == State::Stale => page.text(&key),
        Some(key) => format!("{words}: {}", page.text(&key)),
        None => words,
    }
}
