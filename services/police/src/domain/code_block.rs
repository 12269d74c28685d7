//! Codes in blocks: what an officer says on the telephone exists before anything is recorded.

use jiff::{Timestamp, tz::TimeZone};
use wire::{CaseCode, CaseCodeError, PairingCode};

/// Codes in a block.
pub const CODES: u32 = 20;
/// How many blocks a month has: 279 841 pairing codes in twenties; one code is in none.
pub const BLOCKS: u32 = 13_992;

/// Year and month in Sweden, such as `2611`: a code is unique within them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    year: u8,
    month: u8,
}

impl YearMonth {
    /// The month it is in Sweden now.
    ///
    /// # Errors
    /// Outside the years 2000 to 2099.
    pub fn of(now: Timestamp) -> Result<Self, CaseCodeError> {
        // The zone data is compiled in; without it the month would be wrong for an hour or two a month.
        let zone = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
        let date = now.to_zoned(zone).date();
        let year = u8::try_from(date.year() - 2000).map_err(|_| CaseCodeError::Form)?;
        let month = u8::try_from(date.month()).map_err(|_| CaseCodeError::Form)?;
        Ok(Self { year, month })
    }
}

impl std::fmt::Display for YearMonth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}{:02}", self.year, self.month)
    }
}

/// The code with this place (0 to 19) in this block. Codes of a block lie far apart, so that two call-outs of one
/// officer do not sound alike.
///
/// # Errors
/// For a month that is none.
pub fn code_at(month: YearMonth, block: u32, place: u32) -> Result<CaseCode, CaseCodeError> {
    let draw = place % CODES * BLOCKS + block % BLOCKS;
    CaseCode::new(PairingCode::from_draw(draw), month.year, month.month)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn november() -> YearMonth {
        YearMonth::of("2026-11-22T01:14:00Z".parse().unwrap()).unwrap()
    }

    #[test]
    fn no_code_is_in_two_blocks() {
        let all: BTreeSet<CaseCode> =
            (0..BLOCKS).flat_map(|block| (0..CODES).map(move |place| code_at(november(), block, place).unwrap())).collect();
        assert_eq!(all.len(), 279_840);
    }

    #[test]
    fn two_codes_of_a_block_differ_in_at_least_three_symbols() {
        for block in [0, 1, 22, 529, 13_991] {
            for (one, other) in (0..CODES).flat_map(|one| (0..one).map(move |other| (one, other))) {
                let text = |place| code_at(november(), block, place).unwrap().pairing().to_string();
                let different = text(one).bytes().zip(text(other).bytes()).filter(|(a, b)| a != b).count();
                assert!(different >= 3, "{} and {}", text(one), text(other));
            }
        }
    }

    #[test]
    fn the_month_is_that_of_sweden() {
        let last_hour = "2026-11-30T23:30:00Z".parse().unwrap();
        assert_eq!(YearMonth::of(last_hour).unwrap().to_string(), "2612");
        assert!(code_at(YearMonth::of(last_hour).unwrap(), 7, 3).unwrap().to_string().ends_with("-2612"));
    }
}
