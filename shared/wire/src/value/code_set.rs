//! A set of codes with one spelling.

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
