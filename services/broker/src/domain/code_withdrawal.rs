//! Withdrawals by the code of a contact card.

use jiff::{SignedDuration, Timestamp};
use store::Hash32;
use wire::{AgencyId, CodeWithdrawal, ConsentId, Envelope, Withdrawal, WithdrawalChannel};

use super::consent_grant::NewWithdrawal;

/// The time that an agency's codes are counted over.
pub const COUNTED: SignedDuration = SignedDuration::from_hours(1);
/// Codes that one agency may hand in during [`COUNTED`].
pub const CODES_MAX: u64 = 30;
/// How long one is kept. No consent is longer than six months, and one that is past its end is not registered any more.
pub const KEPT: SignedDuration = SignedDuration::from_hours(190 * 24);

/// A code whose signature fitted, from the agency that heard it.
pub struct NewCodeWithdrawal {
    /// What it says.
    pub withdrawal: CodeWithdrawal,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: Envelope,
}

/// A code that was handed in, whether or not it belongs to a consent: the grant may come after it.
#[derive(Clone)]
pub struct HeardCode {
    /// What it says.
    pub withdrawal: CodeWithdrawal,
    /// SHA-256 of its payload.
    pub payload_hash: Hash32,
    /// The envelope as it came.
    pub envelope: Envelope,
    /// When it came.
    pub heard_at: Timestamp,
}

impl NewCodeWithdrawal {
    /// As it is kept.
    pub fn heard(&self, now: Timestamp) -> HeardCode {
        HeardCode { withdrawal: self.withdrawal.clone(), payload_hash: self.payload_hash, envelope: self.envelope.clone(), heard_at: now }
    }

    /// Who handed it in.
    pub const fn by(&self) -> &AgencyId {
        &self.withdrawal.heard_by
    }

    /// Key of the grant that it may belong to.
    pub const fn hash(&self) -> Hash32 {
        Hash32::new(self.withdrawal.card_code_hash.0.0)
    }
}

impl HeardCode {
    /// Key of the grant that it may belong to.
    pub const fn hash(&self) -> Hash32 {
        Hash32::new(self.withdrawal.card_code_hash.0.0)
    }

    /// The withdrawal of the consent that its code turned out to belong to.
    pub fn of(&self, consent: ConsentId) -> NewWithdrawal {
        let CodeWithdrawal { heard_by, heard_at, .. } = self.withdrawal.clone();
        NewWithdrawal {
            withdrawal: Withdrawal { consent, heard_by, heard_at, channel: WithdrawalChannel::CardCode },
            payload_hash: self.payload_hash,
            envelope: self.envelope.clone(),
        }
    }
}
