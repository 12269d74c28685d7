//! A whole case, both directions, for somebody who works on it.

use jiff::Timestamp;
use store::Conn;
use wire::HandoverId;

use crate::{
    Casework,
    db::{
        access_entries,
        cases::Case,
        clearances, handover_drafts,
        handovers::{self, Handover},
    },
    domain::{Clearance, FieldCorrection, HandoverDraft, OpenedField, Request, Staff, ViewPurpose, Way},
    error::AnswerProblem,
};

/// Everything of a case. `Debug` prints no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCase {
    /// The case.
    pub case: Case,
    /// What went, oldest first.
    pub sent: Vec<CaseHandover>,
    /// What came, oldest first.
    pub received: Vec<CaseHandover>,
    /// Drafts in every state, newest first.
    pub drafts: Vec<HandoverDraft>,
    /// Requests that came.
    pub requests: Vec<Request>,
    /// Requests that were sent.
    pub asked: Vec<Request>,
    /// What the lead was asked.
    pub clearances: Vec<Clearance>,
}

/// A handover in the clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHandover {
    /// The handover with its states.
    pub handover: Handover,
    /// Its values.
    pub fields: Vec<OpenedField>,
    /// What of it was corrected later.
    pub corrections: Vec<FieldCorrection>,
    /// The handovers that answer or correct it.
    pub answers: Vec<HandoverId>,
}

impl Casework {
    /// A case with all that went and came. Writes one entry for each handover that was seen.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn opened_case(
        &self,
        conn: &mut Conn,
        case: &Case,
        staff: &Staff,
        purpose: ViewPurpose,
        now: Timestamp,
    ) -> Result<OpenedCase, AnswerProblem> {
        let all = handovers::of_case(conn, case.id)?;
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for handover in &all {
            // The entry first: without it there is no view.
            access_entries::insert(conn, case.id, Some(handover.id), staff, purpose, &handover.categories, now)?;
            let opened = CaseHandover {
                fields: self.read_fields(conn, handover, |_| true)?,
                corrections: self.corrections_among(conn, handover, &all)?,
                answers: all.iter().filter(|other| other.answers == Some(handover.id)).map(|other| other.id).collect(),
                handover: handover.clone(),
            };
            match handover.way {
                Way::Sent => sent.push(opened),
                Way::Received => received.push(opened),
            }
        }
        Ok(OpenedCase {
            sent,
            received,
            drafts: handover_drafts::of_case(conn, case.id)?,
            requests: self.requests_of_case(conn, case.id, now)?,
            asked: self.asked_of_case(conn, case.id, now)?,
            clearances: clearances::of_case(conn, case.id)?,
            case: case.clone(),
        })
    }
}
