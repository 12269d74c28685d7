//! The reason a field stays: of what lacks, the one most worth telling the sender.

use wire::{ConsentGrant, FactCode, Subject, SubjectRole};

use super::{
    Case,
    judge::{Field, otherwise},
    situation::obstacle,
};
use crate::{Reason, RuleKind, edition::table::Entry};

/// What stands open for a role and what it lacks.
#[derive(Default)]
struct Summary<'e> {
    waits: bool,
    lacks_harm_test: bool,
    lacks_concern: bool,
    consent: Option<&'e Entry>,
    permission: bool,
    outside: bool,
}

impl Case<'_> {
    /// The first role that nothing but a duty could cover; none also for what is about nobody.
    pub(super) fn uncovered(&self, field: Field) -> Option<SubjectRole> {
        let covered = |role: Option<SubjectRole>| otherwise(self.edition, self.situation.view(), field, role).is_some();
        field.roles().find(|role| !covered(*role)).flatten()
    }

    /// The reason for that role.
    pub(super) fn why(&self, field: Field, role: Option<SubjectRole>) -> Reason {
        let open = self.summary(field, role);
        if open.waits && self.edition.lead_clears().contains(field.category) {
            Reason::LeadHasNotCleared
        } else if open.lacks_harm_test {
            Reason::HarmTestMissing
        } else if let Some(consent) = open.consent {
            self.why_no_consent(field, role, consent)
        } else if open.lacks_concern && role == Some(SubjectRole::Child) {
            Reason::ConcernNotJudged
        } else if open.permission {
            Reason::NamedPersonMustDecide
        } else if open.outside {
            Reason::OutsideHub
        } else if self
            .edition
            .table()
            .cell(self.situation.direction, field.category, role)
            .iter()
            .any(|entry| entry.is_in_force(self.situation.date))
        {
            Reason::OtherPurpose
        } else {
            Reason::NoRule
        }
    }

    /// What the rules that are open for a role lack, in one pass.
    fn summary(&self, field: Field, role: Option<SubjectRole>) -> Summary<'_> {
        let mut open = Summary::default();
        for entry in self.open_in(field, role) {
            open.waits |= entry.kind != RuleKind::Duty && self.lacks(entry, FactCode::LeadHasCleared);
            match entry.kind {
                RuleKind::HarmTest => open.lacks_harm_test |= self.lacks(entry, FactCode::HarmTestPassed),
                RuleKind::Duty => open.lacks_concern |= self.lacks(entry, FactCode::ConcernForChild),
                RuleKind::Consent => open.consent = open.consent.or(Some(entry)),
                RuleKind::PermissionManual => open.permission = true,
                RuleKind::OutsideHub => open.outside = true,
                RuleKind::Never | RuleKind::StateOnly => (),
            }
        }
        open
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
