//! From configuration to a running service.

use std::{net::SocketAddr, path::Path, sync::Arc};

use casework::{Casework, CaseworkParts, Keyring, Workers, web::login};
use practice::Library;
use store::{Db, Options, clock::SharedClock};
use web::{Agency, Badge, Phone, Site, server::Draining};

use crate::{Config, flow::record_consent::TEXT, locales::LOCALES, reception::PoliceReception, routes, schema, web::Style};

/// What every door of the police service needs. A cheap clone.
#[derive(Clone)]
pub struct Police {
    /// What both agencies do alike.
    pub casework: Casework,
    /// What is read aloud.
    pub library: Arc<Library>,
}

/// Why the service did not start; says what to change.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Fictional staff outside the demo.
    #[error(transparent)]
    Login(#[from] login::NotADemo),
    /// The address of `/metrics`.
    #[error("metrics = “{0}” is not an address with a port, such as 127.0.0.1:9101; \"\" has none")]
    Metrics(String),
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
    #[error("{0} can't be listened on: {1}. Is it taken? Choose another port")]
    Port(SocketAddr, std::io::Error),
    /// Another kind of agency.
    #[error("[agency] kind is {0}: the police service serves kind = \"police\"")]
    Kind(wire::AgencyKind),
    /// The text read for consent is not among the texts.
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
        let metrics = metrics_address(&config)?;
        let login = login_of(&config)?;
        let library = Library::shipped();
        library.text(TEXT).ok_or(StartError::Text(TEXT))?;
        let db = open(&config).await?;
        let keyring = Keyring::load(&config.agency.keys, clock.now())?;
        let parts = CaseworkParts {
            db: db.clone(),
            clock: clock.clone(),
            config: config.agency.clone(),
            keyring,
            reception: Arc::new(PoliceReception),
        };
        let casework = Casework::start(parts).await?;
        let site = site(&config, db, clock, &casework);
        Ok(Self { config, metrics, login, site, police: Police { casework, library: Arc::new(library) } })
    }

    /// Opens the ports; port 0 takes a free one.
    ///
    /// # Errors
    /// [`StartError::Port`].
    pub fn bind(self) -> Result<Bound, StartError> {
        let bind = |address| web::server::bind(address).map_err(|error| StartError::Port(address, error));
        let pages = bind(self.config.listen)?;
        let metrics = self.metrics.map(bind).transpose()?;
        let address_of = |listener: &std::net::TcpListener, asked| listener.local_addr().unwrap_or(asked);
        let address = address_of(&pages, self.config.listen);
        let metrics_address = metrics.as_ref().zip(self.metrics).map(|(listener, asked)| address_of(listener, asked));
        Ok(Bound { app: self, pages, metrics, address, metrics_address })
    }
}

/// A service whose ports are open.
pub struct Bound {
    app: App,
    pages: std::net::TcpListener,
    metrics: Option<std::net::TcpListener>,
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
}

impl Bound {
    /// Where the pages are.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where `/metrics` is.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
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
        let served = web::server::run(self.pages, self.metrics, site, config.workers, move |cfg| routes::mount(cfg, &police, login)).await;
        // A crash here loses nothing: what was not delivered is in the outbox.
        workers.stop().await;
        served
    }
}

fn metrics_address(config: &Config) -> Result<Option<SocketAddr>, StartError> {
    let text = config.metrics.as_str();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| StartError::Metrics(text.to_owned()))
}

/// The picker in the demo. Outside it nobody can log in here yet, and fictional staff is refused.
fn login_of(config: &Config) -> Result<Option<login::DemoLogin>, StartError> {
    match login::DemoLogin::new(config.demo) {
        Ok(login) => Ok(Some(login)),
        Err(refused) if !config.agency.demo_staff.is_empty() => Err(refused.into()),
        Err(_) => {
            tracing::warn!("outside the demo only the API has callers: the pages have no login");
            Ok(None)
        }
    }
}

async fn open(config: &Config) -> Result<Db, StartError> {
    let url: store::DatabaseUrl = config.database.url.parse()?;
    let migrate = config.database.migrate;
    if let Some(folder) = config.database.url.strip_prefix("sqlite:").and_then(|path| Path::new(path).parent()) {
        // What is wrong with the folder, the database says better.
        let _ = std::fs::create_dir_all(folder);
    }
    let opening = tokio::task::spawn_blocking(move || Db::open(&url, &schema()?, Options { migrate, ..Options::default() }));
    Ok(opening.await.map_err(|error| store::Error::new(store::ErrorKind::Stopped, error))??)
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
        locales: web::Locales::new([&*LOCALES, &*casework::web::LOCALES]),
        assets: web::Assets::new([web::AssetSource::of::<Style>()]),
        version: web::health::Version::new("police", env!("CARGO_PKG_VERSION"))
            .with("rulebook", move || edition.edition().reference().id.to_string()),
        draining: Draining::new(),
    }
}
