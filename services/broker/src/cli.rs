//! `serve | migrate | check-config`.

use std::{ffi::OsString, io, path::Path, process::ExitCode};

use store::{Schema, clock::SharedClock};
use web::service::{Database, Ports, Service, Telemetry};

use crate::{App, Bound, Config, StartError, config, keyring::Keyring, schema};

/// Runs a command. `args` come without the program's name.
pub fn cli(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    web::service::run::<Program>(args)
}

/// The broker as a program.
struct Program;

impl Service for Program {
    const NAME: &'static str = "broker";
    const ABOUT: &'static str = "The broker of Stafett";
    const IN_ORDER: &'static str = "The configuration and the keys are in order.";
    type Config = Config;
    type Bound = Bound;
    type Error = StartError;

    fn load(file: Option<&Path>) -> Result<Config, StartError> {
        Ok(config::load(file)?)
    }

    fn check(config: &Config) -> Result<(), StartError> {
        Ok(Keyring::load(&config.keys, &config.agency).map(drop)?)
    }

    fn database(config: &Config) -> &Database {
        &config.database
    }

    fn schema() -> store::Result<Schema> {
        schema()
    }

    fn is_demo(config: &Config) -> bool {
        config.demo
    }

    fn telemetry(config: &Config) -> &Telemetry {
        &config.telemetry
    }

    async fn bind(config: Config, clock: SharedClock) -> Result<Bound, StartError> {
        App::build(config, clock).await?.bind()
    }

    fn ports(bound: &Bound) -> &Ports {
        bound.ports()
    }

    async fn run(bound: Bound) -> io::Result<()> {
        bound.run().await
    }
}
