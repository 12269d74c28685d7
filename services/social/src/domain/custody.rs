//! What the list may say about the suspect: deprived of liberty or not, and since when.

use casework::OpenedField;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wire::{Value, value::Custody};

/// The part of a custody status that the row shows. Kept only sealed; prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyTold {
    /// The status.
    pub status: Custody,
    /// Since when; when nobody said, there is no clock.
    pub since: Option<Timestamp>,
    /// When release is expected, or when it was.
    #[serde(default)]
    pub release: Option<Timestamp>,
}

impl std::fmt::Debug for CustodyTold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl CustodyTold {
    /// When release is expected, or when it was.
    pub const fn release(&self) -> Option<Timestamp> {
        self.release
    }

    /// The safety clock runs only while somebody is deprived of liberty.
    pub fn clock(&self) -> Option<Timestamp> {
        match self.status {
            Custody::Apprehended | Custody::Arrested | Custody::Remanded => self.since,
            Custody::NotInCustody | Custody::LeftTheScene | Custody::Unknown => None,
        }
    }
}

/// The custody status among opened fields, with the release that came beside it. A release alone says that somebody was in
/// custody, not whether they are.
pub fn custody_told(fields: &[OpenedField]) -> Option<CustodyTold> {
    let release = fields.iter().find_map(|field| match &field.value {
        Value::Release(release) => Some(release.at),
        _ => None,
    });
    let status = fields.iter().find_map(|field| match &field.value {
        Value::CustodyStatus(custody) => Some(CustodyTold { status: custody.status, since: custody.since, release }),
        _ => None,
    });
    status.or_else(|| release.map(|at| CustodyTold { status: Custody::Unknown, since: None, release: Some(at) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_runs_only_in_custody_and_nothing_is_printed() {
        let since = Some(Timestamp::UNIX_EPOCH);
        let told = |status| CustodyTold { status, since, release: None };
        assert_eq!(told(Custody::Apprehended).clock(), since);
        assert_eq!(told(Custody::LeftTheScene).clock(), None);
        assert_eq!(format!("{:?}", told(Custody::Remanded)), "…");
    }
}
