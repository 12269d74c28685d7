//! What the sender can lawfully do: the one change that opens the field, or the next step towards it.
//!
//! Deciding again with one thing changed would say the same; what the rules lack is known already, so nothing is
//! decided again. The tests hold this against deciding again.

use super::{Case, field::Field, judge::Lacking};
use crate::{
    FactSet, RuleKind, WayForward,
    edition::table::{Cell, Entry},
};

impl<'e> Case<'e> {
    /// One change that opens the field; else the next step of the rule that lacks least; else a way beside the
    /// hub; else the person tells it. What was answered, or may not be asked, is never proposed.
    pub(super) fn way_forward(&self, field: &Field<'_>, lacking: &Lacking) -> WayForward {
        let proposable = self.edition.suggestable(field.about).without(self.judge.answers.any);
        self.opening_consent(field, lacking)
            .or_else(|| self.opening_answer(field, lacking, proposable))
            .or_else(|| self.next_step(field, lacking, proposable))
            .or_else(|| self.outside(field))
            .unwrap_or(WayForward::PersonTells)
    }

    /// A person who can be asked without telling one person about another, where nothing but the yes is lacking.
    fn opening_consent(&self, field: &Field<'_>, lacking: &Lacking) -> Option<WayForward> {
        if lacking.givers.is_empty() {
            return None;
        }
        let ready = |entry: &&Entry| entry.suggested && self.judge.lacks(entry).is_empty();
        let enough = |entry: &Entry| entry.giver.filter(|giver| lacking.givers.contains(*giver));
        let person = |entry: &Entry| self.judge.persons.only_one(field, enough(entry)?);
        let first = |cell: Cell<'e>| self.judge.open(cell.consents()).filter(ready).find_map(person);
        self.judge.cells(field).find_map(|(_, cell)| first(cell)).map(|person| WayForward::AskConsent { person })
    }

    /// A question whose yes opens the field, and brings no never-rule upon it.
    fn opening_answer(&self, field: &Field<'_>, lacking: &Lacking, proposable: FactSet) -> Option<WayForward> {
        let opening = lacking.questions.intersection(proposable);
        if opening.is_empty() {
            return None;
        }
        let nevers = self.judge.cells(field).flat_map(|(_, cell)| cell.nevers()).map(|never| self.judge.lacks(never));
        self.first(nevers.filter(|facts| facts.is_single()).fold(opening, FactSet::without))
    }

    /// The first of some questions as pages propose them.
    fn first(&self, questions: FactSet) -> Option<WayForward> {
        self.edition.in_order(questions).next().map(|fact| WayForward::Answer { fact })
    }

    /// The next step of the rule that lacks least for the first role that is not covered.
    fn next_step(&self, field: &Field<'_>, lacking: &Lacking, proposable: FactSet) -> Option<WayForward> {
        let cell = self.judge.rules.cell(field.category, lacking.role);
        let steps = self.judge.open(cell.openings()).filter_map(|entry| Some((self.steps(field, entry, proposable)?, entry)));
        let (_, nearest) = steps.min_by_key(|(steps, _)| *steps)?;
        self.step(field, nearest)
    }

    /// How many things a rule lacks; none when it can't be had, or lacks nothing that somebody could do.
    fn steps(&self, field: &Field<'_>, entry: &Entry, proposable: FactSet) -> Option<usize> {
        let facts = self.judge.lacks(entry);
        let proposed = match entry.kind {
            RuleKind::Consent => entry.suggested,
            kind => kind != RuleKind::StateOnly,
        };
        if !proposed || !proposable.includes(facts) {
            return None;
        }
        let persons = entry.giver.map_or(0, |giver| self.judge.persons.not_asked(field, giver).count());
        Some(facts.len() as usize + persons).filter(|steps| *steps > 0)
    }

    /// The first thing it lacks.
    fn step(&self, field: &Field<'_>, entry: &Entry) -> Option<WayForward> {
        let facts = self.judge.lacks(entry);
        if entry.kind == RuleKind::PermissionManual && !facts.is_single() {
            return Some(WayForward::NamedPersonDecides { rule: entry.rule });
        }
        let person = || self.judge.persons.not_asked(field, entry.giver?).next();
        self.first(facts).or_else(|| person().map(|person| WayForward::AskConsent { person }))
    }

    fn outside(&self, field: &Field<'_>) -> Option<WayForward> {
        let first = |cell: Cell<'e>| self.judge.open(cell.beside()).next();
        self.judge.cells(field).find_map(|(_, cell)| first(cell)).map(|entry| WayForward::OutsideHub { rule: entry.rule })
    }
}
