//! Numbers of a channel that never came, came twice or do not agree.

use diesel::{prelude::*, upsert::excluded};
use jiff::Timestamp;
use store::{Conn, Micros, Result, on};

use super::{channel_numbers::Channel, parsed, schema::channel_gaps as gaps};
use crate::domain::{GapKind, GapState};

/// A number that is not as it should be. Somebody may be withholding a handover: ring the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The pair of units.
    pub channel: Channel,
    /// The number, from 1.
    pub number: u64,
    /// What is wrong.
    pub what: GapKind,
    /// Where it stands.
    pub state: GapState,
    /// When it was first seen.
    pub noticed_at: Timestamp,
    /// When people were told; a number that comes within a minute tells nobody.
    pub opened_at: Option<Timestamp>,
    /// When it came or was explained.
    pub closed_at: Option<Timestamp>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = gaps)]
struct Row {
    way: String,
    from_unit: String,
    to_unit: String,
    number: i64,
    what: String,
    state: String,
    noticed_at: Micros,
    opened_at: Option<Micros>,
    closed_at: Option<Micros>,
}

impl Row {
    fn into_gap(self) -> Result<Gap> {
        Ok(Gap {
            channel: Channel { way: parsed(&self.way)?, from: parsed(&self.from_unit)?, to: parsed(&self.to_unit)? },
            number: self.number.unsigned_abs(),
            what: parsed(&self.what)?,
            state: parsed(&self.state)?,
            noticed_at: self.noticed_at.timestamp(),
            opened_at: self.opened_at.map(Micros::timestamp),
            closed_at: self.closed_at.map(Micros::timestamp),
        })
    }
}

fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Writes a gap, or what became of it; when it was first noticed stays.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn put(conn: &mut Conn, gap: &Gap) -> Result<()> {
    let row = Row {
        way: gap.channel.way.to_string(),
        from_unit: gap.channel.from.to_string(),
        to_unit: gap.channel.to.to_string(),
        number: stored(gap.number),
        what: gap.what.to_string(),
        state: gap.state.to_string(),
        noticed_at: gap.noticed_at.into(),
        opened_at: gap.opened_at.map(Micros::from),
        closed_at: gap.closed_at.map(Micros::from),
    };
    let query = diesel::insert_into(gaps::table)
        .values(&row)
        .on_conflict((gaps::way, gaps::from_unit, gaps::to_unit, gaps::number, gaps::what))
        .do_update()
        .set((
            gaps::state.eq(excluded(gaps::state)),
            gaps::opened_at.eq(excluded(gaps::opened_at)),
            gaps::closed_at.eq(excluded(gaps::closed_at)),
        ));
    on!(conn, c => query.execute(c))?;
    Ok(())
}

/// A gap as it was written.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn find(conn: &mut Conn, channel: &Channel, number: u64, what: GapKind) -> Result<Option<Gap>> {
    let row: Option<Row> = on!(conn, c => gaps::table
        .find((channel.way.code(), channel.from.as_str(), channel.to.as_str(), stored(number), what.code()))
        .select(Row::as_select()).get_result(c).optional())?;
    row.map(Row::into_gap).transpose()
}

/// Those in a state, the longest noticed first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn in_state(conn: &mut Conn, state: GapState) -> Result<Vec<Gap>> {
    let rows: Vec<Row> = on!(conn, c => gaps::table
        .filter(gaps::state.eq(state.code()))
        .order((gaps::noticed_at, gaps::from_unit, gaps::to_unit, gaps::number))
        .select(Row::as_select()).load(c))?;
    rows.into_iter().map(Row::into_gap).collect()
}

/// Whether any gap waits or is open.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn any_unsettled(conn: &mut Conn) -> Result<bool> {
    let query = gaps::table.filter(gaps::state.ne(GapState::Closed.code())).count();
    let count: i64 = on!(conn, c => query.get_result(c))?;
    Ok(count > 0)
}

/// What people must look at now, the longest noticed first.
///
/// # Errors
/// [`store::Error`].
pub fn open(conn: &mut Conn) -> Result<Vec<Gap>> {
    in_state(conn, GapState::Open)
}
