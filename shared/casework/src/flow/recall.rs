//! Taking back what nobody has fetched yet.

use jiff::Timestamp;
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
    /// come to another end; those of the database.
    pub fn recall(&self, conn: &mut Conn, id: HandoverId, staff: &Staff, now: Timestamp) -> Result<Handover, AnswerProblem> {
        let found = handovers::find(conn, id)?.filter(|handover| handover.way == Way::Sent);
        let handover = found.ok_or(AnswerProblem::NotFound)?;
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
    /// is taken back in the same transaction. The broker is told, for it may have the old one without our knowing.
    pub(super) fn give_up_undelivered(
        &self,
        conn: &mut Conn,
        case: &Case,
        sent: &[SentHandover],
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), CaseError> {
        let all = handovers::of_case(conn, case.id)?;
        let is_new = |handover: &&Handover| sent.iter().any(|new| new.id == handover.id);
        let replaced = |old: &Handover| {
            let carries = |new: &Handover| new.to == old.to && old.categories.iter().all(|category| new.categories.contains(category));
            all.iter().filter(is_new).any(carries)
        };
        let undelivered = all.iter().filter(|old| old.way == Way::Sent && old.state == HandoverStateCode::Undelivered);
        undelivered.filter(|old| replaced(old)).try_for_each(|old| self.take_back_handover(conn, old, staff, now))
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
