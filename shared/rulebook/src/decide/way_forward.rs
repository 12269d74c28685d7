//! What the sender can lawfully do: found by deciding again with one thing changed.

use wire::{Category, FactCode, Subject, SubjectRole};

use super::{
    Case,
    judge::{Field, Outcome, cover, is_no_duty, is_open, judge},
    situation::Situation,
};
use crate::{FactSet, RuleKind, WayForward, edition::table::Entry};

/// One thing that could change.
#[derive(Clone, Copy)]
enum Change {
    Consent(Subject),
    Fact(FactCode),
}

impl From<Change> for WayForward {
    fn from(change: Change) -> Self {
        match change {
            Change::Consent(person) => Self::AskConsent { person },
            Change::Fact(fact) => Self::Answer { fact },
        }
    }
}

impl Case<'_> {
    /// One change that opens the field; else the next step of the rule that lacks least; else a way beside the
    /// hub; else the person tells it. What was answered, or may not be asked, is never proposed.
    pub(super) fn way_forward(&self, field: Field) -> WayForward {
        self.opening_change(field)
            .map(WayForward::from)
            .or_else(|| self.next_step(field))
            .or_else(|| self.outside(field))
            .unwrap_or(WayForward::PersonTells)
    }

    fn opening_change(&self, field: Field) -> Option<Change> {
        let consents = self.askable(field).into_iter().map(Change::Consent);
        let facts = self.proposable(field);
        let facts = self.edition.facts().iter().map(|fact| fact.code).filter(move |code| facts.contains(*code)).map(Change::Fact);
        consents.chain(facts).find(|change| {
            let changed = self.changed(*change, field.category);
            matches!(judge(self.edition, &changed, field), Outcome::Goes(_))
        })
    }

    fn changed(&self, change: Change, category: Category) -> Situation {
        match change {
            Change::Consent(person) => self.situation.with_consent(person, category),
            Change::Fact(fact) => self.situation.with_fact(fact),
        }
    }

    /// Questions nobody has answered, that a page may propose for this field.
    fn proposable(&self, field: Field) -> FactSet {
        self.edition.suggestable(field.about).without(self.situation.answered)
    }

    /// Persons who could be asked without telling one person about another.
    fn askable(&self, field: Field) -> Vec<Subject> {
        let givers = self.open_entries(field).filter(|(_, entry)| entry.kind == RuleKind::Consent && entry.suggested);
        givers.flat_map(|(role, entry)| self.not_asked(field, role, entry)).collect()
    }

    /// Persons whose consent a rule still lacks for this field.
    fn not_asked(&self, field: Field, role: Option<SubjectRole>, entry: &Entry) -> Vec<Subject> {
        let Some(giver) = entry.giver.or(role) else { return Vec::new() };
        let lacking = self.situation.persons.iter().filter(|known| {
            known.subject.role == giver
                && !known.consented.contains(field.category)
                && field.person(giver).is_none_or(|id| id == known.subject.id)
        });
        lacking.map(|known| known.subject).collect()
    }

    /// Rules in force, for this purpose, for each role of the field.
    fn open_entries(&self, field: Field) -> impl Iterator<Item = (Option<SubjectRole>, &Entry)> {
        field.roles().flat_map(move |role| {
            let cell = self.edition.table().cell(self.situation.direction, field.category, role);
            cell.iter().filter(|entry| is_open(entry, &self.situation)).map(move |entry| (role, entry))
        })
    }

    /// The next step of the rule that lacks least for the first role that is not covered.
    fn next_step(&self, field: Field) -> Option<WayForward> {
        let uncovered = |role: &Option<SubjectRole>| cover(self.edition, &self.situation, field, *role, is_no_duty).is_none();
        let role = field.roles().find(uncovered)?;
        let entries = self.open_entries(field).filter(|(of, _)| *of == role);
        let steps = entries.filter_map(|(_, entry)| self.step(field, role, entry));
        steps.min_by_key(|(lacking, _)| *lacking).map(|(_, step)| step)
    }

    /// How many things a rule lacks, and the first of them; none when it can't be had.
    fn step(&self, field: Field, role: Option<SubjectRole>, entry: &Entry) -> Option<(u32, WayForward)> {
        let facts = entry.needs.without(self.situation.facts);
        if !self.proposable(field).includes(facts) {
            return None;
        }
        let fact = self.edition.facts().iter().map(|fact| fact.code).find(|code| facts.contains(*code));
        let fact = fact.map(|fact| WayForward::Answer { fact });
        match entry.kind {
            RuleKind::Consent if entry.suggested => {
                let persons = self.not_asked(field, role, entry);
                let lacking = facts.len() + u32::try_from(persons.len()).unwrap_or(u32::MAX);
                let ask = persons.first().map(|&person| WayForward::AskConsent { person });
                fact.or(ask).map(|step| (lacking, step))
            }
            RuleKind::PermissionManual if facts.len() > 1 => Some((facts.len(), WayForward::NamedPersonDecides { rule: entry.rule })),
            RuleKind::Duty | RuleKind::HarmTest | RuleKind::PermissionManual => fact.map(|step| (facts.len(), step)),
            _ => None,
        }
    }

    fn outside(&self, field: Field) -> Option<WayForward> {
        let mut beside = self.open_entries(field).filter(|(_, entry)| entry.kind == RuleKind::OutsideHub);
        beside.next().map(|(_, entry)| WayForward::OutsideHub { rule: entry.rule })
    }
}
