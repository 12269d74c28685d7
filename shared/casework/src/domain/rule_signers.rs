//! Those whose approvals of editions count here, each until a last day.

use envelope::PinnedApprover;
use jiff::civil::Date;
use wire::Envelope;

/// Somebody whose approvals count.
#[derive(Debug, Clone)]
pub(crate) struct RuleSigner {
    pub(crate) pinned: PinnedApprover,
    /// Last day on which an edition could come into force by this person's approval; none while the person is a signer.
    pub(crate) until: Option<Date>,
}

/// All of them, those who have left too: what came into force by their approvals goes on being believed.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleSigners(Vec<RuleSigner>);

impl RuleSigners {
    pub(crate) const fn new(signers: Vec<RuleSigner>) -> Self {
        Self(signers)
    }

    /// Those whose approvals count for an edition that came into force on this day.
    pub(crate) fn on(&self, day: Date) -> Vec<PinnedApprover> {
        let counts = |signer: &&RuleSigner| signer.until.is_none_or(|until| day <= until);
        self.0.iter().filter(counts).map(|signer| signer.pinned.clone()).collect()
    }

    /// Whether one of these approvals does not count on this day for its key alone: it is in no row, or its last day was before.
    pub(crate) fn leave_out_one_of(&self, approvals: &[Envelope], day: Date) -> bool {
        let counting = self.on(day);
        let counts = |approval: &Envelope| counting.iter().any(|pinned| *pinned.key.id() == approval.key_id);
        !approvals.iter().all(counts)
    }
}

#[cfg(test)]
mod tests {
    use envelope::{ApproverKey, VerifyingKey};
    use wire::SignerRole;

    use super::*;

    fn signer(person: &str, until: Option<&str>) -> RuleSigner {
        let key = VerifyingKey::from_bytes(ApproverKey::from_seed(&[7; 32]).public()).unwrap();
        let pinned = PinnedApprover { person: person.to_owned(), role: SignerRole::Lawyer, key };
        RuleSigner { pinned, until: until.map(|day| day.parse().unwrap()) }
    }

    #[test]
    fn who_has_left_counts_through_the_last_day() {
        let signers = RuleSigners::new(vec![signer("Kim Ek", Some("2026-12-01")), signer("Bo Al", None)]);
        let on = |day: &str| signers.on(day.parse().unwrap()).into_iter().map(|one| one.person).collect::<Vec<_>>();
        assert_eq!(on("2026-12-01"), ["Kim Ek", "Bo Al"]);
        assert_eq!(on("2026-12-02"), ["Bo Al"]);
    }
}
