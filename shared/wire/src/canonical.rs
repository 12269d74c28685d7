//! One spelling for each message: RFC 8785 (JSON Canonicalization Scheme).

use serde::{Serialize, de::DeserializeOwned};

/// Why bytes were not taken as a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// Not JSON of the expected shape. The cause names members and positions, never values.
    #[error("not a message of this kind: {0}")]
    Shape(String),
    /// JSON of the right shape in another spelling than RFC 8785.
    #[error("the message is not in canonical form")]
    Spelling,
}

/// The RFC 8785 bytes of a value. Whole numbers are exact up to 2⁵³, as far as JSON's numbers reach (section
/// 3.2.2.3); no counter here comes near it, and [`from_bytes`] refuses larger ones that would change.
///
/// # Errors
/// Only for values that JSON cannot carry (a map with keys that are not text): a fault of this program.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    serde_json_canonicalizer::to_vec(value).map_err(|error| CanonicalError::Shape(shape(&error)))
}

/// Reads a value and demands that writing it again gives the very same bytes.
///
/// # Errors
/// [`CanonicalError::Shape`] for unknown members, unknown codes and wrong types; [`CanonicalError::Spelling`]
/// for any other spelling of a well-shaped message, doubled members included.
pub fn from_bytes<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value = serde_json::from_slice(bytes).map_err(|error| CanonicalError::Shape(shape(&error)))?;
    if to_bytes(&value)? == bytes { Ok(value) } else { Err(CanonicalError::Spelling) }
}

/// Where it went wrong, without the words of the message: an invalid value may be personal.
fn shape(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Io => "could not be read",
        serde_json::error::Category::Syntax => "is not JSON",
        serde_json::error::Category::Data => "has an unknown member, an unknown code or a wrong type",
        serde_json::error::Category::Eof => "ends too early",
    };
    format!("{what} (line {}, column {})", error.line(), error.column())
}
