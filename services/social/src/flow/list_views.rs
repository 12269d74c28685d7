//! The list as one person sees it: what was told of custody only with an entry in the access log.

use casework::{Casework, Staff, ViewPurpose, access_entries};
use jiff::Timestamp;
use store::{Conn, Result};
use wire::{Category, HandoverId};

use super::{
    BoardShown,
    show_board::{board, items_of, tells_custody},
};
use crate::db::{duty_items, list_views};

/// The list of the person's unit. Custody that the person has no entry for is kept back, and named: enter it with
/// [`enter_views`] and ask again.
///
/// # Errors
/// [`store::Error`].
pub fn show_desk(casework: &Casework, conn: &mut Conn, staff: &Staff, now: Timestamp) -> Result<BoardShown> {
    let told: Vec<HandoverId> =
        items_of(conn, &staff.unit, now)?.iter().filter(|item| tells_custody(item)).map(|item| item.handover).collect();
    let entered = list_views::seen(conn, &staff.reference, &told)?;
    board(casework, conn, &staff.unit, &entered, now)
}

/// Writes that the person sees on the list what was told of custody: one entry for each handover and person, however often
/// the list is read again.
///
/// # Errors
/// [`store::Error`].
pub fn enter_views(conn: &mut Conn, handovers: &[HandoverId], staff: &Staff, now: Timestamp) -> Result<()> {
    for handover in handovers {
        let Some(item) = duty_items::find(conn, *handover)?.filter(|item| item.unit == staff.unit) else { continue };
        let Some(case) = item.case else { continue };
        let purpose = if item.owner.is_none() { ViewPurpose::Acknowledge } else { ViewPurpose::Handle };
        if list_views::insert(conn, &staff.reference, *handover, now)? {
            access_entries::insert(conn, case, Some(*handover), staff, purpose, &[Category::CustodyStatus], now)?;
        }
    }
    Ok(())
}
