//! Editions of the rule book come into force here.

use std::sync::Arc;

use rulebook::{Edition, Moment};
use wire::{EditionId, NoticeKind, ProblemCode};

use super::Desk;
use crate::domain::{
    approval::Standing,
    edition::{ActiveEdition, Founding},
    entry,
    operation::{Judged, Outcome},
    proposal::{Lapse, ProposalState, Turn},
};

/// An edition that came into force.
#[derive(Clone)]
pub enum Activated {
    /// The one the hub begins with: nobody has approved it, every program ships it.
    Founding(Founding),
    /// One that two persons have approved.
    Approved(ActiveEdition),
}

impl Activated {
    /// The edition.
    pub const fn edition(&self) -> &ActiveEdition {
        match self {
            Self::Founding(founding) => &founding.edition,
            Self::Approved(edition) => edition,
        }
    }
}

impl Desk<'_> {
    /// The first edition, where there is none.
    pub(super) fn found(&mut self, founding: &Founding) -> Judged {
        if self.edition.is_some() {
            return Ok(Outcome::Done);
        }
        let log_index = self.put_in_force(&founding.edition)?;
        let edition = ActiveEdition { log_index, ..founding.edition.clone() };
        self.done.activated.push(Activated::Founding(Founding { edition, ..founding.clone() }));
        Ok(Outcome::Logged(log_index))
    }

    /// An approved one, when its day has come and its approvals still hold. Asked again it changes nothing.
    pub(super) fn activate(&mut self, id: &EditionId) -> Judged {
        let active = self.edition.clone().ok_or(ProblemCode::RulebookChanged)?;
        let held = self.laid.proposals.get(id).ok_or(ProblemCode::NotFound)?;
        let pinned = self.rules.signers.pinned();
        let today = Moment::in_sweden(self.now).date();
        match held.value.turn(&Standing { active: &active.reference, today, pinned: &pinned }) {
            Turn::Wait => Ok(Outcome::Done),
            Turn::Activate => self.activate_approved(id),
            Turn::Reopen(lapse) => {
                self.reopen(id, lapse);
                Ok(Outcome::Done)
            }
        }
    }

    fn activate_approved(&mut self, id: &EditionId) -> Judged {
        let proposal = &self.laid.proposals[id].value;
        // It was read when it was proposed: what can't be read now was proposed to a newer program.
        let rules = Edition::parse(&proposal.file).map_err(|_| ProblemCode::WrongState)?;
        let edition =
            ActiveEdition { reference: proposal.reference.clone(), file: proposal.file.clone(), rules: Arc::new(rules), log_index: 0 };
        let log_index = self.put_in_force(&edition)?;
        if let Some(held) = self.laid.proposals.get_mut(id) {
            held.touch().state = ProposalState::Active;
        }
        self.done.activated.push(Activated::Approved(ActiveEdition { log_index, ..edition }));
        Ok(Outcome::Logged(log_index))
    }

    fn reopen(&mut self, id: &EditionId, lapse: Lapse) {
        if let Some(held) = self.laid.proposals.get_mut(id) {
            held.touch().reopen();
            self.done.lapsed.push((id.clone(), lapse));
        }
    }

    /// Entry, notices, and the edition that whatever comes after on this desk is judged by.
    fn put_in_force(&mut self, edition: &ActiveEdition) -> Result<u64, crate::domain::Refusal> {
        let entry = entry::edition(&edition.reference, &self.rules.broker, self.now)?;
        let log_index = self.log.append(&entry);
        self.edition = Some(ActiveEdition { log_index, ..edition.clone() });
        self.tell_all(NoticeKind::RulebookChanged);
        Ok(log_index)
    }
}
