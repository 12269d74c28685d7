//! Who may come through the doors that are alike in both agencies, and which cases are theirs.

use std::sync::Arc;

use ::web::Problem;
use store::Conn;
use wire::{CaseCode, StaffRole};

use super::ApiCaller;
use crate::{Case, cases, domain::Staff, handovers};

/// Says whether a case of the service's own (a call-out, say) is this member's, beside the handovers of the unit.
pub type OwnCase = Arc<dyn Fn(&mut Conn, &Case, &Staff) -> store::Result<bool> + Send + Sync>;

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

    /// Whether the case is one of this member's unit.
    ///
    /// # Errors
    /// [`store::Error`].
    pub fn reaches(&self, conn: &mut Conn, case: &Case, staff: &Staff) -> store::Result<bool> {
        let own_unit = |handover: &crate::Handover| handover.from.unit == staff.unit || handover.to.unit == staff.unit;
        Ok((self.own_case)(conn, case, staff)? || handovers::of_case(conn, case.id)?.iter().any(own_unit))
    }

    /// The cases with this code that are this member's: two agencies may have opened one with the same.
    ///
    /// # Errors
    /// [`store::Error`].
    pub fn cases(&self, conn: &mut Conn, code: &CaseCode, staff: &Staff) -> store::Result<Vec<Case>> {
        let mut reached = Vec::new();
        for case in cases::with_code(conn, code)? {
            if self.reaches(conn, &case, staff)? {
                reached.push(case);
            }
        }
        Ok(reached)
    }
}

fn allowed(roles: &[StaffRole], caller: &ApiCaller) -> Result<(), Problem> {
    if roles.contains(&caller.staff.role) { Ok(()) } else { Err(Problem::not_allowed()) }
}
