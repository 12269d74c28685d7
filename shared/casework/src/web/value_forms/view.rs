//! A form of a value as the template draws it.

use ::web::{FieldErrors, Page};
use wire::Category;

use super::{
    control::{Control, Kind, List},
    read::ROWS_MAX,
    table::controls,
    typed::Typed,
};

/// One member. `templates/value_forms/parts.html` draws it.
#[derive(Clone)]
pub struct ControlView {
    /// Id, for errors and their links.
    pub id: String,
    /// Label or legend.
    pub label: String,
    /// What is wrong with it, in words.
    pub error: Option<String>,
    /// Whether any number may be chosen.
    pub many: bool,
    /// What may be chosen; empty for what is typed.
    pub options: Vec<OptionView>,
    /// What is typed; empty for what is chosen.
    pub lines: Vec<LineView>,
    /// Rows of lists.
    pub rows: Vec<Vec<ListView>>,
}

/// Something to choose.
#[derive(Clone)]
pub struct OptionView {
    /// Code.
    pub code: String,
    /// Words.
    pub words: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Something to type.
#[derive(Clone)]
pub struct LineView {
    /// Name and id.
    pub name: String,
    /// Label of its own, when one legend has several lines.
    pub label: String,
    /// `text`, `tel`, `date`, `time`, `month`.
    pub kind: &'static str,
    /// `text`, `tel`, `numeric`.
    pub mode: &'static str,
    /// What was typed.
    pub text: String,
}

/// A list in a row.
#[derive(Clone)]
pub struct ListView {
    /// Name and id.
    pub name: String,
    /// Label.
    pub label: String,
    /// What may be chosen; the first is nothing.
    pub options: Vec<OptionView>,
}

/// The members of a category, with what was typed and what is wrong.
#[must_use]
pub fn form(page: &Page, category: Category, typed: &Typed, errors: &FieldErrors) -> Vec<ControlView> {
    let asked = controls(category).iter().filter(|control| !matches!(control.kind, Kind::PhaseOfItem));
    asked.map(|control| view(page, control, typed, errors)).collect()
}

fn view(page: &Page, control: &Control, typed: &Typed, errors: &FieldErrors) -> ControlView {
    let id = control.input();
    let mut view = ControlView {
        label: page.text(control.label),
        error: errors.of(&id).map(|key| page.text(key)),
        many: matches!(control.kind, Kind::AnyOf(_)),
        options: Vec::new(),
        lines: Vec::new(),
        rows: Vec::new(),
        id,
    };
    match control.kind {
        Kind::OneOf(list) => {
            view.options = options(page, list, &[typed.one(&view.id)]);
            if !control.needed {
                view.options.push(OptionView { code: String::new(), words: page.text("stated-not_stated"), chosen: false });
            }
        }
        Kind::AnyOf(list) => view.options = options(page, list, &typed.all(&view.id).collect::<Vec<_>>()),
        Kind::Stated => view.options = options(page, STATED, &[typed.one(&view.id)]),
        Kind::Moment | Kind::Hour => view.lines = moment(page, &view.id, typed).to_vec(),
        Kind::Moments(most) => view.lines = (1..=most).flat_map(|n| moment(page, &format!("{}-{n}", view.id), typed)).collect(),
        Kind::PhaseOfItem => {}
        Kind::Rows(columns, offered) => view.rows = rows(page, columns, offered, &view.id, typed),
        Kind::Text(_) | Kind::Slug(_) => view.lines.push(line(&view.id, "text", "text", typed)),
        Kind::Phone => view.lines.push(line(&view.id, "tel", "tel", typed)),
        Kind::PersonalNumber | Kind::Year | Kind::Whole(_) => view.lines.push(line(&view.id, "text", "numeric", typed)),
        Kind::Month => view.lines.push(line(&view.id, "month", "text", typed)),
        Kind::Day => view.lines.push(line(&view.id, "date", "text", typed)),
    }
    view
}

/// The four answers that may be missing in two ways.
pub(super) const STATED: List = super::control::list!(wire::value::Stated, "stated");

fn options(page: &Page, list: List, chosen: &[&str]) -> Vec<OptionView> {
    let option = |code: &str| OptionView {
        code: code.to_owned(),
        words: crate::web::values::capital(&page.text(&format!("{}-{code}", list.words))),
        chosen: chosen.contains(&code),
    };
    (list.codes)().into_iter().map(option).collect()
}

fn line(name: &str, kind: &'static str, mode: &'static str, typed: &Typed) -> LineView {
    LineView { name: name.to_owned(), label: String::new(), kind, mode, text: typed.one(name).to_owned() }
}

/// Day and time of day, side by side.
pub(in crate::web) fn moment(page: &Page, name: &str, typed: &Typed) -> [LineView; 2] {
    let part = |part: &str, kind, key| LineView { label: page.text(key), ..line(&format!("{name}-{part}"), kind, "text", typed) };
    [part("day", "date", "ask-day"), part("time", "time", "ask-time")]
}

fn rows(page: &Page, columns: &[(&str, List)], offered: usize, name: &str, typed: &Typed) -> Vec<Vec<ListView>> {
    let cell = |n: usize, column: &str, list: List| {
        let name = format!("{name}-{n}-{column}");
        let chosen = typed.one(&name);
        let nothing = OptionView { code: String::new(), words: "–".to_owned(), chosen: chosen.is_empty() };
        let options = std::iter::once(nothing).chain(options(page, list, &[chosen])).collect();
        ListView { label: page.text(&format!("ask-{column}")), options, name }
    };
    let filled = |n: &usize| columns.iter().any(|(column, _)| !typed.one(&format!("{name}-{n}-{column}")).is_empty());
    let last = (1..=ROWS_MAX).rev().find(filled).unwrap_or(0);
    let row = |n| columns.iter().map(|(column, list)| cell(n, column, *list)).collect();
    (1..=ROWS_MAX.min(offered.max(last + 1))).map(row).collect()
}

/// What each control asks, by its id.
pub fn labels(controls: &[ControlView]) -> impl Iterator<Item = (&str, String)> {
    controls.iter().map(|control| (control.id.as_str(), control.label.clone()))
}
