//! What can go wrong at the database door, in kinds a caller can act on.

use std::{error::Error as StdError, fmt, sync::Arc};

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

/// The result of anything done with the database.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of trouble it was: for the code that must choose what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The row asked for is not there.
    NotFound,
    /// A row with the same unique value is there already.
    UniqueViolation,
    /// The row referred to is not there, or is still referred to.
    ForeignKeyViolation,
    /// Another rule of the schema was broken: not null, check, exclusion.
    ConstraintViolation,
    /// Transactions collided and trying again did not help. Trying later may.
    Serialization,
    /// Another process holds the SQLite file. Trying later may help.
    Busy,
    /// No connection became free in time.
    Pool,
    /// The database can't be reached or hung up.
    Connection,
    /// A change was attempted inside a read.
    ReadOnly,
    /// A migration failed, or the sources of migrations don't fit together.
    Migration,
    /// The database holds a migration this program does not know: it is newer. Refuse to start.
    UnknownSchema,
    /// The database lacks a migration and this start may not run it.
    SchemaBehind,
    /// The database's URL can't be read.
    InvalidUrl,
    /// A stored value is outside what its type allows.
    InvalidValue,
    /// The same queue key came with another payload.
    KeyReused,
    /// The lease on a queue message ended and someone else may have it.
    LeaseLost,
    /// The writer has stopped: the program is going down.
    Stopped,
    /// The job panicked. Its changes were rolled back.
    JobPanicked,
    /// Any other refusal by the database.
    Query,
}

/// An error of the database door: a kind for the caller, a cause for the log, and the name of
/// the transaction when there was one. Cheap to clone, since one failed commit can be the answer
/// to many jobs. Never holds the values of a row.
#[derive(Clone)]
pub struct Error {
    kind: ErrorKind,
    transaction: Option<&'static str>,
    cause: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of this kind with its cause, which goes to the log.
    pub fn new(kind: ErrorKind, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind, transaction: None, cause: Some(Arc::from(cause.into())) }
    }

    /// The kind, for the caller's choice.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the error is of this kind.
    pub fn is(&self, kind: ErrorKind) -> bool {
        self.kind == kind
    }

    /// The name of the transaction it happened in.
    pub fn transaction(&self) -> Option<&'static str> {
        self.transaction
    }

    /// Whether the same transaction may succeed when run again at once.
    pub(crate) fn is_retriable(&self) -> bool {
        self.kind == ErrorKind::Serialization
    }

    /// Notes the transaction's name, unless an inner one is noted already.
    pub(crate) fn named(mut self, transaction: &'static str) -> Self {
        self.transaction.get_or_insert(transaction);
        self
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self { kind, transaction: None, cause: None }
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        let kind = kind_of(&error);
        Self::new(kind, error)
    }
}

impl From<diesel::ConnectionError> for Error {
    fn from(error: diesel::ConnectionError) -> Self {
        Self::new(ErrorKind::Connection, error)
    }
}

impl From<r2d2::Error> for Error {
    fn from(error: r2d2::Error) -> Self {
        Self::new(ErrorKind::Pool, error)
    }
}

fn kind_of(error: &DieselError) -> ErrorKind {
    match error {
        DieselError::NotFound => ErrorKind::NotFound,
        DieselError::DatabaseError(kind, information) => kind_in_database(kind, &**information),
        DieselError::DeserializationError(_) | DieselError::SerializationError(_) => ErrorKind::InvalidValue,
        DieselError::RollbackErrorOnCommit { commit_error, .. } => kind_of(commit_error),
        DieselError::BrokenTransactionManager => ErrorKind::Connection,
        _ => ErrorKind::Query,
    }
}

fn kind_in_database(kind: &DatabaseErrorKind, information: &(dyn DatabaseErrorInformation + Send + Sync)) -> ErrorKind {
    match kind {
        DatabaseErrorKind::UniqueViolation => ErrorKind::UniqueViolation,
        DatabaseErrorKind::ForeignKeyViolation => ErrorKind::ForeignKeyViolation,
        DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation
        | DatabaseErrorKind::RestrictViolation
        | DatabaseErrorKind::ExclusionViolation => ErrorKind::ConstraintViolation,
        DatabaseErrorKind::SerializationFailure => ErrorKind::Serialization,
        DatabaseErrorKind::ReadOnlyTransaction => ErrorKind::ReadOnly,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => ErrorKind::Connection,
        _ => kind_in_message(information.message()),
    }
}

/// Diesel passes no code for these. SQLite's texts are constants of its `sqlite3_errstr`;
/// PostgreSQL's deadlock (40P01) is recognised when the server speaks English (`lc_messages`),
/// else it is an ordinary refusal that is not tried again.
fn kind_in_message(message: &str) -> ErrorKind {
    match message {
        "database is locked" | "database table is locked" | "database schema is locked" => ErrorKind::Busy,
        "attempt to write a readonly database" => ErrorKind::ReadOnly,
        "deadlock detected" => ErrorKind::Serialization,
        _ => ErrorKind::Query,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)?;
        if let Some(name) = self.transaction {
            write!(f, " in transaction {name}")?;
        }
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

// The same line as Display: the database's own report can carry the values of a row in its detail.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "store::Error({self})")
    }
}

impl StdError for Error {}
