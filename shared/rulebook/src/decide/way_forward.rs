//! What the sender can lawfully do: found by deciding again with one thing changed.

use wire::{FactCode, Subject, SubjectRole};

use super::{
    Case,
    judge::{Field, Outcome, is_open, judge},
    situation::{Person, View},
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
    pub(super) fn way_forward(&self, field: Field, uncovered: Option<SubjectRole>) -> WayForward {
        self.opening_change(field)
            .map(WayForward::from)
            .or_else(|| self.next_step(field, uncovered))
            .or_else(|| self.outside(field))
            .unwrap_or(WayForward::PersonTells)
    }

    fn opening_change(&self, field: Field) -> Option<Change> {
        let consents = self.askable(field).map(Change::Consent);
        let facts = self.edition.in_order(self.lone_facts(field)).map(Change::Fact);
        consents.chain(facts).find(|change| matches!(judge(self.edition, self.changed(*change), field), Outcome::Goes(_)))
    }

    fn changed(&self, change: Change) -> View<'_> {
        match change {
            Change::Consent(person) => self.situation.view().with_consent(person),
            Change::Fact(fact) => self.situation.view().with_fact(fact),
        }
    }

    /// Questions nobody has answered, that a page may propose for this field.
    fn proposable(&self, field: Field) -> FactSet {
        self.edition.suggestable(field.about).without(self.situation.answered)
    }

    /// Of these the ones that alone keep some rule from covering a role: no other single yes can open the field.
    fn lone_facts(&self, field: Field) -> FactSet {
        let lacking = self.open_entries(field).map(|(_, entry)| entry.needs.without(self.situation.facts));
        lacking.filter(|lacking| lacking.len() == 1).fold(FactSet::EMPTY, FactSet::union).intersection(self.proposable(field))
    }

    /// Persons who could be asked without telling one person about another, where nothing but the yes is lacking.
    fn askable(&self, field: Field) -> impl Iterator<Item = Subject> {
        let ready = |entry: &Entry| entry.kind == RuleKind::Consent && entry.suggested && self.situation.facts.includes(entry.needs);
        let givers = self.open_entries(field).filter(move |(_, entry)| ready(entry));
        givers.flat_map(move |(role, entry)| self.not_asked(field, role, entry))
    }

    /// Persons whose consent a rule still lacks for this field.
    fn not_asked(&self, field: Field, role: Option<SubjectRole>, entry: &Entry) -> impl Iterator<Item = Subject> {
        let givers = entry.giver.or(role).into_iter().flat_map(|giver| self.situation.in_role(giver));
        let lacks = move |known: &&Person| !known.consented.contains(field.category);
        let asked = move |person: &Subject| field.person(person.role).is_none_or(|id| id == person.id);
        givers.filter(lacks).map(|known| known.subject).filter(asked)
    }

    /// Rules in force, for this purpose, for each role of the field.
    fn open_entries(&self, field: Field) -> impl Iterator<Item = (Option<SubjectRole>, &Entry)> {
        field.roles().flat_map(move |role| self.open_in(field, role).map(move |entry| (role, entry)))
    }

    /// The same for one role.
    pub(super) fn open_in(&self, field: Field, role: Option<SubjectRole>) -> impl Iterator<Item = &Entry> {
        let cell = self.edition.table().cell(self.situation.direction, field.category, role);
        cell.iter().filter(|entry| is_open(entry, self.situation.view()))
    }

    /// The next step of the rule that lacks least for the first role that is not covered.
    fn next_step(&self, field: Field, role: Option<SubjectRole>) -> Option<WayForward> {
        let entries = self.open_in(field, role);
        let steps = entries.filter_map(|entry| self.step(field, role, entry));
        steps.min_by_key(|(lacking, _)| *lacking).map(|(_, step)| step)
    }

    /// How many things a rule lacks, and the first of them; none when it can't be had.
    fn step(&self, field: Field, role: Option<SubjectRole>, entry: &Entry) -> Option<(u32, WayForward)> {
        let facts = entry.needs.without(self.situation.facts);
        if !self.proposable(field).includes(facts) {
            return None;
        }
        let answer = || self.edition.in_order(facts).next().map(|fact| WayForward::Answer { fact });
        match entry.kind {
            RuleKind::Consent if entry.suggested => {
                let mut persons = self.not_asked(field, role, entry).peekable();
                let ask = persons.peek().map(|&person| WayForward::AskConsent { person });
                let lacking = facts.len() + u32::try_from(persons.count()).unwrap_or(u32::MAX);
                answer().or(ask).map(|step| (lacking, step))
            }
            RuleKind::PermissionManual if facts.len() > 1 => Some((facts.len(), WayForward::NamedPersonDecides { rule: entry.rule })),
            RuleKind::Duty | RuleKind::HarmTest | RuleKind::PermissionManual => answer().map(|step| (facts.len(), step)),
            _ => None,
        }
    }

    fn outside(&self, field: Field) -> Option<WayForward> {
        let mut beside = self.open_entries(field).filter(|(_, entry)| entry.kind == RuleKind::OutsideHub);
        beside.next().map(|(_, entry)| WayForward::OutsideHub { rule: entry.rule })
    }
}
