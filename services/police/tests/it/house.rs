//! A police service with its town and its broker, one for each test.

use std::{sync::Arc, thread::JoinHandle};

use casework::{
    ApiClientConfig, Casework, StaffConfig,
    testing::{AgencyName, FakeBroker, Town},
};
use police::{
    App, Config,
    config::{AcknowledgementConfig, DatabaseConfig, TelemetryConfig},
};
use store::{Backend, Id, clock::ManualClock};
use web::server::Draining;
use wire::{Bytes32, StaffRole};

/// A Sunday night in the fictional town.
pub const NIGHT: &str = "2026-11-22T01:14:00Z";

/// Seed of the case system that calls the API.
pub const CLIENT_SEED: [u8; 32] = [9; 32];

/// Id of its key.
pub const CLIENT_KEY: &str = "0123456789abcdef";

/// A running service.
pub struct House {
    pub broker: FakeBroker,
    pub clock: Arc<ManualClock>,
    pub casework: Casework,
    pub url: String,
    draining: Draining,
    thread: Option<JoinHandle<()>>,
    pub town: Arc<Town>,
    pub database: String,
    pub folder: Arc<tempfile::TempDir>,
}

impl House {
    fn start(database: String, folder: tempfile::TempDir) -> Self {
        let now = NIGHT.parse().unwrap();
        let (town, clock) = (Arc::new(Town::new(now)), Arc::new(ManualClock::at(now)));
        let (told, hears) = std::sync::mpsc::channel();
        let (own_town, own_clock, own_database) = (town.clone(), clock.clone(), database.clone());
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let broker = FakeBroker::start(&own_town, now);
                let config = config(&own_town, &broker, own_database);
                let bound = App::build(config, own_clock).await.unwrap().bind().unwrap();
                let casework = bound.casework();
                casework.take_registrations(&own_town.registrations()).await.unwrap();
                told.send((broker, casework, bound.address(), bound.draining())).unwrap();
                bound.run().await.unwrap();
            });
        });
        let (broker, casework, address, draining) = hears.recv().expect("the service starts");
        let url = format!("http://{address}");
        Self { broker, clock, casework, url, draining, thread: Some(thread), town, database, folder: Arc::new(folder) }
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.draining.start();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
            && !std::thread::panicking()
        {
            panic!("the service did not stop in good order");
        }
    }
}

fn config(town: &Town, broker: &FakeBroker, database: String) -> Config {
    let mut agency = town.config(AgencyName::Police, broker.url());
    agency.recipient.name = "Socialjouren".to_owned();
    agency.demo_staff.push(StaffConfig {
        login: "kim".to_owned(),
        name: "kim".to_owned(),
        role: StaffRole::PatrolOfficer,
        unit: "polisen-exempelstad/annan".parse().unwrap(),
    });
    agency.demo_staff.extend([
        staff("bo", StaffRole::PatrolOfficer, "ingripande"),
        staff("ulla", StaffRole::UnitHead, "ingripande"),
        staff("ivar", StaffRole::IgorOfficer, "ingripande"),
        staff("vera", StaffRole::Investigator, "ingripande"),
        staff("kurt", StaffRole::CustodyOfficer, "ingripande"),
        staff("gun", StaffRole::UnitHead, "annan"),
    ]);
    agency.api_clients.push(ApiClientConfig {
        name: "Stödsystem".to_owned(),
        role: StaffRole::PatrolOfficer,
        unit: agency.unit.clone(),
        key_id: CLIENT_KEY.parse().unwrap(),
        public: Bytes32(envelope::ServiceSigner::from_seed(&CLIENT_SEED).public().0),
    });
    Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        metrics: String::new(),
        workers: 1,
        demo: true,
        origin: String::new(),
        database: DatabaseConfig { url: database, migrate: true },
        acknowledgement: AcknowledgementConfig { remind_minutes: 5, ring_minutes: 10 },
        telemetry: TelemetryConfig { json: false, filter: "info".to_owned(), otlp: String::new() },
        agency,
    }
}

/// A member of staff whose name is the login.
fn staff(login: &str, role: StaffRole, unit: &str) -> StaffConfig {
    StaffConfig { login: login.to_owned(), name: login.to_owned(), role, unit: format!("polisen-exempelstad/{unit}").parse().unwrap() }
}

/// Runs a test in a house on this kind of database.
pub fn run<F: Future<Output = ()>>(backend: Backend, test: impl FnOnce(House) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let Some(database) = database(backend, &folder) else { return };
    let house = House::start(database, folder);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(test(house));
}

#[allow(clippy::disallowed_methods, clippy::print_stderr, reason = "what the tests run on is no configuration of a service")]
fn database(backend: Backend, folder: &tempfile::TempDir) -> Option<String> {
    if backend == Backend::Sqlite {
        return Some(format!("sqlite:{}", folder.path().join("police.sqlite").display()));
    }
    let Ok(server) = std::env::var("STAFETT_TEST_POSTGRES") else {
        let required = std::env::var("STAFETT_REQUIRE_POSTGRES").is_ok_and(|value| value == "1");
        assert!(!required, "STAFETT_TEST_POSTGRES must name a server");
        eprintln!("skipped: STAFETT_TEST_POSTGRES names no server");
        return None;
    };
    let name = format!("police_{}", Id::generate(NIGHT.parse().unwrap()).to_string().replace('-', ""));
    store::ensure_database(&server.parse().unwrap(), &name).unwrap();
    server.rsplit_once('/').map(|(server, _)| format!("{server}/{name}"))
}

/// Waits until it is so, or fails: a test never hangs.
pub async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("never happened: {what}");
}

/// Makes every named `async fn name(house: House)` a test on SQLite and on PostgreSQL.
macro_rules! in_a_house {
    ($($name:ident),+ $(,)?) => {
        mod sqlite { $(#[test] fn $name() { crate::house::run(store::Backend::Sqlite, super::$name); })+ }
        mod postgres { $(#[test] fn $name() { crate::house::run(store::Backend::Postgres, super::$name); })+ }
    };
}
pub(crate) use in_a_house;
