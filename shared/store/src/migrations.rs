//! Migrations of several crates, composed into one sorted source.

use std::{collections::BTreeMap, sync::Arc};

use diesel::{
    backend::Backend as DieselBackend,
    migration::{Migration, MigrationSource, MigrationVersion},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness};

use crate::{Conn, Error, ErrorKind, Result};

/// PostgreSQL's advisory lock held while migrating, so that replicas that start together take
/// turns. The number is this project's own choice: the bytes of "stafett".
const MIGRATION_LOCK: i64 = 0x0073_7461_6665_7474;

/// The migrations of one crate for both backends, made by [`embed!`](crate::embed).
pub struct Migrations {
    source: &'static str,
    postgres: EmbeddedMigrations,
    sqlite: EmbeddedMigrations,
}

impl Migrations {
    /// Called by [`embed!`](crate::embed).
    #[doc(hidden)]
    pub const fn new(source: &'static str, postgres: EmbeddedMigrations, sqlite: EmbeddedMigrations) -> Self {
        Self { source, postgres, sqlite }
    }
}

/// Puts a crate's migrations into the program: a name and the two folders, as literals relative to
/// the crate's `Cargo.toml`. A folder in it is `<date>-<number>_<noun>` with `up.sql` and
/// `down.sql`.
///
/// ```text
/// pub const MIGRATIONS: store::Migrations =
///     store::embed!("casework", "../../migrations/casework/postgres", "../../migrations/casework/sqlite");
/// ```
#[macro_export]
macro_rules! embed {
    ($source:literal, $postgres:literal, $sqlite:literal $(,)?) => {{
        use $crate::diesel_migrations;
        $crate::Migrations::new($source, diesel_migrations::embed_migrations!($postgres), diesel_migrations::embed_migrations!($sqlite))
    }};
}

/// The whole schema of a service: every source it is made of. Cheap to clone.
#[derive(Clone)]
pub struct Schema(Arc<[Migrations]>);

/// Composes the sources of a service. Order doesn't matter: versions are sorted.
///
/// Errors: [`ErrorKind::Migration`] when two migrations have the same version or a source lacks
/// one for one of the backends.
pub fn migrations(sources: impl IntoIterator<Item = Migrations>) -> Result<Schema> {
    let schema = Schema(sources.into_iter().collect());
    let mut taken = BTreeMap::new();
    for source in schema.0.iter() {
        let postgres = versions::<diesel::pg::Pg>(&source.postgres)?;
        if postgres != versions::<diesel::sqlite::Sqlite>(&source.sqlite)? {
            let what = format!("{}: the two backends have different versions", source.source);
            return Err(Error::new(ErrorKind::Migration, what));
        }
        for version in postgres {
            if let Some(other) = taken.insert(version.to_string(), source.source) {
                let what = format!("version {version} is in both {other} and {}", source.source);
                return Err(Error::new(ErrorKind::Migration, what));
            }
        }
    }
    Ok(schema)
}

impl Schema {
    /// Refuses a database that is newer than the program, then runs what is missing.
    pub(crate) fn bring_up(&self, conn: &mut Conn, may_run: bool) -> Result<()> {
        match conn {
            Conn::Pg(c, _) => {
                use diesel::connection::SimpleConnection;
                // Held until the session ends or the work is done.
                c.batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))?;
                let done = up(c, self, may_run);
                let freed = c.batch_execute(&format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})"));
                done.and(freed.map_err(Error::from))
            }
            Conn::Sqlite(..) => conn.transaction(|conn| match conn {
                Conn::Sqlite(c, _) => up(c, self, may_run),
                Conn::Pg(..) => Ok(()),
            }),
        }
    }

    /// All versions in a row: two schemas of one program that have the same are the same.
    #[cfg(feature = "testing")]
    pub(crate) fn fingerprint(&self) -> Result<String> {
        let versions = versions::<diesel::sqlite::Sqlite>(&self)?;
        Ok(versions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
    }

    pub(crate) fn take_down(&self, conn: &mut Conn) -> Result<()> {
        crate::on!(conn, c => c.revert_all_migrations(self).map(drop)).map_err(failed)
    }
}

fn up<C, DB>(conn: &mut C, schema: &Schema, may_run: bool) -> Result<()>
where
    DB: DieselBackend,
    C: MigrationHarness<DB>,
    for<'a> &'a Schema: MigrationSource<DB>,
{
    let known = versions::<DB>(&schema)?;
    let applied = conn.applied_migrations().map_err(failed)?;
    if let Some(unknown) = applied.iter().find(|version| !known.contains(version)) {
        let what = format!("the database has version {unknown}, which this program does not know");
        return Err(Error::new(ErrorKind::UnknownSchema, what));
    }
    if may_run {
        return conn.run_pending_migrations(schema).map(drop).map_err(failed);
    }
    match conn.has_pending_migration(schema).map_err(failed)? {
        true => Err(ErrorKind::SchemaBehind.into()),
        false => Ok(()),
    }
}

fn versions<DB: DieselBackend>(source: &impl MigrationSource<DB>) -> Result<Vec<MigrationVersion<'static>>> {
    let migrations = source.migrations().map_err(failed)?;
    Ok(migrations.iter().map(|migration| migration.name().version().as_owned()).collect())
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::new(ErrorKind::Migration, error)
}

impl MigrationSource<diesel::pg::Pg> for &Schema {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<diesel::pg::Pg>>>> {
        sorted(self.0.iter().map(|source| &source.postgres))
    }
}

impl MigrationSource<diesel::sqlite::Sqlite> for &Schema {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>>> {
        sorted(self.0.iter().map(|source| &source.sqlite))
    }
}

fn sorted<'a, DB: DieselBackend>(
    sources: impl Iterator<Item = &'a EmbeddedMigrations>,
) -> diesel::migration::Result<Vec<Box<dyn Migration<DB>>>> {
    let mut all = Vec::new();
    for source in sources {
        all.extend(MigrationSource::<DB>::migrations(source)?);
    }
    all.sort_by(|a, b| a.name().version().cmp(&b.name().version()));
    Ok(all)
}
