//! All durable floors in turn, so that a slow moment of the disk meets all of them.

use std::{path::Path, time::Duration};

use super::{
    hop::{Hop, Payload},
    sync,
};
use crate::{Outcome, samples::Samples, table::Table};

const KINDS: [(&str, Hop); 4] = [
    ("hop16", Hop { in_flight: 16, payload: Payload::Plain }),
    ("hop1", Hop { in_flight: 1, payload: Payload::Plain }),
    ("sealed hop16", Hop { in_flight: 16, payload: Payload::Sealed }),
    ("sealed hop1", Hop { in_flight: 1, payload: Payload::Sealed }),
];

/// What the slices gave.
#[derive(Default)]
pub struct Duel {
    /// One fdatasync after another, milliseconds.
    pub syncs: Samples,
    rates: [Vec<f64>; 4],
    waits: [Samples; 4],
}

impl Duel {
    /// Each floor once.
    pub fn slice(&mut self, folder: &Path, length: Duration) -> Outcome {
        self.syncs.append(sync::milliseconds(folder, length)?);
        for ((_, hop), (rates, waits)) in KINDS.iter().zip(self.rates.iter_mut().zip(&mut self.waits)) {
            let run = hop.run(folder, length)?;
            rates.push(run.per_second());
            waits.append(run.milliseconds);
        }
        Ok(())
    }

    /// Plain hops a second of each slice, one and sixteen in flight.
    pub fn plain(&self, in_flight: usize) -> &[f64] {
        &self.rates[usize::from(in_flight == 1)]
    }

    /// Sealed hops a second of each slice.
    pub fn sealed(&self, in_flight: usize) -> &[f64] {
        &self.rates[2 + usize::from(in_flight == 1)]
    }

    pub fn print(&self, table: &mut Table) -> Outcome {
        let remark = |waits: &Samples| format!("p50 {:.2} ms, p99 {:.2} ms", waits.median(), waits.at(0.99));
        table.line("fdatasync of 1.5 KB, one after another", 1000.0 / self.syncs.median(), "a second", &remark(&self.syncs))?;
        for ((name, _), (rates, waits)) in KINDS.iter().zip(self.rates.iter().zip(&self.waits)) {
            let rate: Samples = rates.iter().copied().collect();
            let spread = format!("{}, slices {:.0} to {:.0}", remark(waits), rate.at(0.0), rate.at(1.0));
            table.line(name, rate.median(), "a second", &spread)?;
        }
        Ok(())
    }
}
