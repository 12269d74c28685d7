//! A database with its schema, made once and copied for each test: sixty migrations take longer than most tests.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, Weak},
};

use super::fresh_name;
use crate::{Conn, DatabaseUrl, Options, Result, Schema, conn::Purpose, ensure_database};

/// What a new database is copied from. Gone with the last database that was.
#[derive(Debug)]
pub(super) enum Template {
    /// The bytes of a SQLite file.
    File(Vec<u8>),
    /// A database on the test server.
    Database { server: DatabaseUrl, name: String },
}

/// A template, and what it is of.
type Kept = Mutex<Vec<(String, Weak<Template>)>>;

impl Template {
    /// The one of this schema, made when there is none. A server is named for PostgreSQL.
    pub(super) fn of(schema: &Schema, server: Option<&DatabaseUrl>) -> Arc<Self> {
        static KEPT: Kept = Mutex::new(Vec::new());
        let key = format!("{:?} {}", server, schema.fingerprint().expect("a schema that fits together"));
        // Held while one is made: whoever comes meanwhile wants the same one.
        let mut kept = KEPT.lock().expect("no template failed before");
        if let Some(found) = kept.iter().find(|(of, _)| *of == key).and_then(|(_, template)| template.upgrade()) {
            return found;
        }
        let made = match server {
            None => Self::file(schema),
            Some(server) => Self::database(schema, server),
        };
        let made = Arc::new(made.expect("a template for the tests"));
        kept.retain(|(of, _)| *of != key);
        kept.push((key, Arc::downgrade(&made)));
        made
    }

    fn file(schema: &Schema) -> Result<Self> {
        let folder = std::env::temp_dir().join(fresh_name());
        fs::create_dir(&folder).expect("a folder for the template");
        let path: PathBuf = folder.join("template.db");
        let mut conn = bring_up(&DatabaseUrl::sqlite_file(&path), schema)?;
        conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
        drop(conn);
        let bytes = fs::read(&path).expect("the template that was just made");
        drop(fs::remove_dir_all(folder));
        Ok(Self::File(bytes))
    }

    fn database(schema: &Schema, server: &DatabaseUrl) -> Result<Self> {
        let name = format!("template_{}", fresh_name());
        bring_up(&ensure_database(server, &name)?, schema).map(drop)?;
        Ok(Self::Database { server: server.clone(), name })
    }

    /// Makes a database of it: the file, or the database of this name.
    pub(super) fn copy_to(&self, file: Option<&Path>, database: &str) -> Result<()> {
        match self {
            Self::File(bytes) => {
                // As a service makes its own: readable by its owner alone.
                let mut options = fs::OpenOptions::new();
                options.create_new(true).write(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut copy = options.open(file.expect("a file for a file")).expect("a new file for the test");
                copy.write_all(bytes).expect("room for the test's database");
                Ok(())
            }
            Self::Database { server, name } => Conn::open(server, Purpose::Write, Options::default().patience)?
                .execute_batch(&format!("CREATE DATABASE \"{database}\" TEMPLATE \"{name}\"")),
        }
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        if let Self::Database { server, name } = self {
            super::drop_database(server, name);
        }
    }
}

fn bring_up(url: &DatabaseUrl, schema: &Schema) -> Result<Conn> {
    let mut conn = Conn::open(url, Purpose::Write, Options::default().patience)?;
    schema.bring_up(&mut conn, true)?;
    Ok(conn)
}
