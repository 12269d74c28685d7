//! The documents for lawyers against the newest edition: the tables it writes itself, in Swedish and English, and what the
//! pages say by hand of switches and of the worked case. UPDATE_DOCS=1 writes the tables anew.

mod example;
mod provisions;
mod questions;
mod rules;
mod words;

use std::{fs, path::PathBuf};

use wire::Language;

use crate::town::edition;

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("docs/{file}: {error}"))
}

/// Compares a document with what the edition writes, or writes it when a developer asks for that.
#[expect(clippy::disallowed_methods, reason = "a developer asks for the files to be written anew")]
fn hold(file: &str, written: &str) {
    if std::env::var("UPDATE_DOCS").is_ok() {
        fs::write(path(file), written).expect("a document can be written");
    }
    assert!(read(file) == written, "docs/{file} is not what the edition says: UPDATE_DOCS=1, then read the difference");
}

#[test]
fn every_rule_is_told_in_both_languages() {
    hold("rulebook/rules.md", &rules::page(edition(), Language::En));
    hold("rulebook/regler.md", &rules::page(edition(), Language::Sv));
}

#[test]
fn every_open_question_is_told_with_the_rules_it_holds() {
    for (file, language) in [("rulebook/open-questions.md", Language::En), ("rulebook/oppna-fragor.md", Language::Sv)] {
        hold(file, &questions::page(&read(file), edition(), language));
    }
}

#[test]
fn the_worked_case_comes_out_as_it_is_told() {
    let case = example::case(&read("regelboken.md"));
    assert_eq!(example::case(&read("rulebook.md")), case, "both pages tell the same case");
    example::hold(&case, &read("regelboken.md"), edition(), Language::Sv);
    example::hold(&case, &read("rulebook.md"), edition(), Language::En);
}

#[test]
fn the_rule_that_is_quoted_stands_in_the_edition() {
    let file = std::str::from_utf8(rulebook::Edition::SHIPPED).expect("an edition is text");
    let rule = |id: &str| file.split("\n[[").find(|part| part.contains(id)).expect("the edition has it").to_owned();
    for page in ["regelboken.md", "rulebook.md"] {
        let text = read(page);
        let quoted = text.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).expect("a rule is quoted").0;
        let (own, mut lines) = (rule(quoted.lines().next().unwrap_or_default()), 0);
        for line in quoted.lines() {
            assert!(own.lines().any(|written| written == line), "docs/{page}: {line}");
            lines += 1;
        }
        assert!(lines > 5, "control: {lines} lines");
    }
}
