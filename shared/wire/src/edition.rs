//! Editions of the rule book on their way: what approvers sign, and what the broker tells of the one that is active.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Bytes32, EditionId, EditionRef, Envelope, LogEvidence};

impl EditionId {
    /// Whether this id comes after another: by its day, then by its number, `2027-01-01.10` after `2027-01-01.9`. An
    /// edition is activated only after all that were before.
    pub fn sorts_after(&self, other: &Self) -> bool {
        fn place(id: &EditionId) -> (&str, u64, &str) {
            let (day, number) = id.as_str().split_once('.').unwrap_or((id.as_str(), "0"));
            (day, number.parse().unwrap_or_default(), id.as_str())
        }
        place(self) > place(other)
    }
}

codes!(
    /// What somebody who approves editions answers for. One of the two must be a lawyer.
    SignerRole, "role of an approver" {
        /// Answers for the law.
        Lawyer = "lawyer",
        /// Answers for the words and the cases.
        RuleEditor = "rule_editor",
    }
);

/// What an approver signs: these very bytes, these very cases, instead of that edition, from that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionApproval {
    /// The edition that is approved.
    pub edition: EditionRef,
    /// The edition it was compared with and takes the place of.
    pub replaces: EditionRef,
    /// SHA-256 of the lawyers' cases that it passes.
    pub cases: Bytes32,
    /// First Swedish day it may be active.
    pub takes_effect: Date,
    /// When it was signed, by the approver's own clock.
    pub signed_at: Timestamp,
}

impl EditionApproval {
    /// Whether another approval is of the same act: everything but the moment of signing.
    pub fn is_same_act(&self, other: &Self) -> bool {
        self.edition == other.edition
            && self.replaces == other.replaces
            && self.cases == other.cases
            && self.takes_effect == other.takes_effect
    }
}

/// The active edition as the broker tells it. Nothing of it is believed unchecked: bytes by the hash, the hash by the
/// approvers' signatures, the activation by the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActiveEdition {
    /// Id and hash.
    pub edition: EditionRef,
    /// Where its activation is in the log.
    pub log_index: u64,
    /// The exact text of the file.
    pub file: String,
    /// The approvers' signed [`EditionApproval`]s; none for the edition the hub began with.
    pub approvals: Vec<Envelope>,
    /// Proof that the activation is in the log; none while no head of the log holds it.
    pub logged: Option<LogEvidence>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn approval() -> EditionApproval {
        let edition = |id: &str, byte| EditionRef { id: id.parse().unwrap(), hash: Bytes32([byte; 32]) };
        EditionApproval {
            edition: edition("2027-01-01.1", 1),
            replaces: edition("2026-11-28.1", 2),
            cases: Bytes32([3; 32]),
            takes_effect: "2027-01-01".parse().unwrap(),
            signed_at: "2026-12-01T09:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn the_moment_of_signing_is_no_part_of_the_act_and_everything_else_is() {
        let one = approval();
        let later = EditionApproval { signed_at: "2026-12-02T09:00:00Z".parse().unwrap(), ..one.clone() };
        assert!(one.is_same_act(&later));
        let changed = [
            EditionApproval { edition: one.replaces.clone(), ..one.clone() },
            EditionApproval { replaces: one.edition.clone(), ..one.clone() },
            EditionApproval { cases: Bytes32([9; 32]), ..one.clone() },
            EditionApproval { takes_effect: "2027-01-02".parse().unwrap(), ..one.clone() },
        ];
        assert!(changed.iter().all(|other| !one.is_same_act(other)));
    }

    #[test]
    fn ids_follow_by_day_and_then_by_number() {
        let id = |text: &str| text.parse::<EditionId>().unwrap();
        for (later, earlier) in [
            ("2027-01-01.1", "2026-11-28.9"),
            ("2027-01-01.2", "2027-01-01.1"),
            ("2027-01-01.10", "2027-01-01.9"),
            ("2027-01-01.1", "2027-01-01"),
        ] {
            assert!(id(later).sorts_after(&id(earlier)) && !id(earlier).sorts_after(&id(later)), "{later} {earlier}");
        }
        assert!(!id("2027-01-01.1").sorts_after(&id("2027-01-01.1")));
    }

    #[test]
    fn an_approval_has_one_spelling() {
        let bytes = crate::canonical::to_bytes(&approval()).unwrap();
        assert_eq!(crate::canonical::from_bytes::<EditionApproval>(&bytes).unwrap(), approval());
        assert!(String::from_utf8(bytes).unwrap().contains("\"takes_effect\":\"2027-01-01\""));
    }
}
