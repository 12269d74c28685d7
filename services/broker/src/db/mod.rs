//! Memory: one file a noun. Nothing here decides anything.

pub mod agencies;
pub mod approvals;
pub mod checkpoints;
pub mod code_withdrawals;
pub mod consent_grants;
pub mod disclosures;
pub mod editions;
pub mod log;
pub mod log_behind;
pub mod nodes;
pub mod notices;
pub mod outside_cosignatures;
pub mod past_decisions;
pub mod proposals;
pub mod recalls;
pub mod receipts;
pub mod schema;
pub mod sealed_offers;
pub mod text_checks;

/// A count or an index as the databases keep it. Trees end at 2^62, so nothing is cut off.
pub(crate) fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or an index as it came back. The databases' own checks refuse negative ones.
pub(crate) fn loaded(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A stored text or blob that this program can't read: the database was changed behind its back.
pub(crate) fn unreadable(what: &'static str) -> store::Error {
    store::Error::new(store::ErrorKind::InvalidValue, format!("a stored {what} can't be read"))
}
