//! The decision.

mod consents;
mod field;
mod judge;
mod situation;
mod way_forward;
mod why;

use std::sync::Arc;

use wire::{ConsentGrant, FactCode, Outline, OutlineField, UnitAddress};

use crate::{Decision, Disclosure, Edition, Judged, Moment, Reason, RuleIndex, Task, TaskKind, Verdict, WayForward};
use field::Field;
use judge::{Judge, Outcome};
use situation::{Answers, Persons};

/// Judges every field of an outline. Pure, total and deterministic: sender, broker and receiver get the same from
/// the same.
///
/// The decision keeps the outline: give it away, or share it; a borrowed one is copied. `grants` are the consents at
/// hand that nobody has withdrawn; only those the outline refers to count. `at` is the moment of the decision with its
/// Swedish date; the broker takes the moment the offer was made, after holding it against its own clock.
pub fn decide(outline: impl Into<Arc<Outline>>, grants: &[ConsentGrant], edition: &Edition, at: Moment) -> Decision {
    decide_shared(outline.into(), grants, edition, at)
}

fn decide_shared(outline: Arc<Outline>, grants: &[ConsentGrant], edition: &Edition, at: Moment) -> Decision {
    let counted = consents::counted(&outline, grants, edition, at.now());
    let mut tasks = Vec::new();
    let fields = match outline.direction().filter(|_| is_between_boards(&outline)) {
        Some(direction) => {
            let judge = Judge {
                rules: edition.table().in_force(direction, at.date()),
                purpose: outline.purpose,
                answers: Answers::of(&outline, edition),
                persons: Persons::of(&outline, &counted),
            };
            let case = Case { outline: &outline, grants, edition, at, judge };
            outline.fields.iter().map(|field| case.judge(field, &mut tasks)).collect()
        }
        None => outline.fields.iter().map(|field| stays(field, Reason::AddressUnclear, Some(WayForward::StateWhom))).collect(),
    };
    Decision { outline, edition: edition.shared_reference(), at, fields, counted, tasks }
}

/// Everything that judging needs.
struct Case<'a> {
    outline: &'a Outline,
    grants: &'a [ConsentGrant],
    edition: &'a Edition,
    at: Moment,
    judge: Judge<'a>,
}

impl Case<'_> {
    fn judge(&self, field: &OutlineField, tasks: &mut Vec<Task>) -> Judged {
        let Some(known) = Field::of(field, &self.judge.persons) else {
            return stays(field, Reason::SubjectUnclear, Some(WayForward::StateWhom));
        };
        match self.judge.judge(&known) {
            Outcome::Goes(disclosure) => {
                tasks.extend(self.lead_to_tell(&disclosure, &known).map(|rule| Task { n: field.n, kind: TaskKind::TellLead, rule }));
                judged(field, Verdict::Disclose(disclosure))
            }
            Outcome::Never(duty) => {
                tasks.extend(duty.map(|rule| Task { n: field.n, kind: TaskKind::AnswerOutsideHub, rule }));
                stays(field, Reason::NeverThroughHub, None)
            }
            Outcome::Stays(lacking) => stays(field, self.why(&known, &lacking), Some(self.way_forward(&known, &lacking))),
        }
    }

    /// The duty that carries gated data before the lead has cleared it: the lead is told, nothing waits.
    fn lead_to_tell(&self, disclosure: &Disclosure, field: &Field<'_>) -> Option<RuleIndex> {
        let waits = self.judge.rules.gated.contains(field.category) && !self.judge.answers.yes.contains(FactCode::LeadHasCleared);
        let cover = disclosure.covers().next().filter(|_| waits)?;
        let mut entries = self.judge.rules.cell(field.category, cover.role).entries().iter();
        entries.any(|entry| entry.rule == cover.rule && entry.tells).then_some(cover.rule)
    }
}

fn judged(field: &OutlineField, verdict: Verdict) -> Judged {
    Judged { n: field.n, category: field.category, subject: field.subject, verdict }
}

fn stays(field: &OutlineField, why: Reason, way_forward: Option<WayForward>) -> Judged {
    judged(field, Verdict::Withhold { why, way_forward })
}

/// Whether sender and recipient are two boards, each with its own agency and unit.
fn is_between_boards(outline: &Outline) -> bool {
    outline.from.board != outline.to.board && is_consistent(&outline.from) && is_consistent(&outline.to)
}

/// As [`UnitAddress::is_consistent`], without allocating.
fn is_consistent(address: &UnitAddress) -> bool {
    let agency = address.agency.as_str();
    let belongs = |path: &str| path.strip_prefix(agency).is_some_and(|rest| rest.starts_with('/'));
    belongs(address.board.as_str()) && belongs(address.unit.as_str())
}
