//! The next code of an officer, from a block of twenty that nobody else has.

use casework::{Casework, cases};
use jiff::Timestamp;
use store::Conn;
use wire::{CaseCode, StaffRef};

use super::FlowError;
use crate::{
    db::code_blocks::{self, Block},
    domain::code_block::{BLOCKS, YearMonth, code_at},
};

/// Tries before giving up: with 13 992 blocks a month the first ends it in practice.
const TRIES: u32 = 200;

/// The code this officer's next call-out will have. It is hers until she takes it.
///
/// # Errors
/// [`FlowError::NoCodeLeft`]; those of the database.
pub(super) fn next(conn: &mut Conn, casework: &Casework, holder: &StaffRef, now: Timestamp) -> Result<CaseCode, FlowError> {
    for _ in 0..TRIES {
        let (month, block, code) = at_hand(conn, holder, now)?;
        if is_unused(conn, casework, &code)? {
            return Ok(code);
        }
        code_blocks::take(conn, month, block)?;
    }
    Err(FlowError::NoCodeLeft)
}

/// Takes that code: nobody gets it again.
///
/// # Errors
/// [`FlowError::NoCodeLeft`]; those of the database.
pub(super) fn take(conn: &mut Conn, casework: &Casework, holder: &StaffRef, now: Timestamp) -> Result<CaseCode, FlowError> {
    for _ in 0..TRIES {
        let (month, block, code) = at_hand(conn, holder, now)?;
        // Another request of the same officer may have taken it since the block was read.
        if code_blocks::take(conn, month, block)? && is_unused(conn, casework, &code)? {
            return Ok(code);
        }
    }
    Err(FlowError::NoCodeLeft)
}

/// The open block of the month, reserved when there is none, and its next code.
fn at_hand(conn: &mut Conn, holder: &StaffRef, now: Timestamp) -> Result<(YearMonth, Block, CaseCode), FlowError> {
    let month = YearMonth::of(now).map_err(|error| FlowError::Inside(error.to_string()))?;
    for _ in 0..TRIES {
        if let Some(block) = code_blocks::open(conn, month, holder)? {
            let code = code_at(month, block.number, block.used).map_err(|error| FlowError::Inside(error.to_string()))?;
            return Ok((month, block, code));
        }
        code_blocks::reserve(conn, month, random()? % BLOCKS, holder, now)?;
    }
    Err(FlowError::NoCodeLeft)
}

/// Whether no case of this agency has the code: one may have been opened without a block.
fn is_unused(conn: &mut Conn, casework: &Casework, code: &CaseCode) -> Result<bool, FlowError> {
    Ok(cases::by_code(conn, code, &casework.config().id)?.is_none())
}

fn random() -> Result<u32, FlowError> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(|error| FlowError::Inside(format!("the operating system gives no random bytes: {error}")))?;
    Ok(u32::from_be_bytes(bytes))
}
