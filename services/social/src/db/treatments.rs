//! Treatments of persons who use violence, and who looked at them. Nothing of the person exposed is here.

use casework::Staff;
use diesel::{dsl::max, prelude::*};
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Id, Micros, Result, on};
use wire::UnitId;

use super::{
    parsed,
    schema::{treatment_views, treatments},
};
use crate::domain::{Treatment, TwoPersons};

/// A treatment with what is sealed.
pub struct KeptTreatment {
    /// What anybody of the unit may see.
    pub treatment: Treatment,
    /// Its own key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Who it is, sealed.
    pub sealed_person: Vec<u8>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = treatments)]
struct Row {
    id: Id,
    unit: String,
    number: i32,
    therapist: String,
    contact_person: String,
    wrapped_key: Vec<u8>,
    sealed_person: Vec<u8>,
    begun_at: Micros,
}

impl Row {
    fn into_kept(self) -> Result<KeptTreatment> {
        let persons = TwoPersons::of(parsed(&self.therapist)?, parsed(&self.contact_person)?);
        let treatment = Treatment {
            id: self.id,
            unit: parsed(&self.unit)?,
            number: self.number,
            persons: persons.ok_or_else(|| Error::new(ErrorKind::InvalidValue, "a stored treatment has one person for two"))?,
            begun_at: self.begun_at.timestamp(),
        };
        Ok(KeptTreatment { treatment, wrapped_key: self.wrapped_key, sealed_person: self.sealed_person })
    }
}

/// The lowest number that is higher than any that the unit has.
///
/// # Errors
/// [`store::Error`].
pub fn next_number(conn: &mut Conn, unit: &UnitId) -> Result<i32> {
    let query = treatments::table.filter(treatments::unit.eq(unit.as_str())).select(max(treatments::number));
    let last: Option<i32> = on!(conn, c => query.first(c))?;
    Ok(last.unwrap_or(0) + 1)
}

/// Writes a treatment.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, kept: &KeptTreatment) -> Result<()> {
    let treatment = &kept.treatment;
    let row = (
        treatments::id.eq(treatment.id),
        treatments::unit.eq(treatment.unit.as_str()),
        treatments::number.eq(treatment.number),
        treatments::therapist.eq(treatment.persons.therapist().as_str()),
        treatments::contact_person.eq(treatment.persons.contact_person().as_str()),
        treatments::wrapped_key.eq(&kept.wrapped_key),
        treatments::sealed_person.eq(&kept.sealed_person),
        treatments::begun_at.eq(Micros::from(treatment.begun_at)),
    );
    let query = diesel::insert_into(treatments::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// Those of a unit, by number.
///
/// # Errors
/// [`store::Error`].
pub fn of_unit(conn: &mut Conn, unit: &UnitId) -> Result<Vec<Treatment>> {
    let query = treatments::table.filter(treatments::unit.eq(unit.as_str())).order(treatments::number);
    let rows: Vec<Row> = on!(conn, c => query.select(Row::as_select()).load(c))?;
    rows.into_iter().map(|row| Ok(row.into_kept()?.treatment)).collect()
}

/// One by its id, for a transaction that may add to it.
///
/// # Errors
/// [`store::Error`].
pub fn find(conn: &mut Conn, id: Id) -> Result<Option<KeptTreatment>> {
    let query = treatments::table.find(id);
    let row: Option<Row> = match conn {
        Conn::Pg(c, ..) => query.select(Row::as_select()).for_update().first(c).optional()?,
        Conn::Sqlite(c, ..) => query.select(Row::as_select()).first(c).optional()?,
    };
    row.map(Row::into_kept).transpose()
}

/// Writes a view. It goes in the same transaction as the view itself.
///
/// # Errors
/// [`store::Error`].
pub fn viewed(conn: &mut Conn, treatment: Id, staff: &Staff, now: Timestamp) -> Result<()> {
    let row = (
        treatment_views::id.eq(Id::generate(now)),
        treatment_views::treatment.eq(treatment),
        treatment_views::staff.eq(staff.reference.as_str()),
        treatment_views::role.eq(staff.role.code()),
        treatment_views::at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(treatment_views::table).values(row);
    on!(conn, c => query.execute(c))?;
    Ok(())
}
