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
        let view = self.situation.view();
        let covered = |role: &Option<SubjectRole>| cover(self.edition, view, field, *role, is_no_duty).is_some();
        let role = field.roles().find(|role| !covered(role)).flatten();
        let cell = self.edition.table().cell(self.situation.direction, field.category, role);
        let open = || cell.iter().filter(|entry| is_open(entry, view));
        let has = |kind: RuleKind| open().any(|entry| entry.kind == kind);
        let lacks = |kind: RuleKind, fact: FactCode| open().any(|entry| entry.kind == kind && self.lacks(entry, fact));
        let waits = |entry: &Entry| entry.kind != RuleKind::Duty && self.lacks(entry, FactCode::LeadHasCleared);
        if self.edition.lead_clears().contains(field.category) && open().any(waits) {
            Reason::LeadHasNotCleared
        } else if lacks(RuleKind::HarmTest, FactCode::HarmTestPassed) {
            Reason::HarmTestMissing
        } else if let Some(consent) = open().find(|entry| entry.kind == RuleKind::Consent) {
            self.why_no_consent(field, role, consent)
        } else if lacks(RuleKind::Duty, FactCode::ConcernForChild) && role == Some(SubjectRole::Child) {
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

    /// What is wrong with the consent that comes nearest; where there is a good one the rule lacks an answer.
    fn why_no_consent(&self, field: Field, role: Option<SubjectRole>, entry: &Entry) -> Reason {
        let Some(role) = entry.giver.or(role) else { return Reason::ConsentMissing };
        if self.situation.view().is_consented(field.category, role, field.person(role)) {
            return Reason::QuestionNotAnswered;
        }
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
