//! From what was typed to a value.

use ::web::FieldErrors;
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde_json::{Map, Value as Json, json};
use wire::{
    Category, PersonText, Protection, TextError, Value, canonical,
    value::{PersonalNumber, PhaseItem, PhoneNumber, ValueError, inspect},
};

use super::{
    control::{Control, Kind, List},
    table::controls,
    typed::Typed,
};

/// The zone of every clock on every page.
const ZONE: &str = "Europe/Stockholm";

/// What was typed for a category, as its value, about a person with this level of protection.
///
/// # Errors
/// What is wrong, member by member; the names are those of the inputs.
pub fn read(category: Category, typed: &Typed, protection: Protection) -> Result<Value, FieldErrors> {
    let mut errors = FieldErrors::none();
    let mut members = Map::new();
    for control in controls(category) {
        match member(control, typed) {
            Ok(Some(json)) => drop(members.insert(control.name.to_owned(), json)),
            Ok(None) => {}
            Err(key) => errors.add(control.input(), key),
        }
    }
    if errors.any() {
        return Err(errors);
    }
    let made = canonical::to_bytes(&Json::Object(members)).and_then(|bytes| Value::from_canonical(category, &bytes));
    let Ok(value) = made else {
        // Each member was right by itself: the table and the type must have grown apart.
        errors.add(first(category), "error-choice");
        return Err(errors);
    };
    match inspect(&value, protection) {
        Ok(()) => Ok(value),
        Err(error) => {
            errors.add(first(category), why(&error));
            Err(errors)
        }
    }
}

/// The input that an error of the whole is shown at.
#[must_use]
pub fn first(category: Category) -> String {
    controls(category).first().map(Control::input).unwrap_or_default()
}

/// A rule of values in words.
#[must_use]
pub const fn why(error: &ValueError) -> &'static str {
    match error {
        ValueError::Text(_, error) => text_error(*error),
        ValueError::ProtectedPerson(_) => "value-error-protected",
        ValueError::Empty(_) => "value-error-empty",
        ValueError::OutOfRange(_) => "value-error-range",
        ValueError::Contradiction(_) => "value-error-contradiction",
    }
}

const fn text_error(error: TextError) -> &'static str {
    match error {
        TextError::Empty => "value-error-missing",
        TextError::TooLong(_) => "value-error-long",
        TextError::NotOneLine => "value-error-line",
        TextError::Markup => "value-error-markup",
        TextError::Number => "value-error-number",
    }
}

type Member = Result<Option<Json>, &'static str>;

fn member(control: &Control, typed: &Typed) -> Member {
    let name = control.input();
    let read = match control.kind {
        Kind::OneOf(list) => one_of(list, typed.one(&name)),
        Kind::AnyOf(list) => any_of(list, &typed.all(&name).collect::<Vec<_>>()),
        Kind::Stated => stated(typed.one(&name)),
        Kind::Text(longest) => text(typed.one(&name), |text| PersonText::parse(text, longest).map(|_| json!(text)).map_err(text_error)),
        Kind::Phone => {
            text(typed.one(&name), |text| PhoneNumber::parse(text).map(|phone| json!(phone.expose())).map_err(|_| "value-error-phone"))
        }
        Kind::PersonalNumber => text(typed.one(&name), |text| {
            PersonalNumber::parse(text).map(|number| json!(number.expose())).map_err(|_| "value-error-personal-number")
        }),
        Kind::Year => text(typed.one(&name), |text| whole(text, 1900, 2100).ok_or("value-error-year")),
        Kind::Whole(most) => text(typed.one(&name), |text| whole(text, 0, most).ok_or("value-error-whole")),
        Kind::Month => text(typed.one(&name), |text| day(&format!("{text}-01")).map(|_| json!(text)).ok_or("value-error-month")),
        Kind::Day => text(typed.one(&name), |text| day(text).map(|day| json!(day.to_string())).ok_or("value-error-day")),
        Kind::Moment => moment(typed, &name).map(|at| at.map(|at| json!(at))),
        Kind::Hour => moment(typed, &name).map(|at| at.map(|at| json!(whole_hour(at)))),
        Kind::Moments(most) => moments(typed, &name, most),
        Kind::Slug(is) => text(typed.one(&name), |text| is(text).then(|| json!(text)).ok_or("value-error-slug")),
        Kind::PhaseOfItem => Ok(typed.one("v-item").parse::<PhaseItem>().ok().map(|item| json!(item.phase().code()))),
        Kind::Rows(columns, _) => rows(columns, typed, &name),
    }?;
    match &read {
        None if control.needed => Err("value-error-missing"),
        Some(Json::Array(chosen)) if control.needed && chosen.is_empty() => Err("value-error-empty"),
        Some(Json::String(stated)) if control.needed && stated == "not_stated" => Err("value-error-missing"),
        _ => Ok(read),
    }
}

