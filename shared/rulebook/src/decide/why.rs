//! The reason a field stays: of what lacks, the one most worth telling the sender.

use wire::{ConsentGrant, FactCode, Subject, SubjectRole};

use super::{
    Case,
    judge::{Field, cover, is_no_duty, is_open},
    situation::obstacle,
};
use crate::{Reason, RuleKind, edition::table::Entry};

impl Case<'_> {
    /// The reason for the first role that is not covered.
    pub(super) fn why(&self, field: Field) -> Reason {
        let covered = |role: &Option<SubjectRole>| cover(self.edition, &self.situation, field, *role, is_no_duty).is_some();
        let role = field.roles().find(|role| !covered(role)).flatten();
        let cell = self.edition.table().cell(self.situation.direction, field.category, role);
        let open: Vec<&Entry> = cell.iter().filter(|entry| is_open(entry, &self.situation)).collect();
        let has = |kind: RuleKind| open.iter().any(|entry| entry.kind == kind);
        let lacks_lead = |entry: &&Entry| entry.kind != RuleKind::Duty && self.lacks(entry, FactCode::LeadHasCleared);
        let gated = self.edition.lead_clears().contains(field.category) && open.iter().any(lacks_lead);
        if gated {
            Reason::LeadHasNotCleared
        } else if has(RuleKind::HarmTest) {
            Reason::HarmTestMissing
        } else if has(RuleKind::Consent) {
            self.why_no_consent(field, role)
        } else if has(RuleKind::Duty) && role == Some(SubjectRole::Child) {
            Reason::ConcernNotJudged
        } else if has(RuleKind::PermissionManual) {
            Reason::NamedPersonMustDecide
        } else if has(RuleKind::OutsideHub) {
            Reason::OutsideHub
        } else if cell.iter().any(|entry| entry.is_in_force(self.situation.date)) {
            Reason::OtherPurpose
        } else {
            Reason::NoRule
        }
    }

    fn lacks(&self, entry: &Entry, fact: FactCode) -> bool {
        entry.needs.contains(fact) && !self.situation.facts.contains(fact)
    }

    /// What is wrong with the consent that comes nearest.
    fn why_no_consent(&self, field: Field, role: Option<SubjectRole>) -> Reason {
        let Some(role) = role else { return Reason::ConsentMissing };
        let asked = |giver: Subject| giver.role == role && field.person(role).is_none_or(|id| id == giver.id);
        let referred = |grant: &&ConsentGrant| self.outline.consents.contains(&grant.id) && asked(grant.giver);
        let nearest = self.grants.iter().filter(referred).map(|grant| self.fault(grant, field)).max_by_key(|reason| nearness(*reason));
        nearest.unwrap_or(Reason::ConsentMissing)
    }

    fn fault(&self, grant: &ConsentGrant, field: Field) -> Reason {
        if !grant.categories.contains(&field.category) {
            return Reason::ConsentNotForThis;
        }
        obstacle(self.outline, grant, self.edition, self.at.now()).unwrap_or(Reason::ConsentMissing)
    }
}

/// How near a faulty consent is to a good one; `ConsentMissing` comes from another person's good one.
fn nearness(reason: Reason) -> u8 {
    match reason {
        Reason::ConsentPreliminary => 6,
        Reason::ConsentNotYet => 5,
        Reason::ConsentExpired => 4,
        Reason::ConsentOtherPurpose => 3,
        Reason::ConsentOtherRecipient => 2,
        Reason::ConsentNotForThis => 1,
        _ => 0,
    }
}
