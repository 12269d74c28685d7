//! A partner contact in the reader's language.

use casework::web::value_forms::Typed;
use web::Page;

use super::super::switch_view::{Choice, choices, switch_line, today};
use crate::{
    domain::{
        CONTACTS_AT_LEAST, ContactShut, Due, Exclusion, LetterKind, LetterWording, PartnerChannel, PartnerOutcome, RiskSource, RiskWording,
        SwitchAnswer, SwitchForm, TaskEnd, TreatmentPart, due, failed_since, is_for_the_team, next_part, reached, written_number,
    },
    flow::{PartnerContactShown, PartnerTask},
};

/// A task: what to do, until when, and the buttons that it is done with.
pub(super) struct TaskView {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) due: String,
    pub(super) late: bool,
    /// How it may be done with: code and words.
    pub(super) ends: Vec<(String, String)>,
}

pub(super) fn task_view(page: &Page, task: &PartnerTask) -> TaskView {
    let mut words = page.text(&format!("partner-task-{}", task.kind));
    if let Some(wording) = task.wording {
        words.push_str(&format!(": {}", page.text(&format!("partner-risk-{wording}")).to_lowercase()));
    }
    let ends: &[TaskEnd] = if task.kind.asks_what_becomes() { &[TaskEnd::OwnContact, TaskEnd::Ends] } else { &[TaskEnd::Done] };
    let (day, time) = (page.day(&task.due_at), page.time(&task.due_at));
    TaskView {
        id: task.id.to_string(),
        words,
        due: page.words.with("partner-due", &[("day", day), ("time", time)]),
        late: matches!(due(task.due_at, page.now), Due::Late(_)),
        ends: ends.iter().map(|end| (end.to_string(), page.text(&format!("partner-end-{end}")))).collect(),
    }
}

/// How often they have talked, and what to do next.
pub(super) struct ContactsView {
    pub(super) counted: String,
    pub(super) next: Option<String>,
    pub(super) for_the_team: bool,
    /// A channel with its two buttons.
    pub(super) channels: Vec<(String, String)>,
    pub(super) outcomes: Vec<(String, String)>,
    pub(super) lines: Vec<String>,
}

pub(super) fn contacts_view(page: &Page, shown: &PartnerContactShown) -> ContactsView {
    let attempts = &shown.attempts;
    let named = |key: &str, code: &str| (code.to_owned(), page.text(&format!("{key}-{code}")));
    let may = |channel: &&PartnerChannel| **channel != PartnerChannel::Letter || shown.may_write();
    let line = |attempt: &crate::domain::PartnerAttempt| {
        let outcome = page.text(&format!("partner-outcome-{}", attempt.outcome));
        let channel = page.text(&format!("partner-channel-{}", attempt.channel)).to_lowercase();
        let part = page.text(&format!("partner-day-{}", attempt.day_part));
        format!("{outcome}, {channel} · {} {}, {part} · {}", page.day(&attempt.at), page.time(&attempt.at), role(page, attempt.role))
    };
    let part = next_part(attempts).map(|part| page.text(&format!("partner-day-{part}")));
    ContactsView {
        counted: page.words.with("partner-counted", &[("n", reached(attempts)), ("least", CONTACTS_AT_LEAST)]),
        next: part.map(|part| page.words.with("partner-next", &[("part", part), ("n", failed_since(attempts).len().to_string())])),
        for_the_team: is_for_the_team(attempts),
        channels: PartnerChannel::ALL.iter().filter(may).map(|channel| named("partner-channel", channel.code())).collect(),
        outcomes: PartnerOutcome::ALL.iter().map(|outcome| named("partner-outcome", outcome.code())).collect(),
        lines: attempts.iter().rev().map(line).collect(),
    }
}

fn role(page: &Page, role: wire::StaffRole) -> String {
    page.text(&format!("role-{role}"))
}

/// Why there is no contact now; the key of the words.
pub(super) fn shut_key(why: ContactShut) -> String {
    match why {
        ContactShut::Ended => "partner-shut-ended".to_owned(),
        ContactShut::Excluded(reason) => format!("partner-shut-{reason}"),
        ContactShut::NoConsent => "partner-shut-consent".to_owned(),
    }
}

