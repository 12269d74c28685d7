//! What each person has at hand beside the list.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Id, Micros, Result, on};
use wire::StaffRef;

use super::{parsed, schema::rail_places};
use crate::domain::PlaceKind;

/// Puts a place at hand; again changes nothing.
///
/// # Errors
/// [`store::Error`].
pub fn insert(conn: &mut Conn, staff: &StaffRef, place: Id, kind: PlaceKind, now: Timestamp) -> Result<()> {
    let query = diesel::insert_into(rail_places::table)
        .values((
            rail_places::staff.eq(staff.as_str()),
            rail_places::place_id.eq(place),
            rail_places::kind.eq(kind.code()),
            rail_places::opened_at.eq(Micros::from(now)),
        ))
        .on_conflict_do_nothing();
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// What a person has at hand, in the order it was opened.
///
/// # Errors
/// [`store::Error`].
pub fn of(conn: &mut Conn, staff: &StaffRef) -> Result<Vec<(Id, PlaceKind)>> {
    let query = rail_places::table
        .filter(rail_places::staff.eq(staff.as_str()))
        .order((rail_places::opened_at, rail_places::place_id))
        .select((rail_places::place_id, rail_places::kind));
    let rows: Vec<(Id, String)> = on!(conn, c => query.load(c))?;
    rows.into_iter().map(|(place, kind)| Ok((place, parsed(&kind)?))).collect()
}

/// Takes a place away; says whether it was there. The note stays.
///
/// # Errors
/// [`store::Error`].
pub fn remove(conn: &mut Conn, staff: &StaffRef, place: Id) -> Result<bool> {
    Ok(on!(conn, c => diesel::delete(rail_places::table.find((staff.as_str(), place))).execute(c))? == 1)
}

/// A shell has become a case: whoever had the one at hand has the other.
///
/// # Errors
/// [`store::Error`].
pub fn moved(conn: &mut Conn, shell: Id, case: Id, now: Timestamp) -> Result<()> {
    let query = rail_places::table.filter(rail_places::place_id.eq(shell)).select(rail_places::staff);
    let people: Vec<String> = on!(conn, c => query.load(c))?;
    for staff in people {
        let staff: StaffRef = parsed(&staff)?;
        remove(conn, &staff, shell)?;
        insert(conn, &staff, case, PlaceKind::Case, now)?;
    }
    Ok(())
}
