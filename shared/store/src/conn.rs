//! A connection to either database.

use std::time::Duration;

use diesel::{Connection, connection::SimpleConnection, pg::PgConnection, r2d2::R2D2Connection, sqlite::SqliteConnection};

use crate::{DatabaseUrl, Error, ErrorKind, Result, aftermath::Aftermath, url::Backend};

/// One connection. Queries go through [`on!`](crate::on); match on it yourself only where the two
/// dialects really differ. The second field is the transaction's own luggage: leave it alone.
#[allow(clippy::large_enum_variant)] // one a thread, never moved about
pub enum Conn {
    /// A connection to PostgreSQL.
    Pg(PgConnection, Aftermath),
    /// A connection to a SQLite file.
    Sqlite(SqliteConnection, Aftermath),
}

/// Runs one expression against whichever connection `$conn` holds. It is compiled twice, once for
/// each backend; `$c` is `&mut PgConnection` or `&mut SqliteConnection`.
///
/// ```text
/// on!(conn, c => diesel::insert_into(cases::table).values(case).execute(c))?;
/// ```
#[macro_export]
macro_rules! on {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::Conn::Pg($c, ..) => $body,
            $crate::Conn::Sqlite($c, ..) => $body,
        }
    };
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
}

impl Conn {
    pub(crate) fn open(url: &DatabaseUrl, purpose: Purpose, patience: Duration) -> Result<Self> {
        let address = url.connect_string()?;
        match url.backend() {
            Backend::Postgres => Ok(Self::Pg(PgConnection::establish(address)?, Aftermath::default())),
            Backend::Sqlite => {
                let mut c = SqliteConnection::establish(address)?;
                settle(&mut c, &sqlite_settings(purpose, patience), patience)?;
                Ok(Self::Sqlite(c, Aftermath::default()))
            }
        }
    }

    pub(crate) fn aftermath(&mut self) -> &mut Aftermath {
        match self {
            Self::Pg(_, aftermath) | Self::Sqlite(_, aftermath) => aftermath,
        }
    }

    pub(crate) fn execute_batch(&mut self, sql: &str) -> Result<()> {
        Ok(on!(self, c => c.batch_execute(sql))?)
    }

    pub(crate) fn is_broken(&mut self) -> bool {
        on!(self, c => c.is_broken())
    }
}

/// Applies the settings. Two programs that switch a new file to WAL at the same moment each hold a lock the other wants;
/// SQLite then answers "locked" at once, whatever the wait (sqlite.org/c3ref/busy_handler.html), so it is tried again.
fn settle(connection: &mut SqliteConnection, settings: &str, patience: Duration) -> Result<()> {
    const PAUSE: Duration = Duration::from_millis(20);
    let mut left = patience.as_millis() / PAUSE.as_millis();
    loop {
        match connection.batch_execute(settings).map_err(Error::from) {
            Err(error) if error.is(ErrorKind::Busy) && left > 0 => {
                left -= 1;
                std::thread::sleep(PAUSE);
            }
            settled => return settled,
        }
    }
}

/// The wait comes first: switching to WAL can itself meet a lock. FULL makes every commit wait for
/// the disk (sqlite.org/pragma.html#pragma_synchronous). A reader can't change anything.
fn sqlite_settings(purpose: Purpose, patience: Duration) -> String {
    let query_only = if purpose == Purpose::Read { "ON" } else { "OFF" };
    format!(
        "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA query_only = {query_only};",
        patience.as_millis()
    )
}
