//! `stafett reconcile`: what an agency keeps against the broker's log, both ways.

use std::{error::Error, sync::Arc};

use casework::{Difference, Reconciliation};
use jiff::SignedDuration;
use store::clock::{Clock, SystemClock};

use crate::{
    cli::{Kind, ReconcileArguments},
    out,
};

/// Compares now, beside the service that runs, and prints what differs.
///
/// # Errors
/// A configuration or a database that can't be read, a broker that does not answer, or a difference.
pub fn run(arguments: &ReconcileArguments) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let clock = Arc::new(SystemClock);
    let settled = clock.now() - SignedDuration::from_mins(i64::from(arguments.older_than_minutes));
    let outcome = match arguments.service {
        Kind::Police => {
            let config = police::config::load(Some(&arguments.config))?;
            runtime.block_on(police::reconcile(&config, clock, settled))?
        }
        Kind::Social => {
            let config = social::config::load(Some(&arguments.config))?;
            runtime.block_on(social::reconcile(&config, clock, settled))?
        }
        Kind::Broker => return Err("the broker keeps the log itself: its agencies compare what they have with it".into()),
    };
    told(&outcome)
}

fn told(outcome: &Reconciliation) -> Result<(), Box<dyn Error>> {
    out::line(&format!("{} entries of this agency compared, up to {} leaves of the log", outcome.entries, outcome.size));
    outcome.differences.iter().for_each(|difference| out::line(&line(difference)));
    match outcome.differences.len() {
        0 => Ok(()),
        count => Err(format!("{count} places differ: docs/operations.md says what each means").into()),
    }
}

fn line(difference: &Difference) -> String {
    let about = difference.handover.map(|handover| format!(", handover {handover}")).unwrap_or_default();
    format!("place {} of the log: {}{about}", difference.log_index, difference.kind)
}
