//! An offer in the reader's language.

use casework::web::value_forms::Typed;
use web::{FieldErrors, Page};
use wire::value::ReferralResult;

use super::super::switch_view::{Choice, choices, today};
use crate::domain::{OPEN_TALKS, OutcomeHeard, Referral, Service, written_number};

/// An offer as the template shows it.
pub(super) struct ReferralView {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) subject: String,
    pub(super) answer: String,
    /// Who tells the service.
    pub(super) way: Option<String>,
    /// The service's name and number.
    pub(super) service: Option<(String, String, String)>,
    pub(super) offered: String,
    pub(super) waits: bool,
    pub(super) is_late: bool,
    /// Started or not, from whom and when.
    pub(super) outcome: Option<String>,
    /// Days of the talks that were held; none where none are counted.
    pub(super) talks: Option<(String, Vec<String>)>,
    /// Number of the next talk.
    pub(super) next_talk: Option<usize>,
    /// All five were held: the team decides.
    pub(super) talks_over: bool,
    /// The police referred, and may be told.
    pub(super) may_tell: bool,
    pub(super) form: OutcomeForm,
}

/// What is typed of an outcome or a talk, and what is wrong with it.
pub(super) struct OutcomeForm {
    pub(super) result: Vec<Choice>,
    pub(super) heard: Vec<Choice>,
    pub(super) heard_on: String,
    pub(super) held_on: String,
    pub(super) errors: FieldErrors,
    /// After the ids of its fields: several offers stand on one page, and the summary points at the one that came back.
    pub(super) suffix: String,
}

impl ReferralView {
    /// `back`: the form of this offer that comes back, with what was typed and what is wrong with it.
    pub(super) fn of(page: &Page, one: &Referral, may_tell: bool, back: Option<(&Typed, &FieldErrors)>) -> Self {
        let (role, at) = &one.offered;
        let mut offered = format!("{} {}, {}", page.day(at), page.time(at), page.text(&format!("role-{role}")).to_lowercase());
        if let Some(version) = &one.text_version {
            offered.push_str(&format!(" · {}", page.words.with("read-out-version", &[("version", version.as_str())])));
        }
        let talks = one.counts_talks().then(|| {
            let counted = [("n", one.talks.len()), ("of", OPEN_TALKS)];
            (page.words.with("referral-talks", &counted), one.talks.iter().map(|day| page.date(day)).collect())
        });
        Self {
            id: one.id.to_string(),
            kind: page.text(&format!("service-kind-{}", one.said.kind())),
            subject: page.text(&format!("subject-{}", one.said.subject())),
            answer: page.text(&format!("referral-answer-{}", one.said.answer())),
            way: one.said.way().map(|way| page.text(&format!("referral-way-{way}"))),
            service: one.service.as_ref().map(name_and_number),
            offered,
            waits: one.waits(),
            is_late: one.is_late(page.now),
            outcome: one.outcome.map(|outcome| {
                let heard = page.text(&format!("referral-heard-{}", outcome.heard)).to_lowercase();
                format!("{}, {} · {heard}", page.text(&format!("referral-result-{}", outcome.result)), page.date(&outcome.heard_on))
            }),
            next_talk: one.may_talk().then(|| one.talks.len() + 1),
            talks_over: one.counts_talks() && !one.may_talk(),
            talks,
            may_tell: may_tell && one.outcome.is_some(),
            form: OutcomeForm::of(page, one, back),
        }
    }
}

impl OutcomeForm {
    fn of(page: &Page, one: &Referral, back: Option<(&Typed, &FieldErrors)>) -> Self {
        let typed = |name: &str| back.map(|(typed, _)| typed.one(name)).unwrap_or_default();
        let day = |name: &str| if typed(name).is_empty() { today(page.now) } else { typed(name).to_owned() };
        let came_back = back.is_some_and(|(_, errors)| errors.any());
        Self {
            result: choices(page, "referral-result", ReferralResult::ALL, typed("result")),
            heard: choices(page, "referral-heard", OutcomeHeard::ALL, typed("heard")),
            heard_on: day("heard_on"),
            held_on: day("held_on"),
            errors: back.map(|(_, errors)| errors.clone()).unwrap_or_default(),
            suffix: if came_back { String::new() } else { format!("-{}", one.id) },
        }
    }
}

/// Name, the number to dial, and the number as it is read.
pub(super) fn name_and_number(service: &Service) -> (String, String, String) {
    let line = &service.line;
    (line.name.clone(), line.phone.clone(), written_number(&line.phone))
}
