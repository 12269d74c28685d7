//! What a person can be asked: to whom, what for, and which kinds of data a yes would open by some rule.

use jiff::civil::Date;
use rulebook::{CategorySet, Edition, Opening, Rule, RuleKind};
use wire::{BoardId, Category, Direction, Purpose, SubjectRole};

/// To whom and what for. An answer ends only what the same question opened before; what was said yes to elsewhere stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentQuestion {
    /// The board that would receive.
    pub to: BoardId,
    /// What for.
    pub purpose: Purpose,
}

/// Whose data the question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedAbout {
    /// The person's own (OSL 12:2).
    Own,
    /// The child's, asked of a custodian (OSL 12:3).
    Child,
}

/// The categories that a yes of a person in this role could open that day, in the order of the list. What may not be
/// proposed is left out: asking would itself tell one person about another.
pub(crate) fn askable(
    edition: &Edition,
    (direction, purpose): (Direction, Purpose),
    (role, about): (SubjectRole, AskedAbout),
    date: Date,
) -> Vec<Category> {
    let rules = edition.rules_in_force(direction, date).map(|(_, rule)| rule);
    let rules = rules.filter(|rule| rule.kind == RuleKind::Consent && rule.purposes.contains(&purpose));
    let fits = |rule: &Rule, opening: &Opening| {
        let whose = match about {
            // What she saw is hers to tell, though it is about him; a custodian's yes for the child is asked for as such.
            AskedAbout::Own => {
                rule.giver.map_or_else(|| opening.roles.contains(&role), |giver| giver == role && role != SubjectRole::Custodian)
            }
            AskedAbout::Child => rule.giver == Some(role) && opening.roles.contains(&SubjectRole::Child),
        };
        whose && opening.suggested && opening.is_for(direction)
    };
    let openings = rules.flat_map(|rule| rule.opens.iter().filter(move |opening| fits(rule, opening)));
    let found: CategorySet = openings.flat_map(|opening| opening.categories.iter().copied()).collect();
    found.iter().collect()
}
