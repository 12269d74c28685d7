//! What must hold in a file before it is an edition.

use std::collections::BTreeSet;

use wire::FactCode;

use super::{
    EditionError, FORMAT, RULES_MAX,
    file::EditionFile,
    rule::{Rule, RuleKind},
};
use crate::{Reason, WayForward, keep::DUTY_PURPOSE};

pub(super) fn check(file: &EditionFile) -> Result<(), EditionError> {
    if file.format != FORMAT {
        return Err(EditionError::Format(file.format));
    }
    if file.precedence != RuleKind::ALL {
        return Err(EditionError::Shape("the order of precedence is another than this program's".to_owned()));
    }
    if file.rules.len() > RULES_MAX {
        return Err(EditionError::TooManyRules);
    }
    once(file.rules.iter().map(|rule| rule.id.as_str()))?;
    once(file.switches.iter().map(|switch| switch.id.as_str()))?;
    once(file.consent_texts.iter().map(|text| text.id.as_str()))?;
    once(file.facts.iter().map(|fact| fact.code.code()))?;
    file.rules.iter().try_for_each(|rule| check_rule(file, rule))?;
    check_lengths(file)?;
    check_words(file)
}

fn once<'a>(mut ids: impl Iterator<Item = &'a str>) -> Result<(), EditionError> {
    let mut seen = BTreeSet::new();
    ids.find(|id| !seen.insert(*id)).map_or(Ok(()), |id| Err(EditionError::Twice(id.to_owned())))
}

fn check_rule(file: &EditionFile, rule: &Rule) -> Result<(), EditionError> {
    if rule.until.is_some_and(|until| until < rule.from) {
        return Err(EditionError::Dates(rule.id.clone()));
    }
    if let Some(switch) = &rule.switch
        && !file.switches.iter().any(|known| known.id == *switch)
    {
        return Err(EditionError::UnknownSwitch { rule: rule.id.clone(), switch: switch.clone() });
    }
    lack(rule).map_or(Ok(()), |lack| Err(EditionError::Rule { rule: rule.id.clone(), lack }))
}

/// What a rule lacks for its kind.
fn lack(rule: &Rule) -> Option<&'static str> {
    let facts = rule.opens.iter().all(|opening| !rule.needs.is_empty() || !opening.needs.is_empty());
    let somebody = rule.opens.iter().all(|opening| !opening.roles.is_empty());
    let opens = !rule.opens.is_empty();
    match rule.kind {
        RuleKind::Never if !opens && rule.held_by.is_none() => Some("closes nothing and does not say what holds it"),
        RuleKind::Never | RuleKind::OutsideHub => None,
        _ if !opens => Some("opens nothing"),
        _ if rule.directions.is_empty() => Some("has no direction"),
        _ if rule.purposes.is_empty() => Some("has no purpose"),
        RuleKind::Duty if rule.purposes != [DUTY_PURPOSE] => Some("is a duty under another purpose than child protection"),
        RuleKind::Duty | RuleKind::HarmTest | RuleKind::PermissionManual if !facts => Some("needs no fact"),
        RuleKind::StateOnly if rule.opens.iter().any(|opening| !opening.roles.is_empty()) => Some("is about a person"),
        RuleKind::StateOnly => None,
        _ if !somebody => Some("is about nobody"),
        _ => None,
    }
}

fn check_lengths(file: &EditionFile) -> Result<(), EditionError> {
    let wrong = file.consent_texts.iter().find(|text| text.days == 0 || text.days > file.longest_consent_days);
    wrong.map_or(Ok(()), |text| Err(EditionError::ConsentLength(text.id.clone())))
}

/// Every code that a page can meet has words.
fn check_words(file: &EditionFile) -> Result<(), EditionError> {
    let missing = |known: &[super::file::CodeWords], code: &&'static str| !known.iter().any(|words| words.code == **code);
    let reasons = Reason::ALL.iter().map(|reason| reason.code()).find(|code| missing(&file.reasons, code));
    let ways = WayForward::CODES.iter().copied().find(|code| missing(&file.ways, code));
    let facts = FactCode::ALL.iter().find(|code| !file.facts.iter().any(|fact| fact.code == **code)).map(|code| code.code());
    reasons.or(ways).or(facts).map_or(Ok(()), |code| Err(EditionError::Words(code)))
}
