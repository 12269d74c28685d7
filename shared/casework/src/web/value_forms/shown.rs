//! A value in words, by the same table as its form.

use ::web::Page;
use jiff::Timestamp;
use serde_json::Value as Json;
use wire::Value;

use super::{
    control::{Control, Kind, List},
    table::controls,
};
use crate::web::values::{capital, written_number};

/// One line for each member that says something: its label and its words.
#[must_use]
pub fn shown(page: &Page, value: &Value) -> Vec<String> {
    let members: Json = value.to_canonical().ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let table = controls(value.category());
    let said = table.iter().filter_map(|control| Some((control, words(page, control, members.get(control.name)?)?)));
    // What a value has one member of needs no label: the field has it.
    let alone = |control: &Control| table.len() == 1 || matches!(control.kind, Kind::PhaseOfItem);
    said.map(|(control, words)| if alone(control) { capital(&words) } else { labelled(&page.text(control.label), &words) }).collect()
}

/// A question is answered; anything else is followed by a colon.
fn labelled(label: &str, words: &str) -> String {
    if label.ends_with('?') { format!("{label} {}", capital(words)) } else { format!("{label}: {words}") }
}

fn words(page: &Page, control: &Control, member: &Json) -> Option<String> {
    let text = member.as_str().unwrap_or_default();
    let of = |list: List, code: &str| page.text(&format!("{}-{code}", list.words));
    let words = match control.kind {
        Kind::OneOf(list) => lower(&of(list, text)),
        Kind::AnyOf(list) => joined(texts(member).map(|code| lower(&of(list, code)))),
        Kind::Stated if text == "not_stated" => String::new(),
        Kind::Stated => lower(&page.text(&format!("stated-{text}"))),
        Kind::Phone => written_number(text),
        Kind::PersonalNumber => crate::web::values::spaced_number(text),
        Kind::Year | Kind::Whole(_) => member.to_string(),
        Kind::Moment | Kind::Hour => moment(page, text)?,
        Kind::Moments(_) => joined(texts(member).filter_map(|at| moment(page, at))),
        Kind::Rows(columns, _) => {
            let row = |row: &Json| {
                joined(columns.iter().map(|(column, list)| of(*list, row.get(column).and_then(Json::as_str).unwrap_or_default())))
            };
            member.as_array()?.iter().map(row).collect::<Vec<_>>().join("; ")
        }
        Kind::PhaseOfItem => page.text(&format!("phase-{text}")),
        Kind::Text(_) | Kind::Month | Kind::Day | Kind::Slug(_) => text.to_owned(),
    };
    (!words.is_empty()).then_some(words)
}

/// Words of a list begin with a capital where they stand alone, and not inside a line; abbreviations stay.
fn lower(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next();
    let abbreviation = characters.clone().next().is_some_and(char::is_uppercase);
    if abbreviation { words.to_owned() } else { first.into_iter().flat_map(char::to_lowercase).chain(characters).collect() }
}

fn texts(member: &Json) -> impl Iterator<Item = &str> {
    member.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Json::as_str)
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn moment(page: &Page, text: &str) -> Option<String> {
    let at: Timestamp = text.parse().ok()?;
    Some(format!("{} {}", page.day(&at), page.time(&at)))
}
