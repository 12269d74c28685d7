//! A text in its languages.

use serde::Deserialize;
use wire::Language;

wire::codes!(
    /// What a text is for.
    TextKind, "kind of text" {
        /// Read aloud to ask for consent.
        Consent = "consent",
        /// Printed on the neutral card.
        Card = "card",
        /// Unfolds on a page.
        Information = "information",
        /// Read aloud to ask for a yes inside one agency: nothing crosses by it, and it has no length.
        InnerConsent = "inner_consent",
        /// Printed and sent or handed over, after a second look.
        Letter = "letter",
    }
);

wire::codes!(
    /// What a page fills in.
    Blank, "blank in a text" {
        /// Telephone number to ring.
        Phone = "phone",
        /// The spoken part of the case code.
        Code = "code",
        /// Code that withdraws the consent.
        WithdrawalCode = "withdrawal_code",
        /// Name of who writes a letter.
        Writer = "writer",
        /// Name of the agency of who writes.
        Agency = "agency",
        /// Name of the person in treatment.
        Person = "person",
    }
);

/// A frozen text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub(crate) file: TextFile,
    pub(crate) checksum: [u8; 32],
}

/// The file as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextFile {
    pub id: String,
    pub version: String,
    pub kind: TextKind,
    #[serde(default)]
    pub days: Option<u32>,
    pub words: Paragraphs,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paragraphs {
    pub sv: Vec<String>,
    pub en: Vec<String>,
    /// Easy Swedish, with paragraphs of its own.
    #[serde(default)]
    pub sv_easy: Vec<String>,
}

impl Text {
    /// Id, the same in every version.
    pub fn id(&self) -> &str {
        &self.file.id
    }

    /// Frozen version.
    pub fn version(&self) -> &str {
        &self.file.version
    }

    /// What it is for.
    pub fn kind(&self) -> TextKind {
        self.file.kind
    }

    /// Days a consent asked with this text is valid; none for other texts.
    pub fn days(&self) -> Option<u32> {
        self.file.days
    }

    /// SHA-256 of the file's exact bytes.
    pub fn checksum(&self) -> [u8; 32] {
        self.checksum
    }

    /// The paragraphs, blanks not filled.
    pub fn paragraphs(&self, language: Language) -> &[String] {
        match language {
            Language::Sv => &self.file.words.sv,
            Language::En => &self.file.words.en,
        }
    }

    /// The paragraphs with their blanks filled; one with a blank that has no value is left out, so that nobody reads
    /// a hole aloud.
    pub fn filled(&self, language: Language, value: impl Fn(Blank) -> Option<String>) -> Vec<String> {
        self.paragraphs(language).iter().filter_map(|paragraph| fill(paragraph, &value)).collect()
    }
    /// The same in easy Swedish; nothing when the text has none.
    pub fn filled_easy(&self, value: impl Fn(Blank) -> Option<String>) -> Vec<String> {
        self.file.words.sv_easy.iter().filter_map(|paragraph| fill(paragraph, &value)).collect()
    }
}

fn fill(paragraph: &str, value: &impl Fn(Blank) -> Option<String>) -> Option<String> {
    let mut blanks = Blank::ALL.iter().copied().filter(|blank| paragraph.contains(&mark(*blank)));
    blanks.try_fold(paragraph.to_owned(), |filled, blank| Some(filled.replace(&mark(blank), &value(blank)?)))
}

fn mark(blank: Blank) -> String {
    format!("{{{blank}}}")
}

/// The first thing in braces that is not a blank, or a brace that does not close.
pub(crate) fn unknown_blank(paragraph: &str) -> Option<String> {
    let rest = Blank::ALL.iter().fold(paragraph.to_owned(), |rest, blank| rest.replace(&mark(*blank), ""));
    rest.find(['{', '}']).map(|start| rest[start..].chars().take(30).collect())
}
