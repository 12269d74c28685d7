//! `stafett broker repair`: a log that was set back to an old copy goes on from what the agencies have kept.

use std::{error::Error, fs, path::PathBuf, sync::Arc};

use broker::flow::repair::{Repaired, repair};
use store::clock::SystemClock;
use wire::LogCopy;

use crate::{cli::BrokerRepairArguments, out};

/// Repairs, and says what came of it.
///
/// # Errors
/// Copies that can't be read or do not hold; nothing is changed then.
pub fn run(arguments: &BrokerRepairArguments) -> Result<(), Box<dyn Error>> {
    let copies = arguments.copies.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let config = broker::config::load(Some(&arguments.config))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    told(&runtime.block_on(repair(&config, Arc::new(SystemClock), copies))?);
    Ok(())
}

fn read(path: &PathBuf) -> Result<LogCopy, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| format!("{} is no copy of a log: {error}", path.display()).into())
}

fn told(repaired: &Repaired) {
    let Repaired { from, to, size, made_again, kept_only, unread } = repaired;
    out::line(&format!(
        "the log had {from} leaves and leads to the {to} that the agencies have cosigned; {made_again} entries were made again"
    ));
    if size > to {
        out::line(&format!("{} withdrawals that were not in it stand at its end", size - to));
    }
    for (place, kind) in kept_only {
        out::line(&format!("place {place}: the entry ({}) is back, and what it did is not", kind.code()));
    }
    for place in unread {
        out::line(&format!("place {place}: the leaf is back; no agency handed in its entry"));
    }
    out::line("start the broker anew; the agencies hand in again what the log does not have");
}
