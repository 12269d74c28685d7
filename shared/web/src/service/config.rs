//! The tables that every service's configuration has.

use std::{fmt, path::Path};

use serde::Deserialize;
use store::{DatabaseUrl, Db, ErrorKind, Options, Schema};

use crate::telemetry::Settings;

/// A value of the right type that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key} {what}")]
pub struct Senseless {
    /// The key, as `database.url`.
    pub key: &'static str,
    /// What it must be; continues the key.
    pub what: String,
}

impl Senseless {
    /// `key` and what it must be.
    pub fn new(key: &'static str, what: impl Into<String>) -> Self {
        Self { key, what: what.into() }
    }
}

/// Where a service remembers: `[database]`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:…` or `postgres://…`; may hold a password.
    pub url: String,
    /// Run missing migrations at the start.
    pub migrate: bool,
}

impl fmt::Debug for Database {
    /// Without the address: it may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("url", &format_args!("…")).field("migrate", &self.migrate).finish()
    }
}

impl Database {
    /// Looks at the address without opening anything.
    ///
    /// # Errors
    /// [`Senseless`] for an address of another kind.
    pub fn check(&self) -> Result<(), Senseless> {
        let senseless = |_| Senseless::new("database.url", "must begin with sqlite: or postgres://");
        self.url.parse::<DatabaseUrl>().map(drop).map_err(senseless)
    }

    /// Opens it, and brings it up to date when it may. A missing folder of a SQLite file is made.
    ///
    /// # Errors
    /// See [`Db::open`]; also when the address is of another kind.
    pub async fn open(&self, schema: Schema) -> store::Result<Db> {
        let database = self.clone();
        let opening = tokio::task::spawn_blocking(move || database.open_blocking(&schema)).await;
        opening.map_err(|error| store::Error::new(ErrorKind::Stopped, error))?
    }

    /// The same on the caller's thread.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn open_blocking(&self, schema: &Schema) -> store::Result<Db> {
        let url: DatabaseUrl = self.url.parse()?;
        if let Some(folder) = self.folder() {
            // What is wrong with the folder, the database says better.
            let _ = std::fs::create_dir_all(folder);
        }
        Db::open(&url, schema, Options { migrate: self.migrate, ..Options::default() })
    }

    /// The folder of a SQLite file; `//` after the scheme means nothing, as in [`DatabaseUrl`].
    fn folder(&self) -> Option<&Path> {
        let path = self.url.strip_prefix("sqlite:")?;
        Path::new(path.strip_prefix("//").unwrap_or(path)).parent()
    }
}

/// What a service tells its operators: `[telemetry]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    /// One JSON object a line.
    pub json: bool,
    /// What is written, as `info` or `info,store=debug`.
    pub filter: String,
    /// Base address of an OTLP/HTTP collector; empty for none.
    pub otlp: String,
}

impl Telemetry {
    /// The same for [`crate::telemetry::start`].
    pub fn settings(&self, service: &'static str) -> Settings {
        Settings {
            json: self.json,
            filter: self.filter.clone(),
            otlp: Some(self.otlp.clone()).filter(|address| !address.is_empty()),
            service,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(url: &str) -> Database {
        Database { url: url.to_owned(), migrate: true }
    }

    #[test]
    fn no_address_of_a_database_is_printed() {
        let printed = format!("{:?}", database("postgres://kim:hemlig@db.example/police"));
        assert_eq!(printed, "Database { url: …, migrate: true }");
    }

    #[test]
    fn an_address_of_another_kind_is_named() {
        let refused = database("mysql://db").check().unwrap_err().to_string();
        assert_eq!(refused, "database.url must begin with sqlite: or postgres://");
        assert!(database("sqlite:a").check().is_ok() && database("postgres://a/b").check().is_ok());
    }

    #[test]
    fn a_missing_folder_is_made() {
        let folder = std::env::temp_dir().join(format!("stafett-folder-{}", std::process::id()));
        let schema = || store::migrations([store::MIGRATIONS]).unwrap();
        for url in [format!("sqlite:{}/one/a.sqlite", folder.display()), format!("sqlite://{}/two/a.sqlite", folder.display())] {
            database(&url).open_blocking(&schema()).unwrap();
        }
        assert!(folder.join("one/a.sqlite").is_file() && folder.join("two/a.sqlite").is_file());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn no_collector_is_none() {
        let telemetry = |otlp: &str| Telemetry { json: true, filter: "info".to_owned(), otlp: otlp.to_owned() };
        assert_eq!(telemetry("").settings("police").otlp, None);
        assert_eq!(telemetry("http://a").settings("police").otlp.as_deref(), Some("http://a"));
    }
}
