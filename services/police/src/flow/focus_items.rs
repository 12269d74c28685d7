//! What is said of a focus person: added, cleared by another, removed; and that a patrol passed by.

use casework::{Casework, Staff};
use jiff::Timestamp;
use store::Id;

use super::{
    FlowError,
    focus_persons::{item_label, open_items, own, written},
};
use crate::{
    db::{
        focus_items::{self, KeptItem},
        focus_passings,
    },
    domain::{
        focus_item::{FocusKind, NewItem},
        focus_person::FocusRefusal,
    },
};

/// Adds an item. It is on no card before another person has cleared it.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Focus`] when it is said already or there is no room; those of the database.
pub async fn add(casework: &Casework, id: Id, new: NewItem, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("add_focus_item", move |conn| {
            let kept = own(conn, id, &staff, now)?;
            let key = door.own_key(id, &kept.wrapped_key)?;
            if open_items(conn, &key, id)?.iter().any(|item| item.said.content.repeats(&new.content)) {
                return Err(FlowError::Focus(FocusRefusal::Twice));
            }
            let kind = new.content.kind();
            let rows = focus_items::of_person(conn, id)?;
            let is_free = |slot: &i32| !rows.iter().any(|row| row.kind == kind && row.slot == *slot);
            let slot = (1..=kind.slots()).find(is_free).ok_or(FlowError::Focus(FocusRefusal::Full))?;
            let item = Id::generate(now);
            let row = KeptItem {
                id: item,
                kind,
                slot,
                sealed: key.seal(&item_label(item), &written(&new.content)?)?,
                source: new.source,
                source_on: new.source_on,
                author: staff.reference.clone(),
                clearance: None,
            };
            Ok(focus_items::insert(conn, id, &row, now)?)
        })
        .await
}

/// Clears items that others wrote, all or none.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Focus`] for an own item; [`FlowError::Meanwhile`] when one is cleared already; those
/// of the database.
pub async fn clear(casework: &Casework, id: Id, items: Vec<Id>, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("clear_focus_items", move |conn| {
            own(conn, id, &staff, now)?;
            let rows = focus_items::of_person(conn, id)?;
            for item in items.iter().copied() {
                let row = rows.iter().find(|row| row.id == item).ok_or(FlowError::NotFound)?;
                if row.author == staff.reference {
                    return Err(FlowError::Focus(FocusRefusal::OwnWork));
                }
                if !focus_items::clear(conn, item, &staff, now)? {
                    return Err(FlowError::Meanwhile);
                }
            }
            Ok(())
        })
        .await
}

/// Removes what is not true any more. It is on no card from then on.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn remove(casework: &Casework, id: Id, item: Id, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("remove_focus_item", move |conn| {
            own(conn, id, &staff, now)?;
            if focus_items::remove(conn, id, item)? { Ok(()) } else { Err(FlowError::NotFound) }
        })
        .await
}

/// Writes that a patrol passed by a cleared address.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn pass_by(casework: &Casework, id: Id, item: Id, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("pass_by_address", move |conn| {
            own(conn, id, &staff, now)?;
            let is_it = |row: &KeptItem| row.id == item && row.kind == FocusKind::Address && row.clearance.is_some();
            if !focus_items::of_person(conn, id)?.iter().any(is_it) {
                return Err(FlowError::NotFound);
            }
            Ok(focus_passings::insert(conn, item, &staff, now)?)
        })
        .await
}
