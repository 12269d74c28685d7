//! How far this agency has come, told to the other by a handover that holds states and nothing else.

use jiff::Timestamp;
use protocol::Basis;
use store::Conn;
use wire::{Draft, DraftField, Purpose, UnitAddress, UnitId, Urgency, Value, value::PhaseState};

use super::{
    Tie, is_shut,
    phase_board::{BoardGround, BoardProblem, went_through},
};
use crate::{
    Casework,
    db::{
        cases::{self, Case},
        consents,
        handovers::Handover,
        offers, tombstones,
    },
    domain::{ConsentState, HandoverStateCode, Staff, Way},
};

/// What a page showed: the states that were chosen on it, and whom it said they would go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStates {
    /// The states.
    pub states: Vec<PhaseState>,
    /// The unit.
    pub to: UnitId,
}

impl Casework {
    /// Tells the other agency how far these items have come, by a handover that holds their states and nothing else.
    ///
    /// # Errors
    /// [`BoardProblem::Changed`] when one of them is not as it was shown, when they would go to another unit than was
    /// shown, or when the rule book holds one back: then nothing is sent. See [`BoardProblem`].
    pub fn tell_states(
        &self,
        conn: &mut Conn,
        case: &Case,
        ground: BoardGround<'_>,
        shown: &ShownStates,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(), BoardProblem> {
        cases::lock(conn, case.id)?;
        let board = self.board(conn, case, ground, (staff, tie))?;
        let to = board.recipient.as_ref().ok_or(BoardProblem::NobodyToTell)?;
        if to.unit != shown.to || shown.states.is_empty() || !shown.states.iter().all(|state| board.untold.contains(state)) {
            return Err(BoardProblem::Changed);
        }
        let fields = shown.states.iter().map(|state| DraftField { subject: None, value: Value::PhaseState(state.clone()) }).collect();
        let draft = Draft { to: to.clone(), fields, ..self.draft(case, Purpose::Coordination, board.phase, Urgency::Ordinary) };
        let draft = self.with_kind_of_recipient(draft)?;
        let preview = self.preview(conn, &draft, now)?;
        if !preview.stays.is_empty() {
            return Err(BoardProblem::Changed);
        }
        self.send(conn, case, &draft, staff, &preview.digest, now)?;
        Ok(())
    }
}

/// The unit of the other agency that knows of the case by the newest handover that still stands. What waits for the broker's
/// decision makes nobody know of it: refused, it never crosses. Nor does a bare state: else a word would go on opening the
/// way for the next one after its ground was taken back.
pub(super) fn who_knows(conn: &mut Conn, own: &[Handover]) -> store::Result<Option<UnitAddress>> {
    for handover in own.iter().rev().filter(|handover| handover.basis != Basis::StateOnly && has_crossed(handover)) {
        if !is_shut(conn, handover)? && stands(conn, handover)? {
            return Ok(Some(if handover.way == Way::Sent { handover.to.clone() } else { handover.from.clone() }));
        }
    }
    Ok(None)
}

fn has_crossed(handover: &Handover) -> bool {
    went_through(handover) && handover.state != HandoverStateCode::Offered
}

/// Whether no consent that a sent handover went by was taken back.
fn stands(conn: &mut Conn, handover: &Handover) -> store::Result<bool> {
    if handover.way == Way::Received || handover.basis != Basis::Consent {
        return Ok(true);
    }
    let consents = offers::find(conn, handover.id)?.map(|offer| offer.consents).unwrap_or_default();
    if !tombstones::among(conn, &consents)?.is_empty() {
        return Ok(false);
    }
    for consent in consents {
        let record = consents::find(conn, consent)?;
        if !record.is_some_and(|record| matches!(record.state, ConsentState::Recorded | ConsentState::Registered)) {
            return Ok(false);
        }
    }
    Ok(true)
}
