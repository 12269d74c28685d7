//! From a value to a form that shows it.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value as Json;
use wire::Value;

use super::{
    control::{Control, Kind},
    table::controls,
    typed::Typed,
};
use crate::web::values::written_number;

/// The value as somebody would have typed it. A form is filled with what was saved, never with a guess.
#[must_use]
pub fn fill(value: &Value) -> Typed {
    let mut typed = Typed::default();
    let members: Json = value.to_canonical().ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    for control in controls(value.category()) {
        if let Some(member) = members.get(control.name) {
            put(&mut typed, control, member);
        }
    }
    typed
}

fn put(typed: &mut Typed, control: &Control, member: &Json) {
    let name = control.input();
    let text = || member.as_str().unwrap_or_default();
    match control.kind {
        Kind::Phone => typed.put(&name, written_number(text())),
        Kind::PersonalNumber => typed.put(&name, crate::web::values::spaced_number(text())),
        Kind::AnyOf(_) => texts(member).for_each(|code| typed.put(&name, code)),
        Kind::Year | Kind::Whole(_) => typed.put(&name, member.to_string()),
        Kind::Moment | Kind::Hour => put_moment(typed, &name, text()),
        Kind::Moments(_) => texts(member).zip(1..).for_each(|(at, n)| put_moment(typed, &format!("{name}-{n}"), at)),
        Kind::Rows(columns, _) => {
            let rows = member.as_array().map(Vec::as_slice).unwrap_or_default();
            for (row, n) in rows.iter().zip(1..) {
                for (column, _) in columns {
                    typed.put(&format!("{name}-{n}-{column}"), row.get(column).and_then(Json::as_str).unwrap_or_default());
                }
            }
        }
        Kind::PhaseOfItem => {}
        Kind::OneOf(_) | Kind::Stated | Kind::Text(_) | Kind::Month | Kind::Day | Kind::Slug(_) => typed.put(&name, text()),
    }
}

fn texts(member: &Json) -> impl Iterator<Item = &str> {
    member.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Json::as_str)
}

/// A moment in Swedish time, as its two inputs.
fn put_moment(typed: &mut Typed, name: &str, text: &str) {
    let Some(at) = text.parse::<Timestamp>().ok().map(|at| at.to_zoned(TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC))) else {
        return;
    };
    typed.put(&format!("{name}-day"), at.date().to_string());
    typed.put(&format!("{name}-time"), format!("{:02}:{:02}", at.hour(), at.minute()));
}
