//! Swedish personal identity and coordination numbers.

use serde::{Deserialize, Serialize};

use super::silent;

/// Twelve digits, `YYYYMMDDNNNC`: a personal identity number (folkbokföringslagen 18 §) or a coordination number
/// (day + 60). Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonalNumber(String);

silent!(PersonalNumber);

/// The number has a wrong form, an impossible date, a serial of 000 (never given) or a wrong control digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a personal identity or coordination number of twelve digits")]
pub struct NumberError;

impl PersonalNumber {
    /// Takes twelve digits, with or without one hyphen or space before the last four.
    ///
    /// # Errors
    /// [`NumberError`], without the digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let compact = text.trim();
        let digits = match compact.split_at_checked(8) {
            Some((date, rest)) => format!("{date}{}", rest.strip_prefix(['-', ' ']).unwrap_or(rest)),
            None => return Err(NumberError),
        };
        if digits.len() == 12
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && has_date(&digits)
            && has_control_digit(&digits)
            && &digits[8..11] != "000"
        {
            Ok(Self(digits))
        } else {
            Err(NumberError)
        }
    }

    /// The digits, for the page and the seal alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn has_date(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<i16>().unwrap_or(0);
    let day = part(6..8);
    let day = if day > 60 { day - 60 } else { day };
    let (Ok(month), Ok(day)) = (i8::try_from(part(4..6)), i8::try_from(day)) else { return false };
    // The oldest numbers were given to people born in the 1840s.
    part(0..4) >= 1840 && jiff::civil::Date::new(part(0..4), month, day).is_ok()
}

/// Luhn over the last ten digits.
fn has_control_digit(digits: &str) -> bool {
    let sum: u32 = digits[2..]
        .bytes()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 0 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

impl TryFrom<String> for PersonalNumber {
    type Error = NumberError;
    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::parse(&text)
    }
}

impl From<PersonalNumber> for String {
    fn from(number: PersonalNumber) -> Self {
        number.0
    }
}
