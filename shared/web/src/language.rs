//! Which of the two languages a request is answered in: the visitor's own choice, else
//! the browser's wish, else Swedish.

use std::str::FromStr;

use actix_web::{HttpRequest, http::header};
use fluent_templates::{LanguageIdentifier, langid};

/// The cookie that holds the visitor's choice: `sv` or `en`.
pub const COOKIE: &str = "language";

static SWEDISH: LanguageIdentifier = langid!("sv");
static ENGLISH: LanguageIdentifier = langid!("en");

/// A language of the user interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Swedish: first, and the answer in doubt.
    #[default]
    Sv,
    /// English.
    En,
}

/// The text names no language of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a language of this service (sv, en)")]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        match text {
            "sv" => Ok(Self::Sv),
            "en" => Ok(Self::En),
            _ => Err(UnknownLanguage),
        }
    }
}

impl Language {
    /// Both, Swedish first.
    pub const ALL: [Self; 2] = [Self::Sv, Self::En];

    /// The code for `lang=`, the cookie and the folder of words (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The identifier the Fluent loaders ask for.
    pub(crate) fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::Sv => &SWEDISH,
            Self::En => &ENGLISH,
        }
    }

    /// The language of a request: cookie `language`, else `Accept-Language`, else Swedish.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let chosen = request.cookie(COOKIE).and_then(|cookie| cookie.value().parse().ok());
        let wished = || {
            let header = request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Self::wished(header)
        };
        chosen.or_else(wished).unwrap_or_default()
    }

    /// The best of ours in an `Accept-Language` value (RFC 9110, 12.5.4); on a tie the
    /// one named first.
    fn wished(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let tag = pieces.next().unwrap_or_default().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default();
            let Ok(language) = primary.parse::<Self>() else { continue };
            let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
            if weight > best.map_or(0.0, |(weight, _)| weight) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{cookie::Cookie, test::TestRequest};

    use super::*;

    #[test]
    fn the_browsers_wish_is_read_with_its_weights() {
        assert_eq!(Language::wished("en-GB,en;q=0.9,sv;q=0.5"), Some(Language::En));
        assert_eq!(Language::wished("en;q=0.3, sv-SE;q=0.8"), Some(Language::Sv));
        assert_eq!(Language::wished("de, fr;q=0.5"), None);
        assert_eq!(Language::wished("en;q=0"), None);
        assert_eq!(Language::wished("en;q=NaN, sv;q=0.1"), Some(Language::Sv));
    }

    #[test]
    fn the_visitors_choice_wins_and_swedish_is_the_answer_in_doubt() {
        let english = ("Accept-Language", "en");
        let chosen = TestRequest::default().insert_header(english).cookie(Cookie::new(COOKIE, "sv"));
        assert_eq!(Language::of(&chosen.to_http_request()), Language::Sv);
        let odd = TestRequest::default().insert_header(english).cookie(Cookie::new(COOKIE, "xx"));
        assert_eq!(Language::of(&odd.to_http_request()), Language::En);
        assert_eq!(Language::of(&TestRequest::default().to_http_request()), Language::Sv);
    }
}
