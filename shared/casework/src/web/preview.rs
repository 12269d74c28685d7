//! A preview in the reader's language. `templates/preview/parts.html` draws it.

use ::web::Page;
use protocol::Basis;
use wire::{Category, EditionId, Language, Subject};

use super::values::{ShownLine, value_lines};
use crate::domain::{Line, Preview, PreviewTask, Row};

/// A preview as a page shows it.
#[derive(Debug, Clone)]
pub struct PreviewView {
    /// What leaves the agency.
    pub goes: Vec<RowView>,
    /// What stays.
    pub stays: Vec<RowView>,
    /// What must be done beside, in words, each once.
    pub tasks: Vec<String>,
    /// Id of the edition of the rule book.
    pub edition: String,
    /// What the button carries.
    pub digest: String,
}

/// One field.
#[derive(Debug, Clone)]
pub struct RowView {
    /// Place in the draft.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// What it is, and about whom.
    pub label: String,
    /// The value, exactly as it is received.
    pub lines: Vec<ShownLine>,
    /// What it goes by; `None` when it stays.
    pub basis: Option<Basis>,
    /// The basis in words, such as “samtycke”; empty when it stays.
    pub basis_words: String,
    /// Why, one for each role.
    pub why: Vec<WhyView>,
    /// What can be done about a field that stays.
    pub way_forward: Option<String>,
}

/// One reason.
#[derive(Debug, Clone)]
pub struct WhyView {
    /// Whose secrecy, in words.
    pub role: Option<String>,
    /// Short name of the basis; may be empty.
    pub label: String,
    /// A plain sentence.
    pub text: String,
    /// Statute.
    pub citation: Option<String>,
}

impl PreviewView {
    /// A preview in the language of a page.
    #[must_use]
    pub fn of(page: &Page, preview: &Preview) -> Self {
        let mut tasks: Vec<String> = preview.tasks.iter().map(|task| task_words(page, task)).collect();
        tasks.dedup();
        Self {
            goes: preview.goes.iter().map(|row| RowView::of(page, row)).collect(),
            stays: preview.stays.iter().map(|row| RowView::of(page, row)).collect(),
            tasks,
            edition: preview.edition.id.to_string(),
            digest: preview.digest.to_string(),
        }
    }
}

impl RowView {
    /// A row in the language of a page.
    #[must_use]
    pub fn of(page: &Page, row: &Row) -> Self {
        let language = language_of(page);
        Self {
            n: row.n,
            category: row.category,
            label: field_label(page, row.category, row.subject),
            lines: value_lines(page, &row.value),
            basis: row.basis,
            basis_words: row.basis.map(|_| basis_words(row, language)).unwrap_or_default(),
            why: row.lines.iter().map(|line| why(page, line, language)).collect(),
            way_forward: row.way_forward.as_ref().map(|text| text.in_language(language).to_owned()),
        }
    }
}

/// The edition that a page was judged by, and the one in force now, when that is another. Only an id is taken from the form.
pub fn other_edition(shown: &str, now: &Preview) -> Option<(String, String)> {
    let shown: EditionId = shown.parse().ok()?;
    (shown != now.edition.id).then(|| (shown.to_string(), now.edition.id.to_string()))
}

/// “Namn och nummer: våldsutsatt”: the category, and about whom when that is a person.
pub(super) fn field_label(page: &Page, category: Category, subject: Option<Subject>) -> String {
    let words = page.text(&format!("category-{}", category.code()));
    match subject {
        Some(subject) if category.subjects().len() > 1 => {
            format!("{words}: {}", page.text(&format!("subject-{}", subject.role.code())).to_lowercase())
        }
        _ => words,
    }
}

/// What a person must do beside the handover: never what the hub does by itself.
fn task_words(page: &Page, task: &PreviewTask) -> String {
    if !task.answer_outside_hub {
        return page.text("preview-task-tell-lead");
    }
    let rule = task.rule.in_language(language_of(page));
    format!("{} {rule}", page.text("preview-task-answer-outside"))
}

fn basis_words(row: &Row, language: Language) -> String {
    let mut labels: Vec<&str> = row.lines.iter().map(|line| line.label.in_language(language)).filter(|label| !label.is_empty()).collect();
    labels.dedup();
    labels.join(" + ")
}

fn why(page: &Page, line: &Line, language: Language) -> WhyView {
    WhyView {
        role: line.role.map(|role| page.text(&format!("subject-{}", role.code()))),
        label: line.label.in_language(language).to_owned(),
        text: line.text.in_language(language).to_owned(),
        citation: line.citation.as_ref().map(|text| text.in_language(language).to_owned()),
    }
}

/// The language of the texts that are data.
fn language_of(page: &Page) -> Language {
    match page.language {
        ::web::Language::Sv => Language::Sv,
        ::web::Language::En => Language::En,
    }
}
