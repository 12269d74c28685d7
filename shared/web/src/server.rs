//! Sockets, and stopping without losing anybody's request.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
};

use actix_web::{
    App, HttpResponse, HttpServer,
    dev::Server,
    web::{self, ServiceConfig},
};
use tokio::sync::watch;

use crate::{app::app, metrics, signals, site::Site};

/// How long requests under way may take once the service is to stop, in seconds.
const DRAIN_SECONDS: u64 = 15;

/// Says that the service is about to stop: new work is refused by `/readyz`, streams end,
/// requests under way finish.
#[derive(Clone, Debug)]
pub struct Draining(Arc<watch::Sender<bool>>);

impl Default for Draining {
    fn default() -> Self {
        Self::new()
    }
}

impl Draining {
    /// Not yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Stops the service as SIGTERM does.
    pub fn start(&self) {
        self.0.send_replace(true);
    }

    /// Whether it has begun.
    #[must_use]
    pub fn started(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it begins.
    pub async fn wait(&self) {
        // The sender lives in self, so the channel can't close.
        let _ = self.0.subscribe().wait_for(|started| *started).await;
    }
}

/// Opens a port; port 0 takes a free one.
///
/// # Errors
/// When the address is taken or not ours.
pub fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    // The runtime's sockets never block.
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Runs the pages, and `/metrics` on a port of its own, until SIGTERM, SIGINT or
/// [`Draining::start`]; then lets what is under way finish.
///
/// # Errors
/// When a socket can't be used or a worker can't be started.
pub async fn run<F>(pages: TcpListener, metrics: Option<TcpListener>, site: Site, workers: usize, routes: F) -> std::io::Result<()>
where
    F: Fn(&mut ServiceConfig) + Clone + Send + 'static,
{
    let draining = site.draining.clone();
    let site = Arc::new(site);
    let pages = HttpServer::new(move || app(site.clone(), routes.clone()))
        .workers(workers)
        .disable_signals()
        .shutdown_timeout(DRAIN_SECONDS)
        .listen(pages)?
        .run();
    let metrics = metrics.map(metrics_server).transpose()?;
    let handles: Vec<_> = [Some(pages.handle()), metrics.as_ref().map(Server::handle)].into_iter().flatten().collect();
    let stopper = async move {
        tokio::select! {
            () = draining.wait() => {}
            () = signals::asked_to_stop() => draining.start(),
        }
        for handle in handles {
            handle.stop(true).await;
        }
        Ok(())
    };
    let metrics = async {
        match metrics {
            Some(server) => server.await,
            None => Ok(()),
        }
    };
    tokio::try_join!(pages, metrics, stopper).map(drop)
}

fn metrics_server(listener: TcpListener) -> std::io::Result<Server> {
    let handle = metrics::recorder();
    let render = move || {
        let handle = handle.clone();
        async move { HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render()) }
    };
    Ok(HttpServer::new(move || App::new().route("/metrics", web::get().to(render.clone())))
        .workers(1)
        .disable_signals()
        .shutdown_timeout(1)
        .listen(listener)?
        .run())
}
