//! Where things lie and which ports are used.

use std::{
    error::Error,
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
};

use crate::cli::{DemoArguments, Kind};

/// Folders, databases and ports of one demo.
#[derive(Debug)]
pub struct Layout {
    /// Folder of everything, absolute.
    pub data: PathBuf,
    /// Ports.
    pub ports: Ports,
    /// PostgreSQL server, or files.
    pub server: Option<String>,
}

/// Four ports in a row.
#[derive(Debug, Clone, Copy)]
pub struct Ports(u16);

impl Layout {
    /// Makes the folder, readable by its owner alone: it will hold keys.
    ///
    /// # Errors
    /// A folder that can't be made, or ports past 65535.
    pub fn prepare(arguments: &DemoArguments) -> Result<Self, Box<dyn Error>> {
        use std::os::unix::fs::DirBuilderExt;
        let data = std::path::absolute(&arguments.data)?;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&data).map_err(|error| format!("{}: {error}", data.display()))?;
        if arguments.port > u16::MAX - 3 {
            return Err(format!("--port {}: four ports in a row are needed", arguments.port).into());
        }
        Ok(Self { data, ports: Ports(arguments.port), server: arguments.database_url.clone() })
    }

    /// Folder of an agency's keys.
    pub fn keys(&self, agency: &str) -> PathBuf {
        self.data.join("keys").join(agency)
    }

    /// Configuration file of a service.
    pub fn config(&self, kind: Kind) -> PathBuf {
        self.data.join("config").join(format!("{}.toml", kind.service()))
    }

    /// Address of a service's database; on a server it is made when it is missing.
    ///
    /// # Errors
    /// A server that can't be reached or does not let us make databases.
    pub fn database(&self, kind: &str) -> Result<String, Box<dyn Error>> {
        match &self.server {
            None => Ok(format!("sqlite:{}", self.data.join(format!("{kind}.sqlite")).display())),
            Some(server) => {
                let name = format!("stafett_{kind}");
                store::ensure_database(&server.parse()?, &name)?;
                let (base, _) = server.rsplit_once('/').ok_or("--database-url: no database name after the host")?;
                Ok(format!("{base}/{name}"))
            }
        }
    }
}

impl Ports {
    /// Port of a service.
    pub const fn of(self, kind: Kind) -> u16 {
        match kind {
            Kind::Police => self.0 + 1,
            Kind::Social => self.0 + 2,
            Kind::Broker => self.0 + 3,
        }
    }

    /// Listening address of a service: this machine alone.
    pub fn address(self, kind: Kind) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.of(kind)))
    }

    /// Listening address of the town's page.
    pub fn town_address(self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.0))
    }

    /// The town's page.
    pub fn town_url(self) -> String {
        format!("http://localhost:{}", self.0)
    }

    /// A service's first page.
    pub fn url(self, kind: Kind) -> String {
        format!("http://localhost:{}", self.of(kind))
    }

    /// Says at once which port is taken, before keys and databases are made.
    ///
    /// # Errors
    /// The port, and what to do.
    pub fn must_be_free(self) -> Result<(), Box<dyn Error>> {
        for port in self.0..=self.0 + 3 {
            TcpListener::bind((Ipv4Addr::LOCALHOST, port))
                .map_err(|error| format!("port {port} can't be used ({error}); give four free ones in a row with --port N"))?;
        }
        Ok(())
    }
}
