//! The list of a desk, with the names of colleagues and what may be said of custody.

use casework::{Casework, staff};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Result, events};
use wire::{HandoverId, StaffRef, UnitId};

use super::{events::stream_of, reception::CUSTODY_LABEL};
use crate::{
    db::duty_items,
    domain::{Board, CustodyTold, DutyItem, arrange},
};

/// How long what is done stays on the list: one night.
const NIGHT: SignedDuration = SignedDuration::from_hours(14);

/// The list as one snapshot.
#[derive(Debug, Clone)]
pub struct BoardShown {
    /// The rows in order.
    pub board: Board,
    /// Everything the rows need besides.
    pub shown: Vec<ItemShown>,
    /// The last event this snapshot holds: the stream goes on from here.
    pub latest: i64,
}

/// A row with what belongs to it.
#[derive(Debug, Clone)]
pub struct ItemShown {
    /// The row.
    pub item: DutyItem,
    /// The colleague who owns it.
    pub owner: Option<String>,
    /// The colleague who set the state.
    pub state_by: Option<String>,
    /// What was told about custody.
    pub custody: Option<CustodyTold>,
}

impl BoardShown {
    /// What belongs to a row of the board.
    pub fn of(&self, handover: HandoverId) -> Option<&ItemShown> {
        self.shown.iter().find(|shown| shown.item.handover == handover)
    }
}

/// The list of a unit.
///
/// # Errors
/// [`store::Error`].
pub fn show_board(casework: &Casework, conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<BoardShown> {
    let items = duty_items::of_unit(conn, unit, now - NIGHT)?;
    let shown = items.iter().map(|item| shown(casework, conn, item.clone())).collect::<Result<Vec<_>>>()?;
    let latest = events::latest(conn, &stream_of(unit))?;
    Ok(BoardShown { board: arrange(items), shown, latest })
}

/// One row of a unit; another unit's is as good as none.
///
/// # Errors
/// [`store::Error`].
pub fn item_of(casework: &Casework, conn: &mut Conn, handover: HandoverId, unit: &UnitId) -> Result<Option<ItemShown>> {
    match duty_items::find(conn, handover)?.filter(|item| item.unit == *unit) {
        Some(item) => shown(casework, conn, item).map(Some),
        None => Ok(None),
    }
}

pub(super) fn shown(casework: &Casework, conn: &mut Conn, item: DutyItem) -> Result<ItemShown> {
    let owner = name_of(conn, item.owner.as_ref())?;
    let state_by = name_of(conn, item.state_by.as_ref())?;
    let custody = custody_of(casework, conn, &item);
    Ok(ItemShown { item, owner, state_by, custody })
}

fn name_of(conn: &mut Conn, reference: Option<&StaffRef>) -> Result<Option<String>> {
    match reference {
        Some(reference) => Ok(staff::find(conn, reference)?.map(|member| member.name)),
        None => Ok(None),
    }
}

/// A damaged seal must not take the whole desk down: the row then says nothing of custody, the log says why.
fn custody_of(casework: &Casework, conn: &mut Conn, item: &DutyItem) -> Option<CustodyTold> {
    if item.has_lost_its_consent() {
        return None;
    }
    let (case, sealed) = (item.case?, item.custody_sealed.as_ref()?);
    match casework.open_for_case(conn, case, CUSTODY_LABEL, sealed) {
        Ok(plain) => serde_json::from_slice(&plain).ok(),
        Err(error) => {
            tracing::error!(%error, handover = %item.handover, "a kept custody status does not open");
            None
        }
    }
}
