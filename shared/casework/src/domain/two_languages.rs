//! Words in the two languages of the pages.

use wire::Language;

/// The same words in Swedish and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text2 {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Text2 {
    /// The words in one language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Sv => &self.sv,
            Language::En => &self.en,
        }
    }
}
