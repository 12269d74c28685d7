//! Where the database is. The URL chooses the backend when the program starts.

use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use crate::{Error, ErrorKind, Result};

/// Which of the two databases it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Backend {
    /// PostgreSQL 15 or later: production, replicas.
    Postgres,
    /// SQLite in one file: the embedded default.
    Sqlite,
}

/// The place of a database: `sqlite:<path>`, `postgres://…` or `postgresql://…`.
///
/// Prints without user, password and parameters. Errors: [`ErrorKind::InvalidUrl`].
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Place);

#[derive(Clone, PartialEq, Eq)]
enum Place {
    Postgres(String),
    Sqlite(PathBuf),
}

impl DatabaseUrl {
    /// A SQLite file, made when missing. One file a service.
    pub fn sqlite_file(path: impl Into<PathBuf>) -> Self {
        Self(Place::Sqlite(path.into()))
    }

    /// Which backend the URL chooses.
    pub fn backend(&self) -> Backend {
        match self.0 {
            Place::Postgres(_) => Backend::Postgres,
            Place::Sqlite(_) => Backend::Sqlite,
        }
    }

    /// The same PostgreSQL server, another database. Lower-case letters, digits and `_` only.
    pub fn with_database(&self, name: &str) -> Result<Self> {
        let Place::Postgres(url) = &self.0 else {
            return Err(Error::new(ErrorKind::InvalidUrl, "not a PostgreSQL server"));
        };
        if !is_plain_name(name) {
            return Err(Error::new(ErrorKind::InvalidUrl, "not a plain database name"));
        }
        let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
        let authority_at = address.find("://").map_or(0, |at| at + 3);
        let server = match address[authority_at..].find('/') {
            Some(slash) => &address[..authority_at + slash],
            None => address,
        };
        let mark = if parameters.is_empty() { "" } else { "?" };
        Ok(Self(Place::Postgres(format!("{server}/{name}{mark}{parameters}"))))
    }

    pub(crate) fn file(&self) -> Option<&Path> {
        match &self.0 {
            Place::Postgres(_) => None,
            Place::Sqlite(path) => Some(path),
        }
    }

    /// What the backend's library is given. Holds the password: never print it.
    pub(crate) fn connect_string(&self) -> Result<&str> {
        match &self.0 {
            Place::Postgres(url) => Ok(url),
            Place::Sqlite(path) => path.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidUrl, "the path is not UTF-8")),
        }
    }
}

/// Names that can be written into a statement as they are.
pub(crate) fn is_plain_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.len() <= 63 && name.chars().all(plain)
}

impl FromStr for DatabaseUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self(Place::Postgres(text.to_owned())));
        }
        // Only a plain path: `:memory:` would give every connection a database of its own.
        match text.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path)) {
            Some(path) if !path.is_empty() && !path.starts_with(':') => Ok(Self::sqlite_file(path)),
            _ => Err(Error::new(ErrorKind::InvalidUrl, "a database URL begins with sqlite:, postgres:// or postgresql://")),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Place::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Place::Postgres(url) => {
                let rest = url.split_once("://").map_or("", |(_, rest)| rest);
                let address = rest.split_once('?').map_or(rest, |(address, _)| address);
                let host = address.rsplit_once('@').map_or(address, |(_, host)| host);
                write!(f, "postgres://{host}")
            }
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        let url: DatabaseUrl = "postgres://me:se@cret@host:5432/police?password=x".parse().unwrap();
        assert_eq!(url.to_string(), "postgres://host:5432/police");
        assert_eq!(format!("{url:?}"), "DatabaseUrl(postgres://host:5432/police)");
    }

    #[test]
    fn another_database_on_the_same_server() {
        for (from, to) in [
            ("postgres://u@h:1/postgres", "postgres://u@h:1/police"),
            ("postgres://u@h:1", "postgres://u@h:1/police"),
            ("postgres://u@h/a?sslmode=require", "postgres://u@h/police?sslmode=require"),
        ] {
            let url: DatabaseUrl = from.parse().unwrap();
            assert_eq!(url.with_database("police").unwrap().connect_string().unwrap(), to);
            assert!(url.with_database("x\"; DROP").is_err());
        }
    }

    #[test]
    fn only_the_two_backends_are_known() {
        assert!("mysql://x".parse::<DatabaseUrl>().is_err());
        assert!("sqlite::memory:".parse::<DatabaseUrl>().is_err());
        let url: DatabaseUrl = "sqlite:///var/lib/x.db".parse().unwrap();
        assert_eq!(url.file(), Some(Path::new("/var/lib/x.db")));
    }
}
