//! What people answer to a handover that came: signed, stored and put in the outbox together with the state.

use jiff::Timestamp;
use protocol::handover::{HandoverEvent, Refused};
use store::{Conn, Id};
use wire::{DeclineReason, HandoverId, MessageKind, Receipt, ReceiptId, ReceiptState, StaffRef, UnitId};

use crate::{
    Casework,
    db::{
        channel_numbers,
        handovers::{self, Handover},
        receipts::{self, SignedReceipt},
    },
    domain::{Staff, Way},
    error::AnswerProblem,
    exchange::Outgoing,
    flow::enqueue_outgoing,
};

impl Casework {
    /// “I own it.” The same person's second press changes nothing.
    ///
    /// # Errors
    /// [`AnswerProblem::WrongState`] when somebody has declined or redirected it; see [`AnswerProblem`].
    pub fn acknowledge(&self, conn: &mut Conn, id: HandoverId, staff: &Staff, now: Timestamp) -> Result<Handover, AnswerProblem> {
        self.answer(conn, id, ReceiptState::Acknowledged { role: staff.role }, staff, now)
    }

    /// A unit takes it over, after it was acknowledged.
    ///
    /// # Errors
    /// As [`Casework::acknowledge`].
    pub fn take_over(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        unit: &UnitId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Handover, AnswerProblem> {
        self.answer(conn, id, ReceiptState::TakenOver { unit: unit.clone() }, staff, now)
    }

    /// Not for us, with a reason from the list.
    ///
    /// # Errors
    /// As [`Casework::acknowledge`].
    pub fn decline(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        reason: DeclineReason,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Handover, AnswerProblem> {
        self.answer(conn, id, ReceiptState::Declined { reason }, staff, now)
    }

    /// It belongs to another unit; the sender sends anew.
    ///
    /// # Errors
    /// As [`Casework::acknowledge`].
    pub fn redirect(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        unit: &UnitId,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Handover, AnswerProblem> {
        self.answer(conn, id, ReceiptState::Redirected { unit: unit.clone() }, staff, now)
    }

    fn answer(
        &self,
        conn: &mut Conn,
        id: HandoverId,
        outcome: ReceiptState,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Handover, AnswerProblem> {
        let found = handovers::find_for_change(conn, id)?.filter(|handover| handover.way == Way::Received);
        let mut handover = found.ok_or(AnswerProblem::NotFound)?;
        match self.advance_handover(conn, &mut handover, &HandoverEvent::Receipt(outcome.clone()), None, now)? {
            Ok(true) => {
                let name = self.staff_name(handover.case, &staff.reference)?;
                self.sign_receipt(conn, id, outcome, Some(name), now)?;
            }
            Ok(false) => {}
            Err(Refused::TooEarly | Refused::TooLate | Refused::Conflict | Refused::PastItsTime) => {
                return Err(AnswerProblem::WrongState(handover.state));
            }
        }
        Ok(handover)
    }

    /// Signs a receipt and puts it in the outbox, once for each state of a handover.
    pub(crate) fn sign_receipt(
        &self,
        conn: &mut Conn,
        handover: HandoverId,
        outcome: ReceiptState,
        staff: Option<StaffRef>,
        now: Timestamp,
    ) -> Result<(), AnswerProblem> {
        let state = outcome.code();
        let id = ReceiptId(Id::generate(now).into());
        let from = self.0.config.id.clone();
        // What a machine took in says under which number it came: the sender sees whether the broker told both the same.
        let sequence = match outcome {
            ReceiptState::Received => channel_numbers::of_handover(conn, Way::Received, handover)?,
            _ => None,
        };
        let receipt = Receipt { id, handover, from: from.clone(), outcome, sequence, at: now, staff };
        let signed_receipt = self.signed(MessageKind::Receipt, &receipt)?;
        let row = SignedReceipt { id, handover, from, state, signed_receipt, at: now };
        if receipts::insert(conn, &row)? {
            enqueue_outgoing(self, conn, Outgoing::Receipt(id), now)?;
        }
        Ok(())
    }
}
