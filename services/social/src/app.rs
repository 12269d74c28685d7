//! The service as a program: build, bind, run.

use std::{net::SocketAddr, sync::Arc};

use casework::{
    Casework, CaseworkParts, Keyring, KeyringError,
    web::login::{PATH, of_staff},
};
use store::{Db, Schema, clock::SharedClock};
use web::{
    server::Draining,
    service::{PortError, Ports},
};

use crate::{
    MIGRATIONS,
    config::{Config, LoadError},
    domain::written_number,
    flow::{Desk, Escalation, Presence},
    locales::LOCALES,
    routes,
};

/// Why the service does not start; says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] LoadError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyringError),
    /// Casework.
    #[error(transparent)]
    Casework(#[from] casework::StartError),
    /// The database.
    #[error("the database: {0}")]
    Store(#[from] store::Error),
    /// A port can't be used.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// The desk's own style sheet.
#[derive(rust_embed::RustEmbed)]
#[folder = "static/"]
struct OwnFiles;

/// The whole schema of the service.
///
/// # Errors
/// Only by a fault of this program: two migrations with one version.
pub fn schema() -> store::Result<Schema> {
    store::migrations([store::MIGRATIONS, web::MIGRATIONS, casework::MIGRATIONS, MIGRATIONS])
}

/// A service with its database open and its keys read. Nothing runs yet.
pub struct App {
    config: Config,
    clock: SharedClock,
    casework: Casework,
    unit: String,
    draining: Draining,
}

/// A service with its ports.
pub struct Bound {
    app: App,
    ports: Ports,
}

impl App {
    /// Reads the keys, opens the database and starts casework.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn build(config: Config, clock: SharedClock) -> Result<Self, StartError> {
        let db = config.database.open(schema()?).await?;
        Self::on(db, config, clock).await
    }

    /// The same on a database that is open already, with the whole [`schema`].
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn on(db: Db, config: Config, clock: SharedClock) -> Result<Self, StartError> {
        let keyring = Keyring::load(&config.agency.keys, clock.now())?;
        let unit = keyring.agency().unit(&config.agency.unit).map(|unit| unit.name.clone()).unwrap_or_default();
        let parts = CaseworkParts { db, clock: clock.clone(), config: config.agency.clone(), keyring, reception: Arc::new(Desk) };
        let casework = Casework::start(parts).await?;
        Ok(Self { config, clock, casework, unit, draining: Draining::new() })
    }

    /// What police and social services do alike; for tests that put something on the desk.
    pub const fn casework(&self) -> &Casework {
        &self.casework
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
    /// Where browsers and case systems reach it.
    pub const fn address(&self) -> SocketAddr {
        self.ports.address()
    }

    /// Where it listens, for pages and for metrics.
    pub const fn ports(&self) -> &Ports {
        &self.ports
    }

    /// Stops it from within the process.
    pub fn draining(&self) -> Draining {
        self.app.draining.clone()
    }

    /// What police and social services do alike; for tests that put something on the desk.
    pub const fn casework(&self) -> &Casework {
        &self.app.casework
    }

    /// Runs until SIGTERM, SIGINT or [`Draining::start`]; lets what is under way finish, then ends the workers.
    ///
    /// # Errors
    /// When a socket can't be used or a worker can't be started.
    pub async fn run(self) -> std::io::Result<()> {
        let App { config, clock, casework, unit, draining } = self.app;
        let workers = casework.workers();
        let presence = Presence::default();
        let escalation = Escalation::start(casework.clone(), presence.clone(), &config.desk);
        let site = site(&config, clock, &casework, unit, draining);
        let login = of_staff(config.demo).ok();
        let routed = actix_web::web::Data::new(casework);
        let (rules, presence) = (actix_web::web::Data::new(config.desk.clone()), actix_web::web::Data::new(presence));
        let routes = move |service: &mut actix_web::web::ServiceConfig| {
            service.app_data(rules.clone()).app_data(presence.clone());
            routes::all(service, &routed, login);
        };
        let ran = self.ports.serve(site, config.workers, routes).await;
        escalation.stop().await;
        workers.stop().await;
        ran
    }
}

fn site(config: &Config, clock: SharedClock, casework: &Casework, unit: String, draining: Draining) -> web::Site {
    let recipient = &config.agency.recipient;
    let edition = casework.clone();
    web::Site {
        service: "social",
        agency: web::Agency {
            badge: web::Badge::round("SOC"),
            name: config.agency.name.clone(),
            unit,
            phone: web::Phone { whom: recipient.name.clone(), number: written_number(&recipient.tel) },
        },
        demo: config.demo,
        origin: Some(config.origin.clone()).filter(|origin| !origin.is_empty()),
        login_path: PATH,
        session: web::session::Rules::default(),
        db: casework.db().clone(),
        clock,
        locales: web::Locales::new([&*LOCALES, &*casework::web::LOCALES, &*casework::web::CODE_WORDS]),
        assets: web::Assets::new([web::AssetSource::of::<OwnFiles>()]),
        version: web::health::Version::new("social", env!("CARGO_PKG_VERSION"))
            .with("rulebook", move || edition.edition().id().to_string()),
        draining,
    }
}
