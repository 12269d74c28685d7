//! The broker as a program: build, bind, run.

use std::{net::SocketAddr, sync::Arc};

use store::{Db, Schema, clock::SharedClock};
use web::{
    demo_login::{self, DemoLogin},
    server::Draining,
    service::{PortError, Ports},
};

use crate::{
    MIGRATIONS,
    code_words::CODE_WORDS,
    config::{Config, LoadError},
    flow::{Broker, start},
    keyring::{Keyring, KeyringError},
    locales::LOCALES,
    routes,
    web::visitor::DemoPeople,
};

/// The rule book's own style sheet and the script that signs.
#[derive(rust_embed::RustEmbed)]
#[folder = "static/"]
struct OwnFiles;

/// Why the broker does not start; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] LoadError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyringError),
    /// The database.
    #[error("the database: {0}")]
    Store(#[from] store::Error),
    /// Keys of another log than the one in the database.
    #[error("the database holds the log {kept}, the keys are those of {keys}: a log keeps its name and its keys")]
    OtherLog {
        /// The log's name in the database.
        kept: String,
        /// The name the keys have.
        keys: String,
    },
    /// The broker's own registration is not believed.
    #[error("the broker's own registration is refused ({0}): make keys anew or let its root sign a new key set")]
    OwnRegistration(&'static str),
    /// Another broker took the log over in this very moment.
    #[error("another broker has taken the log over")]
    Fenced,
    /// No client for calls to witnesses can be made.
    #[error("witnesses can't be called: {0}")]
    Witness(String),
    /// A port can't be used.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl store::Failure for StartError {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// The whole schema of the broker.
///
/// # Errors
/// Only by a fault of this program: two migrations with one version.
pub fn schema() -> store::Result<Schema> {
    store::migrations([store::MIGRATIONS, web::MIGRATIONS, MIGRATIONS])
}

/// Opens the database of a configuration, and brings it up to date when it may.
///
/// # Errors
/// [`StartError::Store`] for a database that is newer than the program or can't be reached.
pub async fn open_database(config: &Config) -> Result<Db, StartError> {
    Ok(config.database.open(schema()?).await?)
}

/// A broker whose log is open and whose tasks run.
pub struct App {
    config: Config,
    clock: SharedClock,
    started: start::Started,
    draining: Draining,
}

/// A broker with its ports.
pub struct Bound {
    app: App,
    ports: Ports,
}

impl App {
    /// Opens the database, reads the keys, takes the log over and logs what must be in it from the beginning.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn build(config: Config, clock: SharedClock) -> Result<Self, StartError> {
        let db = open_database(&config).await?;
        Self::build_on(db, config, clock).await
    }

    /// The same on a database that is open already.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn build_on(db: Db, config: Config, clock: SharedClock) -> Result<Self, StartError> {
        let keyring = Keyring::load(&config.keys, &config.agency)?;
        let draining = Draining::new();
        let started = start::start(db, clock.clone(), keyring, &config, draining.clone()).await?;
        Ok(Self { config, clock, started, draining })
    }

    /// Takes the ports; port 0 takes free ones.
    ///
    /// # Errors
    /// [`StartError::Port`].
    pub fn bind(self) -> Result<Bound, StartError> {
        let ports = Ports::take(self.config.listen, self.config.metrics_address()?)?;
        Ok(Bound { app: self, ports })
    }
}

impl Bound {
    /// Where agencies and browsers reach it.
    pub const fn address(&self) -> SocketAddr {
        self.ports.address()
    }

    /// Where it listens, for pages and for metrics.
    pub const fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The verbs, for whoever runs it within the process.
    pub fn broker(&self) -> Broker {
        self.app.started.broker.clone()
    }

    /// Stops it from within the process.
    pub fn draining(&self) -> Draining {
        self.app.draining.clone()
    }

    /// Runs until SIGTERM, SIGINT or [`Draining::start`]; lets what is under way finish, then ends the sequencer.
    ///
    /// # Errors
    /// When a socket can't be used or a worker can't be started.
    pub async fn run(self) -> std::io::Result<()> {
        let App { config, clock, started, draining } = self.app;
        let broker = started.broker.clone();
        let site = site(&config, clock, &broker, draining);
        let routed = actix_web::web::Data::new(broker);
        let login = DemoLogin::new(config.demo, DemoPeople(config.demo_staff.clone())).ok();
        if login.is_none() {
            tracing::warn!("outside the demo only agencies have a way in: the pages of the rule book have no login");
        }
        let routes = move |service: &mut actix_web::web::ServiceConfig| routes::all(service, &routed, login.clone());
        let ran = self.ports.serve(site, config.workers, routes).await;
        started.stop().await;
        ran
    }
}

fn site(config: &Config, clock: SharedClock, broker: &Broker, draining: Draining) -> web::Site {
    let live = Arc::clone(&broker.live);
    let edition = move || live.edition().map(|edition| edition.reference.id.to_string()).unwrap_or_default();
    web::Site {
        service: "broker",
        agency: web::Agency {
            badge: web::Badge::hexagon("SAMORDNING"),
            name: config.name.clone(),
            unit: String::new(),
            phone: web::Phone { whom: config.phone.whom.clone(), number: config.phone.number.clone() },
        },
        demo: config.demo,
        origin: Some(config.origin.clone()).filter(|origin| !origin.is_empty()),
        login_path: demo_login::PATH,
        session: web::session::Rules::default(),
        db: broker.db.clone(),
        clock,
        locales: web::Locales::new([&*LOCALES, &*CODE_WORDS]),
        assets: web::Assets::new([web::AssetSource::of::<OwnFiles>()]),
        version: web::health::Version::new("broker", env!("CARGO_PKG_VERSION")).with("rulebook", edition),
        draining,
    }
}
