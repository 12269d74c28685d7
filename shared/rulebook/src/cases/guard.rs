//! What can't be expressed: whether the rule that says so stands, and whether the value types refuse it.

use jiff::civil::Date;
use wire::{
    Category, Direction, Protection, Value, inspect,
    value::{CodeSet, IncidentAddress, PhoneNumber, SafeContact},
};

use super::{
    Lack,
    words::{Thing, words},
};
use crate::{Edition, Rule, RuleKind};

/// Whether the rule of a thing holds it that day in that direction.
pub(super) fn hold(thing: &Thing, edition: &Edition, direction: Direction, day: Date) -> Result<(), Lack> {
    stand(&thing.rule, edition, direction, day)?;
    if can_be_built(thing) { Err(Lack::CanBeBuilt) } else { Ok(()) }
}

/// Whether a rule without categories stands: a never-rule with what holds it, or a way beside the hub.
pub(super) fn stand(id: &str, edition: &Edition, direction: Direction, day: Date) -> Result<(), Lack> {
    let rule = edition.rules().iter().find(|rule| rule.id == id).ok_or(Lack::NoSuchRule)?;
    let directed = rule.directions.is_empty() || rule.directions.contains(&direction);
    if !rule.is_in_force(day) || !directed {
        return Err(Lack::NotInForce);
    }
    if !rule.opens.is_empty() {
        return Err(Lack::OpensCategories);
    }
    match rule.kind {
        RuleKind::Never if !is_held(rule) => Err(Lack::NothingHoldsIt),
        RuleKind::Never | RuleKind::OutsideHub => Ok(()),
        _ => Err(Lack::OtherKind),
    }
}

fn is_held(rule: &Rule) -> bool {
    rule.held_by.as_ref().is_some_and(|by| !by.trim().is_empty())
}

/// Whether the value types take what one would write, or refuse it for another reason than the thing itself.
fn can_be_built(thing: &Thing) -> bool {
    let (Some(category), Some(attempt), Some(taken)) = (thing.category, &thing.attempt, &thing.taken) else { return false };
    is_taken(category, attempt) || !is_taken(category, taken)
}

fn is_taken(category: Category, written: &str) -> bool {
    Value::from_canonical(category, written.as_bytes()).is_ok_and(|value| inspect(&value, Protection::None).is_ok())
}

/// Whether a feedback with this value is taken.
pub(super) fn is_feedback(code: &str) -> bool {
    let quoted = code.replace('\\', "\\\\").replace('"', "\\\"");
    is_taken(Category::ConcernFeedback, &format!("{{\"outcome\":\"{quoted}\"}}"))
}

/// Whether a value that tells where a person is or can be reached is refused at this level of protection.
pub(super) fn is_refused(category: Category, level: Protection) -> bool {
    level.unprotected().is_none() && sample(category).is_some_and(|value| inspect(&value, level).is_err())
}

/// The values that tell it, with a number reserved for fiction.
fn sample(category: Category) -> Option<Value> {
    let proof = Protection::None.unprotected()?;
    match category {
        Category::SafeContact => {
            Some(Value::SafeContact(SafeContact::call_only(PhoneNumber::parse("070-174 06 05").ok()?, CodeSet::new([]), proof)))
        }
        Category::IncidentAddress => IncidentAddress::new("Exempelgatan 1", proof).ok().map(Value::IncidentAddress),
        _ => None,
    }
}

/// The rule that keeps where a protected person is.
pub(super) fn protected_rule() -> &'static str {
    &words().protected.rule
}
