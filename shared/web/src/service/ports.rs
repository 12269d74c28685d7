//! The ports of a service: its pages, and `/metrics` on a port of its own.

use std::net::{SocketAddr, TcpListener};

use actix_web::web::ServiceConfig;

use crate::{server, service::config::Senseless, site::Site};

/// A port can't be taken; says what to do.
#[derive(Debug, thiserror::Error)]
#[error("the address {address} can't be used ({cause}): stop what listens there, or choose another port")]
pub struct PortError {
    /// The address that was asked for.
    pub address: SocketAddr,
    /// What the system says.
    pub cause: std::io::Error,
}

/// Reads the key `metrics`: an address with a port, or empty for nowhere.
///
/// # Errors
/// [`Senseless`] for anything else.
pub fn metrics_address(text: &str) -> Result<Option<SocketAddr>, Senseless> {
    let senseless = |_| Senseless::new("metrics", "must be an address and a port, or empty");
    Some(text).filter(|text| !text.is_empty()).map(|text| text.parse().map_err(senseless)).transpose()
}

/// Ports that are taken. Whoever connects waits until they are served.
#[derive(Debug)]
pub struct Ports {
    pages: Port,
    metrics: Option<Port>,
}

#[derive(Debug)]
struct Port {
    listener: TcpListener,
    address: SocketAddr,
}

impl Port {
    fn take(address: SocketAddr) -> Result<Self, PortError> {
        let taken = server::bind(address).and_then(|listener| Ok(Self { address: listener.local_addr()?, listener }));
        taken.map_err(|cause| PortError { address, cause })
    }
}

impl Ports {
    /// Takes them; port 0 takes a free one.
    ///
    /// # Errors
    /// [`PortError`] when an address is taken or not ours.
    pub fn take(pages: SocketAddr, metrics: Option<SocketAddr>) -> Result<Self, PortError> {
        Ok(Self { pages: Port::take(pages)?, metrics: metrics.map(Port::take).transpose()? })
    }

    /// Where the pages are.
    pub const fn address(&self) -> SocketAddr {
        self.pages.address
    }

    /// Where `/metrics` is.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|port| port.address)
    }

    /// Serves them as [`server::run`] does.
    ///
    /// # Errors
    /// When a socket can't be used or a worker can't be started.
    pub async fn serve<F>(self, site: Site, workers: usize, routes: F) -> std::io::Result<()>
    where
        F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
    {
        server::run(self.pages.listener, self.metrics.map(|port| port.listener), site, workers, routes).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_is_told() {
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let ports = Ports::take(any, Some(any)).unwrap();
        assert_ne!(ports.address().port(), 0);
        assert!(ports.metrics_address().is_some_and(|address| address.port() != 0 && address != ports.address()));
        assert_eq!(Ports::take(any, None).unwrap().metrics_address(), None);
    }

    #[test]
    fn a_taken_port_is_named_with_what_to_do() {
        let first = Ports::take("127.0.0.1:0".parse().unwrap(), None).unwrap();
        for (pages, metrics) in [(first.address(), None), ("127.0.0.1:0".parse().unwrap(), Some(first.address()))] {
            let refused = Ports::take(pages, metrics).unwrap_err().to_string();
            assert!(refused.contains(&first.address().to_string()) && refused.contains("choose another port"), "{refused}");
        }
    }

    #[test]
    fn metrics_are_somewhere_or_nowhere() {
        assert_eq!(metrics_address(""), Ok(None));
        assert_eq!(metrics_address("127.0.0.1:9101"), Ok(Some("127.0.0.1:9101".parse().unwrap())));
        assert_eq!(metrics_address("9101").unwrap_err().to_string(), "metrics must be an address and a port, or empty");
    }
}
