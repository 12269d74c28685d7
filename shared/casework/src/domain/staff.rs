//! A member of staff who acts.

use std::fmt;

use wire::{StaffRef, StaffRole, UnitId};

/// What a session or an API client stands for. The reference is opaque outside this agency.
#[derive(Clone, PartialEq, Eq)]
pub struct Staff {
    /// Opaque reference, made once.
    pub reference: StaffRef,
    /// Name as people write it.
    pub name: String,
    /// Role.
    pub role: StaffRole,
    /// Unit.
    pub unit: UnitId,
}

impl fmt::Debug for Staff {
    /// Without the name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Staff({}, {})", self.reference, self.role)
    }
}
