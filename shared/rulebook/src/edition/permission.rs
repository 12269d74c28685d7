//! Rules as forms: what a page asks the named person, and what stands on a day.

use jiff::civil::Date;
use wire::{Direction, FactCode, StaffRole};

use super::{
    Edition,
    file::FactRule,
    rule::{Rule, RuleIndex, RuleKind, Words},
    table::is_on,
};
use crate::{CategorySet, FactSet, PurposeSet};

/// A permission as a form: the facts are its questions, and every one must be answered with yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission<'e> {
    /// The rule.
    pub rule: RuleIndex,
    /// Its id, the same as in the legal memorandum.
    pub id: &'e str,
    /// What it says, in one plain sentence or two.
    pub words: &'e Words,
    /// Short name.
    pub label: &'e Words,
    /// Statute.
    pub citation: &'e Words,
    /// Amending act of the wording, when it is known.
    pub amending_act: Option<&'e str>,
    /// First day of the wording.
    pub from: Date,
    /// The questions, the lead's among them where the lead must clear.
    pub facts_needed: FactSet,
    /// What it is for.
    pub purposes: PurposeSet,
    /// What it can open in this direction.
    pub categories: CategorySet,
    /// Who may decide.
    pub decided_by: &'e [StaffRole],
}

impl Edition {
    /// Rules that are on and in force that day in that direction, in the order of the file.
    pub fn rules_in_force(&self, direction: Direction, date: Date) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        let standing = move |rule: &Rule| is_on(&self.file, rule) && rule.is_in_force(date) && rule.directions.contains(&direction);
        self.file.rules.iter().zip(0..).filter(move |(rule, _)| standing(rule)).map(|(rule, place)| (RuleIndex(place), rule))
    }

    /// The permissions that a named person may use that day in that direction, in the order of the file.
    pub fn permissions(&self, direction: Direction, date: Date) -> Vec<Permission<'_>> {
        let manual = |(_, rule): &(RuleIndex, &Rule)| rule.kind == RuleKind::PermissionManual;
        self.rules_in_force(direction, date).filter(manual).map(|(index, rule)| self.permission(index, rule, direction)).collect()
    }

    fn permission<'e>(&'e self, index: RuleIndex, rule: &'e Rule, direction: Direction) -> Permission<'e> {
        let openings = || rule.opens.iter().filter(|opening| opening.is_for(direction));
        let categories: CategorySet = openings().flat_map(|opening| opening.categories.iter().copied()).collect();
        let facts: FactSet = openings().flat_map(|opening| opening.needs.iter().copied()).collect();
        let gated = self.file.lead.directions.contains(&direction) && !categories.intersection(self.lead_clears()).is_empty();
        let lead = if gated { FactSet::EMPTY.with(FactCode::LeadHasCleared) } else { FactSet::EMPTY };
        Permission {
            rule: index,
            id: &rule.id,
            words: &rule.text,
            label: &rule.label,
            citation: &rule.citation,
            amending_act: rule.amending_act.as_deref(),
            from: rule.from,
            facts_needed: rule.needed_facts().union(facts).union(lead),
            purposes: rule.purpose_set(),
            categories,
            decided_by: &rule.decided_by,
        }
    }

    /// Who may answer a fact and how it is asked; none for a fact this edition does not know: it never counts.
    pub fn fact(&self, code: FactCode) -> Option<&FactRule> {
        self.facts().iter().find(|known| known.code == code)
    }
}
