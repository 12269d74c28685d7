//! A reason in somebody's own words: stays inside the agency, sealed.

use zeroize::Zeroizing;

/// Longest reason, in characters.
pub(crate) const REASON_CHARACTERS_MAX: usize = 2000;

/// Why a text is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotAReason {
    /// Nothing but white space.
    Missing,
    /// More than [`REASON_CHARACTERS_MAX`].
    TooLong,
}

/// A reason that says something. Prints nothing of itself.
pub(crate) struct ReasonText(Zeroizing<String>);

impl ReasonText {
    /// Trims and checks. Invisible characters alone are no reason.
    pub(crate) fn parse(text: &str) -> Result<Self, NotAReason> {
        let text = text.trim();
        if !text.chars().any(char::is_alphanumeric) {
            return Err(NotAReason::Missing);
        }
        if text.chars().count() > REASON_CHARACTERS_MAX {
            return Err(NotAReason::TooLong);
        }
        Ok(Self(Zeroizing::new(text.to_owned())))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ReasonText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_signs_are_no_reason() {
        for blank in ["", "   ", "\n\t", "\u{200b}", "-", "…", "."] {
            assert_eq!(ReasonText::parse(blank).err(), Some(NotAReason::Missing), "{blank:?}");
        }
        assert_eq!(ReasonText::parse(&"å".repeat(REASON_CHARACTERS_MAX + 1)).err(), Some(NotAReason::TooLong));
        assert_eq!(ReasonText::parse("  Han har sagt det. ").map(|reason| reason.as_str().to_owned()), Ok("Han har sagt det.".to_owned()));
    }
}
