//! A moment as the log writes it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// UTC to the microsecond, always written with six decimals and `Z` (RFC 3339): `2026-11-22T20:15:00.000000Z`.
///
/// The databases keep microseconds. A finer time would come back from them changed, and the commitment with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LogTime(Timestamp);

/// The text is not a UTC time with exactly six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a UTC time with six decimals")]
pub struct NotALogTime;

impl LogTime {
    /// The moment itself.
    pub const fn timestamp(self) -> Timestamp {
        self.0
    }
}

impl From<Timestamp> for LogTime {
    /// Drops what is finer than a microsecond.
    fn from(time: Timestamp) -> Self {
        Self(Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time))
    }
}

impl From<LogTime> for String {
    fn from(time: LogTime) -> Self {
        format!("{:.6}", time.0)
    }
}

impl TryFrom<String> for LogTime {
    type Error = NotALogTime;

    fn try_from(text: String) -> Result<Self, NotALogTime> {
        let time: Timestamp = text.parse().map_err(|_| NotALogTime)?;
        let read = Self(time);
        if String::from(read) == text { Ok(read) } else { Err(NotALogTime) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_only() {
        let time = LogTime::from(Timestamp::from_nanosecond(1_795_378_500_123_456_789).unwrap());
        let text = String::from(time);
        assert_eq!(text, "2026-11-22T20:15:00.123456Z");
        assert_eq!(LogTime::try_from(text), Ok(time));
        for other in ["2026-11-22T20:15:00Z", "2026-11-22T21:15:00.123456+01:00", "2026-11-22T20:15:00.1234567Z", "now"] {
            assert_eq!(LogTime::try_from(other.to_owned()), Err(NotALogTime), "{other}");
        }
    }
}
