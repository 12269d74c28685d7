//! Blocks of codes, each held by one officer.

use diesel::prelude::*;
use jiff::Timestamp;
use store::{Conn, Error, ErrorKind, Micros, Result, on};
use wire::StaffRef;

use super::schema::code_blocks;
use crate::domain::code_block::{CODES, YearMonth};

/// A block with codes left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Which block of the month.
    pub number: u32,
    /// How many of its codes are taken: also the place of the next.
    pub used: u32,
}

/// The block of this month from which this officer takes codes, if any.
///
/// # Errors
/// [`store::Error`].
pub fn open(conn: &mut Conn, month: YearMonth, holder: &StaffRef) -> Result<Option<Block>> {
    let query = code_blocks::table
        .filter(code_blocks::year_month.eq(month.to_string()))
        .filter(code_blocks::holder.eq(holder.to_string()))
        .filter(code_blocks::used.lt(i64::from(CODES)))
        .select((code_blocks::number, code_blocks::used));
    let row: Option<(i64, i64)> = on!(conn, c => query.get_result(c).optional())?;
    let number = |value: i64| u32::try_from(value).map_err(|error| Error::new(ErrorKind::InvalidValue, error));
    row.map(|(block, used)| Ok(Block { number: number(block)?, used: number(used)? })).transpose()
}

/// Reserves a block. `false` when somebody has that block, or the officer has one with codes left: the constraints
/// decide, also between two requests at the same moment.
///
/// # Errors
/// [`store::Error`].
pub fn reserve(conn: &mut Conn, month: YearMonth, number: u32, holder: &StaffRef, now: Timestamp) -> Result<bool> {
    let row = (
        code_blocks::year_month.eq(month.to_string()),
        code_blocks::number.eq(i64::from(number)),
        code_blocks::holder.eq(holder.to_string()),
        code_blocks::used.eq(0_i64),
        code_blocks::reserved_at.eq(Micros::from(now)),
    );
    let query = diesel::insert_into(code_blocks::table).values(row).on_conflict_do_nothing();
    Ok(on!(conn, c => query.execute(c))? == 1)
}

/// Takes the next code of a block; `false` when somebody took it since the block was read.
///
/// # Errors
/// [`store::Error`].
pub fn take(conn: &mut Conn, month: YearMonth, block: Block) -> Result<bool> {
    let unchanged =
        code_blocks::table.find((month.to_string(), i64::from(block.number))).filter(code_blocks::used.eq(i64::from(block.used)));
    let query = diesel::update(unchanged).set(code_blocks::used.eq(i64::from(block.used) + 1));
    Ok(on!(conn, c => query.execute(c))? == 1)
}
