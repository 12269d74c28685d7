//! The code of a new case.

use jiff::{Timestamp, tz::TimeZone};
use wire::{CaseCode, CaseCodeError, PairingCode};

/// The code with this draw in the month it is in Sweden now.
///
/// # Errors
/// Outside the years 2000 to 2099.
pub(crate) fn code_of_month(draw: u32, now: Timestamp) -> Result<CaseCode, CaseCodeError> {
    // The zone data is compiled in; without it the month would be wrong for an hour or two a month.
    let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let date = now.to_zoned(zone).date();
    let year = u8::try_from(date.year() - 2000).map_err(|_| CaseCodeError::Form)?;
    let month = u8::try_from(date.month()).map_err(|_| CaseCodeError::Form)?;
    CaseCode::new(PairingCode::from_draw(draw), year, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_is_that_of_sweden() {
        let last_hour: Timestamp = "2026-11-30T23:30:00Z".parse().unwrap();
        assert!(code_of_month(7, last_hour).unwrap().to_string().ends_with("-2612"));
        let before: Timestamp = "2026-11-30T22:30:00Z".parse().unwrap();
        assert!(code_of_month(7, before).unwrap().to_string().ends_with("-2611"));
    }
}