fn one_of(list: List, code: &str) -> Member {
    match code {
        "" => Ok(None),
        code if (list.codes)().contains(&code) => Ok(Some(json!(code))),
        _ => Err("error-choice"),
    }
}

/// Codes in the order of the list, each once: the one spelling of a set.
fn any_of(list: List, ticked: &[&str]) -> Member {
    let known = (list.codes)();
    if ticked.iter().any(|code| !known.contains(code)) {
        return Err("error-choice");
    }
    Ok(Some(known.into_iter().filter(|code| ticked.contains(code)).collect()))
}

/// Nothing ticked is “ej angivet”, never “nej”.
fn stated(code: &str) -> Member {
    match code {
        "" => Ok(Some(json!("not_stated"))),
        "yes" | "no" | "unknown" | "not_stated" => Ok(Some(json!(code))),
        _ => Err("error-choice"),
    }
}

fn text(text: &str, read: impl FnOnce(&str) -> Result<Json, &'static str>) -> Member {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn whole(text: &str, least: i64, most: i64) -> Option<Json> {
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i64>().ok()).flatten()?;
    (least..=most).contains(&number).then(|| json!(number))
}

/// A day of this century or the last, as browsers write it.
pub(in crate::web) fn day(text: &str) -> Option<Date> {
    let ten = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day: Date = ten.then(|| text.parse().ok()).flatten()?;
    (1900..=2100).contains(&day.year()).then_some(day)
}

/// `NAME-day` and `NAME-time`, both or neither.
pub(in crate::web) fn moment(typed: &Typed, name: &str) -> Result<Option<Timestamp>, &'static str> {
    let (date, time) = (typed.one(&format!("{name}-day")).trim(), typed.one(&format!("{name}-time")).trim());
    if date.is_empty() && time.is_empty() {
        return Ok(None);
    }
    if date.is_empty() || time.is_empty() {
        return Err("value-error-moment-half");
    }
    let at = day(date).zip(clock(time)).and_then(|(date, time)| {
        let zone = TimeZone::get(ZONE).ok()?;
        date.to_datetime(time).to_zoned(zone).ok()
    });
    at.map(|at| Some(at.timestamp())).ok_or("value-error-moment")
}

/// `02:14`, also with seconds, which are cut.
fn clock(text: &str) -> Option<Time> {
    let plain = (4..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let mut parts = plain.then(|| text.split(':'))?;
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Time::new(hour, minute, 0, 0).ok()
}

fn whole_hour(at: Timestamp) -> Timestamp {
    let floor = jiff::TimestampRound::new().smallest(jiff::Unit::Hour).mode(jiff::RoundMode::Floor);
    at.round(floor).unwrap_or(at)
}

fn moments(typed: &Typed, name: &str, most: usize) -> Member {
    let mut found = Vec::new();
    for n in 1..=most {
        found.extend(moment(typed, &format!("{name}-{n}"))?);
    }
    found.sort();
    found.dedup();
    Ok(Some(json!(found)))
}

/// Rows in which anything was chosen; what was left open in such a row is “vet ej” when the list has it.
fn rows(columns: &[(&str, List)], typed: &Typed, name: &str) -> Member {
    let mut found = Vec::new();
    for n in 1..=ROWS_MAX {
        let cells: Vec<&str> = columns.iter().map(|(column, _)| typed.one(&format!("{name}-{n}-{column}"))).collect();
        if cells.iter().all(|code| code.is_empty()) {
            continue;
        }
        let mut row = Map::new();
        for ((column, list), code) in columns.iter().zip(cells) {
            let code = if code.is_empty() { "unknown" } else { code };
            let code = one_of(*list, code)?;
            row.extend(code.map(|code| ((*column).to_owned(), code)));
        }
        found.push(Json::Object(row));
    }
    Ok(Some(Json::Array(found)))
}

/// Most rows that are read.
pub(super) const ROWS_MAX: usize = 8;
