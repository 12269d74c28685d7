//! `stafett demo`: a small fictional town in real processes on this machine.

mod child;
mod configs;
mod layout;
mod page;
mod start;
mod year;

use std::{error::Error, sync::Arc};

use store::clock::Clock as _;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
};

use crate::{
    cli::DemoArguments,
    demo::{child::Child, layout::Layout, year::Year},
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
    let year = Year::open(&layout)?;
    let now = year.clock().now();
    let prepared = configs::prepare(&town, &layout, now)?;
    crate::register::enqueue(&prepared.broker, &prepared.registrations, now)?;
    year.renew_keys(&town, &layout, &prepared.broker)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let house = Arc::new(House { town, layout, year, broker: prepared.broker, json: arguments.json });
    runtime.block_on(live(&house))
}

/// What the launcher holds together.
struct House {
    town: Arc<Town>,
    layout: Layout,
    year: Year,
    broker: broker::Config,
    json: bool,
}

async fn live(house: &Arc<House>) -> Result<(), Box<dyn Error>> {
    let (layout, json) = (&house.layout, house.json);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (ended, mut endings) = mpsc::channel(4);
    let mut children = Vec::new();
    let started = tokio::select! {
        result = start::all(layout, house.year.ahead(), json, &ended, &mut children) => result,
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
    };
    let outcome = match started {
        Ok(()) if children.len() == start::SERVICES.len() => {
            let (jumps, mut asked) = mpsc::channel(1);
            let mut page = std::pin::pin!(page::serve(house.town.clone(), layout, &house.year, jumps)?);
            if json {
                out::line(&start::ready_line("town", &layout.ports.town_url(), std::process::id(), layout));
            } else {
                out::line(&format!("Stafett is ready: {} (stop with Ctrl-C)", layout.ports.town_url()));
            }
            loop {
                let (step, heard) = tokio::select! {
                    ending = endings.recv() => break ending.map_or(Ok(()), |ending| Err(ending.into())),
                    _ = terminate.recv() => break Ok(()),
                    _ = interrupt.recv() => break Ok(()),
                    // It hears the same signals as we do, and may be the first to act on them.
                    served = &mut page => break served.map_err(|error| format!("the town's page stopped: {error}").into()),
                    Some(jump) = asked.recv() => jump,
                };
                if let Err(error) = jump(house, step, &ended, &mut children).await {
                    break Err(error);
                }
                // Who asked may have gone.
                let _ = heard.send(());
            }
        }
        other => other,
    };
    stop(children).await;
    outcome
}

/// Stops the services, sets the clock ahead, renews keys that end, and starts the services again.
async fn jump(house: &Arc<House>, step: year::Step, ended: &mpsc::Sender<String>, children: &mut Vec<Child>) -> Result<(), Box<dyn Error>> {
    stop(std::mem::take(children)).await;
    house.year.go_to(step)?;
    let own = Arc::clone(house);
    let renewed =
        tokio::task::spawn_blocking(move || own.year.renew_keys(&own.town, &own.layout, &own.broker).map_err(|error| error.to_string()));
    renewed.await??;
    start::all(&house.layout, house.year.ahead(), house.json, ended, children).await
}

/// Police and social services first, the broker last: what they still have to say can still be taken.
async fn stop(children: Vec<Child>) {
    for child in children.into_iter().rev() {
        child.stop().await;
    }
}
