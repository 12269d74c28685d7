//! Who may come through the doors that are alike in both agencies, and which cases are theirs.

use std::sync::Arc;

use ::web::Problem;
use store::Conn;
use wire::{CaseCode, StaffRole};

use super::ApiCaller;
use crate::{
    Case, Handover, Tie, cases,
    domain::Staff,
    flow::{Reach, is_own, own_handovers, reached},
};

/// What the service's own records (call-outs, say) say of a member and a case, beside the handovers of the unit.
pub type OwnCase = Arc<dyn Fn(&mut Conn, &Case, &Staff) -> store::Result<Tie> + Send + Sync>;

/// A service's rights. Within a door: cases of the own unit alone, any other is as unknown as none.
#[derive(Clone)]
pub struct Rights {
    /// Roles that may look.
    pub follow: &'static [StaffRole],
    /// Roles that may do something.
    pub act: &'static [StaffRole],
    /// Cases of the service's own.
    pub own_case: OwnCase,
}

impl Rights {
    /// Lets a caller look.
    ///
    /// # Errors
    /// 403.
    pub fn may_follow(&self, caller: &ApiCaller) -> Result<(), Problem> {
        allowed(self.follow, caller)
    }

    /// Lets a caller do something.
    ///
    /// # Errors
    /// 403.
    pub fn may_act(&self, caller: &ApiCaller) -> Result<(), Problem> {
        allowed(self.act, caller)
    }

    /// Whether a handover is this member's unit's own, in a case that they reach.
    ///
    /// # Errors
    /// [`store::Error`].
    pub(super) fn reaches(&self, conn: &mut Conn, handover: &Handover, staff: &Staff) -> store::Result<bool> {
        let Some(case) = cases::find(conn, handover.case)? else { return Ok(false) };
        let tie = (self.own_case)(conn, &case, staff)?;
        Ok(tie != Tie::Unsaid && is_own(conn, handover, &staff.unit, tie)?)
    }

    /// The handovers of a case that are this member's unit's own.
    ///
    /// # Errors
    /// [`store::Error`].
    pub(super) fn handovers(&self, conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<Vec<Handover>> {
        let tie = (self.own_case)(conn, case, staff)?;
        own_handovers(conn, case, &staff.unit, tie)
    }

    /// The cases with this code that are this member's: two agencies may have opened one with the same.
    ///
    /// # Errors
    /// [`store::Error`].
    pub fn cases(&self, conn: &mut Conn, code: &CaseCode, staff: &Staff) -> store::Result<Vec<Case>> {
        let found = reached(conn, code, staff, &*self.own_case)?;
        Ok(found.into_iter().filter(|(_, reach)| *reach == Reach::Open).map(|(case, _)| case).collect())
    }
}

fn allowed(roles: &[StaffRole], caller: &ApiCaller) -> Result<(), Problem> {
    if roles.contains(&caller.staff.role) { Ok(()) } else { Err(Problem::not_allowed()) }
}
