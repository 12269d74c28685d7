//! A switch in the reader's language, and an answer to one as it was typed. The same for what he and what she is asked.

use casework::web::value_forms::Typed;
use jiff::{Timestamp, civil::Date};
use rulebook::Moment;
use web::{FieldErrors, Language, Page};
use wire::{PersonText, TextError};

use crate::domain::{Answered, SwitchAnswer, SwitchForm, SwitchRow};

/// Value, words, chosen.
pub(super) type Choice = (String, String, bool);

/// Every code of a list as large picks.
pub(super) fn choices<T: ToString>(page: &Page, keys: &str, all: &[T], chosen: &str) -> Vec<Choice> {
    let choice = |code: String| (code.clone(), page.text(&format!("{keys}-{code}")), code == chosen);
    all.iter().map(|one| choice(one.to_string())).collect()
}

/// One answer: what, the day, the form, who heard it, and the version of what was read out.
pub(super) fn switch_line(page: &Page, what: &str, row: &SwitchRow, heard_by: &str) -> String {
    let answered = row.answered;
    let said = page.text(&format!("partner-answer-{}", answered.answer));
    let form = page.text(&format!("partner-form-{}", answered.form)).to_lowercase();
    let mut line = format!("{what}{said}, {}, {form}. {} {heard_by}", page.date(&answered.on), page.text("partner-heard-by"));
    if let Some((_, version)) = &row.text {
        line.push_str(&format!(" · {}", page.words.with("read-out-version", &[("version", version.as_str())])));
    }
    line
}

/// What was typed of an answer.
pub(super) fn read_answered(typed: &Typed, now: Timestamp, errors: &mut FieldErrors) -> Option<Answered> {
    let answer = typed.one("answer").parse::<SwitchAnswer>().ok();
    if answer.is_none() {
        errors.add("answer", "sharing-error-choose");
    }
    let on = read_day(typed, "answered_on", now, errors);
    let form = read_form(typed, "form", errors);
    Some(Answered { answer: answer?, on: on?, form: form? })
}

/// The form of an answer.
pub(super) fn read_form(typed: &Typed, field: &str, errors: &mut FieldErrors) -> Option<SwitchForm> {
    let form = typed.one(field).parse::<SwitchForm>().ok();
    if form.is_none() {
        errors.add(field, "sharing-error-choose");
    }
    form
}

/// A day that has been or is today in Sweden.
pub(super) fn read_day(typed: &Typed, field: &str, now: Timestamp, errors: &mut FieldErrors) -> Option<Date> {
    let text = typed.one(field).trim();
    // Ten characters: what else can be read as a day is not kept as one.
    let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    match day {
        None => errors.add(field, "value-error-day"),
        Some(day) if day > Moment::in_sweden(now).date() => errors.add(field, "risk-error-future"),
        Some(_) => return day,
    }
    None
}

/// A name on one line.
pub(super) fn read_name(typed: &Typed, field: &str, errors: &mut FieldErrors) -> Option<PersonText> {
    let name = PersonText::parse(typed.one(field), crate::domain::NAME_LONGEST);
    let key = |error| match error {
        TextError::Empty => "value-error-missing",
        TextError::TooLong(_) => "value-error-long",
        TextError::NotOneLine => "value-error-line",
        TextError::Markup => "value-error-markup",
        TextError::Number => "value-error-number",
    };
    name.map_err(|error| errors.add(field, key(error))).ok()
}

/// The day it is in Sweden, to begin with in a field.
pub(super) fn today(now: Timestamp) -> String {
    Moment::in_sweden(now).date().to_string()
}

/// A text that is read out: its name on the page, and its paragraphs.
pub(super) type ReadOut = (String, Vec<String>);

/// A frozen text in the reader's language.
pub(super) fn read_out(page: &Page, library: &practice::Library, id: &str) -> ReadOut {
    let language = match page.language {
        Language::Sv => wire::Language::Sv,
        Language::En => wire::Language::En,
    };
    let paragraphs = library.text(id).map(|text| text.paragraphs(language).to_vec()).unwrap_or_default();
    (page.text(&format!("read-out-{id}")), paragraphs)
}
