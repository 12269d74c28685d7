//! How far we have come, back to the agency the case came from: a handover without content.

use jiff::Timestamp;
use store::Conn;
use wire::{Draft, DraftField, HandoverId, Phase, Purpose, UnitAddress, Urgency, Value, value};

use super::SentHandover;
use crate::{
    Casework,
    db::{cases::Case, handovers},
    domain::{Staff, Way},
    error::SendProblem,
};

impl Casework {
    /// Sends a word of state to the unit the newest handover of the case came from.
    ///
    /// # Errors
    /// [`SendProblem::NobodyToAnswer`] when nothing came in this case; see [`Casework::send`].
    pub fn send_state(
        &self,
        conn: &mut Conn,
        case: &Case,
        state: value::CaseStateWord,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, SendProblem> {
        let received = handovers::of_case(conn, case.id)?.into_iter().rfind(|handover| handover.way == Way::Received);
        let received = received.ok_or(SendProblem::NobodyToAnswer)?;
        self.send_word(conn, case, (received.from, received.phase, Some(received.id)), state, staff, now)
    }

    /// Sends a word of state to this unit, as an answer to a handover of theirs or by itself.
    pub(super) fn send_word(
        &self,
        conn: &mut Conn,
        case: &Case,
        (to, phase, answers): (UnitAddress, Phase, Option<HandoverId>),
        state: value::CaseStateWord,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Vec<SentHandover>, SendProblem> {
        let fields = vec![DraftField { subject: None, value: Value::CaseState(value::CaseState { state }) }];
        let draft = Draft { to, fields, answers, ..self.draft(case, Purpose::Coordination, phase, Urgency::Ordinary) };
        let draft = self.with_kind_of_recipient(draft)?;
        // Nothing is shown before: the digest is of what is judged here and now.
        let digest = self.preview(conn, &draft, now)?.digest;
        self.send(conn, case, &draft, staff, &digest, now)
    }

    pub(super) fn with_kind_of_recipient(&self, draft: Draft) -> Result<Draft, SendProblem> {
        let directory = self.directory();
        let agency = directory.agency(&draft.to.agency).ok_or(SendProblem::RecipientUnknown)?;
        Ok(Draft { to_kind: agency.kind(), ..draft })
    }
}
