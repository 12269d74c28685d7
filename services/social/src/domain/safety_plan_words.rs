//! A person's own words in a plan: a few lines, each held to the rules of every text about a person.

use std::fmt;

use serde::{Deserialize, Serialize};
use wire::{PersonText, TextError};

/// Lines that a person said, in her or his words. Without markup, hidden characters and long numbers; blank lines are left out.
/// Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanWords(Vec<PersonText>);

impl PlanWords {
    /// Takes what was typed, of at most so many lines and characters. Nothing but white space is no words and no error.
    ///
    /// # Errors
    /// [`TextError`] says which rule it breaks.
    pub fn parse(text: &str, lines_max: usize, characters_max: usize) -> Result<Option<Self>, TextError> {
        let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return Ok(None);
        }
        if lines.iter().map(|line| line.chars().count()).sum::<usize>() > characters_max {
            return Err(TextError::TooLong(characters_max));
        }
        if lines.len() > lines_max {
            return Err(TextError::NotOneLine);
        }
        let lines = lines.into_iter().map(|line| PersonText::parse(line, characters_max)).collect::<Result<Vec<_>, _>>()?;
        Ok(Some(Self(lines)))
    }

    /// The lines, for the page, the paper and the seal alone.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(PersonText::expose)
    }

    /// All of it as one text, to be typed on.
    pub fn text(&self) -> String {
        self.lines().collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Debug for PlanWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_nothing_is_printed() {
        let words = PlanWords::parse("  Nyckeln hos Kim\r\n\r\nRing \"Bo\" & 'Al' först  ", 12, 600).unwrap().unwrap();
        assert_eq!(words.lines().collect::<Vec<_>>(), ["Nyckeln hos Kim", "Ring \"Bo\" & 'Al' först"]);
        assert_eq!(words.text(), "Nyckeln hos Kim\nRing \"Bo\" & 'Al' först");
        assert_eq!(format!("{words:?}"), "…");
        assert_eq!(PlanWords::parse(" \n ", 12, 600), Ok(None));
    }

    #[test]
    fn each_line_keeps_the_rules_of_a_text_about_a_person() {
        for (text, wrong) in [
            ("ett\n<b>två</b>", TextError::Markup),
            ("ring 070-174 06 05", TextError::Number),
            ("dold\u{200b}t", TextError::NotOneLine),
            ("ett\ntvå\ntre", TextError::NotOneLine),
            ("åäöåäöåäöåäö", TextError::TooLong(10)),
        ] {
            let most = if matches!(wrong, TextError::TooLong(_)) { 10 } else { 100 };
            assert_eq!(PlanWords::parse(text, 2, most), Err(wrong), "{text:?}");
        }
    }
}
