//! The texts at hand: ours, and what an agency installs beside them.

use sha2::{Digest, Sha256};
use wire::Language;

use crate::text::{Text, TextFile, TextKind, unknown_blank};

/// Our own files, oldest version first.
const SHIPPED: &[&str] = &[
    include_str!("../content/card/contact-card.toml"),
    include_str!("../content/card/contact-card-3.toml"),
    include_str!("../content/consent/call-out.toml"),
    include_str!("../content/consent/child.toml"),
    include_str!("../content/consent/custody-talk.toml"),
    include_str!("../content/consent/partner-contact.toml"),
    include_str!("../content/consent/referral.toml"),
    include_str!("../content/consent/support.toml"),
    include_str!("../content/information/what-is-written-where.toml"),
];

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Not TOML of the expected shape.
    #[error("the text has not the expected shape: {0}")]
    Shape(String),
    /// The same id and version twice: a published version never changes.
    #[error("“{0}” version {1} is there already")]
    Twice(String, String),
    /// No words, or not as many paragraphs in each language.
    #[error("“{0}” has not the same paragraphs in each language")]
    Paragraphs(String),
    /// Something in braces that no page fills.
    #[error("“{0}” has the unknown blank “{1}”")]
    Blank(String, String),
    /// A consent states its length, and nothing else has one.
    #[error("“{0}” is a consent without a length, or another text with one")]
    Length(String),
}

/// Texts by id and version.
#[derive(Debug, Clone, Default)]
pub struct Library {
    texts: Vec<Text>,
}

impl Library {
    /// The texts this program ships with.
    ///
    /// A crash here means that a file was changed without running the tests.
    pub fn shipped() -> Self {
        let mut library = Self::default();
        for file in SHIPPED {
            library.add(file).expect("the shipped texts are read by the tests");
        }
        library
    }

    /// Adds a text, or a newer version of one.
    ///
    /// # Errors
    /// [`ContentError`] says what to mend; nothing is added.
    pub fn add(&mut self, file: &str) -> Result<(), ContentError> {
        let text = Text { checksum: Sha256::digest(file).into(), file: parse(file)? };
        if self.version(text.id(), text.version()).is_some() {
            return Err(ContentError::Twice(text.id().to_owned(), text.version().to_owned()));
        }
        self.texts.push(text);
        Ok(())
    }

    /// The text as it is read now: the version added last.
    pub fn text(&self, id: &str) -> Option<&Text> {
        self.texts.iter().rev().find(|text| text.id() == id)
    }

    /// The version that was read then.
    pub fn version(&self, id: &str, version: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.id() == id && text.version() == version)
    }

    /// Every text, oldest first.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }
}

fn parse(file: &str) -> Result<TextFile, ContentError> {
    let file: TextFile = toml::from_str(file).map_err(|error| ContentError::Shape(error.to_string()))?;
    let words = &file.words;
    let empty = words.sv.iter().chain(&words.en).any(|paragraph| paragraph.trim().is_empty());
    if words.sv.is_empty() || words.sv.len() != words.en.len() || empty {
        return Err(ContentError::Paragraphs(file.id));
    }
    if let Some(blank) = words.sv.iter().chain(&words.en).find_map(|paragraph| unknown_blank(paragraph)) {
        return Err(ContentError::Blank(file.id, blank));
    }
    if (file.kind == TextKind::Consent) != file.days.is_some_and(|days| days > 0) {
        return Err(ContentError::Length(file.id));
    }
    Ok(file)
}

impl Text {
    /// All paragraphs as one, blanks not filled: what was read.
    pub fn whole(&self, language: Language) -> String {
        self.paragraphs(language).join("\n\n")
    }
}
