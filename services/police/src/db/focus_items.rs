//! Items of focus persons, with what they say sealed.

use casework::Staff;
use diesel::prelude::*;
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::{parsed, parsed_option, schema::focus_items};
use crate::domain::focus_item::{FocusKind, PoliceSource};

/// A row.
pub struct KeptItem {
    /// Id.
    pub id: Id,
    /// Its kind.
    pub kind: FocusKind,
    /// Its place among those of its kind.
    pub slot: i32,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
    /// Where it is known from.
    pub source: PoliceSource,
    /// The source's day.
    pub source_on: Date,
    /// Who wrote it.
    pub author: StaffRef,
    /// Who cleared it, and when.
    pub clearance: Option<(StaffRef, Timestamp)>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = focus_items)]
struct Row {
    id: Id,
    kind: String,
    slot: i32,
    sealed: Vec<u8>,
    source: String,
    source_on: String,
    author: String,
    cleared_by: Option<String>,
    cleared_at: Option<Micros>,
}

impl Row {
    fn into_kept(self) -> Result<KeptItem> {
        let by = parsed_option(self.cleared_by.as_deref())?;
        Ok(KeptItem {
            id: self.id,
            kind: parsed(&self.kind)?,
            slot: self.slot,
            sealed: self.sealed,
            source: parsed(&self.source)?,
            source_on: parsed(&self.source_on)?,
            author: parsed(&self.author)?,
            clearance: by.zip(self.cleared_at.map(Micros::timestamp)),
        })
    }
}

/// Writes an item of a person.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, focus_person: Id, kept: &KeptItem, now: Timestamp) -> Result<()> {
    let row = (
        focus_items::id.eq(kept.id),
        focus_items::focus_person.eq(focus_person),
        focus_items::kind.eq(kept.kind.code()),
        focus_items::slot.eq(kept.slot),
        focus_items::sealed.eq(&kept.sealed),
        focus_items::source.eq(kept.source.code()),
        focus_items::source_on.eq(kept.source_on.to_string()),
        focus_items::author.eq(kept.author.as_str()),
        focus_items::added_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(focus_items::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The items of a person, in the order they were added.
///
/// # Errors
/// [`store::Error`].
pub fn of_person(conn: &mut Conn, focus_person: Id) -> Result<Vec<KeptItem>> {
    let query = focus_items::table.filter(focus_items::focus_person.eq(focus_person)).order((focus_items::added_at, focus_items::slot));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_kept).collect()
}

/// Writes that this member of staff clears an item; `false` when it is cleared already or gone.
///
/// # Errors
/// [`store::Error`].
pub fn clear(conn: &mut Conn, item: Id, by: &Staff, now: Timestamp) -> Result<bool> {
    let waiting = focus_items::table.find(item).filter(focus_items::cleared_at.is_null());
    let query =
        diesel::update(waiting).set((focus_items::cleared_by.eq(by.reference.as_str()), focus_items::cleared_at.eq(Micros::from(now))));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Removes an item of a person; `false` when there is none.
///
/// # Errors
/// [`store::Error`].
pub fn remove(conn: &mut Conn, focus_person: Id, item: Id) -> Result<bool> {
    let query = diesel::delete(focus_items::table.find(item).filter(focus_items::focus_person.eq(focus_person)));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
