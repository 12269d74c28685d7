//! What an access token may be used for (RFC 6749, 3.3).

use std::{fmt, str::FromStr};

/// One thing a client may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Look: every GET.
    Read,
    /// Do: everything else.
    Write,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Read, Self::Write];

    /// As it is written.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// At least one scope, each once, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

/// Not a list of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a list of scopes")]
pub struct UnknownScope;

impl Scopes {
    /// Every scope.
    #[must_use]
    pub fn all() -> Self {
        Self(Scope::ALL.to_vec())
    }

    /// Whether this is among them.
    #[must_use]
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<&str> = self.0.iter().map(|scope| scope.code()).collect();
        f.write_str(&codes.join(" "))
    }
}

impl FromStr for Scopes {
    type Err = UnknownScope;

    /// Words with one space between them, in any order.
    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let scope = |word: &str| Scope::ALL.into_iter().find(|scope| scope.code() == word).ok_or(UnknownScope);
        let mut scopes = text.split(' ').map(scope).collect::<Result<Vec<_>, _>>()?;
        scopes.sort_unstable();
        scopes.dedup();
        Ok(Self(scopes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_words_we_know() {
        for (text, read) in [("read", "read"), ("write read", "read write"), ("read read", "read")] {
            assert_eq!(text.parse::<Scopes>().unwrap().to_string(), read);
        }
        for text in ["", " ", "read ", "admin", "Read", "read,write"] {
            assert_eq!(text.parse::<Scopes>(), Err(UnknownScope), "{text:?}");
        }
        assert!(!"read".parse::<Scopes>().unwrap().allow(Scope::Write));
    }
}
