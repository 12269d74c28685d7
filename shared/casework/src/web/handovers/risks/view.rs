//! An outcome in the reader's language. Overdue is a word and a number, never a colour alone.

use ::web::Page;
use jiff::civil::Date;
use rulebook::Moment;
use wire::Subject;

use super::super::consents::numbered;
pub(super) use crate::ReviewDue;
use crate::{CallAnswer, CaseRisk, RiskOutcome, RiskReview};

/// One outcome as the list draws it.
pub(super) struct RiskView {
    pub id: String,
    /// Instrument and version.
    pub instrument: String,
    /// Whom it concerns.
    pub who: String,
    /// What came out.
    pub level: String,
    /// What a classification is founded on; empty for an outcome of an instrument.
    pub reasons: String,
    /// Day and role of the assessment.
    pub assessed: String,
    /// Role and time of writing it down.
    pub recorded: String,
    /// How a later one took its place; empty while it stands.
    pub replaced: String,
    /// The review to come: day, and how far it is.
    pub next: Option<(String, String)>,
    /// Its day is past.
    pub late: bool,
    /// What came of the reviews that were.
    pub reviews: Vec<String>,
    /// What was said of the call to the support line.
    pub call: String,
}

impl RiskView {
    pub(super) fn of(page: &Page, known: &[Subject], risk: &CaseRisk) -> Self {
        let kept = &risk.kept;
        let stands = risk.replaced.is_none();
        let planned = risk.review_on().filter(|_| stands);
        let due = planned.map(|day| ReviewDue::of(day, today(page)));
        Self {
            id: kept.id.to_string(),
            instrument: instrument(page, &risk.outcome),
            who: numbered(page, known, kept.subject.id),
            level: page.text(&format!("risk-level-{}", risk.outcome.level())),
            reasons: reasons(page, &risk.outcome),
            assessed: format!("{}, {}", page.date(&kept.assessed_on), role(page, kept.assessor)),
            recorded: format!("{} {}, {}", page.day(&kept.recorded_at), page.time(&kept.recorded_at), role(page, kept.recorded_role)),
            replaced: risk.replaced.map(|how| page.text(&format!("risk-replaced-{how}"))).unwrap_or_default(),
            next: planned.zip(due).map(|(day, due)| (page.date(&day), due_words(page, due))),
            late: due.is_some_and(ReviewDue::is_late),
            reviews: risk.reviews.iter().filter_map(|review| review_words(page, review)).collect(),
            call: call_words(page, risk),
        }
    }
}

/// The day it is in Sweden.
pub(super) fn today(page: &Page) -> Date {
    Moment::in_sweden(page.now).date()
}

/// “Om 12 dagar”, “I dag”, “Försenad 3 dagar”.
pub(super) fn due_words(page: &Page, due: ReviewDue) -> String {
    match due {
        ReviewDue::In(days) => page.words.with("risk-review-in", &[("n", days)]),
        ReviewDue::Today => page.text("risk-review-today"),
        ReviewDue::Late(days) => page.words.with("risk-review-late", &[("n", days)]),
    }
}

pub(super) fn instrument(page: &Page, outcome: &RiskOutcome) -> String {
    let name = page.text(&format!("risk-instrument-{}", outcome.instrument()));
    match outcome.version() {
        Some(version) => page.words.with("risk-instrument-version", &[("instrument", name), ("version", version.to_string())]),
        None => name,
    }
}

fn role(page: &Page, role: wire::StaffRole) -> String {
    page.text(&format!("role-{role}")).to_lowercase()
}

fn reasons(page: &Page, outcome: &RiskOutcome) -> String {
    let Some(reasons) = outcome.reasons() else { return String::new() };
    if reasons.is_empty() {
        return page.text("risk-reason-none");
    }
    reasons.iter().map(|reason| page.text(&format!("sign-{reason}"))).collect::<Vec<_>>().join(", ")
}

fn review_words(page: &Page, review: &RiskReview) -> Option<String> {
    let (outcome, by, at) = review.ended?;
    let ended = format!("{} {}, {}", page.text(&format!("risk-review-{outcome}")), page.day(&at), role(page, by));
    Some(match review.planned_on {
        Some(day) => format!("{ended} ({})", page.words.with("risk-review-planned", &[("day", page.date(&day))])),
        None => ended,
    })
}

fn call_words(page: &Page, risk: &CaseRisk) -> String {
    let Some(answered) = risk.call.as_ref().and_then(|call| call.answered.as_ref()) else { return String::new() };
    let when = format!("{} {}, {}", page.day(&answered.at), page.time(&answered.at), role(page, answered.role));
    match (answered.answer, answered.reason) {
        (CallAnswer::CouldNotRing, Some(reason)) => {
            format!("{} {when}: {}", page.text("risk-call-could_not_ring"), page.text(&format!("risk-not-rung-{reason}")))
        }
        _ => format!("{} {when}", page.text("risk-call-rung")),
    }
}
