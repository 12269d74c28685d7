//! Whose approvals of editions count here: the keys were compared by hand.

use std::collections::BTreeSet;

use envelope::{PinnedApprover, VerifyingKey};
use jiff::civil::Date;
use serde::Deserialize;
use wire::{Bytes32, SignerRole};

use super::ConfigProblem;
use crate::domain::{RuleSigner, RuleSigners};

/// Longest name of a person.
const PERSON_CHARACTERS_MAX: usize = 80;
/// Persons who must sign an edition; fewer than so many pinned could never be enough.
const PERSONS_MIN: usize = 2;

/// Somebody whose approvals of editions count here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSignerConfig {
    /// Who: two keys of one person are one approval.
    pub person: String,
    /// `lawyer` or `rule_editor`.
    pub role: SignerRole,
    /// Public half (Ed25519) of the person's key.
    pub public: Bytes32,
    /// Last day (Swedish) on which an edition could come into force by this person's approval; none while the person is a
    /// signer. Who leaves gets a last day and stays in the list: what came into force by then is believed as before.
    #[serde(default)]
    pub until: Option<Date>,
}

/// The pins as signatures are checked by them. None at all is allowed: then no edition is taken but one that the program
/// ships with.
///
/// # Errors
/// [`ConfigProblem::RuleSigner`], [`ConfigProblem::RuleSignerTwice`] and [`ConfigProblem::RuleSignersTooFew`].
pub(crate) fn pinned(signers: &[RuleSignerConfig]) -> Result<RuleSigners, ConfigProblem> {
    let pinned = signers.iter().map(pin).collect::<Result<Vec<_>, _>>()?;
    let mut keys = BTreeSet::new();
    // One key under two names would be two persons with one signature.
    if let Some(twice) = pinned.iter().map(|signer| &signer.pinned).find(|signer| !keys.insert(signer.key.public().0)) {
        return Err(ConfigProblem::RuleSignerTwice(twice.person.clone()));
    }
    let persons: BTreeSet<&str> = pinned.iter().map(|signer| signer.pinned.person.as_str()).collect();
    let lawyer = pinned.iter().any(|signer| signer.pinned.role == SignerRole::Lawyer);
    if !pinned.is_empty() && (persons.len() < PERSONS_MIN || !lawyer) {
        return Err(ConfigProblem::RuleSignersTooFew);
    }
    Ok(RuleSigners::new(pinned))
}

fn pin(signer: &RuleSignerConfig) -> Result<RuleSigner, ConfigProblem> {
    let person = signer.person.trim().to_owned();
    let named = (1..=PERSON_CHARACTERS_MAX).contains(&person.chars().count());
    let key = VerifyingKey::from_bytes(signer.public).ok().filter(|_| named);
    let key = key.ok_or_else(|| ConfigProblem::RuleSigner(person.chars().take(PERSON_CHARACTERS_MAX).collect()))?;
    Ok(RuleSigner { pinned: PinnedApprover { person, role: signer.role, key }, until: signer.until })
}

#[cfg(test)]
mod tests {
    use envelope::ApproverKey;

    use super::*;

    fn signer(person: &str, role: SignerRole, seed: u8) -> RuleSignerConfig {
        RuleSignerConfig { person: person.to_owned(), role, public: ApproverKey::from_seed(&[seed; 32]).public(), until: None }
    }

    fn lawyer() -> RuleSignerConfig {
        signer("Kim Ek", SignerRole::Lawyer, 1)
    }

    fn editor() -> RuleSignerConfig {
        signer("Robin Ask", SignerRole::RuleEditor, 2)
    }

    #[test]
    fn nobody_or_two_persons_with_a_lawyer_can_be_pinned() {
        let day = "2026-12-01".parse().unwrap();
        assert!(pinned(&[]).unwrap().on(day).is_empty());
        assert_eq!(pinned(&[lawyer(), editor()]).unwrap().on(day).len(), 2);
    }

    #[test]
    fn pins_that_could_never_be_enough_are_refused() {
        let two_keys_of_one = [lawyer(), signer("Kim Ek", SignerRole::Lawyer, 3)];
        let no_lawyer = [editor(), signer("Sam Lind", SignerRole::RuleEditor, 4)];
        for few in [&[lawyer()][..], &two_keys_of_one, &no_lawyer] {
            assert_eq!(pinned(few).unwrap_err(), ConfigProblem::RuleSignersTooFew);
        }
    }

    #[test]
    fn one_key_is_one_person() {
        let same_key = [lawyer(), signer("Robin Ask", SignerRole::RuleEditor, 1)];
        assert_eq!(pinned(&same_key).unwrap_err(), ConfigProblem::RuleSignerTwice("Robin Ask".to_owned()));
    }

    #[test]
    fn a_signer_has_a_name_and_a_key_that_is_one() {
        let nameless = [signer("  ", SignerRole::Lawyer, 1), editor()];
        assert!(matches!(pinned(&nameless), Err(ConfigProblem::RuleSigner(_))));
        // A point of small order would accept anything.
        let weak = [RuleSignerConfig { public: Bytes32([0; 32]), ..lawyer() }, editor()];
        assert!(matches!(pinned(&weak), Err(ConfigProblem::RuleSigner(person)) if person == "Kim Ek"));
    }
}
