//! The list of a desk, with the names of colleagues and what may be said of custody.

use std::collections::HashSet;

use casework::{Casework, StillOut, staff};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Result, events};
use wire::{HandoverId, StaffRef, UnitId};

use super::{contact::ring_log, events::stream_of, reception::CUSTODY_LABEL};
use crate::{
    db::{concern_steps, duty_items, outings, promised_calls},
    domain::{Attempt, Board, ConcernSteps, CustodyTold, DutyItem, PromisedCall, arrange},
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
    /// Who of the unit is out alone.
    pub out: Vec<StillOut>,
    /// Rows whose custody status is kept back: the reader has no entry in the access log for it yet.
    pub kept_back: Vec<HandoverId>,
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
    /// The ring log of the case, the latest last.
    pub attempts: Vec<Attempt>,
    /// The call that was promised.
    pub promised: Option<PromisedCall>,
    /// How far the desk has come, when it is a report of concern.
    pub steps: Option<ConcernSteps>,
}

impl BoardShown {
    /// What belongs to a row of the board.
    pub fn of(&self, handover: HandoverId) -> Option<&ItemShown> {
        self.shown.iter().find(|shown| shown.item.handover == handover)
    }
}

/// The list of a unit, without what was told of custody: for readers who leave no entry in the access log.
///
/// # Errors
/// [`store::Error`].
pub fn show_board(casework: &Casework, conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<BoardShown> {
    board(casework, conn, unit, &HashSet::new(), now)
}

/// The list with the custody of those rows that the reader has an entry for.
pub(super) fn board(
    casework: &Casework,
    conn: &mut Conn,
    unit: &UnitId,
    entered: &HashSet<HandoverId>,
    now: Timestamp,
) -> Result<BoardShown> {
    let items = items_of(conn, unit, now)?;
    let show = |item: &DutyItem| shown(casework, conn, item.clone(), entered.contains(&item.handover));
    let shown = items.iter().map(show).collect::<Result<Vec<_>>>()?;
    let kept_back =
        items.iter().filter(|item| tells_custody(item) && !entered.contains(&item.handover)).map(|item| item.handover).collect();
    let latest = events::latest(conn, &stream_of(unit))?;
    Ok(BoardShown { board: arrange(items), shown, latest, out: outings::still_out(conn, unit)?, kept_back })
}

pub(super) fn items_of(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<Vec<DutyItem>> {
    duty_items::of_unit(conn, unit, now - NIGHT)
}

/// One row of a unit; another unit's is as good as none.
///
/// # Errors
/// [`store::Error`].
pub fn item_of(casework: &Casework, conn: &mut Conn, handover: HandoverId, unit: &UnitId) -> Result<Option<ItemShown>> {
    match duty_items::find(conn, handover)?.filter(|item| item.unit == *unit) {
        Some(item) => shown(casework, conn, item, false).map(Some),
        None => Ok(None),
    }
}

/// A row with what belongs to it; custody only for a reader with an entry.
pub(super) fn shown(casework: &Casework, conn: &mut Conn, item: DutyItem, with_custody: bool) -> Result<ItemShown> {
    let owner = name_of(conn, item.owner.as_ref())?;
    let state_by = name_of(conn, item.state_by.as_ref())?;
    let custody = if with_custody { custody_of(casework, conn, &item) } else { None };
    let attempts = item.case.map(|case| ring_log(casework, conn, &item.unit, case)).transpose()?.unwrap_or_default();
    let promised = item.case.map(|case| promised_calls::standing(conn, &item.unit, case)).transpose()?.flatten();
    let steps = if item.is_concern() { Some(concern_steps::of(conn, item.handover)?) } else { None };
    Ok(ItemShown { item, owner, state_by, custody, attempts, promised, steps })
}

/// Whether the row has something to tell of custody.
pub(super) fn tells_custody(item: &DutyItem) -> bool {
    item.custody_sealed.is_some() && item.case.is_some() && !item.has_lost_its_consent()
}

fn name_of(conn: &mut Conn, reference: Option<&StaffRef>) -> Result<Option<String>> {
    match reference {
        Some(reference) => Ok(staff::find(conn, reference)?.map(|member| member.name)),
        None => Ok(None),
    }
}

/// A damaged seal must not take the whole desk down: the row then says nothing of custody, the log says why.
fn custody_of(casework: &Casework, conn: &mut Conn, item: &DutyItem) -> Option<CustodyTold> {
    if !tells_custody(item) {
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
