//! A fictional town of three real processes, for one test.

mod clients;
mod databases;
mod service;
mod template;

use std::{
    env, fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use tempfile::TempDir;
use toml::{Table, Value};

pub use databases::Databases;
pub use service::{Kind, Service, files_below};
pub use template::free_ports;

use crate::{Caller, Desk, Gate, Officer, Outside};
use clients::Client;

/// The binary that holds all services: `STAFETT_BINARY`, else what `cargo build -p stafett` made.
pub fn binary() -> PathBuf {
    env::var_os("STAFETT_BINARY").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/stafett"), PathBuf::from)
}

/// What a test wants of its town.
#[derive(Default)]
pub struct Plan {
    /// Databases; files when nothing is said.
    pub databases: Databases,
    /// More variables for all services, with `{SERVICE}` where the service's name goes.
    pub variables: Vec<(String, String)>,
    /// Name of the officer who calls the API.
    pub officer_name: Option<String>,
    /// Name of the duty worker who calls the API.
    pub duty_name: Option<String>,
    /// The agencies call the broker without a gate between.
    pub ungated: bool,
    /// Only the broker runs: whoever talks to it is the test.
    pub broker_alone: bool,
}

/// Three services, the gates between them, and those who work there.
pub struct Town {
    /// The police's service.
    pub police: Service,
    /// The social services' service.
    pub social: Service,
    /// The broker.
    pub broker: Service,
    /// Between the police and the broker.
    pub police_gate: Gate,
    /// Between the social services and the broker.
    pub social_gate: Gate,
    /// A patrol officer's case system.
    pub officer: Officer,
    /// A duty worker's case system.
    pub desk: Desk,
    /// A second duty worker's.
    pub second_desk: Desk,
    // Last: files and databases go when the processes are gone.
    folder: TempDir,
    _databases: Databases,
}

impl Town {
    /// A town with nothing special.
    #[track_caller]
    pub fn start() -> Self {
        Self::with(Plan::default())
    }

    /// A town by plan, started and ready.
    #[track_caller]
    pub fn with(plan: Plan) -> Self {
        let folder = tempfile::Builder::new().prefix("stafett-town-").tempdir().expect("a folder for the town");
        template::lay_out(folder.path());
        fs::create_dir(folder.path().join("said")).expect("a folder for what the services say");
        let (police_gate, social_gate) = (Gate::open(), Gate::open());
        let new = |kind: Kind| {
            let name = kind.word().to_ascii_uppercase();
            let variables = plan.variables.iter().map(|(key, value)| (key.replace("{SERVICE}", &name), value.clone())).collect();
            Service::new(kind, folder.path().to_owned(), variables)
        };
        let (mut broker, mut police, mut social) = (new(Kind::Broker), new(Kind::Police), new(Kind::Social));

        let officer = Client::new(
            Kind::Police,
            plan.officer_name.as_deref().unwrap_or("Ärendestöd Polis"),
            "patrol_officer",
            "polisen-exempelstad/ingripande",
        );
        let duty = |name: &str| Client::new(Kind::Social, name, "duty_worker", "socialtjansten-exempelstad/socialjouren");
        let (first, second) = (duty(plan.duty_name.as_deref().unwrap_or("Ärendestöd Jour")), duty("Ärendestöd Jour två"));
        let place = |kind: Kind, clients: &[&Client], broker_url: Option<String>| {
            configure(&config_path(folder.path(), kind), clients, broker_url, plan.databases.url(kind));
        };
        place(Kind::Broker, &[], None);
        plan.databases.register(&folder.path().join("config/broker.toml"), folder.path());
        broker.start();
        let through = |gate: &Gate| if plan.ungated { broker.url() } else { gate.url() };
        place(Kind::Police, &[&officer], Some(through(&police_gate)));
        place(Kind::Social, &[&first, &second], Some(through(&social_gate)));
        let address: SocketAddr = broker.address().parse().expect("the broker's address is numbers");
        police_gate.lead_to(address);
        social_gate.lead_to(address);
        if !plan.broker_alone {
            police.launch();
            social.launch();
            police.ready();
            social.ready();
        }
        Self {
            officer: Officer(officer.caller(&police.url())),
            desk: Desk(first.caller(&social.url())),
            second_desk: Desk(second.caller(&social.url())),
            police,
            social,
            broker,
            police_gate,
            social_gate,
            folder,
            _databases: plan.databases,
        }
    }

    /// Folder of keys, configurations, databases and what the services said.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The service of this kind.
    pub fn service(&mut self, kind: Kind) -> &mut Service {
        match kind {
            Kind::Police => &mut self.police,
            Kind::Social => &mut self.social,
            Kind::Broker => &mut self.broker,
        }
    }

    /// Somebody who holds this agency's machine keys and calls the broker directly.
    pub fn outside(&self, kind: Kind) -> Outside {
        Outside::new(&self.folder.path().join("keys").join(kind.agency()), kind, &self.broker.url())
    }

    /// The same towards another broker.
    pub fn outside_of(&self, kind: Kind, broker: &str) -> Outside {
        Outside::new(&self.folder.path().join("keys").join(kind.agency()), kind, broker)
    }

    /// One who calls the broker with this agency's token key.
    pub fn broker_caller(&self, kind: Kind) -> Caller {
        self.outside(kind).caller
    }

    /// The operator's own check of the log, with the pinned key; what it said.
    ///
    /// # Panics
    /// When it found a fault.
    #[track_caller]
    pub fn verify_log(&self) -> String {
        let key = self.folder.path().join("keys").join(Kind::Broker.agency()).join("log.vkey");
        let output = Command::new(binary()).args(["verify-log", &self.broker.url(), "--log-key"]).arg(key).output().expect("the tool runs");
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "the log does not verify: {said}");
        said
    }

    /// Files of the town whose path below its folder begins with this.
    pub fn files(&self, beginning: &str) -> Vec<PathBuf> {
        let start = self.folder.path().join(beginning).display().to_string();
        files_below(self.folder.path()).into_iter().filter(|path| path.display().to_string().starts_with(&start)).collect()
    }
}

impl Drop for Town {
    #[allow(clippy::print_stderr)] // the reader of a failed test wants to know what the services said
    fn drop(&mut self) {
        if thread::panicking() {
            for service in [&self.broker, &self.police, &self.social] {
                eprintln!("{}", service.last_words());
            }
        }
    }
}

fn config_path(folder: &Path, kind: Kind) -> PathBuf {
    folder.join("config").join(format!("{}.toml", kind.word()))
}

/// Writes API clients, the way to the broker and the database into a configuration.
fn configure(path: &Path, clients: &[&Client], broker_url: Option<String>, database: Option<String>) {
    let text = fs::read_to_string(path).expect("a configuration the demo wrote");
    let mut table: Table = text.parse().expect("it is TOML");
    if let Some(url) = database {
        table.insert("database".to_owned(), Value::Table(Table::from_iter([("url".to_owned(), Value::String(url))])));
    }
    if let Some(agency) = table.get_mut("agency").and_then(Value::as_table_mut) {
        agency.insert("api_clients".to_owned(), Value::Array(clients.iter().map(|client| client.row()).collect()));
        let broker = agency.get_mut("broker").and_then(Value::as_table_mut).expect("an agency knows the broker");
        broker.insert("url".to_owned(), Value::String(broker_url.expect("an agency needs a way to the broker")));
    }
    fs::write(path, toml::to_string(&table).expect("it was TOML")).expect("the test's own file");
}
