//! `stafett demo`: a small fictional town in real processes on this machine.

mod child;
mod configs;
mod layout;
mod page;
mod start;

use std::{error::Error, sync::Arc};

use store::clock::{Clock, SystemClock};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
};

use crate::{
    cli::DemoArguments,
    demo::{child::Child, layout::Layout},
    out,
    town::Town,
};

/// Makes keys and configurations where they are missing, starts the services, and stays until it is told to stop
/// or one of them ends.
///
/// # Errors
/// A port that is taken, a folder or database that can't be written, or a service that stopped: which, and why.
pub fn run(arguments: &DemoArguments) -> Result<(), Box<dyn Error>> {
    let town = Arc::new(Town::exempelstad()?);
    let layout = Layout::prepare(arguments)?;
    layout.ports.must_be_free()?;
    let now = SystemClock.now();
    let prepared = configs::prepare(&town, &layout, now)?;
    crate::register::enqueue(&prepared.broker, &prepared.registrations, now)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(live(&town, &layout, arguments.json))
}

async fn live(town: &Arc<Town>, layout: &Layout, json: bool) -> Result<(), Box<dyn Error>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (ended, mut endings) = mpsc::channel(4);
    let mut children = Vec::new();
    let started = tokio::select! {
        result = start::all(layout, json, &ended, &mut children) => result,
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
    };
    let outcome = match started {
        Ok(()) if children.len() == start::SERVICES.len() => {
            let page = page::serve(town.clone(), layout)?;
            if json {
                out::line(&start::ready_line("town", &layout.ports.town_url(), std::process::id(), layout));
            } else {
                out::line(&format!("Stafett is ready: {} (stop with Ctrl-C)", layout.ports.town_url()));
            }
            tokio::select! {
                ending = endings.recv() => ending.map_or(Ok(()), |ending| Err(ending.into())),
                _ = terminate.recv() => Ok(()),
                _ = interrupt.recv() => Ok(()),
                // It hears the same signals as we do, and may be the first to act on them.
                served = page => served.map_err(|error| format!("the town's page stopped: {error}").into()),
            }
        }
        other => other,
    };
    stop(children).await;
    outcome
}

/// Police and social services first, the broker last: what they still have to say can still be taken.
async fn stop(children: Vec<Child>) {
    for child in children.into_iter().rev() {
        child.stop().await;
    }
}
