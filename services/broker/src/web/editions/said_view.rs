//! What is written otherwise, each thing before and after.

use rulebook::{Edition, Said, SaidChange};
use web::Page;

use super::marked::{Piece, marked};
use crate::web::phrases;

/// Longer texts are shown as one, with the changed words marked.
const SHORT_LETTERS: usize = 60;

/// Changes of one kind.
pub(crate) struct SaidGroup {
    /// Heading.
    pub title: String,
    /// The changes.
    pub entries: Vec<SaidEntry>,
}

/// One change.
pub(crate) struct SaidEntry {
    /// What it is of.
    pub name: String,
    /// Where it is read, if it has a place of its own.
    pub href: Option<String>,
    /// Which part of it; empty for the whole.
    pub part: String,
    /// Language of the texts.
    pub language: &'static str,
    /// Before and after.
    pub change: Written,
}

/// Before and after.
pub(crate) enum Written {
    /// New, and what it says.
    New(String),
    /// Gone, and what it said.
    Gone(String),
    /// One text with the changed words marked.
    Marked(Vec<Piece>),
    /// Two short ones.
    Pair(String, String),
}

/// The order of the headings.
const ORDER: [Said; 9] =
    [Said::Cutoff, Said::Rule, Said::Source, Said::Narrowing, Said::Switch, Said::Question, Said::ConsentText, Said::Crime, Said::Words];

/// Groups the changes between two editions.
pub(crate) fn groups(page: &Page, old: &Edition, new: &Edition, changes: &[SaidChange]) -> Vec<SaidGroup> {
    let group = |said: Said| SaidGroup {
        title: page.text(title(said)),
        entries: changes.iter().filter(|change| change.said == said).map(|change| entry(page, old, new, change)).collect(),
    };
    ORDER.into_iter().map(group).filter(|group| !group.entries.is_empty()).collect()
}

const fn title(said: Said) -> &'static str {
    match said {
        Said::Rule => "said-rules",
        Said::Source => "said-sources",
        Said::Question => "said-questions",
        Said::Switch => "said-switches",
        Said::ConsentText => "said-consent-texts",
        Said::Crime => "said-crimes",
        Said::Words => "said-words",
        Said::Narrowing => "said-narrowings",
        Said::Cutoff => "said-cutoff",
    }
}

fn entry(page: &Page, old: &Edition, new: &Edition, change: &SaidChange) -> SaidEntry {
    let holder = if change.after.is_some() { new } else { old };
    let part = if change.part.is_empty() { String::new() } else { page.text(&format!("part-{}", change.part.replace('_', "-"))) };
    SaidEntry {
        name: name(page, holder, change),
        href: href(holder, change),
        part,
        language: language(page, change),
        change: written(page, change),
    }
}

/// How people know the thing.
fn name(page: &Page, edition: &Edition, change: &SaidChange) -> String {
    let id = change.id.as_str();
    let named = |words: &str| format!("{id} · {words}");
    match change.said {
        Said::Rule => edition.rules().iter().find(|rule| rule.id == id).map(|rule| named(phrases::said(page, &rule.label))),
        Said::Source => edition.source(id).map(|source| phrases::said(page, &source.citation).to_owned()),
        Said::Question => {
            edition.facts().iter().find(|fact| fact.code.code() == id).map(|fact| fact.claim(phrases::language(page)).to_owned())
        }
        // It is known by its words, which are shown as what changed.
        Said::Narrowing if change.part.is_empty() => Some(String::new()),
        _ => None,
    }
    .unwrap_or_else(|| id.to_owned())
}

fn href(edition: &Edition, change: &SaidChange) -> Option<String> {
    let anchor = match change.said {
        Said::Rule => "rule",
        Said::Source => "source",
        _ => return None,
    };
    Some(format!("/rulebook/{}/rules#{anchor}-{}", edition.id(), change.id))
}

/// Law and what stands for a whole thing is in Swedish; parts say their own language.
fn language(page: &Page, change: &SaidChange) -> &'static str {
    match change.part {
        part if part.ends_with("_en") => "en",
        part if part.ends_with("_sv") => "sv",
        "" | "text" => "sv",
        _ => page.language.code(),
    }
}

fn written(page: &Page, change: &SaidChange) -> Written {
    let shown = |text: &String| translated(page, change.part, text);
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.chars().count().max(after.chars().count()) > SHORT_LETTERS => {
            Written::Marked(marked(&shown(before), &shown(after)))
        }
        (Some(before), Some(after)) => Written::Pair(shown(before), shown(after)),
        (None, Some(after)) => Written::New(shown(after)),
        (Some(before), None) => Written::Gone(shown(before)),
        (None, None) => Written::Pair(String::new(), String::new()),
    }
}

/// Codes and days in words; texts as they are.
fn translated(page: &Page, part: &str, text: &str) -> String {
    let each = |list: &str| {
        let words: Vec<String> =
            text.split(", ").filter(|code| !code.is_empty()).map(|code| page.text(&format!("{list}-{code}"))).collect();
        phrases::listed(page, &words)
    };
    let whole = match part {
        "confidence" => each("confidence"),
        "reading" => each("reading"),
        "answered_by" => each("role"),
        "suggested_about" => each("person"),
        "on" => each("switch-is"),
        "days" => page.words.with("consent-days", &[("days", text)]),
        "from" | "until" | "last_checked" | "text_cutoff" => text.parse().map_or_else(|_| text.to_owned(), |day| page.date(&day)),
        _ => text.to_owned(),
    };
    if whole.is_empty() { page.text("nothing-said") } else { whole }
}
