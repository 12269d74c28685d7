//! The pool of connections.

use std::time::Duration;

use diesel::r2d2::R2D2Connection;

use crate::{Backend, Conn, DatabaseUrl, Error, Options, Result, conn::Purpose, on};

pub(crate) type Pool = r2d2::Pool<Manager>;

/// Opens and checks connections for the pool.
#[derive(Debug)]
pub(crate) struct Manager {
    url: DatabaseUrl,
    patience: Duration,
}

pub(crate) fn open(url: &DatabaseUrl, options: &Options) -> Result<Pool> {
    let manager = Manager { url: url.clone(), patience: options.patience };
    let pool = r2d2::Pool::builder()
        .max_size(options.connections.max(1))
        .min_idle(Some(1))
        // A server can have hung up while a connection was idle; a file can't.
        .test_on_check_out(url.backend() == Backend::Postgres)
        .connection_timeout(options.patience)
        .error_handler(Box::new(LogOpening))
        .build(manager)?;
    Ok(pool)
}

impl r2d2::ManageConnection for Manager {
    type Connection = Conn;
    type Error = Error;

    fn connect(&self) -> Result<Conn> {
        // PostgreSQL's pool serves both; there a read is made read-only as it begins.
        Conn::open(&self.url, Purpose::Read, self.patience)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<()> {
        Ok(on!(conn, c => c.ping())?)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        conn.aftermath().clear();
        conn.is_broken()
    }
}

#[derive(Debug)]
struct LogOpening;

impl r2d2::HandleError<Error> for LogOpening {
    fn handle_error(&self, error: Error) {
        tracing::warn!(%error, "a database connection could not be opened");
    }
}
