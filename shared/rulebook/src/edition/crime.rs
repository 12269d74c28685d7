//! Crimes that may be feared, with their minimum penalties through time.

use jiff::civil::Date;
use serde::Deserialize;
use wire::value::CrimeCode;

use super::{Edition, EditionError, file::EditionFile, rule::Words};

/// A crime in the edition's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CrimeRow {
    code: CrimeCode,
    words: Words,
    penalties: Vec<Penalty>,
}

/// A scale with its time.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Penalty {
    from: Date,
    #[serde(default)]
    until: Option<Date>,
    #[serde(default)]
    minimum_months: Option<u32>,
    reaches: bool,
}

impl Penalty {
    fn is_in_force(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A crime that may be feared on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crime<'e> {
    /// The crime.
    pub code: CrimeCode,
    /// Its name.
    pub words: &'e Words,
    /// Least penalty in months of prison; none when there is no minimum, or when that day's was not read.
    pub minimum_months: Option<u32>,
    /// Whether the fear of it can carry anything (OSL 10:18 c: at least one year, chapters 3, 4 and 6 of brottsbalken).
    pub reaches: bool,
}

impl Edition {
    /// Crimes that may be feared on a day, in the order pages show them; nothing before OSL 10:18 c was in force.
    pub fn crimes(&self, date: Date) -> impl Iterator<Item = Crime<'_>> {
        self.file.crimes.iter().filter_map(move |row| {
            let penalty = row.penalties.iter().find(|penalty| penalty.is_in_force(date))?;
            Some(Crime { code: row.code, words: &row.words, minimum_months: penalty.minimum_months, reaches: penalty.reaches })
        })
    }
}

impl Edition {
    /// Code, name and scales of each crime as text, to compare editions.
    pub(crate) fn crimes_as_written(&self) -> Vec<(String, Vec<(&'static str, String)>)> {
        let scale = |penalty: &Penalty| {
            let until = penalty.until.map(|date| date.to_string()).unwrap_or_default();
            let months = penalty.minimum_months.map_or_else(|| "–".to_owned(), |months| months.to_string());
            format!("{}–{until}: {months}, {}", penalty.from, if penalty.reaches { "≥" } else { "<" })
        };
        let row = |row: &CrimeRow| {
            let scales = row.penalties.iter().map(scale).collect::<Vec<_>>().join("; ");
            (row.code.to_string(), vec![("text_sv", row.words.sv.clone()), ("text_en", row.words.en.clone()), ("penalties", scales)])
        };
        self.file.crimes.iter().map(row).collect()
    }
}

/// Months of the threshold of OSL 10:18 c.
const THRESHOLD_MONTHS: u32 = 12;

/// A crime stands once, its scales follow each other, and no scale below the threshold is said to reach it.
pub(super) fn check(file: &EditionFile) -> Result<(), EditionError> {
    for (place, row) in file.crimes.iter().enumerate() {
        let code = row.code.code();
        if file.crimes[..place].iter().any(|other| other.code == row.code) {
            return Err(EditionError::Twice(code.to_owned()));
        }
        let follow = |pair: &[Penalty]| pair[0].until.is_some_and(|until| until < pair[1].from);
        let ordered = row.penalties.iter().all(|penalty| penalty.until.is_none_or(|until| penalty.from <= until));
        if !ordered || !row.penalties.windows(2).all(follow) {
            return Err(EditionError::Dates(code.to_owned()));
        }
        if row.penalties.iter().any(|penalty| penalty.reaches && penalty.minimum_months.is_some_and(|months| months < THRESHOLD_MONTHS)) {
            return Err(EditionError::Shape(format!("crime “{code}” is said to reach a threshold it is below")));
        }
    }
    Ok(())
}
