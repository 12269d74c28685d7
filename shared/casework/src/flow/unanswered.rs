//! What the unit sent and asked, and what nobody has owned or answered in time.

use jiff::{SignedDuration, Timestamp};
use store::Conn;

use super::need_to_know::{AskTie, is_own};
use crate::{
    Casework,
    db::{cases, handovers, handovers::Handover},
    domain::{Asked, HandoverStateCode, Silence, Staff, Way, silence},
    error::AnswerProblem,
};

/// How long what came to an end without an answer stays on the list: a question ends after two weeks.
const TOLD: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Something that was sent, and what nobody did. No value, no person.
#[derive(Debug, Clone)]
pub struct UnansweredHandover {
    /// What was sent.
    pub handover: Handover,
    /// What nobody did.
    pub silence: Silence,
    /// Since when it is late.
    pub since: Timestamp,
    /// It asks for something.
    pub asks: bool,
}

impl Casework {
    /// What this person's unit sent and nobody has owned or answered in time, the oldest first.
    ///
    /// # Errors
    /// Those of the database; a fault when a question does not open.
    pub(crate) fn unanswered(
        &self,
        conn: &mut Conn,
        staff: &Staff,
        tie: AskTie<'_>,
        now: Timestamp,
    ) -> Result<Vec<UnansweredHandover>, AnswerProblem> {
        let mut found = Vec::new();
        for handover in handovers::sent_open(conn, now - TOLD)? {
            let Some(case) = cases::find(conn, handover.case)? else { continue };
            let tie = tie(conn, &case, staff)?;
            if !is_own(conn, &handover, &staff.unit, tie)? {
                continue;
            }
            let request = self.request_view(conn, &handover, now)?;
            if request.is_some() && handover.made_at + TOLD <= now {
                continue;
            }
            let asked = request.as_ref().map(|request| Asked { state: request.state, due_at: request.due_at });
            if has_ended(&handover) && is_sent_anew(conn, &handover)? {
                continue;
            }
            let late = silence(handover.state, handover.urgency, (handover.made_at, handover.at), asked, now);
            found.extend(late.map(|(silence, since)| UnansweredHandover { asks: asked.is_some(), handover, silence, since }));
        }
        found.sort_by_key(|late| (late.handover.made_at, late.handover.id));
        Ok(found)
    }
}

fn has_ended(handover: &Handover) -> bool {
    matches!(handover.state, HandoverStateCode::Expired | HandoverStateCode::Undelivered)
}

/// Whether all of it went to the same unit again: the later one stands for it.
fn is_sent_anew(conn: &mut Conn, ended: &Handover) -> store::Result<bool> {
    let all = handovers::of_case(conn, ended.case)?;
    Ok(all.iter().any(|later| {
        later.way == Way::Sent
            && later.to == ended.to
            && later.made_at > ended.made_at
            && ended.categories.iter().all(|category| later.categories.contains(category))
    }))
}
