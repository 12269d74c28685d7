//! Thirty-two bytes that travel as padded standard base64 (RFC 4648 section 4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The text is not the one base64 spelling of exactly 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the base64 of 32 bytes")]
pub struct NotThirtyTwoBytes;

/// The one base64 spelling of these bytes.
pub(crate) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads base64 and refuses every spelling but the one [`encode`] writes: no missing padding, no loose bits, no spaces.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Reads the base64 of exactly 32 bytes.
pub(crate) fn decode_32(text: &str) -> Result<[u8; 32], NotThirtyTwoBytes> {
    decode(text).and_then(|bytes| bytes.try_into().ok()).ok_or(NotThirtyTwoBytes)
}

/// Gives a newtype over `[u8; 32]` its bytes, its base64 text and its serde form.
macro_rules! thirty_two_bytes {
    ($name:ident) => {
        impl $name {
            /// Takes the raw 32 bytes.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The raw 32 bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// The bytes as padded standard base64, 44 characters (RFC 4648 section 4).
            pub fn to_base64(&self) -> String {
                $crate::bytes::encode(&self.0)
            }

            /// Reads what [`Self::to_base64`] writes.
            ///
            /// # Errors
            /// [`NotThirtyTwoBytes`](crate::NotThirtyTwoBytes) for any other length or spelling.
            pub fn from_base64(text: &str) -> Result<Self, $crate::NotThirtyTwoBytes> {
                $crate::bytes::decode_32(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_base64())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::from_base64(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use thirty_two_bytes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_spelling_is_read() {
        let text = encode(&[0; 32]);
        assert_eq!(decode_32(&text), Ok([0; 32]));
        // The last character before the padding carries two loose bits: "B" would decode to the same bytes.
        let loose = text.replace("A=", "B=");
        for wrong in [loose.as_str(), text.trim_end_matches('='), &format!("{text}\n"), &encode(&[0; 31]), ""] {
            assert_eq!(decode_32(wrong), Err(NotThirtyTwoBytes), "{wrong:?}");
        }
    }
}
