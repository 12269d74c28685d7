//! A whole case, both directions, for somebody who works on it.

use jiff::Timestamp;
use store::Conn;
use wire::HandoverId;

use super::need_to_know::{Tie, is_shut, own_clearances, own_drafts, own_handovers};
use crate::{
    Casework,
    db::{access_entries, cases::Case, handovers::Handover},
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
    /// Its values; none when it is shut.
    pub fields: Vec<OpenedField>,
    /// Nobody sees its values any more: it was declined, or the consent it came by was taken back.
    pub shut: bool,
    /// What of it was corrected later.
    pub corrections: Vec<FieldCorrection>,
    /// The handovers that answer or correct it.
    pub answers: Vec<HandoverId>,
}

impl Casework {
    /// A case with all of it that is the reader's unit's own. Writes one entry for each handover that was seen.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn opened_case(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        purpose: ViewPurpose,
        now: Timestamp,
    ) -> Result<OpenedCase, AnswerProblem> {
        let all = own_handovers(conn, case, &staff.unit, tie)?;
        let (mut sent, mut received) = (Vec::new(), Vec::new());
        for handover in &all {
            let shut = is_shut(conn, handover)?;
            // The entry first: without it there is no view.
            let seen = if shut { &[][..] } else { &handover.categories };
            access_entries::insert(conn, case.id, Some(handover.id), staff, purpose, seen, now)?;
            let opened = CaseHandover {
                fields: if shut { Vec::new() } else { self.read_fields(conn, handover, |_| true)? },
                corrections: if shut { Vec::new() } else { self.corrections_among(conn, handover, &all)? },
                shut,
                answers: all.iter().filter(|other| other.answers == Some(handover.id)).map(|other| other.id).collect(),
                handover: handover.clone(),
            };
            match handover.way {
                Way::Sent => sent.push(opened),
                Way::Received => received.push(opened),
            }
        }
        let own = |id: HandoverId| all.iter().any(|handover| handover.id == id);
        let mut requests = self.requests_of_case(conn, case.id, now)?;
        requests.retain(|request| own(request.handover));
        let mut asked = self.asked_of_case(conn, case.id, now)?;
        asked.retain(|request| own(request.handover));
        Ok(OpenedCase {
            sent,
            received,
            drafts: own_drafts(conn, case, &staff.unit)?,
            requests,
            asked,
            clearances: own_clearances(conn, case, &staff.unit)?,
            case: case.clone(),
        })
    }
}
