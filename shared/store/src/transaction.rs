//! Transactions, nested ones as savepoints. The first error is the one the caller gets.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};

use crate::{Conn, Error, ErrorKind, Failure, Result, on};

/// How a top-level transaction begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// A change. SQLite takes its write lock at once; PostgreSQL reads what is committed.
    Change,
    /// A change that runs as if alone (PostgreSQL; SQLite's writer is alone anyway).
    Alone,
    /// One snapshot, nothing can be changed.
    Snapshot,
}

impl Start {
    fn sql(self, conn: &Conn) -> &'static str {
        match (self, conn) {
            (Self::Change, Conn::Pg(..)) => "BEGIN",
            (Self::Alone, Conn::Pg(..)) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            (Self::Snapshot, Conn::Pg(..)) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            (Self::Change | Self::Alone, Conn::Sqlite(..)) => "BEGIN IMMEDIATE",
            (Self::Snapshot, Conn::Sqlite(..)) => "BEGIN",
        }
    }
}

impl Conn {
    /// Runs `f` in a transaction, or in a savepoint when one is open already. An error rolls back
    /// what `f` did and comes out as it is; a ROLLBACK that fails too is only logged.
    pub fn transaction<T, E: From<Error>>(&mut self, f: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.transaction_as(Start::Change, f)
    }

    pub(crate) fn transaction_as<T, E: From<Error>>(&mut self, start: Start, f: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        let outer = self.depth()?;
        let actions = self.aftermath().len();
        self.begin(start, outer)?;
        let result = f(self).and_then(|value| self.commit(outer).map(|()| value).map_err(E::from));
        if result.is_err() {
            self.roll_back_to(outer);
            self.aftermath().truncate(actions);
        }
        result
    }

    /// A transaction whose `f` may panic: the panic becomes [`ErrorKind::JobPanicked`].
    ///
    /// The connection is whole afterwards, since everything opened inside is rolled back.
    pub(crate) fn guarded<T, E: Failure>(&mut self, start: Start, f: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.transaction_as(start, |conn| {
            catch_unwind(AssertUnwindSafe(|| f(conn))).unwrap_or_else(|_| Err(E::from(Error::from(ErrorKind::JobPanicked))))
        })
    }

    /// How many transactions are open inside each other.
    pub(crate) fn depth(&mut self) -> Result<u32> {
        let depth = on!(self, c => AnsiTransactionManager::transaction_manager_status_mut(c)
            .transaction_depth())?;
        Ok(depth.map_or(0, std::num::NonZeroU32::get))
    }

    fn begin(&mut self, start: Start, outer: u32) -> Result<()> {
        let sql = start.sql(self);
        Ok(on!(self, c => match outer {
            0 => AnsiTransactionManager::begin_transaction_sql(c, sql),
            _ => AnsiTransactionManager::begin_transaction(c),
        })?)
    }

    fn commit(&mut self, outer: u32) -> Result<()> {
        let committed = match self {
            // PostgreSQL answers COMMIT with success after an error that was swallowed, and rolls
            // back. Any statement before it, in the same round trip, is refused instead.
            Self::Pg(c, _) if outer == 0 => c.batch_execute("SELECT 1; COMMIT"),
            Self::Pg(c, _) => AnsiTransactionManager::commit_transaction(c),
            Self::Sqlite(c, _) => AnsiTransactionManager::commit_transaction(c),
        };
        Ok(committed.map_err(first_error)?)
    }

    /// Rolls back every transaction opened since; a panic can leave several. The caller holds the
    /// first error, so trouble here is noted and logged, never returned.
    fn roll_back_to(&mut self, outer: u32) {
        while self.depth().is_ok_and(|depth| depth > outer) {
            let done = on!(self, c => AnsiTransactionManager::rollback_transaction(c));
            if let Err(error) = done {
                tracing::error!(error = %Error::from(error), "a rollback failed");
                self.aftermath().rollback_failed = true;
                return;
            }
        }
        // SQLite ends the whole transaction by itself on a full disk or a broken file.
        if !self.depth().is_ok_and(|depth| depth == outer) {
            self.aftermath().rollback_failed = true;
        }
    }
}

fn first_error(error: diesel::result::Error) -> diesel::result::Error {
    match error {
        diesel::result::Error::RollbackErrorOnCommit { commit_error, .. } => *commit_error,
        other => other,
    }
}
