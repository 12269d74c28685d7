//! Focus persons: what is sealed, until when, and who vouched for it.

use casework::Staff;
use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::UnitId;

use super::{parsed, parsed_option, schema::focus_persons};
use crate::domain::focus_person::{FocusPerson, RenewalReason};

/// A row with what is sealed.
pub struct KeptFocusPerson {
    /// What anybody of the unit may see.
    pub person: FocusPerson,
    /// The person's own key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Who it is, sealed.
    pub sealed: Vec<u8>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = focus_persons)]
struct Row {
    id: Id,
    unit: String,
    number: i32,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
    author: String,
    life_from: Micros,
    lapses_at: Micros,
    renewed_by: Option<String>,
    renewal_reason: Option<String>,
}

impl Row {
    fn into_kept(self) -> Result<KeptFocusPerson> {
        let (by, reason) = (parsed_option(self.renewed_by.as_deref())?, parsed_option(self.renewal_reason.as_deref())?);
        let person = FocusPerson {
            id: self.id,
            unit: parsed(&self.unit)?,
            number: self.number,
            author: parsed(&self.author)?,
            life_from: self.life_from.timestamp(),
            lapses_at: self.lapses_at.timestamp(),
            renewed: by.zip(reason),
        };
        Ok(KeptFocusPerson { person, wrapped_key: self.wrapped_key, sealed: self.sealed })
    }
}

/// The lowest number that is higher than any that the unit has.
///
/// # Errors
/// [`store::Error`].
pub fn next_number(conn: &mut Conn, unit: &UnitId) -> Result<i32> {
    let query = focus_persons::table.filter(focus_persons::unit.eq(unit.as_str())).select(max(focus_persons::number));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    Ok(last.unwrap_or(0) + 1)
}

/// Writes a person.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, kept: &KeptFocusPerson) -> Result<()> {
    let person = &kept.person;
    let row = (
        focus_persons::id.eq(person.id),
        focus_persons::unit.eq(person.unit.as_str()),
        focus_persons::number.eq(person.number),
        focus_persons::wrapped_key.eq(&kept.wrapped_key),
        focus_persons::sealed.eq(&kept.sealed),
        focus_persons::author.eq(person.author.as_str()),
        focus_persons::life_from.eq(Micros::from(person.life_from)),
        focus_persons::lapses_at.eq(Micros::from(person.lapses_at)),
    );
    let query = diesel::insert_into(focus_persons::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of a unit that have not lapsed, by number.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId, now: Timestamp) -> Result<Vec<KeptFocusPerson>> {
    let query = focus_persons::table
        .filter(focus_persons::unit.eq(unit.as_str()))
        .filter(focus_persons::lapses_at.gt(Micros::from(now)))
        .order(focus_persons::number);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_kept).collect()
}

/// One of a unit that has not lapsed: another unit's, and one that has, are as unknown as none.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id, unit: &UnitId, now: Timestamp) -> Result<Option<KeptFocusPerson>> {
    let query =
        focus_persons::table.find(id).filter(focus_persons::unit.eq(unit.as_str())).filter(focus_persons::lapses_at.gt(Micros::from(now)));
    let row: Option<Row> = on!(conn, c => query.select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_kept).transpose()
}

/// Begins another life, unless somebody did so since it was read.
///
/// # Errors
/// [`store::Error`].
pub fn renew(
    conn: &mut Conn,
    person: &FocusPerson,
    reason: RenewalReason,
    by: &Staff,
    (now, lapses_at): (Timestamp, Timestamp),
) -> Result<bool> {
    let read = focus_persons::table.find(person.id).filter(focus_persons::life_from.eq(Micros::from(person.life_from)));
    let query = diesel::update(read).set((
        focus_persons::life_from.eq(Micros::from(now)),
        focus_persons::lapses_at.eq(Micros::from(lapses_at)),
        focus_persons::renewed_by.eq(by.reference.as_str()),
        focus_persons::renewal_reason.eq(reason.code()),
    ));
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Removes a person and all that hangs on it.
///
/// # Errors
/// [`store::Error`].
pub fn remove(conn: &mut Conn, id: Id) -> Result<()> {
    on!(conn, c => diesel::delete(focus_persons::table.find(id)).execute(c))?;
    Ok(())
}

/// Those that have lapsed and are still there, of any unit.
///
/// # Errors
/// [`store::Error`].
pub fn lapsed(conn: &mut Conn, now: Timestamp) -> Result<Vec<Id>> {
    let query = focus_persons::table.filter(focus_persons::lapses_at.le(Micros::from(now))).select(focus_persons::id);
    Ok(on!(conn, c => query.load(c))?)
}
