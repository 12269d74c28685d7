//! One row of the table, read into a case.

use jiff::civil::Date;

use super::{Case, CaseError, CaseFault, CaseTable, Column, error::shown, expect, field, given, words::words};

/// The first and the last day a case may be of: acts of the rule book are younger, and nobody decides later.
const DAYS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The cells of a row, in the order of [`Column::ALL`].
pub(super) struct Row {
    pub row: usize,
    pub cells: Vec<String>,
}

impl Row {
    fn cell(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }

    fn at(&self, column: Column, fault: CaseFault) -> CaseError {
        CaseError { row: self.row, column: Some(column), fault }
    }

    /// The cells that are too long to be read.
    fn long(&self) -> Vec<CaseError> {
        let is_long = |column: &Column| self.cell(*column).chars().count() > CaseTable::CELL_CHARACTERS_MAX;
        let fault = CaseFault::CellTooLong { characters_max: CaseTable::CELL_CHARACTERS_MAX };
        Column::ALL.iter().copied().filter(is_long).map(|column| self.at(column, fault.clone())).collect()
    }

    /// Reads a cell, or keeps its fault and says nothing.
    fn read<T>(&self, column: Column, faults: &mut Vec<CaseError>, reader: impl FnOnce(&str) -> Result<T, CaseFault>) -> Option<T> {
        reader(self.cell(column)).map_err(|fault| faults.push(self.at(column, fault))).ok()
    }

    /// The case of the row, or every fault in it.
    pub fn case(&self) -> Result<Case, Vec<CaseError>> {
        let mut faults = self.long();
        if !faults.is_empty() {
            return Err(faults);
        }
        let number = self.read(Column::Number, &mut faults, number);
        let title = self.read(Column::Title, &mut faults, filled);
        let day = self.read(Column::Day, &mut faults, day);
        let direction = self
            .read(Column::Direction, &mut faults, |text| listed(text, "direction", words().direction.read(text), words().direction.all()));
        let purpose =
            self.read(Column::Purpose, &mut faults, |text| listed(text, "purpose", words().purpose.read(text), words().purpose.all()));
        let items = self.read(Column::Given, &mut faults, given::read);
        let asked = self.read(Column::When, &mut faults, field::read);
        let source = self.read(Column::Source, &mut faults, filled);
        let expected = asked.as_ref().and_then(|asked| self.expected(asked.len(), &mut faults));
        let case = || {
            Some(Case {
                number: number?,
                row: self.row,
                title: title?,
                day: day?,
                direction: direction?,
                purpose: purpose?,
                given: self.cell(Column::Given).to_owned(),
                when: self.cell(Column::When).to_owned(),
                then: self.cell(Column::Then).to_owned(),
                by: self.cell(Column::By).to_owned(),
                way: self.cell(Column::Way).to_owned(),
                source: source?,
                items: items?,
                asked: asked?,
                expected: expected?,
            })
        };
        case().ok_or(faults)
    }

    fn expected(&self, fields: usize, faults: &mut Vec<CaseError>) -> Option<Vec<super::Answer>> {
        let cells = [Column::Then, Column::By, Column::Way].map(|column| self.cell(column));
        expect::read(self.row, fields, cells).map_err(|found| faults.extend(found)).ok()
    }
}

fn filled(text: &str) -> Result<String, CaseFault> {
    if text.is_empty() { Err(CaseFault::Empty) } else { Ok(text.to_owned()) }
}

fn number(text: &str) -> Result<u32, CaseFault> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| CaseFault::NotANumber { found: shown(text) })
}

/// Reads a day such as `2026-11-23`.
pub(super) fn day(text: &str) -> Result<Date, CaseFault> {
    let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    date.filter(|date| DAYS.contains(&date.year())).ok_or_else(|| CaseFault::NotADay { found: shown(text) })
}

fn listed<'p, T>(text: &str, list: &'static str, found: Option<T>, known: impl Iterator<Item = &'p str>) -> Result<T, CaseFault> {
    found.ok_or_else(|| CaseFault::unknown(text, list, known))
}
