//! Every clock of the protocol, with the value it has until an agency sets its own.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// How long things may take. Durations in a configuration file are written `5m`, `24h` or `PT5M`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClockLimits {
    /// A received handover turns amber when nobody has acknowledged it (5 minutes; the desk sounds).
    pub acknowledge_amber: SignedDuration,
    /// It is late (10 minutes; the group leader gets a neutral text).
    pub acknowledge_late: SignedDuration,
    /// A statutory notice that nobody fetched: the recipient is paged (15 minutes).
    pub unfetched_page_recipient: SignedDuration,
    /// Both are paged, with the number to ring (60 minutes).
    pub unfetched_page_both: SignedDuration,
    /// A parcel was fetched and no machine has answered: the recipient is paged (24 hours).
    pub unanswered: SignedDuration,
    /// No proof from the log: the desk says so and shows the number to ring (60 seconds).
    pub proof_wait: SignedDuration,
    /// What was opened under the own cosignature alone needs the other one within this (4 hours).
    pub second_cosignature: SignedDuration,
    /// An offer expires unfetched (7 days).
    pub offer_expiry: SignedDuration,
    /// A request expires unfetched (14 days).
    pub request_expiry: SignedDuration,
    /// After so many attempts without an answer a message is parked and an alarm given (300: about a day).
    pub park_after_attempts: u32,
}

impl Default for ClockLimits {
    fn default() -> Self {
        Self {
            acknowledge_amber: SignedDuration::from_mins(5),
            acknowledge_late: SignedDuration::from_mins(10),
            unfetched_page_recipient: SignedDuration::from_mins(15),
            unfetched_page_both: SignedDuration::from_mins(60),
            unanswered: SignedDuration::from_hours(24),
            proof_wait: SignedDuration::from_secs(60),
            second_cosignature: SignedDuration::from_hours(4),
            offer_expiry: SignedDuration::from_hours(7 * 24),
            request_expiry: SignedDuration::from_hours(14 * 24),
            park_after_attempts: 300,
        }
    }
}

/// The limits contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LimitsError {
    /// A limit is zero or negative.
    #[error("{0} must be longer than nothing")]
    NotPositive(&'static str),
    /// A first warning comes after the second.
    #[error("{0} must be shorter than {1}")]
    WrongOrder(&'static str, &'static str),
}

impl ClockLimits {
    /// Refuses limits that would silence a warning. To be called once, when the configuration is read.
    ///
    /// # Errors
    /// [`LimitsError`] names the limits by their names in the configuration.
    pub fn check(&self) -> Result<(), LimitsError> {
        let named = [
            ("acknowledge_amber", self.acknowledge_amber),
            ("acknowledge_late", self.acknowledge_late),
            ("unfetched_page_recipient", self.unfetched_page_recipient),
            ("unfetched_page_both", self.unfetched_page_both),
            ("unanswered", self.unanswered),
            ("proof_wait", self.proof_wait),
            ("second_cosignature", self.second_cosignature),
            ("offer_expiry", self.offer_expiry),
            ("request_expiry", self.request_expiry),
        ];
        if let Some((name, _)) = named.iter().find(|(_, limit)| !limit.is_positive()) {
            return Err(LimitsError::NotPositive(name));
        }
        if self.park_after_attempts == 0 {
            return Err(LimitsError::NotPositive("park_after_attempts"));
        }
        if self.acknowledge_amber >= self.acknowledge_late {
            return Err(LimitsError::WrongOrder("acknowledge_amber", "acknowledge_late"));
        }
        if self.unfetched_page_recipient >= self.unfetched_page_both {
            return Err(LimitsError::WrongOrder("unfetched_page_recipient", "unfetched_page_both"));
        }
        Ok(())
    }
}
