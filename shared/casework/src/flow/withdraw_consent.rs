//! A consent ends: nothing is sent or opened under it here from that commit on.

use jiff::Timestamp;
use store::{Conn, Id};
use wire::{ConsentId, MessageKind, Withdrawal, WithdrawalChannel};

use super::{enqueue_outgoing, record_consent::is_told};
use crate::{
    Casework,
    db::{
        access_entries,
        consents::{self, ConsentRecord},
        tombstones,
    },
    domain::{ConsentState, Staff, ViewPurpose},
    error::CaseError,
    exchange::Outgoing,
};

/// Who heard it, how it was said, and when. Stays here: the broker is told the way and the time alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heard<'a> {
    pub(super) channel: WithdrawalChannel,
    /// None when another agency heard it.
    pub(super) staff: Option<&'a Staff>,
    pub(super) now: Timestamp,
}

impl Casework {
    /// Ends a consent at once: nothing is sent or opened under it here from this commit, and the broker is told. Who
    /// heard it is kept with it and in the access log.
    ///
    /// # Errors
    /// [`CaseError::UnknownConsent`] when it was never given or is not in force; those of the database.
    pub fn withdraw_consent(
        &self,
        conn: &mut Conn,
        consent: ConsentId,
        channel: WithdrawalChannel,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), CaseError> {
        let case = consents::case_of(conn, consent)?.ok_or(CaseError::UnknownConsent)?;
        // An offer under way is waited for and seen: then the broker is told of this.
        consents::lock_of_case(conn, case)?;
        let record = consents::find(conn, consent)?.ok_or(CaseError::UnknownConsent)?;
        match record.state {
            ConsentState::Recorded | ConsentState::Registered => {
                access_entries::insert(conn, case, None, staff, ViewPurpose::Handle, &[], now)?;
                self.withdraw(conn, &record, &Heard { channel, staff: Some(staff), now })
            }
            ConsentState::Withdrawn => Ok(()),
            ConsentState::Expired | ConsentState::Superseded | ConsentState::Closed => Err(CaseError::UnknownConsent),
        }
    }

    /// Notes a withdrawal heard here, in this agency's case, of a consent that was asked for at the other agency: nothing
    /// more is opened under it from this commit, and the broker is told. Who heard it is kept with it and in the access
    /// log.
    ///
    /// # Errors
    /// Those of the database.
    pub fn hear_withdrawal(
        &self,
        conn: &mut Conn,
        case: Id,
        consent: ConsentId,
        channel: WithdrawalChannel,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), CaseError> {
        if consents::find(conn, consent)?.is_some() {
            return self.withdraw_consent(conn, consent, channel, staff, now);
        }
        access_entries::insert(conn, case, None, staff, ViewPurpose::Handle, &[], now)?;
        self.tell_withdrawal(conn, consent, &Heard { channel, staff: Some(staff), now })
    }

    pub(super) fn withdraw(&self, conn: &mut Conn, record: &ConsentRecord, heard: &Heard<'_>) -> Result<(), CaseError> {
        let is_told = is_told(conn, record)?;
        consents::set_state(conn, record.id, ConsentState::Withdrawn)?;
        if !is_told {
            // Nobody was ever told of it: the tombstone is enough and nothing leaves.
            return Ok(tombstones::insert(conn, &tombstone(record.id, heard), None)?);
        }
        self.tell_withdrawal(conn, record.id, heard)
    }

    fn tell_withdrawal(&self, conn: &mut Conn, consent: ConsentId, heard: &Heard<'_>) -> Result<(), CaseError> {
        let withdrawal = Withdrawal { consent, heard_by: self.0.config.id.clone(), heard_at: heard.now, channel: heard.channel };
        let signed = self.signed(MessageKind::Withdrawal, &withdrawal)?;
        tombstones::insert(conn, &tombstone(consent, heard), Some(signed))?;
        enqueue_outgoing(self, conn, Outgoing::Withdrawal(consent), heard.now)?;
        Ok(())
    }
}

pub(super) fn tombstone(consent: ConsentId, heard: &Heard<'_>) -> tombstones::Tombstone {
    let heard_by = heard.staff.map(|staff| staff.reference.clone());
    tombstones::Tombstone { consent, heard_at: heard.now, heard_by, channel: Some(heard.channel) }
}
