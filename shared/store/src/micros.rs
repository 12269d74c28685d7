//! Moments as they are stored.

use std::fmt;

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::BigInt,
};
use jiff::Timestamp;

/// A moment as microseconds since 1970 UTC in a BIGINT. Always within what [`Timestamp`] can say;
/// what is finer than a microsecond is cut off when it is made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = BigInt)]
pub struct Micros(i64);

impl Micros {
    /// The moment.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).expect("checked when the value was made")
    }
}

impl From<Timestamp> for Micros {
    fn from(moment: Timestamp) -> Self {
        Self(moment.as_microsecond())
    }
}

impl From<Micros> for Timestamp {
    fn from(micros: Micros) -> Self {
        micros.timestamp()
    }
}

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Micros({self})")
    }
}

impl<DB: Backend> ToSql<BigInt, DB> for Micros
where
    i64: ToSql<BigInt, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB: Backend> FromSql<BigInt, DB> for Micros
where
    i64: FromSql<BigInt, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Timestamp::from_microsecond(i64::from_sql(bytes)?)?.into())
    }
}
