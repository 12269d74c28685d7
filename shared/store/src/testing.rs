//! Fresh databases for tests: the real ones, one for each test, gone afterwards.
//!
//! PostgreSQL is used when `STAFETT_TEST_POSTGRES` names a server (`postgres://user@host/postgres`,
//! a user that may create databases). Without it those tests say so and pass, unless
//! `STAFETT_REQUIRE_POSTGRES=1`.

mod template;

use std::{
    env,
    future::Future,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use self::template::Template;
use crate::{
    Backend, Conn, DatabaseUrl, Db, Id, Options, Schema,
    clock::{Clock, SystemClock},
    conn::Purpose,
    ensure_database,
};

/// A database of its own, deleted when dropped.
#[derive(Debug)]
pub struct TestDatabase {
    url: DatabaseUrl,
    remains: Remains,
    /// Whether there is one yet, and what it was copied from.
    made: OnceLock<Option<Arc<Template>>>,
}

#[derive(Debug)]
enum Remains {
    Folder(PathBuf),
    Database { server: DatabaseUrl, name: String },
}

impl TestDatabase {
    /// A SQLite file in a folder of its own.
    ///
    /// # Panics
    /// When the folder can't be made.
    pub fn sqlite() -> Self {
        let folder = env::temp_dir().join(fresh_name());
        std::fs::create_dir(&folder).expect("a folder for the test");
        Self { url: DatabaseUrl::sqlite_file(folder.join("test.db")), remains: Remains::Folder(folder), made: OnceLock::new() }
    }

    /// A database on the test server; none when no server is named.
    ///
    /// # Panics
    /// When the server is required and not named.
    #[expect(clippy::disallowed_methods)] // what the tests run on is no configuration of a service
    pub fn postgres() -> Option<Self> {
        let Ok(server) = env::var("STAFETT_TEST_POSTGRES") else {
            let required = env::var("STAFETT_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
            assert!(!required, "STAFETT_TEST_POSTGRES must name a server");
            return None;
        };
        let server: DatabaseUrl = server.parse().expect("STAFETT_TEST_POSTGRES is a URL");
        let name = fresh_name();
        let url = server.with_database(&name).expect("a plain name");
        Some(Self { url, remains: Remains::Database { server, name }, made: OnceLock::new() })
    }

    /// One for this backend; none when there is no PostgreSQL server.
    pub fn on(backend: Backend) -> Option<Self> {
        match backend {
            Backend::Sqlite => Some(Self::sqlite()),
            Backend::Postgres => Self::postgres(),
        }
    }

    /// Where it is. It is empty when nobody has opened it before.
    ///
    /// # Panics
    /// When the server can't be used.
    pub fn url(&self) -> &DatabaseUrl {
        self.made.get_or_init(|| {
            if let Remains::Database { server, name } = &self.remains {
                ensure_database(server, name).expect("a database for the test");
            }
            None
        });
        &self.url
    }

    /// Opens it with the schema. A new one is a copy of one that has it.
    ///
    /// # Panics
    /// When that fails.
    pub fn open(&self, schema: &Schema) -> Db {
        self.made.get_or_init(|| {
            let (server, name) = match &self.remains {
                Remains::Folder(_) => (None, ""),
                Remains::Database { server, name } => (Some(server), name.as_str()),
            };
            let template = Template::of(schema, server);
            template.copy_to(self.url.file(), name).expect("a database for the test");
            Some(template)
        });
        Db::open(&self.url, schema, Options::default()).expect("the test's database opens")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match &self.remains {
            Remains::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Remains::Database { server, name } => drop_database(server, name),
        }
    }
}

/// What stays behind hurts nobody: it has a name of its own.
fn drop_database(server: &DatabaseUrl, name: &str) {
    if let Ok(mut conn) = Conn::open(server, Purpose::Write, Options::default().patience) {
        drop(conn.execute_batch(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")));
    }
}

fn fresh_name() -> String {
    format!("test_{}", Id::generate(SystemClock.now()).to_string().replace('-', ""))
}

/// Runs one test on a fresh database. Used by [`test_on_both!`](crate::test_on_both).
///
/// # Panics
/// When the test does.
#[allow(clippy::print_stderr)] // the one who runs the tests should know what was not run
pub fn run<F: Future<Output = ()>>(backend: Backend, schema: &Schema, test: impl FnOnce(Db) -> F) {
    let Some(database) = TestDatabase::on(backend) else {
        eprintln!("skipped: STAFETT_TEST_POSTGRES names no server");
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime for the test");
    runtime.block_on(test(database.open(schema)));
}

/// Makes every named `async fn name(db: Db)` a test on SQLite and on PostgreSQL, each time on a
/// fresh database with the schema.
///
/// ```text
/// store::test_on_both!(schema(), a_row_comes_back, a_code_is_unique);
/// ```
#[macro_export]
macro_rules! test_on_both {
    ($schema:expr, $($name:ident),+ $(,)?) => {
        mod sqlite {
            #[allow(unused_imports)]
            use super::*;
            $(#[test] fn $name() {
                $crate::testing::run($crate::Backend::Sqlite, &$schema, super::$name);
            })+
        }
        mod postgres {
            #[allow(unused_imports)]
            use super::*;
            $(#[test] fn $name() {
                $crate::testing::run($crate::Backend::Postgres, &$schema, super::$name);
            })+
        }
    };
}
