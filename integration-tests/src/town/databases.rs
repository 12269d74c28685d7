//! Where a town keeps its rows: files of its own, or databases of its own on a test server.

use std::{env, path::Path, process::Command};

use store::testing::TestDatabase;

use super::Kind;
use crate::binary;

/// Files, or three databases that are dropped with the town.
#[derive(Default)]
pub enum Databases {
    /// One SQLite file a service in the town's folder.
    #[default]
    Files,
    /// Three PostgreSQL databases.
    Postgres(Vec<(Kind, TestDatabase)>),
}

impl Databases {
    /// Databases on the server of `STAFETT_TEST_POSTGRES`; none when no server is named.
    ///
    /// # Panics
    /// When `STAFETT_REQUIRE_POSTGRES=1` and no server is named.
    pub fn postgres() -> Option<Self> {
        let made = Kind::ALL.map(|kind| TestDatabase::postgres().map(|database| (kind, database)));
        made.into_iter().collect::<Option<Vec<_>>>().map(Self::Postgres)
    }

    /// What the service's configuration says; none to leave it as the demo wrote it.
    pub(super) fn url(&self, kind: Kind) -> Option<String> {
        let Self::Postgres(all) = self else { return None };
        let (_, database) = all.iter().find(|(of, _)| *of == kind)?;
        // A database prints without user and password: only its name is taken from there.
        let shown = database.url().to_string();
        let name = shown.rsplit('/').next()?;
        let server = env::var("STAFETT_TEST_POSTGRES").ok()?;
        let (address, parameters) = server.split_once('?').unwrap_or((&server, ""));
        let (base, _) = address.rsplit_once('/')?;
        let mark = if parameters.is_empty() { "" } else { "?" };
        Some(format!("{base}/{name}{mark}{parameters}"))
    }

    /// New databases know no agencies: both are registered by the operator's own command.
    pub(super) fn register(&self, config: &Path, folder: &Path) {
        if matches!(self, Self::Files) {
            return;
        }
        for kind in [Kind::Police, Kind::Social] {
            let registration = folder.join("keys").join(kind.agency()).join("registration.json");
            let output = Command::new(binary()).args(["broker", "add"]).arg(registration).arg("--config").arg(config).output();
            let output = output.expect("the tool runs");
            assert!(output.status.success(), "broker add: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