/// The part and its state, each with the lines that led there.
pub(super) fn his_lines(page: &Page, shown: &PartnerContactShown) -> (Vec<(String, String)>, Vec<String>) {
    let part = |part: &TreatmentPart| {
        let state = shown.his.answer(*part).map_or("partner-not-asked".to_owned(), |answer| format!("partner-answer-{answer}"));
        (page.text(&format!("partner-part-{part}")), page.text(&state))
    };
    let line = |(part, row, heard_by): &(TreatmentPart, _, String)| {
        switch_line(page, &format!("{}: ", page.text(&format!("partner-part-{part}"))), row, heard_by)
    };
    let over = shown.over.map(|(kind, on)| format!("{}, {}", page.text(&format!("partner-event-{kind}")), page.date(&on)));
    (TreatmentPart::ALL.iter().map(part).collect(), over.into_iter().chain(shown.consents.iter().map(line)).collect())
}

/// What he told of her.
pub(super) fn told_lines(page: &Page, shown: &PartnerContactShown) -> Vec<String> {
    let Some(told) = &shown.told else { return Vec::new() };
    let phone = told.phone.as_ref().map_or_else(|| page.text("partner-no-number"), |phone| written_number(phone.expose()));
    let somebody =
        |key: &str, one: crate::domain::SomebodyElse| format!("{}: {}", page.text(key), page.text(&format!("partner-somebody-{one}")));
    let (answers, letters) = (somebody("partner-who-answers", told.answers), somebody("partner-who-opens", told.letters));
    vec![told.name.expose().to_owned(), phone, answers, letters]
}

/// What waits for the moment of the week, or was shown: the words, when, and whether it can be taken back.
pub(super) struct WordingView {
    pub(super) id: String,
    pub(super) words: String,
    pub(super) when: String,
    pub(super) may_take_back: bool,
}

pub(super) fn wording_views(page: &Page, shown: &PartnerContactShown) -> Vec<WordingView> {
    let view = |kept: &crate::db::risk_wordings::KeptWording| {
        let (wording, source) =
            (page.text(&format!("partner-risk-{}", kept.waiting.wording)), page.text(&format!("partner-source-{}", kept.source)));
        let shown_at = kept.waiting.shown_at();
        let when = match shown_at {
            _ if kept.waiting.withdrawn_at.is_some() => page.text("partner-taken-back"),
            Some(at) => page.words.with("partner-shown-from", &[("day", page.day(&at)), ("time", page.time(&at))]),
            None => page.text("partner-taken-back"),
        };
        WordingView {
            id: kept.id.to_string(),
            words: format!("{wording} · {source}"),
            may_take_back: kept.waiting.withdrawn_at.is_none() && shown_at.is_some_and(|at| at > page.now),
            when,
        }
    };
    shown.wordings.iter().rev().map(view).collect()
}

/// What is to be chosen and typed.
pub(super) struct ContactForm {
    pub(super) answer: Vec<Choice>,
    pub(super) answer_form: Vec<Choice>,
    pub(super) exclusions: Vec<Choice>,
    pub(super) source: Vec<Choice>,
    pub(super) wording: Vec<Choice>,
    pub(super) yes_form: Vec<Choice>,
    pub(super) kind: Vec<Choice>,
    pub(super) letter_wording: Vec<Choice>,
    pub(super) typed: Typed,
    pub(super) today: String,
}

impl ContactForm {
    pub(super) fn of(page: &Page, shown: &PartnerContactShown, typed: Typed) -> Self {
        let kinds: Vec<LetterKind> = LetterKind::ALL.iter().copied().filter(|kind| kind.may_go(&shown.his, shown.over.is_some())).collect();
        Self {
            answer: choices(page, "partner-her-answer", SwitchAnswer::ALL, typed.one("answer")),
            answer_form: choices(page, "partner-form", SwitchForm::ALL, typed.one("form")),
            exclusions: choices(page, "partner-exclusion", Exclusion::ALL, ""),
            source: choices(page, "partner-source", RiskSource::ALL, typed.one("source")),
            wording: choices(page, "partner-risk", RiskWording::ALL, typed.one("wording")),
            yes_form: choices(page, "partner-form", SwitchForm::ALL, typed.one("yes_form")),
            kind: choices(page, "partner-letter", &kinds, typed.one("kind")),
            letter_wording: choices(page, "partner-wording", LetterWording::ALL, typed.one("letter_wording")),
            today: today(page.now),
            typed,
        }
    }

    /// As it was typed.
    pub(super) fn said(&self, field: &str) -> &str {
        self.typed.one(field)
    }

    /// A day as it was typed, or today.
    pub(super) fn day(&self, field: &str) -> &str {
        let typed = self.typed.one(field);
        if typed.is_empty() { &self.today } else { typed }
    }
}
