//! `stafett rulebook check`: reads an edition and tries the lawyers' cases on it.

use std::error::Error;

use rulebook::CaseOutcome;

use super::{cases, edition};
use crate::{cli::RulebookCheckArguments, out};

/// Says what is wrong with the file, or which cases come out otherwise than their table says.
///
/// # Errors
/// A file that is no edition, a table with faults, or cases that fail.
pub fn run(arguments: &RulebookCheckArguments) -> Result<(), Box<dyn Error>> {
    let edition = edition(&arguments.edition)?;
    let table = cases(arguments.cases.as_deref())?;
    let reference = edition.reference();
    out::line(&format!("edition {}, {} rules, statutes read until {}", reference.id, edition.rules().len(), edition.text_cutoff()));
    out::line(&format!("SHA-256 {}", hexadecimal(&reference.hash.0)));
    let report = rulebook::run(&table, &edition);
    let failed: Vec<_> = report.failed().collect();
    failed.iter().flat_map(|outcome| lines(outcome)).for_each(|line| out::line(&line));
    let all = table.cases().len();
    if failed.is_empty() {
        out::line(&format!("all {all} cases come out as written"));
        Ok(())
    } else {
        Err(format!("{} of {all} cases come out otherwise than written", failed.len()).into())
    }
}

/// One line for each field of a case that came out otherwise, in the words of the table.
fn lines(outcome: &CaseOutcome) -> Vec<String> {
    let cells =
        |answer: &rulebook::cases::Answer| answer.cells().into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
    let fields = outcome.fields.iter().filter(|field| !field.passed());
    fields.map(|field| format!("{}: {} (in the table: {})", outcome.number, cells(&field.came), cells(&field.expected))).collect()
}

/// Bytes as `sha256sum` writes them.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
