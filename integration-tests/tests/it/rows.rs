//! Rows of the services' SQLite files, read and changed while nobody runs on them, and whole files put back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, connection::SimpleConnection as _, sql_types::BigInt};
use integration_tests::{Kind, Town};

/// The file of a service.
pub fn database(folder: &Path, kind: Kind) -> PathBuf {
    folder.join(format!("{}.sqlite", kind.word()))
}

/// All files of the databases of services that do not run.
#[derive(Clone)]
pub struct Files(Vec<(PathBuf, Vec<u8>)>);

impl Files {
    /// As they are now.
    pub fn of(town: &Town, kinds: &[Kind]) -> Self {
        let names = kinds.iter().flat_map(|kind| ["", "-wal", "-shm"].map(|end| format!("{}.sqlite{end}", kind.word())));
        let files = names.map(|name| town.folder().join(name));
        Self(files.map(|file| (file.clone(), fs::read(&file).unwrap_or_default())).collect())
    }

    /// Copies of them in another folder.
    pub fn put_under(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        for (file, bytes) in self.0.iter().filter(|(_, bytes)| !bytes.is_empty()) {
            fs::write(folder.join(file.file_name().unwrap()), bytes).unwrap();
        }
    }

    /// Those that were not there go away.
    pub fn put_back(&self) {
        for (file, bytes) in &self.0 {
            if bytes.is_empty() { drop(fs::remove_file(file)) } else { fs::write(file, bytes).unwrap() }
        }
    }
}

/// Changes rows.
pub fn alter(file: &Path, sql: &str) {
    let mut conn = SqliteConnection::establish(&file.display().to_string()).unwrap();
    conn.batch_execute(&format!("PRAGMA busy_timeout = 20000; PRAGMA foreign_keys = OFF; {sql}"))
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// One number: the query names it `number`.
pub fn number(file: &Path, sql: &str) -> i64 {
    let mut conn = SqliteConnection::establish(&file.display().to_string()).unwrap();
    conn.batch_execute("PRAGMA busy_timeout = 20000").unwrap();
    let found: Number = diesel::sql_query(sql).get_result(&mut conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    found.number
}
