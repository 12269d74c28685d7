//! “I take it back”, or “I never agreed”, heard at the desk.

use casework::{Casework, Staff, parcels};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, ConsentId, HandoverId, WithdrawalChannel};

use super::{DeskProblem, EventKind, events::tell, own_item};
use crate::{
    db::{duty_items, number_marks},
    domain::{DutyItem, evidence},
};

/// Notes that the person takes back the consents a handover came by: the broker is told, and every row of the case here that
/// rests on one of them stops. Whoever writes it knows it, so there is nothing left to confirm. Again changes nothing.
///
/// # Errors
/// [`DeskProblem::WrongState`] before somebody owns the row, and for one that came by no consent; see [`DeskProblem`].
pub fn take_back_consent(
    casework: &Casework,
    conn: &mut Conn,
    handover: HandoverId,
    channel: WithdrawalChannel,
    staff: &Staff,
    now: Timestamp,
) -> Result<CaseCode, DeskProblem> {
    let item = own_item(conn, handover, &staff.unit)?;
    if item.withdrawn_at.is_some() {
        return Ok(item.case_code);
    }
    let consents = consents_of(conn, handover)?;
    let (Some(case), true) = (item.case, item.may_be_taken_back() && !consents.is_empty()) else {
        return Err(DeskProblem::WrongState);
    };
    for consent in &consents {
        casework.hear_withdrawal(conn, case, *consent, channel, staff, now)?;
    }
    for other in duty_items::of_case(conn, &staff.unit, case)? {
        let rests_on_it = consents_of(conn, other.handover)?.iter().any(|consent| consents.contains(consent));
        let handover = other.handover;
        if rests_on_it && other.withdrawn_at.is_none() {
            duty_items::save(conn, &DutyItem { withdrawn_at: Some(now), withdrawal_confirmed_at: Some(now), ..other })?;
            number_marks::forget(conn, handover)?;
        }
    }
    tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    Ok(item.case_code)
}

/// The consents that came with a handover; none before it is opened.
fn consents_of(conn: &mut Conn, handover: HandoverId) -> store::Result<Vec<ConsentId>> {
    let evidence = parcels::bytes(conn, handover)?.as_deref().and_then(evidence);
    Ok(evidence.map(|evidence| evidence.grants.iter().map(|grant| grant.id).collect()).unwrap_or_default())
}
