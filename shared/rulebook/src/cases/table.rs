//! The table: CSV text, read whole or not at all.

use std::{collections::BTreeSet, sync::LazyLock};

use csv::{ReaderBuilder, StringRecord};
use sha2::{Digest, Sha256};
use wire::Bytes32;

use super::{Case, CaseError, CaseFault, Column, error::shown, row::Row, shipped, words::words};

/// Cases, with the exact text they were read from.
#[derive(Debug, Clone)]
pub struct CaseTable {
    text: String,
    cases: Vec<Case>,
}

impl CaseTable {
    /// Most bytes of a table.
    pub const BYTES_MAX: usize = 1024 * 1024;
    /// Most cases of a table.
    pub const CASES_MAX: usize = 2_000;
    /// Most characters of a cell.
    pub const CELL_CHARACTERS_MAX: usize = 4_000;
    /// With so many faults no further row is read: it is not a table of cases.
    pub const FAULTS_MAX: usize = 200;

    /// Reads a table: UTF-8 with or without byte-order mark, semicolons, a header in the first row, rows ended in any way,
    /// empty rows anywhere.
    ///
    /// # Errors
    /// Every fault at once, in the order of rows, each with its place and what to write instead.
    pub fn parse(text: &str) -> Result<Self, Vec<CaseError>> {
        if text.len() > Self::BYTES_MAX {
            return Err(of_table(CaseFault::TooLong { bytes_max: Self::BYTES_MAX }));
        }
        let records = records(text)?;
        if records.len() > Self::CASES_MAX + 1 {
            return Err(of_table(CaseFault::TooMany { cases_max: Self::CASES_MAX }));
        }
        let mut records = records.into_iter();
        let (row, header) = records.next().ok_or_else(|| of_table(CaseFault::NoCase))?;
        let places = places(row, &header)?;
        let (cases, faults) = cases(records, &places);
        if !faults.is_empty() {
            Err(faults)
        } else if cases.is_empty() {
            Err(of_table(CaseFault::NoCase))
        } else {
            Ok(Self { text: text.to_owned(), cases })
        }
    }

    /// The cases this program ships with, as one table.
    ///
    /// A crash here means that a file was changed without running the tests.
    pub fn shipped() -> Self {
        static SHIPPED: LazyLock<CaseTable> =
            LazyLock::new(|| CaseTable::parse(&shipped::text()).expect("the shipped cases are read by the tests"));
        SHIPPED.clone()
    }

    /// The cases, in the order of rows.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The very text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// SHA-256 of the very bytes.
    pub fn hash(&self) -> Bytes32 {
        Bytes32(Sha256::digest(self.text.as_bytes()).into())
    }
}

fn of_table(fault: CaseFault) -> Vec<CaseError> {
    vec![CaseError { row: 0, column: None, fault }]
}

/// The records with their rows as a spreadsheet counts; empty ones are left out.
fn records(text: &str) -> Result<Vec<(usize, StringRecord)>, Vec<CaseError>> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let mut reader = ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut records, mut inner, mut record) = (Vec::new(), 0, StringRecord::new());
    loop {
        let lines_before = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => (),
            Ok(false) => return Ok(records),
            Err(_) => return Err(vec![CaseError { row: whole(lines_before), column: None, fault: CaseFault::NoCells }]),
        }
        // Lines inside a cell are no rows.
        inner += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        let row = whole(reader.position().line()).saturating_sub(inner + 1);
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            records.push((row, record.clone()));
        }
    }
}

fn whole(lines: u64) -> usize {
    usize::try_from(lines).unwrap_or(usize::MAX)
}

/// Where each column stands, in the order of [`Column::ALL`].
fn places(row: usize, header: &StringRecord) -> Result<Vec<usize>, Vec<CaseError>> {
    let read = |name: &str| words().column.read(name);
    let fault = |column, fault| CaseError { row, column, fault };
    let unknown = header.iter().filter(|name| !name.trim().is_empty() && read(name).is_none());
    let mut faults: Vec<CaseError> = unknown.map(|name| fault(None, CaseFault::ColumnUnknown { found: shown(name) })).collect();
    let mut places = Vec::new();
    for &column in Column::ALL {
        let mut found = header.iter().zip(0..).filter(|(name, _)| read(name) == Some(column)).map(|(_, place)| place);
        match (found.next(), found.next()) {
            (Some(place), None) => places.push(place),
            (Some(_), Some(_)) => faults.push(fault(Some(column), CaseFault::ColumnTwice)),
            (None, _) => faults.push(fault(Some(column), CaseFault::ColumnMissing)),
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

fn cases(records: impl Iterator<Item = (usize, StringRecord)>, places: &[usize]) -> (Vec<Case>, Vec<CaseError>) {
    let (mut cases, mut faults, mut numbers) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (row, record) in records {
        if faults.len() >= CaseTable::FAULTS_MAX {
            break;
        }
        if record.iter().enumerate().any(|(place, cell)| !places.contains(&place) && !cell.trim().is_empty()) {
            faults.push(CaseError { row, column: None, fault: CaseFault::CellsTooMany });
            continue;
        }
        match (Row { row, cells: cells(&record, places) }).case() {
            Ok(case) if numbers.insert(case.number) => cases.push(case),
            Ok(case) => {
                faults.push(CaseError { row, column: Some(Column::Number), fault: CaseFault::NumberTwice { number: case.number } });
            }
            Err(found) => faults.extend(found),
        }
    }
    (cases, faults)
}

/// The cells in the order of [`Column::ALL`], each on one line.
fn cells(record: &StringRecord, places: &[usize]) -> Vec<String> {
    let cell = |place: &usize| record.get(*place).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    places.iter().map(cell).collect()
}
