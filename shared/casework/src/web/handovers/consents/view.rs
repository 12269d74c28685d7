//! An answer in the reader's language.

use ::web::Page;
use jiff::{SignedDuration, Timestamp};
use wire::{AskedWhere, ConsentGrant, Subject};

use super::{super::words::category_words, person::numbered};
use crate::{CaseConsent, ConsentOutcome, ConsentQuestion, ConsentState, RecipientBoard};

/// So long before its end a consent is told of: time to meet once more.
const SOON: SignedDuration = SignedDuration::from_hours(7 * 24);

/// One answer as the list draws it.
pub(super) struct ConsentView {
    pub id: String,
    /// Who answered.
    pub who: String,
    /// Where it stands.
    pub state: String,
    /// To whom and what for, when that is known.
    pub question: Option<(String, String)>,
    /// What was said yes to; empty for a no.
    pub categories: String,
    /// How it was asked: form, language, version of the words.
    pub how: String,
    pub asked_at: Timestamp,
    pub may_end: bool,
    /// It can't be used, or not for long: ask again.
    pub ask_again: bool,
}

/// A consent that ends soon: who, and which day.
pub(in crate::web::handovers) struct Ending {
    pub who: String,
    pub day: String,
}

/// Those that end within a week, so that somebody asks in time.
pub(in crate::web::handovers) fn ending(page: &Page, all: &[CaseConsent], known: &[Subject]) -> Vec<Ending> {
    let grants = all.iter().filter(|consent| consent.is_open()).filter_map(|consent| consent.record.grant());
    let soon = grants.filter(|grant| ends_soon(grant, page.now));
    soon.map(|grant| Ending { who: numbered(page, known, grant.giver.id), day: page.day(&last_day(grant)) }).collect()
}

fn ends_soon(grant: &ConsentGrant, now: Timestamp) -> bool {
    now < grant.valid_until && grant.valid_until.duration_since(now) <= SOON
}

/// A moment of the last day: it ends before `valid_until`.
fn last_day(grant: &ConsentGrant) -> Timestamp {
    grant.valid_until - SignedDuration::from_micros(1)
}

impl ConsentView {
    pub(super) fn of(page: &Page, boards: &[RecipientBoard], known: &[Subject], consent: &CaseConsent) -> Self {
        let record = &consent.record;
        let grant = record.grant();
        Self {
            id: record.id.to_string(),
            who: numbered(page, known, record.giver.id),
            state: state(page, consent),
            question: record.question.as_ref().map(|question| question_words(page, boards, question)),
            categories: grant.map(|grant| category_words(page, grant.categories.codes())).unwrap_or_default(),
            how: grant.map(|grant| how(page, consent, grant)).unwrap_or_default(),
            asked_at: record.asked_at,
            may_end: consent.is_open(),
            ask_again: consent.is_open() && grant.is_some_and(|grant| !grant.is_effective(page.now) || ends_soon(grant, page.now)),
        }
    }
}

/// Name of a board and words of a purpose.
pub(super) fn question_words(page: &Page, boards: &[RecipientBoard], question: &ConsentQuestion) -> (String, String) {
    let board = boards.iter().find(|board| board.id == question.to);
    let board = board.map_or_else(|| question.to.to_string(), |board| board.name.clone());
    (board, page.text(&format!("purpose-{}", question.purpose)))
}

fn state(page: &Page, consent: &CaseConsent) -> String {
    let record = &consent.record;
    let grant = match &record.outcome {
        ConsentOutcome::Given(grant) => grant,
        ConsentOutcome::Refused => return page.text("consent-state-refused"),
        ConsentOutcome::CouldNotAsk(reason) => {
            return format!("{}: {}", page.text("consent-state-could_not_ask"), page.text(&format!("consent-reason-{reason}")));
        }
    };
    let day = |at: Timestamp| page.day(&at);
    match record.state {
        ConsentState::Superseded => page.text("consent-state-superseded"),
        ConsentState::Withdrawn => {
            let at = consent.withdrawn.as_ref().map_or(record.asked_at, |tombstone| tombstone.heard_at);
            page.words.with("consent-state-withdrawn", &[("day", day(at)), ("time", page.time(&at))])
        }
        _ if grant.valid_until <= page.now => page.words.with("consent-state-expired", &[("day", day(last_day(grant)))]),
        _ if grant.asked == AskedWhere::WithinEarshot => page.text("consent-state-preliminary"),
        _ => page.words.with("consent-state-given", &[("day", day(last_day(grant)))]),
    }
}

fn how(page: &Page, consent: &CaseConsent, grant: &ConsentGrant) -> String {
    let mut parts = vec![
        page.text(&format!("consent-form-{}", grant.form)),
        page.text(&format!("consent-language-{}", grant.text.language)),
        page.words.with("consent-text-version", &[("version", grant.text.version.as_str())]),
    ];
    if grant.text.interpreter {
        parts.insert(2, page.text("consent-interpreter"));
    }
    if let Some(child) = consent.record.child_asked {
        parts.push(page.text(&format!("consent-child-{child}")));
    }
    parts.join(" · ")
}
