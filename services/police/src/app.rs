//! From configuration to a running service.

use std::{net::SocketAddr, sync::Arc};

use casework::{Casework, CaseworkParts, Keyring, Workers, web::login};
use practice::Library;
use store::{Db, clock::SharedClock};
use web::{
    Agency, Badge, Phone, Site,
    config::ConfigError,
    server::Draining,
    service::{PortError, Ports, Senseless, ports},
};

use crate::{
    Config,
    domain::waiting::Patience,
    flow::{
        clockwork::Clockwork,
        record_consent::{CARD, TEXT},
    },
    locales::LOCALES,
    reception::PoliceReception,
    routes, schema,
    web::Style,
};

/// What is read to a person in custody before a talk with the social services.
pub(crate) const PURPOSE: &str = "custody-talk-purpose";

/// The script of the talk before a release.
pub(crate) const RELEASE_TALK: &str = "release-talk";

/// What every door of the police service needs. A cheap clone.
#[derive(Clone)]
pub struct Police {
    /// What both agencies do alike.
    pub casework: Casework,
    /// What is read aloud.
    pub library: Arc<Library>,
    /// How long a handover may wait for an acknowledgement.
    pub(crate) patience: Patience,
}

/// Why the service did not start; says what to change.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A source of the configuration can't be read, or a key or a type is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A value is of the right type and makes no sense.
    #[error(transparent)]
    Senseless(#[from] Senseless),
    /// Fictional staff outside the demo.
    #[error(transparent)]
    Login(#[from] login::NotADemo),
    /// The database.
    #[error("the database can't be used: {0}")]
    Store(#[from] store::Error),
    /// The keys.
    #[error(transparent)]
    Keyring(#[from] casework::KeyringError),
    /// Configuration or keys of the agency.
    #[error(transparent)]
    Casework(#[from] casework::StartError),
    /// A port.
    #[error(transparent)]
    Port(#[from] PortError),
    /// Another kind of agency.
    #[error("[agency] kind is {0}: the police service serves kind = \"police\"")]
    Kind(wire::AgencyKind),
    /// A text that is read aloud or given is not among the texts.
    #[error("the text “{0}” is missing")]
    Text(&'static str),
}

/// A service that is ready to open its ports.
pub struct App {
    config: Config,
    metrics: Option<SocketAddr>,
    login: Option<login::DemoLogin>,
    site: Site,
    police: Police,
}

impl App {
    /// Checks everything, opens and migrates the database, and loads keys, staff, edition and directory.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn build(config: Config, clock: SharedClock) -> Result<Self, StartError> {
        if config.agency.kind != wire::AgencyKind::Police {
            return Err(StartError::Kind(config.agency.kind));
        }
        let metrics = ports::metrics_address(&config.metrics)?;
        let login = login_of(&config)?;
        let patience = config.acknowledgement.patience()?;
        let db = config.database.open(schema()?).await?;
        let keyring = Keyring::load(&config.agency.keys, clock.now())?;
        let parts = CaseworkParts {
            db: db.clone(),
            clock: clock.clone(),
            config: config.agency.clone(),
            keyring,
            reception: Arc::new(PoliceReception),
        };
        let casework = Casework::start(parts).await?;
        let library = casework.library();
        for text in [TEXT, CARD, PURPOSE] {
            library.text(text).ok_or(StartError::Text(text))?;
        }
        library.script(RELEASE_TALK).ok_or(StartError::Text(RELEASE_TALK))?;
        let site = site(&config, db, clock, &casework);
        Ok(Self { config, metrics, login, site, police: Police { casework, library, patience } })
    }

    /// Opens the ports; port 0 takes a free one.
    ///
    /// # Errors
    /// [`StartError::Port`].
    pub fn bind(self) -> Result<Bound, StartError> {
        let ports = Ports::take(self.config.listen, self.metrics)?;
        Ok(Bound { app: self, ports })
    }
}

/// A service whose ports are open.
pub struct Bound {
    app: App,
    ports: Ports,
}

impl Bound {
    /// Where the pages are.
    pub const fn address(&self) -> SocketAddr {
        self.ports.address()
    }

    /// Where it listens, for pages and for metrics.
    pub const fn ports(&self) -> &Ports {
        &self.ports
    }

    /// Ends the service when started, as SIGTERM does.
    pub fn draining(&self) -> Draining {
        self.app.site.draining.clone()
    }

    /// What both agencies do alike, for tests.
    pub fn casework(&self) -> Casework {
        self.app.police.casework.clone()
    }

    /// Serves until SIGTERM, SIGINT or [`Bound::draining`], then lets what is in hand finish.
    ///
    /// # Errors
    /// When a socket can't be used or a thread can't be started.
    pub async fn run(self) -> std::io::Result<()> {
        let App { config, login, site, police, .. } = self.app;
        let workers: Workers = police.casework.workers();
        let clockwork = Clockwork::start(police.casework.clone(), police.patience);
        let served = self.ports.serve(site, config.workers, move |cfg| routes::mount(cfg, &police, login)).await;
        // A crash here loses nothing: what was not delivered is in the outbox.
        workers.stop().await;
        clockwork.stop().await;
        served
    }
}

/// The picker in the demo. Outside it nobody can log in here yet, and fictional staff is refused.
fn login_of(config: &Config) -> Result<Option<login::DemoLogin>, StartError> {
    match login::of_staff(config.demo) {
        Ok(login) => Ok(Some(login)),
        Err(refused) if !config.agency.demo_staff.is_empty() => Err(refused.into()),
        Err(_) => {
            tracing::warn!("outside the demo only the API has callers: the pages have no login");
            Ok(None)
        }
    }
}

fn site(config: &Config, db: Db, clock: SharedClock, casework: &Casework) -> Site {
    let recipient = casework.recipient();
    let edition = casework.clone();
    Site {
        service: "police",
        agency: Agency {
            badge: Badge::square("POLIS"),
            name: config.agency.name.clone(),
            unit: String::new(),
            phone: Phone { whom: recipient.name, number: casework::web::written_number(&recipient.phone) },
        },
        demo: config.demo,
        origin: Some(config.origin.clone()).filter(|origin| !origin.is_empty()),
        login_path: login::PATH,
        session: web::session::Rules::default(),
        db,
        clock,
        locales: web::Locales::new([&*LOCALES, &*casework::web::LOCALES, &*casework::web::CODE_WORDS]),
        assets: web::Assets::new([web::AssetSource::of::<Style>()]),
        version: web::health::Version::new("police", env!("CARGO_PKG_VERSION"))
            .with("rulebook", move || edition.edition().reference().id.to_string()),
        draining: Draining::new(),
    }
}
