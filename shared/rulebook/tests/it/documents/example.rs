//! The worked case of the main pages: a table of one case, judged, and the rows that tell it.

use rulebook::{
    Case, CaseTable, Edition, Reason,
    cases::{By, FieldOutcome, Then},
    run,
};
use wire::Language;

use super::words::say;

/// The case that stands in a page as a lawyer would hand it in.
pub fn case(page: &str) -> Case {
    table(page).cases()[0].clone()
}

fn table(page: &str) -> CaseTable {
    CaseTable::parse(around(page).0)
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>()))
}

/// The table of the case, and what comes after it.
fn around(page: &str) -> (&str, &str) {
    page.split_once("```csv\n").and_then(|(_, rest)| rest.split_once("```")).expect("the page holds a case")
}

/// Holds the rows that tell the case against what comes of it: number, datum, goes or stays, rule or reason, why.
pub fn hold(case: &Case, page: &str, edition: &Edition, language: Language) {
    let report = run(&table(page), edition);
    let [outcome] = &report.outcomes[..] else { panic!("one case") };
    let came: Vec<String> = outcome.fields.iter().map(|field| field.came.cells().join(" | ")).collect();
    assert!(report.all_pass(), "it comes out otherwise than written:\n{}", came.join("\n"));
    let is_row = |line: &&str| line.strip_prefix("| ").is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    let rows: Vec<Vec<&str>> =
        around(page).1.lines().filter(is_row).map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect();
    assert_eq!(rows.len(), case.expected().len(), "one row for each datum of the case");
    for (row, field) in rows.iter().zip(&outcome.fields) {
        assert_eq!(row[2..4], told(field, edition, language), "row {}", row[0]);
    }
}

/// Goes or stays, and by which rules or for which reason.
fn told(field: &FieldOutcome, edition: &Edition, language: Language) -> [String; 2] {
    let then = match field.came.then {
        Then::Goes => say(language, "går", "goes"),
        _ => say(language, "stannar", "stays"),
    };
    let by = match &field.came.by {
        By::Rules(ids) => {
            let mut ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
            ids.dedup();
            ids.join(", ")
        }
        By::Reason(reason) => sentence(edition, *reason, language),
        other => other.to_string(),
    };
    [then.to_owned(), by]
}

/// What the pages say of a field that stays.
fn sentence(edition: &Edition, reason: Reason, language: Language) -> String {
    edition.reason_words(reason, language).to_owned()
}
