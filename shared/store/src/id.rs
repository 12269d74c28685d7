//! Identifiers of rows.

use std::{fmt, str::FromStr};

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Binary,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Error, ErrorKind};

/// A UUIDv7 (RFC 9562 section 5.7) in 16 bytes: BYTEA in PostgreSQL, BLOB in SQLite.
///
/// Sorts by the time it was made, to a quarter of a microsecond (section 6.2, method 3); 62 bits
/// are random. Opaque, so it may stand in logs and spans. Not a secret: it tells when.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow, Serialize, Deserialize)]
#[diesel(sql_type = Binary)]
#[serde(transparent)]
pub struct Id(Uuid);

impl Id {
    /// An id of this moment and these random bytes. Pure. A moment before 1970 counts as 1970.
    pub fn from_parts(now: Timestamp, random: [u8; 10]) -> Self {
        let nanoseconds = now.as_nanosecond().max(0);
        let millis = u64::try_from(nanoseconds / 1_000_000).unwrap_or(u64::MAX);
        let fraction = u16::try_from((nanoseconds % 1_000_000) * 4096 / 1_000_000).unwrap_or(0);
        let mut tail = random;
        tail[..2].copy_from_slice(&fraction.to_be_bytes());
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
    }

    /// An id of this moment and the operating system's random bytes.
    ///
    /// # Panics
    /// When the operating system gives no random bytes: nothing can go on safely without.
    pub fn generate(now: Timestamp) -> Self {
        let mut random = [0; 10];
        getrandom::fill(&mut random).expect("the operating system gives random bytes");
        Self::from_parts(now, random)
    }

    /// The id with these bytes, as it came from elsewhere.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }

    /// Its 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// Its 16 bytes.
    pub const fn into_bytes(self) -> [u8; 16] {
        self.0.into_bytes()
    }
}

impl From<Uuid> for Id {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl From<Id> for Uuid {
    fn from(id: Id) -> Self {
        id.0
    }
}

/// The hyphenated form.
impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

/// Reads the hyphenated form. Errors: [`ErrorKind::InvalidValue`].
impl FromStr for Id {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let uuid = Uuid::try_parse(text).ok().filter(|_| text.len() == 36);
        uuid.map(Self).ok_or_else(|| Error::new(ErrorKind::InvalidValue, "not an id"))
    }
}

impl<DB: Backend> ToSql<Binary, DB> for Id
where
    [u8]: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_bytes().as_slice().to_sql(out)
    }
}

impl<DB: Backend> FromSql<Binary, DB> for Id
where
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(&Vec::from_sql(bytes)?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_version_7_of_its_moment() {
        let now: Timestamp = "2026-11-22T21:15:00.123456Z".parse().unwrap();
        let id = Id::from_parts(now, [0xff; 10]);
        assert_eq!(Uuid::from(id).get_version_num(), 7);
        let (seconds, nanoseconds) = Uuid::from(id).get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanoseconds), (1_795_382_100, 123_000_000));
        assert_eq!(id.to_string().parse::<Id>().unwrap(), id);
        assert!("not-an-id".parse::<Id>().is_err());
    }

    #[test]
    fn ids_sort_by_the_microsecond_whatever_chance_says() {
        let earlier: Timestamp = "2026-11-22T21:15:00.123456Z".parse().unwrap();
        let later: Timestamp = "2026-11-22T21:15:00.123457Z".parse().unwrap();
        assert!(Id::from_parts(earlier, [0xff; 10]) < Id::from_parts(later, [0; 10]));
    }
}
