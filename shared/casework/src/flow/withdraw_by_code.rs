//! A consent ends by the code of its contact card.

use jiff::{SignedDuration, Timestamp};
use store::{Conn, Id};
use wire::{CardCode, CodeWithdrawal, ConsentId, MessageKind, Subject, WithdrawalChannel, WithdrawnConsent};

use super::{
    enqueue_outgoing, random_bytes,
    record_consent::in_force,
    withdraw_consent::{Heard, tombstone},
};
use crate::{
    Casework,
    db::{
        code_tries,
        consents::{self, ConsentRecord},
        tombstones,
    },
    domain::{ConsentState, Staff},
    error::{CaseError, CodeProblem},
    exchange::Outgoing,
};

/// Codes that one member of staff may type during [`COUNTED`].
pub const TRIES_MAX: u64 = 10;
/// The time that they are counted over.
const COUNTED: SignedDuration = SignedDuration::from_hours(1);

impl Casework {
    /// A fresh code for a card. Show it once: what is kept is its hash alone.
    ///
    /// # Errors
    /// A fault when the operating system gives no random bytes.
    pub fn draw_card_code(&self) -> Result<CardCode, CaseError> {
        Ok(CardCode::from_random(random_bytes()?))
    }

    /// Ends the consent that this code belongs to: at once when it was asked for here, and else the broker is told, which
    /// knows it or not. The caller learns nothing of which. That it was typed is kept with who and when, without the code.
    ///
    /// # Errors
    /// [`CodeProblem::TooMany`] when this person has typed too many lately; those of the database.
    pub fn withdraw_by_code(&self, conn: &mut Conn, code: &CardCode, staff: &Staff, now: Timestamp) -> Result<(), CodeProblem> {
        if code_tries::count_after(conn, &staff.reference, now - COUNTED)? >= TRIES_MAX {
            return Err(CodeProblem::TooMany);
        }
        if let Some(own) = consents::with_card(conn, code.hash())? {
            code_tries::insert(conn, staff, None, now)?;
            return Ok(self.withdraw_own(conn, own, staff, now)?);
        }
        let withdrawal = CodeWithdrawal { card_code_hash: code.hash(), heard_by: self.0.config.id.clone(), heard_at: now };
        let signed = self.signed(MessageKind::CodeWithdrawal, &withdrawal)?;
        let id = code_tries::insert(conn, staff, Some(signed), now)?;
        Ok(enqueue_outgoing(self, conn, Outgoing::CodeWithdrawal(id), now)?)
    }

    fn withdraw_own(&self, conn: &mut Conn, consent: ConsentId, staff: &Staff, now: Timestamp) -> Result<(), CaseError> {
        let heard = Heard { channel: WithdrawalChannel::CardCode, staff: Some(staff), now };
        let Some((case, record)) = locked(conn, consent)? else { return Ok(()) };
        if !is_open(&record) {
            return Ok(());
        }
        self.withdraw_consent(conn, consent, heard.channel, staff, now)?;
        self.end_those_beside(conn, case, record.giver, &heard)
    }

    /// Another agency heard that a consent that was asked for here is withdrawn: the broker says so. Nothing more is sent
    /// under it from this commit.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn note_withdrawn(&self, conn: &mut Conn, told: WithdrawnConsent, now: Timestamp) -> Result<(), CaseError> {
        let (case, record) = locked(conn, told.consent)?.ok_or(CaseError::UnknownConsent)?;
        if !is_open(&record) {
            return Ok(());
        }
        let heard = Heard { channel: told.channel, staff: None, now };
        consents::set_state(conn, told.consent, ConsentState::Withdrawn)?;
        tombstones::insert(conn, &tombstone(told.consent, &heard), None)?;
        // The own witness follows the log past it: from then on no restored broker undoes it.
        tombstones::set_log_index(conn, told.consent, told.log_index)?;
        match told.channel {
            WithdrawalChannel::CardCode => self.end_those_beside(conn, case, record.giver, &heard),
            _ => Ok(self.0.reception.consent_withdrawn(self, conn, case, record.giver, now)?),
        }
    }

    /// A person who was asked twice and said yes twice has one card in the hand and means both: a yes that stands beside an
    /// earlier one is to as much of the same.
    fn end_those_beside(&self, conn: &mut Conn, case: Id, giver: Subject, heard: &Heard<'_>) -> Result<(), CaseError> {
        for (record, _) in in_force(conn, case, giver, heard.now)? {
            self.withdraw(conn, &record, heard)?;
        }
        Ok(self.0.reception.consent_withdrawn(self, conn, case, giver, heard.now)?)
    }
}

/// A consent with its case, whose consents stay as they are read until the transaction ends.
fn locked(conn: &mut Conn, consent: ConsentId) -> store::Result<Option<(Id, ConsentRecord)>> {
    let Some(case) = consents::case_of(conn, consent)? else { return Ok(None) };
    consents::lock_of_case(conn, case)?;
    Ok(consents::find(conn, consent)?.map(|record| (case, record)))
}

const fn is_open(record: &ConsentRecord) -> bool {
    matches!(record.state, ConsentState::Recorded | ConsentState::Registered)
}
