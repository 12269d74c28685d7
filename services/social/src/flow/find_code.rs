//! From a code heard on the telephone to the case.

use store::{Conn, Result};
use wire::{CaseCode, PairingCode, UnitId};

use crate::db::duty_items;

/// The newest case of this unit with the code: the spoken part alone, or with year and month. `None` also for what is no code.
///
/// # Errors
/// [`store::Error`].
pub fn find_code(conn: &mut Conn, unit: &UnitId, typed: &str) -> Result<Option<CaseCode>> {
    let spoken = typed.split('-').next().unwrap_or_default();
    let Ok(pairing) = spoken.parse::<PairingCode>() else { return Ok(None) };
    let whole = typed.trim().to_uppercase().replace(' ', "").parse::<CaseCode>().ok();
    let found = duty_items::with_pairing_code(conn, unit, pairing)?;
    Ok(found.into_iter().map(|item| item.case_code).find(|code| whole.is_none_or(|whole| whole == *code)))
}
