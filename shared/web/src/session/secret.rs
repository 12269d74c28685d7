//! 256 random bits in a cookie or a form.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use store::Hash32;

use crate::Problem;

/// A secret as it travels: 43 symbols of base64url. No Debug, no Display.
pub(crate) struct Secret(String);

impl Secret {
    pub(crate) fn random() -> Result<Self, Problem> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(Problem::internal)?;
        Ok(Self(BASE64.encode(bytes)))
    }

    /// Only the shape is checked here; whether it opens anything the database knows.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 43 && BASE64.decode(text).is_ok();
        shaped.then(|| Self(text.to_owned()))
    }

    /// What the database keeps.
    pub(crate) fn hash(&self) -> Hash32 {
        Hash32::of(self.0.as_bytes())
    }

    pub(crate) fn text(self) -> String {
        self.0
    }
}

/// Compares without stopping at the first difference. The length is no secret.
pub(crate) fn equal(left: &[u8], right: &[u8]) -> bool {
    let difference = left.iter().zip(right).fold(0, |all, (a, b)| all | (a ^ b));
    left.len() == right.len() && !left.is_empty() && difference == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_is_another_and_keeps_its_shape() {
        let (one, other) = (Secret::random().unwrap().text(), Secret::random().unwrap().text());
        assert_ne!(one, other);
        assert!(Secret::parse(&one).is_some());
        assert!(Secret::parse(&one[1..]).is_none());
        assert!(Secret::parse(&format!("{}!", &one[1..])).is_none());
    }

    #[test]
    fn equality_sees_every_byte_and_an_empty_token_matches_nothing() {
        assert!(equal(b"abc", b"abc"));
        assert!(!equal(b"abc", b"abd"));
        assert!(!equal(b"abc", b"ab"));
        assert!(!equal(b"", b""));
    }
}
