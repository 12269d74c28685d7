//! The code that ties a telephone call to a record without a name on the air.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Symbols that are not mistaken for each other when read aloud or by torchlight. 23 of them: a prime, so that
/// the weighted check symbol finds every single wrong symbol and every swap of two.
const ALPHABET: &[u8; 23] = b"2346789ACDEFHJKLMPRTVXY";
/// How many different pairing codes there are: 23⁴.
const CODES: u32 = 279_841;

/// A code that was mistyped or misheard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseCodeError {
    /// Not five symbols of the alphabet (and, for a case code, a hyphen and four digits for year and month).
    #[error("the code has not the accepted form")]
    Form,
    /// The check symbol does not fit: one symbol is wrong or two have changed places.
    #[error("the check symbol does not fit")]
    Check,
}

/// The spoken part: four symbols and a check symbol, such as `KV742`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PairingCode([u8; 5]);

/// Pairing code, year and month, such as `KV742-2611`: unique for the agency that opened the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseCode {
    pairing: PairingCode,
    year: u8,
    month: u8,
}

impl PairingCode {
    /// The code with number `draw` (taken modulo their count). The caller draws at random and keeps it unique.
    pub fn from_draw(draw: u32) -> Self {
        let mut rest = draw % CODES;
        let mut symbols = [0_u8; 4];
        for symbol in &mut symbols {
            *symbol = ALPHABET[(rest % 23) as usize];
            rest /= 23;
        }
        let [a, b, c, d] = symbols;
        Self([a, b, c, d, check(symbols)])
    }

    /// In two groups, as it is read aloud: `KV7 42`.
    pub fn spoken(self) -> String {
        let text = self.to_string();
        format!("{} {}", &text[..3], &text[3..])
    }
}

/// Sum of position × value modulo 23 over the four symbols; the fifth has weight 1.
fn check(symbols: [u8; 4]) -> u8 {
    let sum: usize = symbols.iter().zip(2..).map(|(symbol, weight)| weight * value_of(*symbol)).sum();
    ALPHABET[sum % 23]
}

fn value_of(symbol: u8) -> usize {
    ALPHABET.iter().position(|known| *known == symbol).unwrap_or(0)
}

impl FromStr for PairingCode {
    type Err = CaseCodeError;

    /// Takes small letters and inner spaces as well: people type as they hear.
    fn from_str(text: &str) -> Result<Self, CaseCodeError> {
        let symbols: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).collect();
        let symbols: [u8; 5] = symbols.try_into().map_err(|_| CaseCodeError::Form)?;
        if !symbols.iter().all(|symbol| ALPHABET.contains(symbol)) {
            return Err(CaseCodeError::Form);
        }
        let [a, b, c, d, last] = symbols;
        if check([a, b, c, d]) == last { Ok(Self(symbols)) } else { Err(CaseCodeError::Check) }
    }
}

impl fmt::Display for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|symbol| write!(f, "{}", char::from(*symbol)))
    }
}

impl CaseCode {
    /// The code of a case opened in this month. `year` counts from 2000 (0 to 99), `month` is 1 to 12.
    ///
    /// # Errors
    /// [`CaseCodeError::Form`] outside those ranges.
    pub fn new(pairing: PairingCode, year: u8, month: u8) -> Result<Self, CaseCodeError> {
        if year <= 99 && (1..=12).contains(&month) { Ok(Self { pairing, year, month }) } else { Err(CaseCodeError::Form) }
    }

    /// The spoken part.
    pub fn pairing(self) -> PairingCode {
        self.pairing
    }
}

impl FromStr for CaseCode {
    type Err = CaseCodeError;

    fn from_str(text: &str) -> Result<Self, CaseCodeError> {
        let (pairing, date) = text.split_once('-').ok_or(CaseCodeError::Form)?;
        if date.len() != 4 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(CaseCodeError::Form);
        }
        let (year, month) = date.split_at(2);
        let number = |digits: &str| digits.parse().map_err(|_| CaseCodeError::Form);
        Self::new(pairing.parse()?, number(year)?, number(month)?)
    }
}

impl TryFrom<String> for CaseCode {
    type Error = CaseCodeError;
    fn try_from(text: String) -> Result<Self, CaseCodeError> {
        text.parse()
    }
}

impl From<CaseCode> for String {
    fn from(code: CaseCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for CaseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}{:02}", self.pairing, self.year, self.month)
    }
}
