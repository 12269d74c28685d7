//! What is wrong in a table, with the place and what to write instead.

use super::words::words;

wire::codes!(
    /// The columns of a table, in the order they are written.
    Column, "column of a case table" {
        /// Number of the case.
        Number = "number",
        /// What happens, in one sentence.
        Title = "title",
        /// Swedish day of the decision.
        Day = "day",
        /// Which way.
        Direction = "direction",
        /// What for.
        Purpose = "purpose",
        /// What holds before.
        Given = "given",
        /// What somebody wants to hand over.
        When = "when",
        /// Whether it goes.
        Then = "then",
        /// By which rule, or for which reason not.
        By = "by",
        /// What can be done, or must be.
        Way = "way",
        /// Where the law says so.
        Source = "source",
    }
);

impl Column {
    /// The header as it stands in a table.
    pub fn header(self) -> &'static str {
        words().column.say(self)
    }
}

/// A fault with its place. The whole table is read: every fault comes at once, up to [`super::CaseTable::FAULTS_MAX`] or so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row}, column “{}”: {fault}", column.map_or("", Column::header))]
pub struct CaseError {
    /// Row as a spreadsheet counts, from 1; 0 when it is about the whole table.
    pub row: usize,
    /// The column; none when it is about the row or the table.
    pub column: Option<Column>,
    /// What is wrong.
    pub fault: CaseFault,
}

/// What is wrong, and what to write instead. What was found is cut to [`CaseFault::FOUND_CHARACTERS_MAX`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseFault {
    /// More bytes than a table may have.
    #[error("the table is longer than {bytes_max} bytes: shorten it")]
    TooLong {
        /// Most bytes.
        bytes_max: usize,
    },
    /// More cases than a table may have.
    #[error("the table has more than {cases_max} cases: leave some out")]
    TooMany {
        /// Most cases.
        cases_max: usize,
    },
    /// No case.
    #[error("the table has no case: write one row for each")]
    NoCase,
    /// The text can't be parted into cells.
    #[error("the row can't be read as cells parted by semicolons: save the table as CSV with UTF-8")]
    NoCells,
    /// A column is not in the header.
    #[error("the header lacks this column: write its name in the first row")]
    ColumnMissing,
    /// A header that is not known.
    #[error("“{found}” is no column: take it away")]
    ColumnUnknown {
        /// What stands there.
        found: String,
    },
    /// A column twice.
    #[error("the column stands twice: take one away")]
    ColumnTwice,
    /// Something beyond the last column.
    #[error("there are more cells than columns: quote a cell that holds a semicolon")]
    CellsTooMany,
    /// An empty cell.
    #[error("the cell is empty: fill it in")]
    Empty,
    /// More characters than a cell may have.
    #[error("the cell is longer than {characters_max} characters: make several cases of it")]
    CellTooLong {
        /// Most characters.
        characters_max: usize,
    },
    /// Not a number from 1.
    #[error("“{found}” is no number: write a whole number from 1")]
    NotANumber {
        /// What stands there.
        found: String,
    },
    /// Two cases have the number.
    #[error("number {number} is taken by another case: write one that is not")]
    NumberTwice {
        /// The number.
        number: u32,
    },
    /// Not a day.
    #[error("“{found}” is no day: write year, month and day such as 2026-11-23")]
    NotADay {
        /// What stands there.
        found: String,
    },
    /// A word that is not in its list.
    #[error("“{found}” is not known as {list}{}", nearest.as_ref().map_or_else(String::new, |words| format!(": write “{words}”")))]
    Unknown {
        /// What stands there.
        found: String,
        /// The list that was asked: a code of [`super::case_words`], or `given` and `when` for a whole item.
        list: &'static str,
        /// The nearest word of the list.
        nearest: Option<String>,
    },
    /// As many answers as fields are wanted, or one.
    #[error("there are {found} answers for {fields} fields: write one for each with semicolons between, or one for all")]
    Count {
        /// How many fields.
        fields: usize,
        /// How many answers.
        found: usize,
    },
    /// Not the id of a rule.
    #[error("“{found}” is no id of a rule: write one such as SOL-19-1-B, with + between those of several persons")]
    NotARule {
        /// What stands there.
        found: String,
    },
    /// A consent that does not say what it covers.
    #[error("“{found}” does not say what the consent covers: write a colon and the fields, with commas between")]
    ConsentForWhat {
        /// What stands there.
        found: String,
    },
}

impl CaseFault {
    /// Most characters that are shown of what was found.
    pub const FOUND_CHARACTERS_MAX: usize = 80;

    /// The code, for words in a language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too_long",
            Self::TooMany { .. } => "too_many",
            Self::NoCase => "no_case",
            Self::NoCells => "no_cells",
            Self::ColumnMissing => "column_missing",
            Self::ColumnUnknown { .. } => "column_unknown",
            Self::ColumnTwice => "column_twice",
            Self::CellsTooMany => "cells_too_many",
            Self::Empty => "empty",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::NotANumber { .. } => "not_a_number",
            Self::NumberTwice { .. } => "number_twice",
            Self::NotADay { .. } => "not_a_day",
            Self::Unknown { nearest: Some(_), .. } => "unknown_but_near",
            Self::Unknown { .. } => "unknown",
            Self::Count { .. } => "count",
            Self::NotARule { .. } => "not_a_rule",
            Self::ConsentForWhat { .. } => "consent_for_what",
        }
    }

    /// What the words speak of, by name.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong { bytes_max: most } | Self::TooMany { cases_max: most } | Self::CellTooLong { characters_max: most } => {
                vec![("most", most.to_string())]
            }
            Self::NumberTwice { number } => vec![("number", number.to_string())],
            Self::Count { fields, found } => vec![("fields", fields.to_string()), ("found", found.to_string())],
            Self::Unknown { found, list, nearest } => {
                let near = nearest.iter().map(|words| ("nearest", words.clone()));
                [("found", found.clone()), ("list", (*list).to_owned())].into_iter().chain(near).collect()
            }
            Self::ColumnUnknown { found }
            | Self::NotANumber { found }
            | Self::NotADay { found }
            | Self::NotARule { found }
            | Self::ConsentForWhat { found } => vec![("found", found.clone())],
            Self::NoCase | Self::NoCells | Self::ColumnMissing | Self::ColumnTwice | Self::CellsTooMany | Self::Empty => Vec::new(),
        }
    }

    /// A word that is not in its list, with the nearest that is.
    pub(super) fn unknown<'p>(found: &str, list: &'static str, known: impl IntoIterator<Item = &'p str>) -> Self {
        Self::Unknown { found: shown(found), list, nearest: super::nearest::nearest(found, known) }
    }
}

/// What was found, cut: a cell may hold anything.
pub(super) fn shown(found: &str) -> String {
    found.trim().chars().take(CaseFault::FOUND_CHARACTERS_MAX).collect()
}
