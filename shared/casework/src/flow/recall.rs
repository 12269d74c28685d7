//! Taking back what nobody has fetched yet.

use jiff::Timestamp;
use protocol::Basis;
use store::{Conn, queue};
use wire::{HandoverId, MessageKind, Recall};

use super::SentHandover;
use crate::{
    Casework,
    db::{
        cases::Case,
        handovers::{self, Handover},
        recalls,
    },
    domain::{HandoverStateCode, Staff, Way},
    error::{AnswerProblem, CaseError},
    exchange::{OUTBOX, Outgoing},
    flow::{enqueue_outgoing, outbox_key},
};

impl Casework {
    /// Asks that a handover be taken back. Whether that or the fetch was first is told by the broker's log: until then
    /// the state stays, and [`recalls::find`] says that it was asked. What has not left yet never leaves. Asked twice it
    /// is asked once.
    ///
    /// # Errors
    /// [`AnswerProblem::NotFound`] unless it was sent from here, [`AnswerProblem::WrongState`] once it was fetched or has
    /// come to another end; [`AnswerProblem::Duty`] for what a duty sends: it is corrected, never taken back; those of the
    /// database.
    pub fn recall(&self, conn: &mut Conn, id: HandoverId, staff: &Staff, now: Timestamp) -> Result<Handover, AnswerProblem> {
        let found = handovers::find(conn, id)?.filter(|handover| handover.way == Way::Sent);
        let handover = found.ok_or(AnswerProblem::NotFound)?;
        if handover.basis == Basis::Duty {
            return Err(AnswerProblem::Duty);
        }
        match handover.state {
            HandoverStateCode::Recalled => {}
            HandoverStateCode::Offered | HandoverStateCode::Released | HandoverStateCode::Undelivered => {
                self.take_back_handover(conn, &handover, staff, now)?;
            }
            state => return Err(AnswerProblem::WrongState(state)),
        }
        Ok(handover)
    }

    /// What could not be delivered and is sent anew must not come as well, should somebody let the old one go again: it
    /// is taken back in the same transaction. The broker is told, for it may have the old one without our knowing. Only
    /// what comes whole in one new handover is given up: another event of the same categories is no substitute.
    pub(super) fn give_up_undelivered(
        &self,
        conn: &mut Conn,
        case: &Case,
        sent: &[SentHandover],
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), AnswerProblem> {
        let all = handovers::of_case(conn, case.id)?;
        let (new, earlier): (Vec<_>, Vec<_>) = all.into_iter().partition(|handover| sent.iter().any(|new| new.id == handover.id));
        for old in earlier.iter().filter(|old| old.way == Way::Sent && old.state == HandoverStateCode::Undelivered) {
            if self.comes_whole(conn, old, &new)? {
                self.take_back_handover(conn, old, staff, now)?;
            }
        }
        Ok(())
    }

    /// Whether one of the new handovers carries everything of the old one: the same values about the same persons, to the
    /// same unit, on the same ground and for the same end.
    fn comes_whole(&self, conn: &mut Conn, old: &Handover, new: &[Handover]) -> Result<bool, AnswerProblem> {
        let alike = |new: &&Handover| (&new.to, new.basis, new.purpose, new.answers) == (&old.to, old.basis, old.purpose, old.answers);
        let candidates: Vec<&Handover> = new.iter().filter(alike).collect();
        if candidates.is_empty() {
            return Ok(false);
        }
        let fields = self.read_fields(conn, old, |_| true)?;
        for candidate in candidates {
            let again = self.read_fields(conn, candidate, |_| true)?;
            if fields.iter().all(|field| again.iter().any(|one| one.subject == field.subject && one.value == field.value)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn take_back_handover(&self, conn: &mut Conn, handover: &Handover, staff: &Staff, now: Timestamp) -> Result<(), CaseError> {
        let recall = Recall { handover: handover.id, from: self.0.config.id.clone(), at: now };
        let signed = self.signed(MessageKind::Recall, &recall)?;
        if !recalls::insert(conn, handover.id, &signed, &staff.reference, now)? {
            return Ok(());
        }
        if handover.state == HandoverStateCode::Undelivered {
            // Parked: nobody lets it go again.
            queue::drop_message(conn, OUTBOX, &outbox_key(Outgoing::Offer(handover.id)), now)?;
        }
        // Crash after the commit: the outbox has it, and no offer that was taken back is posted while it is asked.
        enqueue_outgoing(self, conn, Outgoing::Recall(handover.id), now)?;
        Ok(())
    }
}
