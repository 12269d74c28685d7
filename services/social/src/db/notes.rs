//! Notes of each person on a case or a shell, sealed.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::{parsed, schema::notes};

/// A sealed note.
#[derive(Clone)]
pub struct SealedNote {
    /// Who wrote it.
    pub staff: StaffRef,
    /// The case whose key it is sealed with.
    pub case: Id,
    /// The text, sealed.
    pub sealed: Vec<u8>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl std::fmt::Debug for SealedNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedNote(…)")
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = notes)]
struct Row {
    place_id: Id,
    staff: String,
    case_id: Id,
    sealed: Vec<u8>,
    updated_at: Micros,
}

impl Row {
    fn into_note(self) -> Result<SealedNote> {
        Ok(SealedNote { staff: parsed(&self.staff)?, case: self.case_id, sealed: self.sealed, updated_at: self.updated_at.timestamp() })
    }
}

/// Keeps a note; the person's earlier one on the same place is replaced.
///
/// # Errors
/// [`store::Error`].
pub fn save(conn: &mut Conn, place: Id, note: &SealedNote) -> Result<()> {
    let row = Row {
        place_id: place,
        staff: note.staff.to_string(),
        case_id: note.case,
        sealed: note.sealed.clone(),
        updated_at: note.updated_at.into(),
    };
    let query = diesel::insert_into(notes::table).values(&row).on_conflict((notes::place_id, notes::staff)).do_update().set(&row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// The note of a person on a place.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, place: Id, staff: &StaffRef) -> Result<Option<SealedNote>> {
    let query = notes::table.find((place, staff.as_str()));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).first(c).optional())?;
    row.map(Row::into_note).transpose()
}

/// Everybody's notes on a place, the latest last.
///
/// # Errors
/// [`store::Error`].
pub fn on_place(conn: &mut Conn, place: Id) -> Result<Vec<SealedNote>> {
    let query = notes::table.filter(notes::place_id.eq(place)).order((notes::updated_at, notes::staff));
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_note).collect()
}

/// Removes the notes of a place, after they were moved.
///
/// # Errors
/// [`store::Error`].
pub fn remove(conn: &mut Conn, place: Id) -> Result<()> {
    on!(conn, c => diesel::delete(notes::table.filter(notes::place_id.eq(place))).execute(c))?;
    Ok(())
}
