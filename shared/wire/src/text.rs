//! The few text fields that may exist.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text was not taken. The text itself is never part of the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// Longer than the field allows; holds the largest number of characters.
    #[error("the text is longer than {0} characters")]
    TooLong(usize),
    /// A line break, a control character or an invisible direction mark.
    #[error("the text has a line break or an invisible character")]
    NotOneLine,
    /// `<` or `>`: no markup anywhere.
    #[error("the text has markup")]
    Markup,
    /// A personal identity number or a telephone number, which has its own field.
    #[error("the text holds a number that belongs in another field")]
    Number,
}

/// One line about a person: trimmed, without markup, without a number of a third person. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonText(String);

impl PersonText {
    /// Takes a line of at most `characters_max` characters.
    ///
    /// # Errors
    /// [`TextError`] says which rule it breaks.
    pub fn parse(text: &str, characters_max: usize) -> Result<Self, TextError> {
        let text = Self(text.trim().to_owned());
        text.check(characters_max)?;
        Ok(text)
    }

    /// The same rules for a text that came through serde.
    ///
    /// # Errors
    /// [`TextError`] says which rule it breaks.
    pub fn check(&self, characters_max: usize) -> Result<(), TextError> {
        let text = &self.0;
        if text.trim().is_empty() {
            Err(TextError::Empty)
        } else if text.trim() != text {
            // Only from the wire: `parse` trims.
            Err(TextError::NotOneLine)
        } else if text.chars().count() > characters_max {
            Err(TextError::TooLong(characters_max))
        } else if text.chars().any(is_hidden) {
            Err(TextError::NotOneLine)
        } else if text.contains(['<', '>']) {
            Err(TextError::Markup)
        } else if longest_digit_run(text) >= 6 {
            Err(TextError::Number)
        } else {
            Ok(())
        }
    }

    /// The words, for the page and the seal alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Control characters, line separators, and what Unicode calls default-ignorable: zero-width and direction marks,
/// soft hyphen, fillers, variation selectors, tags, byte-order mark (Unicode 16, DerivedCoreProperties).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Digits in a row, a single space, hyphen, dash, full stop or plus between them not counted as a break.
fn longest_digit_run(text: &str) -> usize {
    let (mut longest, mut run, mut gap) = (0, 0, false);
    for character in text.chars() {
        if character.is_numeric() {
            run += 1;
            gap = false;
            longest = longest.max(run);
        } else if run > 0 && !gap && is_joint(character) {
            gap = true;
        } else {
            run = 0;
            gap = false;
        }
    }
    longest
}

/// What people write between the groups of one number.
fn is_joint(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '+')
}

impl fmt::Debug for PersonText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
