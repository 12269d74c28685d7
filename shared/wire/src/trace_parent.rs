//! The trace a message belongs to, as W3C Trace Context writes it (`traceparent`, version 00).

use std::fmt;

use serde::{Deserialize, Serialize};

/// `00-<32 hex>-<16 hex>-<2 hex>`: random numbers that join the traces of two services and say nothing else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TraceParent(String);

/// The text has another form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a traceparent of version 00")]
pub struct TraceParentError;

impl TraceParent {
    /// Reads the header's text.
    ///
    /// # Errors
    /// [`TraceParentError`] when it has another form or another version.
    pub fn parse(text: &str) -> Result<Self, TraceParentError> {
        let parts: Vec<_> = text.split('-').collect();
        let is_hex = |part: &str| part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
        let fits = lengths == [2, 32, 16, 2] && parts[0] == "00" && parts.iter().all(|part| is_hex(part));
        if fits { Ok(Self(text.to_owned())) } else { Err(TraceParentError) }
    }

    /// The header's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TraceParent {
    type Error = TraceParentError;
    fn try_from(text: String) -> Result<Self, TraceParentError> {
        Self::parse(&text)
    }
}

impl From<TraceParent> for String {
    fn from(parent: TraceParent) -> Self {
        parent.0
    }
}

impl fmt::Debug for TraceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_form_is_read() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(TraceParent::parse(good).unwrap().as_str(), good);
        for bad in ["", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", &good[..54], &good.to_uppercase(), "00-x-y-z"] {
            assert_eq!(TraceParent::parse(bad), Err(TraceParentError), "{bad}");
        }
        assert!(TraceParent::parse(&format!("{good}-more")).is_err(), "nothing rides along");
    }
}
