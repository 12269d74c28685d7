//! Closed lists: an enum whose members have one lower-case code each, used on the wire, in tables and in word keys.

/// A code that is not in the closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{code}” is not a known {list}")]
pub struct UnknownCode {
    /// The list that was asked.
    pub list: &'static str,
    /// The code as it came; codes hold no personal data.
    pub code: String,
}

/// Declares a closed list with `ALL`, `code()`, `FromStr`, `Display` and serde by code.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident, $list:literal { $($(#[$doc:meta])* $member:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $member),+ }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$member),+];

            /// The code on the wire and in tables.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$member => $code),+ }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$member),)+
                    _ => Err($crate::UnknownCode { list: $list, code: code.chars().take(40).collect() }),
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <::std::borrow::Cow<'de, str> as ::serde::Deserialize>::deserialize(deserializer)?;
                code.parse().map_err(::serde::de::Error::custom)
            }
        }
    };
}
