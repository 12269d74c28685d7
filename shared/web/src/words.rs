//! The words of the pages: Fluent catalogues, several stacked so that a service may
//! say something in its own way and fall back on what is common.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use fluent_templates::{Loader as _, StaticLoader};

use crate::language::Language;

/// A value put into a message: a number or a text.
pub type Value<'a> = fluent_templates::fluent_bundle::FluentValue<'a>;

mod catalogue {
    fluent_templates::static_loader! {
        pub static LOCALES = {
            locales: "./locales",
            fallback_language: "sv",
            // Isolation marks would be invisible characters in names and codes that
            // people copy.
            customise: |bundle| bundle.set_use_isolating(false),
        };
    }
}

/// The catalogues of a service in the order they are asked.
#[derive(Clone)]
pub struct Locales(Arc<[&'static StaticLoader]>);

impl Locales {
    /// The service's own catalogue first, then those it shares; the words of this crate
    /// come last without being named.
    #[must_use]
    pub fn new(own: impl IntoIterator<Item = &'static StaticLoader>) -> Self {
        Self(own.into_iter().chain([&*catalogue::LOCALES]).collect())
    }

    /// The words of one language.
    #[must_use]
    pub fn words(&self, language: Language) -> Words {
        Words { language, locales: self.clone() }
    }
}

/// All messages of one language.
#[derive(Clone)]
pub struct Words {
    language: Language,
    locales: Locales,
}

impl Words {
    /// The language these words are in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The message; a missing one is logged and shown as its key in brackets, so that a
    /// page with a gap is still a page.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| self.missing(key))
    }

    /// The message with values put in: `words.with("inbox-waiting", &[("n", 3)])`.
    #[must_use]
    pub fn with<'a, V>(&self, key: &str, values: &[(&'static str, V)]) -> String
    where
        V: Clone + Into<Value<'a>>,
    {
        self.find_with(key, values).unwrap_or_else(|| self.missing(key))
    }

    /// The message with values put in, if there is one.
    pub(crate) fn find_with<'a, V>(&self, key: &str, values: &[(&'static str, V)]) -> Option<String>
    where
        V: Clone + Into<Value<'a>>,
    {
        let named = |(name, value): &(&'static str, V)| (Cow::Borrowed(*name), value.clone().into());
        self.find(key, Some(&values.iter().map(named).collect()))
    }

    /// Whether any catalogue has the message in this language.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.find(key, None).is_some()
    }

    fn find(&self, key: &str, values: Option<&HashMap<Cow<'static, str>, Value<'_>>>) -> Option<String> {
        let identifier = self.language.identifier();
        let mut catalogues = self.locales.0.iter();
        catalogues.find_map(|catalogue| catalogue.try_lookup_complete(identifier, key, values))
    }

    fn missing(&self, key: &str) -> String {
        tracing::warn!(key, language = self.language.code(), "a message is missing");
        format!("[{key}]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_are_there_and_a_gap_shows_its_key() {
        let locales = Locales::new([]);
        assert_eq!(locales.words(Language::Sv).get("skip-to-content"), "Till innehållet");
        assert_eq!(locales.words(Language::En).get("skip-to-content"), "Skip to content");
        assert_eq!(locales.words(Language::En).get("no-such-key"), "[no-such-key]");
    }

    #[test]
    fn values_are_put_in_without_invisible_marks() {
        let words = Locales::new([]).words(Language::Sv);
        assert_eq!(words.with("footer-ring", &[("whom", "Jouren")]), "Ring Jouren");
    }
}
