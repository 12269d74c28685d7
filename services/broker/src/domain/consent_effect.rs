//! What another edition does to consents that people have given.

use jiff::{SignedDuration, Timestamp, civil::Date};
use rulebook::{Edition, Opening, Rule, RuleKind};
use wire::{AskedWhere, Category, ConsentGrant, Direction, SubjectRole};

/// Counts alone: which consents they are is nobody's to know here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConsentEffect {
    /// Registered, not withdrawn, not past, and of use by the edition in force.
    pub open: u64,
    /// Of those, how many would end earlier, but still open something.
    pub end_earlier: u64,
    /// Of those, how many would open nothing any more.
    pub open_nothing: u64,
}

/// A consent that is not withdrawn, and which way it opens.
#[derive(Debug, Clone)]
pub struct StandingConsent {
    /// What it says.
    pub grant: ConsentGrant,
    /// From the kind of agency that asked to the kind that may receive; none where nothing may go through the hub.
    pub direction: Option<Direction>,
}

/// A moment and its Swedish day.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The moment.
    pub at: Timestamp,
    /// The day.
    pub day: Date,
}

/// Counts what a new edition instead of an old one would do to consents.
pub fn effect<'c>(consents: impl IntoIterator<Item = &'c StandingConsent>, old: &Edition, new: &Edition, now: Now) -> ConsentEffect {
    let mut effect = ConsentEffect::default();
    for consent in consents {
        let Some(before) = open_until(consent, old, now) else { continue };
        effect.open += 1;
        match open_until(consent, new, now) {
            None => effect.open_nothing += 1,
            Some(after) if after < before => effect.end_earlier += 1,
            Some(_) => {}
        }
    }
    effect
}

/// Until when a consent opens something by an edition; none when it opens nothing.
fn open_until(consent: &StandingConsent, edition: &Edition, now: Now) -> Option<Timestamp> {
    let grant = &consent.grant;
    let days = edition.consent_days(&grant.text.id)?;
    let by_text = grant.valid_from.checked_add(SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(Timestamp::MAX);
    let until = by_text.min(grant.valid_until);
    let opens = grant.asked == AskedWhere::OutOfEarshot && edition.rules().iter().any(|rule| opens(rule, consent, edition, now.day));
    (opens && until > now.at).then_some(until)
}

/// Whether a rule carries some category of the consent by it. What other persons' secrecy asks for is not counted.
fn opens(rule: &Rule, consent: &StandingConsent, edition: &Edition, day: Date) -> bool {
    let grant = &consent.grant;
    let Some(direction) = consent.direction else { return false };
    let carries = |opening: &Opening| {
        let given = |role: &SubjectRole| rule.giver.unwrap_or(*role) == grant.giver.role;
        let carried = |category: &Category| grant.categories.contains(category);
        opening.is_for(direction) && opening.roles.iter().any(given) && opening.categories.iter().any(carried)
    };
    rule.kind == RuleKind::Consent
        && edition.is_on(rule)
        && rule.is_in_force(day)
        && rule.directions.contains(&direction)
        && rule.purposes.contains(&grant.purpose)
        && rule.opens.iter().any(carries)
}

#[cfg(test)]
#[path = "consent_effect_test.rs"]
mod tests;
