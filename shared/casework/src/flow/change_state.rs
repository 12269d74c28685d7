//! A new state of a handover, told to the service in the same transaction.

use jiff::Timestamp;
use protocol::handover::{HandoverEvent, Refused, advance};
use store::{Conn, events};

use crate::{
    Casework, HandoverChange,
    db::handovers::{self, Handover},
    domain::{HandoverStateCode, standing},
};

impl Casework {
    /// Moves a handover by an event; says whether anything changed. `detail` is shown when
    /// the state has none of its own to show. `handover` is as it stands in this transaction.
    pub(crate) fn advance_handover(
        &self,
        conn: &mut Conn,
        handover: &mut Handover,
        event: &HandoverEvent,
        detail: Option<String>,
        now: Timestamp,
    ) -> store::Result<Result<bool, Refused>> {
        let next = match advance(&handover.machine, event, now, &self.0.limits) {
            Ok(Some(next)) => next,
            Ok(None) => return Ok(Ok(false)),
            Err(refused) => return Ok(Err(refused)),
        };
        let Some(standing) = standing(&next) else { return Ok(Ok(false)) };
        handover.machine = next;
        change_state(self, conn, handover, standing.state, detail.or(standing.detail), now)?;
        Ok(Ok(true))
    }
}

/// Writes a state and tells the service.
pub(crate) fn change_state(
    casework: &Casework,
    conn: &mut Conn,
    handover: &mut Handover,
    state: HandoverStateCode,
    detail: Option<String>,
    now: Timestamp,
) -> store::Result<()> {
    (handover.state, handover.detail, handover.at) = (state, detail, now);
    handovers::set_state(conn, handover)?;
    events::append(conn, crate::STREAM, "handover_changed", &handover.id.to_string(), now)?;
    let change = HandoverChange {
        handover: handover.id,
        case: handover.case,
        case_code: handover.case_code,
        way: handover.way,
        state,
        detail: handover.detail.clone(),
    };
    casework.0.reception.handover_changed(casework, conn, &change, now)
}
