//! The decision.

mod judge;
mod situation;
mod way_forward;
mod why;

use wire::{ConsentGrant, Outline, OutlineField};

use crate::{Decision, Edition, Judged, Moment, Reason, RuleIndex, Task, TaskKind, Verdict, WayForward, decision::Counted};
use judge::{Field, Outcome, judge};
use situation::Situation;

/// Judges every field of an outline. Pure, total and deterministic: sender, broker and receiver get the same from
/// the same.
///
/// `grants` are the consents at hand that nobody has withdrawn; only those the outline refers to count. `at` is the
/// moment of the decision with its Swedish date; the broker takes the moment the offer was made, after holding it
/// against its own clock.
pub fn decide(outline: &Outline, grants: &[ConsentGrant], edition: &Edition, at: Moment) -> Decision {
    let counted = situation::counted(outline, grants, edition, at.now());
    let mut tasks = Vec::new();
    let fields = match outline.direction().filter(|_| situation::is_between_boards(outline)) {
        Some(direction) => {
            let situation = Situation::new(outline, direction, &counted, edition, at);
            let case = Case { outline, grants, edition, at, situation };
            outline.fields.iter().map(|field| case.judge(field, &mut tasks)).collect()
        }
        None => outline.fields.iter().map(|field| stays(field, Reason::AddressUnclear, Some(WayForward::StateWhom))).collect(),
    };
    bind(outline, edition, at, fields, counted, tasks)
}

fn bind(outline: &Outline, edition: &Edition, at: Moment, fields: Vec<Judged>, counted: Vec<Counted>, tasks: Vec<Task>) -> Decision {
    Decision { outline: outline.clone(), edition: edition.reference().clone(), at, fields, counted, tasks }
}

/// Everything that judging needs.
struct Case<'a> {
    outline: &'a Outline,
    grants: &'a [ConsentGrant],
    edition: &'a Edition,
    at: Moment,
    situation: Situation,
}

impl Case<'_> {
    fn judge(&self, field: &OutlineField, tasks: &mut Vec<Task>) -> Judged {
        let Some(known) = Field::of(self.outline, field) else {
            return stays(field, Reason::SubjectUnclear, Some(WayForward::StateWhom));
        };
        match judge(self.edition, self.situation.view(), known) {
            Outcome::Goes(disclosure) => {
                tasks.extend(self.lead_to_tell(&disclosure, known).map(|rule| Task { n: field.n, kind: TaskKind::TellLead, rule }));
                judged(field, Verdict::Disclose(disclosure))
            }
            Outcome::Never(duty) => {
                tasks.extend(duty.map(|rule| Task { n: field.n, kind: TaskKind::AnswerOutsideHub, rule }));
                stays(field, Reason::NeverThroughHub, None)
            }
            Outcome::Stays => {
                let role = self.uncovered(known);
                stays(field, self.why(known, role), Some(self.way_forward(known, role)))
            }
        }
    }

    /// The duty that carries gated data before the lead has cleared it: the lead is told, nothing waits.
    fn lead_to_tell(&self, disclosure: &crate::Disclosure, field: Field) -> Option<RuleIndex> {
        let cleared = self.situation.facts.contains(wire::FactCode::LeadHasCleared);
        let cover = disclosure.covers().next().filter(|_| !cleared)?;
        let cell = self.edition.table().cell(self.situation.direction, field.category, cover.role);
        cell.iter().any(|entry| entry.rule == cover.rule && entry.tells).then_some(cover.rule)
    }
}

fn judged(field: &OutlineField, verdict: Verdict) -> Judged {
    Judged { n: field.n, category: field.category, subject: field.subject, verdict }
}

fn stays(field: &OutlineField, why: Reason, way_forward: Option<WayForward>) -> Judged {
    judged(field, Verdict::Withhold { why, way_forward })
}
