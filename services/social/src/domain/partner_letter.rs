//! Letters to the person exposed: which one, in which words, and what each rests on.

use std::{fmt, str::FromStr};

use wire::codes;

use super::{HisSwitches, TreatmentPart};

codes!(
    /// Which letter.
    LetterKind, "kind of letter" {
        /// Names nothing: who writes, and a number.
        Neutral = "partner-letter-neutral",
        /// Says that he is in treatment.
        Whole = "partner-letter",
        /// What partner contact is.
        Sheet = "partner-sheet",
    }
);

codes!(
    /// In which words.
    LetterWording, "wording of a letter" {
        /// Swedish.
        Swedish = "sv",
        /// English.
        English = "en",
        /// Easy Swedish.
        EasySwedish = "sv_easy",
    }
);

impl LetterKind {
    /// Whether it may go: all but the neutral one tell that he is in treatment, and that he agreed to be told of. `is_over`: his
    /// treatment has ended.
    pub fn may_go(self, his: &HisSwitches, is_over: bool) -> bool {
        self == Self::Neutral || (his.stands(TreatmentPart::InTreatment) && !is_over)
    }
}

/// Longest number of a decision, in characters.
const LONGEST: usize = 30;

/// The number of a decision, such as `SN 2026/114`: letters, digits and what stands between them. It is kept in the clear, so it
/// holds no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionNumber(String);

impl FromStr for DecisionNumber {
    type Err = NoDecisionNumber;

    fn from_str(text: &str) -> Result<Self, NoDecisionNumber> {
        let text = text.trim();
        let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, ' ' | '/' | '-' | ':' | '.');
        let has_digit = text.chars().any(|character| character.is_ascii_digit());
        let is_whole = has_digit && text.len() <= LONGEST && text.chars().all(is_part);
        if is_whole { Ok(Self(text.to_owned())) } else { Err(NoDecisionNumber) }
    }
}

impl fmt::Display for DecisionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Not the number of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a decision")]
pub struct NoDecisionNumber;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SwitchAnswer;

    #[test]
    fn only_the_neutral_letter_goes_without_his_first_part() {
        let second_alone = HisSwitches { in_treatment: Some(SwitchAnswer::Refused), safety: Some(SwitchAnswer::Given) };
        let first = HisSwitches { in_treatment: Some(SwitchAnswer::Given), safety: None };
        for kind in LetterKind::ALL {
            assert_eq!(kind.may_go(&second_alone, false), *kind == LetterKind::Neutral, "{kind}");
            assert!(kind.may_go(&first, false), "{kind}");
            assert_eq!(kind.may_go(&first, true), *kind == LetterKind::Neutral, "{kind}: he is in treatment no more");
        }
    }

    #[test]
    fn the_number_of_a_decision_holds_no_more() {
        assert_eq!("  SN 2026/114 ".parse::<DecisionNumber>().unwrap().to_string(), "SN 2026/114");
        for wrong in ["", "beslut", "SN 2026/114 om Ture Påhittad", "1'; DROP", "<1>", &"1".repeat(31), "1\n2"] {
            assert!(wrong.parse::<DecisionNumber>().is_err(), "{wrong}");
        }
    }
}
