//! The reason a field stays: of what lacks, the one most worth telling the sender.

use wire::{ConsentGrant, FactCode, Subject, SubjectRole};

use super::{Case, consents::obstacle, field::Field, judge::Lacking};
use crate::{
    Reason,
    edition::table::{Cell, Entry},
};

impl<'e> Case<'e> {
    /// The reason, for the first role that is not covered.
    pub(super) fn why(&self, field: &Field<'_>, lacking: &Lacking) -> Reason {
        let cell = self.judge.rules.cell(field.category, lacking.role);
        let any = |entries: &'e [Entry]| self.judge.open(entries).next();
        if self.waits_for_lead(field, cell) {
            Reason::LeadHasNotCleared
        } else if self.any_lacks(cell.harm_tests(), FactCode::HarmTestPassed) {
            Reason::HarmTestMissing
        } else if let Some(giver) = any(cell.consents()).and_then(|entry| entry.giver) {
            self.why_no_consent(field, giver)
        } else if lacking.role == Some(SubjectRole::Child) && self.any_lacks(cell.duties(), FactCode::ConcernForChild) {
            Reason::ConcernNotJudged
        } else if any(cell.permissions()).is_some() {
            Reason::NamedPersonMustDecide
        } else if any(cell.beside()).is_some() {
            Reason::OutsideHub
        } else if cell.is_empty() {
            Reason::NoRule
        } else {
            Reason::OtherPurpose
        }
    }

    /// Whether anything but a duty waits for the lead.
    fn waits_for_lead(&self, field: &Field<'_>, cell: Cell<'e>) -> bool {
        let all_but_duties = [cell.nevers(), cell.others(), cell.beside()];
        self.judge.rules.gated.contains(field.category)
            && all_but_duties.into_iter().any(|entries| self.any_lacks(entries, FactCode::LeadHasCleared))
    }

    fn any_lacks(&self, entries: &'e [Entry], fact: FactCode) -> bool {
        self.judge.open(entries).any(|entry| self.judge.lacks(entry).contains(fact))
    }

    /// What is wrong with the consent that comes nearest; where there is a good one the rule lacks an answer.
    fn why_no_consent(&self, field: &Field<'_>, giver: SubjectRole) -> Reason {
        if field.is_consented(giver, &self.judge.persons) {
            return Reason::QuestionNotAnswered;
        }
        let asked = |person: Subject| person.role == giver && field.person(giver).is_none_or(|id| id == person.id);
        let referred = |grant: &&ConsentGrant| self.outline.consents.contains(&grant.id) && asked(grant.giver);
        let nearest = self.grants.iter().filter(referred).map(|grant| self.fault(grant, field)).max_by_key(|reason| nearness(*reason));
        nearest.unwrap_or(Reason::ConsentMissing)
    }

    fn fault(&self, grant: &ConsentGrant, field: &Field<'_>) -> Reason {
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
