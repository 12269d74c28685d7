//! `stafett witness serve`: the witness as a process.

use std::{error::Error, io, net::TcpListener, sync::Arc};

use actix_web::{App, HttpServer, web::Data};
use serde_json::json;
use store::clock::SystemClock;

use super::{config, doors, third::ThirdWitness};
use crate::{cli::WitnessServeArguments, out};

/// How long requests under way may take once it is told to stop, in seconds.
const DRAIN_SECONDS: u64 = 5;

/// Runs until SIGTERM or SIGINT.
///
/// # Errors
/// What is wrong with the configuration, the key, the memory or the port, and what to do.
pub fn run(arguments: &WitnessServeArguments) -> Result<(), Box<dyn Error>> {
    let config = config::load(&arguments.config)?;
    let _running = web::telemetry::start(&config.telemetry.settings("witness"), io::stderr)?;
    let witness = Data::new(ThirdWitness::open(&config, Arc::new(SystemClock))?);
    let listener = web::server::bind(config.listen).map_err(|error| format!("the address {} can't be used: {error}", config.listen))?;
    let url = format!("http://{}", listener.local_addr()?);
    let key = witness.key();
    Ok(actix_web::rt::System::new().block_on(async move {
        let server = serve(listener, witness)?;
        if arguments.json {
            out::line(&json!({ "service": "witness", "url": url, "key": key, "pid": std::process::id() }).to_string());
        } else {
            out::line(&format!("witness: {url} as {}", key.name()));
        }
        server.await
    })?)
}

fn serve(listener: TcpListener, witness: Data<ThirdWitness>) -> io::Result<actix_web::dev::Server> {
    let app = move || App::new().configure(|service| doors::all(service, &witness));
    Ok(HttpServer::new(app).workers(1).shutdown_timeout(DRAIN_SECONDS).listen(listener)?.run())
}
