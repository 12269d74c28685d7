//! What a service does of its own when something comes: inside casework's transaction.

use jiff::Timestamp;
use protocol::Basis;
use store::{Conn, Result};
use wire::{CaseCode, Fact, HandoverId, Notice, Phase, Purpose, Subject, UnitAddress, Urgency};

use crate::{
    Casework,
    db::{arrivals::Arrival, cases::Case, gaps::Gap},
    domain::{HandoverStateCode, Interaction, OpenedField, Staff, Way},
};

/// Hooks of a service. Each notice is told once and each parcel opened once, also after a crash. An error rolls
/// everything back and it is tried again, so a hook fails only for the database's reasons. Each is given casework itself, whose
/// keys seal what the service keeps: hooks that held it would hold what holds them, and its database would never close.
pub trait Reception: Send + Sync + 'static {
    /// A notice came: the desk rings on `parcel_waiting`. Headers only.
    ///
    /// # Errors
    /// Those of the database.
    fn notice_arrived(&self, casework: &Casework, conn: &mut Conn, notice: &Notice, now: Timestamp) -> Result<()> {
        let _ = (casework, conn, notice, now);
        Ok(())
    }

    /// An announced parcel can't be opened yet or at all: no proof for a minute, or rejected. The desk shows the number
    /// to ring.
    ///
    /// # Errors
    /// Those of the database.
    fn arrival_changed(&self, casework: &Casework, conn: &mut Conn, arrival: &Arrival, now: Timestamp) -> Result<()> {
        let _ = (casework, conn, arrival, now);
        Ok(())
    }

    /// A parcel was checked and opened; its case, fields and receipt are written in the same transaction.
    ///
    /// # Errors
    /// Those of the database.
    fn parcel_opened(&self, casework: &Casework, conn: &mut Conn, parcel: &OpenedParcel, now: Timestamp) -> Result<()> {
        let _ = (casework, conn, parcel, now);
        Ok(())
    }

    /// A number of a channel is missing, doubled or told otherwise, or such a gap has closed: show it with the number to
    /// ring.
    ///
    /// # Errors
    /// Those of the database.
    fn gap_seen(&self, casework: &Casework, conn: &mut Conn, gap: &Gap, now: Timestamp) -> Result<()> {
        let _ = (casework, conn, gap, now);
        Ok(())
    }

    /// What an inquiry about the child of a case came to was noted: from `decided_at` the week to tell the reporter runs
    /// (SoL 19:6). The outcome stays sealed.
    ///
    /// # Errors
    /// Those of the database.
    fn inquiry_noted(
        &self,
        casework: &Casework,
        conn: &mut Conn,
        case: &Case,
        decided_at: Timestamp,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<()> {
        let _ = (casework, conn, case, decided_at, staff, now);
        Ok(())
    }

    /// A person took back what was asked for here, by the code of a card or at another agency.
    ///
    /// # Errors
    /// Those of the database.
    fn consent_withdrawn(&self, casework: &Casework, conn: &mut Conn, case: store::Id, giver: Subject, now: Timestamp) -> Result<()> {
        let _ = (casework, conn, case, giver, now);
        Ok(())
    }

    /// Somebody here was in contact with a person of a case, or tried.
    ///
    /// # Errors
    /// Those of the database.
    fn interaction_recorded(
        &self,
        casework: &Casework,
        conn: &mut Conn,
        case: &Case,
        interaction: &Interaction,
        now: Timestamp,
    ) -> Result<()> {
        let _ = (casework, conn, case, interaction, now);
        Ok(())
    }

    /// The state of a handover changed, sent or received; also by this agency's own people.
    ///
    /// # Errors
    /// Those of the database.
    fn handover_changed(&self, casework: &Casework, conn: &mut Conn, change: &HandoverChange, now: Timestamp) -> Result<()> {
        let _ = (casework, conn, change, now);
        Ok(())
    }
}

/// Does nothing of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoReception;

impl Reception for NoReception {}

/// A parcel that was just opened. Its values print nothing.
#[derive(Debug, Clone)]
pub struct OpenedParcel {
    /// The handover.
    pub handover: HandoverId,
    /// The case it belongs to, made when it was new.
    pub case: Case,
    /// Sender.
    pub from: UnitAddress,
    /// Receiving unit.
    pub to: UnitAddress,
    /// What for.
    pub purpose: Purpose,
    /// Phase.
    pub phase: Phase,
    /// How soon.
    pub urgency: Urgency,
    /// What it rests on, as judged here.
    pub basis: Basis,
    /// Persons.
    pub subjects: Vec<Subject>,
    /// Clear facts.
    pub facts: Vec<Fact>,
    /// The fields in order.
    pub fields: Vec<OpenedField>,
    /// When it was made.
    pub made_at: Timestamp,
    /// The handover it answers.
    pub answers: Option<HandoverId>,
}

/// A new state of a handover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverChange {
    /// The handover.
    pub handover: HandoverId,
    /// This agency's id of the case.
    pub case: store::Id,
    /// Code of the case.
    pub case_code: CaseCode,
    /// Sent or received.
    pub way: Way,
    /// The state now.
    pub state: HandoverStateCode,
    /// Role, unit, reason or problem.
    pub detail: Option<String>,
}
