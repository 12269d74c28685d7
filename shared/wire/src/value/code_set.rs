//! A set of codes with one spelling.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Codes without doubles, in the order of the closed list.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct CodeSet<T>(Vec<T>);

impl<T: Ord> CodeSet<T> {
    /// Sorts and removes doubles.
    pub fn new(codes: impl IntoIterator<Item = T>) -> Self {
        let mut codes: Vec<T> = codes.into_iter().collect();
        codes.sort();
        codes.dedup();
        Self(codes)
    }

    /// The codes in order.
    pub fn codes(&self) -> &[T] {
        &self.0
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The codes in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the code was chosen.
    pub fn contains(&self, code: &T) -> bool {
        self.0.contains(code)
    }
}

impl<'de, T: Ord + Deserialize<'de>> Deserialize<'de> for CodeSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let codes = Vec::<T>::deserialize(deserializer)?;
        if codes.windows(2).all(|pair| pair[0] < pair[1]) { Ok(Self(codes)) } else { Err(D::Error::custom("not a sorted set")) }
    }
}

impl<T: Ord> FromIterator<T> for CodeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(codes: I) -> Self {
        Self::new(codes)
    }
}

impl<'set, T: Ord> IntoIterator for &'set CodeSet<T> {
    type Item = &'set T;
    type IntoIter = std::slice::Iter<'set, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What was chosen may be personal: a set prints nothing of itself.
impl<T> fmt::Debug for CodeSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
