//! What must hold in a file before it is an edition.

use std::collections::BTreeSet;

use wire::FactCode;

use super::{
    EditionError, FORMATS, LATER, RULES_MAX, crime,
    file::EditionFile,
    rule::{Rule, RuleKind},
    source,
};
use crate::{Reason, WayForward, keep::DUTY_PURPOSE};

pub(super) fn check(file: &EditionFile) -> Result<(), EditionError> {
    if !FORMATS.contains(&file.format) {
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
    once(file.sources.iter().map(|source| source.id.as_str()))?;
    file.rules.iter().try_for_each(|rule| check_rule(file, rule))?;
    file.rules.iter().try_for_each(|rule| check_facts(file, rule))?;
    crime::check(file)?;
    source::check(file)?;
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
    lack(file, rule).map_or(Ok(()), |lack| Err(EditionError::Rule { rule: rule.id.clone(), lack }))
}

/// What a rule lacks for its kind.
fn lack(file: &EditionFile, rule: &Rule) -> Option<&'static str> {
    let facts = rule.opens.iter().all(|opening| !rule.needs.is_empty() || !opening.needs.is_empty());
    let somebody = rule.opens.iter().all(|opening| !opening.roles.is_empty());
    let opens = !rule.opens.is_empty();
    match rule.kind {
        RuleKind::Never if !opens && rule.held_by.is_none() => Some("closes nothing and does not say what holds it"),
        RuleKind::Never | RuleKind::OutsideHub => None,
        _ if !opens => Some("opens nothing"),
        _ if rule.directions.is_empty() => Some("has no direction"),
        _ if rule.purposes.is_empty() => Some("has no purpose"),
        _ if strays(rule) => Some("opens something in a direction that is not its own"),
        RuleKind::Duty if rule.purposes != [DUTY_PURPOSE] => Some("is a duty under another purpose than child protection"),
        RuleKind::Duty | RuleKind::HarmTest | RuleKind::PermissionManual if !facts => Some("needs no fact"),
        RuleKind::PermissionManual if file.format > 1 && rule.decided_by.is_empty() => Some("does not say who decides"),
        RuleKind::StateOnly if rule.opens.iter().any(|opening| !opening.roles.is_empty()) => Some("is about a person"),
        RuleKind::StateOnly => None,
        _ if !somebody => Some("is about nobody"),
        _ => None,
    }
}

/// Whether an opening names a direction that its rule has not.
fn strays(rule: &Rule) -> bool {
    rule.opens.iter().flat_map(|opening| &opening.directions).any(|direction| !rule.directions.contains(direction))
}

/// Every fact that a rule needs can be answered, and whoever decides by a permission may answer all of it but the
/// lead's own.
fn check_facts(file: &EditionFile, rule: &Rule) -> Result<(), EditionError> {
    let needed = rule.needs.iter().chain(rule.opens.iter().flat_map(|opening| &opening.needs));
    for &code in needed {
        let answered_by = file.facts.iter().find(|known| known.code == code).map_or(&[][..], |known| &known.answered_by);
        let decides = |role| code == FactCode::LeadHasCleared || answered_by.contains(role);
        if answered_by.is_empty() || !rule.decided_by.iter().all(decides) {
            return Err(EditionError::Fact { rule: rule.id.clone(), fact: code });
        }
    }
    Ok(())
}

fn check_lengths(file: &EditionFile) -> Result<(), EditionError> {
    let wrong = file.consent_texts.iter().find(|text| text.days == 0 || text.days > file.longest_consent_days);
    wrong.map_or(Ok(()), |text| Err(EditionError::ConsentLength(text.id.clone())))
}

/// Every code that a page can meet has words. Codes that came later are not asked of format 1.
fn check_words(file: &EditionFile) -> Result<(), EditionError> {
    let missing = |known: &[super::file::CodeWords], code: &&'static str| !known.iter().any(|words| words.code == **code);
    let later = |code: &&'static str| file.format == 1 && *code == LATER.code();
    let reasons = Reason::ALL.iter().map(|reason| reason.code()).find(|code| missing(&file.reasons, code) && !later(code));
    let ways = WayForward::CODES.iter().copied().find(|code| missing(&file.ways, code));
    let claimless = file.facts.iter().find(|fact| file.format > 1 && fact.claim.is_none()).map(|fact| fact.code.code());
    reasons.or(ways).or(claimless).map_or(Ok(()), |code| Err(EditionError::Words(code)))
}
