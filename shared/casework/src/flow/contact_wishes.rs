//! How the exposed person wants to be contacted is written down.

use jiff::Timestamp;
use store::Conn;
use wire::{SubjectId, SubjectRole};

use crate::{
    Casework, ContactProblem,
    db::{cases::Case, contact_wishes},
    domain::{Concerned, ContactWish, Staff, Wish},
};

impl Casework {
    /// Writes a wish of an exposed person of this case; none: the first one.
    ///
    /// # Errors
    /// [`ContactProblem::NotFound`] for anybody else; those of the database.
    pub fn record_contact_wish(
        &self,
        conn: &mut Conn,
        case: &Case,
        subject: Option<SubjectId>,
        wish: Wish,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<(), ContactProblem> {
        let whose = self.concerned(conn, case, Concerned { role: SubjectRole::Victim, subject })?;
        if whose.role != SubjectRole::Victim {
            return Err(ContactProblem::NotFound);
        }
        let (unit, staff, staff_role) = (staff.unit.clone(), staff.reference.clone(), staff.role);
        Ok(contact_wishes::insert(conn, case.id, &ContactWish { unit, subject: whose.subject, wish, staff, staff_role, at: now })?)
    }
}
