//! What is wrong with a file or a table of cases, in the reader's language.

use rulebook::{CaseError, CaseFault, EditionError};
use web::Page;

use crate::{flow::propose::ProposalFault, web::faults::Faults};

/// The field of the edition.
pub(super) const FILE: &str = "text";
/// The field of the cases.
pub(super) const CASES: &str = "cases";

/// Why a file did not become a proposal.
pub(super) fn faults(page: &Page, refused: &ProposalFault) -> Faults {
    let of_file = |key: &str, values: &[(&'static str, String)]| Faults::one(FILE, page.words.with(key, values));
    match refused {
        ProposalFault::File(error) => of_edition(page, error),
        ProposalFault::Cases(errors) => of_cases(page, errors),
        ProposalFault::TooLarge { bytes_max } => of_file("fault-too-large", &[("limit", (bytes_max / 1024).to_string())]),
        ProposalFault::Id(id) => of_file("fault-id", &[("id", id.to_string())]),
        ProposalFault::IdNotLater { id, active } => {
            of_file("fault-id-not-later", &[("id", id.to_string()), ("active", active.to_string())])
        }
        ProposalFault::IdUsed(id) => of_file("fault-id-used", &[("id", id.to_string())]),
        ProposalFault::BytesUsed(id) => of_file("fault-bytes-used", &[("id", id.to_string())]),
    }
}

fn of_edition(page: &Page, error: &EditionError) -> Faults {
    let say = |key: &str, values: &[(&'static str, String)]| page.words.with(key, values);
    let mut faults = Faults::none();
    let words = match error {
        EditionError::NotText => page.text("fault-edition-not-text"),
        EditionError::Shape(read) => {
            let words = match line(read) {
                Some(line) => say("fault-edition-line", &[("line", line)]),
                None => page.text("fault-edition-shape"),
            };
            faults.add_with(FILE, words, read.clone());
            return faults;
        }
        EditionError::Format(format) => say("fault-edition-format", &[("format", format.to_string())]),
        EditionError::TooManyRules => page.text("fault-edition-too-many-rules"),
        EditionError::Twice(id) => say("fault-edition-twice", &[("id", id.clone())]),
        EditionError::Dates(rule) => say("fault-edition-dates", &[("rule", rule.clone())]),
        EditionError::Rule { rule, lack } => say("fault-edition-rule", &[("rule", rule.clone()), ("lack", lacking(page, lack))]),
        EditionError::Source { source_id, lack } => {
            say("fault-edition-source", &[("source", source_id.clone()), ("lack", lacking(page, lack))])
        }
        EditionError::Switch(switch) => say("fault-edition-switch", &[("switch", switch.clone())]),
        EditionError::UnknownSwitch { rule, switch } => {
            say("fault-edition-unknown-switch", &[("rule", rule.clone()), ("switch", switch.clone())])
        }
        EditionError::UnknownSource { by, source_id } => {
            say("fault-edition-unknown-source", &[("by", by.clone()), ("source", source_id.clone())])
        }
        EditionError::Fact { rule, fact } => say("fault-edition-fact", &[("rule", rule.clone()), ("fact", fact.to_string())]),
        EditionError::ConsentLength(text) => say("fault-edition-consent-length", &[("text", text.clone())]),
        EditionError::Words(code) => say("fault-edition-words", &[("code", (*code).to_owned())]),
    };
    faults.add(FILE, words);
    faults
}

/// The line a parser stopped at.
fn line(read: &str) -> Option<String> {
    let (_, rest) = read.split_once(" at line ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(digits).filter(|digits| !digits.is_empty())
}

/// What a rule lacks: its English sentence names the message.
fn lacking(page: &Page, lack: &str) -> String {
    let key = format!("lack-{}", lack.replace(' ', "-"));
    if page.words.has(&key) { page.text(&key) } else { lack.to_owned() }
}

fn of_cases(page: &Page, errors: &[CaseError]) -> Faults {
    let mut faults = Faults::none();
    for error in errors {
        faults.add(CASES, of_case(page, error));
    }
    faults
}

fn of_case(page: &Page, error: &CaseError) -> String {
    let fault = fault(page, &error.fault);
    let row = error.row.to_string();
    match error.column {
        _ if error.row == 0 => fault,
        None => page.words.with("case-at-row", &[("row", row), ("fault", fault)]),
        Some(column) => page.words.with("case-at-column", &[("row", row), ("column", column.header().to_owned()), ("fault", fault)]),
    }
}

fn fault(page: &Page, fault: &CaseFault) -> String {
    let list = |(name, value): (&'static str, String)| match name {
        "list" => (name, page.text(&format!("case-list-{}", value.replace('_', "-")))),
        _ => (name, value),
    };
    let arguments: Vec<(&'static str, String)> = fault.arguments().into_iter().map(list).collect();
    page.words.with(&format!("case-fault-{}", fault.code().replace('_', "-")), &arguments)
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_line_is_read_from_the_parsers_words() {
        let error = rulebook::Edition::parse(b"format = 3\nid = 7\n").unwrap_err();
        let rulebook::EditionError::Shape(read) = error else { panic!("{error}") };
        assert_eq!(line(&read).as_deref(), Some("2"), "{read}");
    }
}
