//! The gate before any contact with the person who uses violence.

use jiff::Timestamp;
use store::Conn;
use wire::SubjectRole;

use super::Tie;
use crate::{
    Casework,
    db::{cases::Case, contact_gate},
    domain::{ContactGate, GateAnswer, GateAnswered, GateQuestion, InteractionOutcome, Staff},
};

impl Casework {
    /// The gate of a case, as it stands for this person's unit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contact_gate(&self, conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie)) -> store::Result<ContactGate> {
        let contacts = self.contacts_seen(conn, case, (staff, tie))?;
        let reached = contacts.iter().map(|contact| &contact.now);
        let mut reached = reached.filter(|one| one.concerned.role == SubjectRole::Victim && one.outcome == InteractionOutcome::Reached);
        let answers = contact_gate::of_case(conn, case.id)?.into_iter();
        let answers = answers.filter(|(unit, _)| self.is_contact_seen(unit, (staff, tie))).map(|(_, answered)| answered).collect();
        Ok(ContactGate { reached_at: reached.next().map(|one| one.at), answers })
    }

    /// Writes an answer; a later one holds instead.
    ///
    /// # Errors
    /// Those of the database.
    pub fn answer_contact_gate(
        &self,
        conn: &mut Conn,
        case: &Case,
        (question, answer): (GateQuestion, GateAnswer),
        staff: &Staff,
        now: Timestamp,
    ) -> store::Result<()> {
        contact_gate::insert(conn, case.id, &GateAnswered { question, answer, staff_role: staff.role, at: now }, staff)
    }
}
