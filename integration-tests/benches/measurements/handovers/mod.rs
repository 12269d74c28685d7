//! Sealed handovers from end to end over three real processes, each with its SQLite file.
//!
//! From the sender's call of the API to the moment the desk's stream of events tells that the opened parcel is
//! committed. Every handover has its own case and its own consent, which is registered on the way.

mod desk;
mod night;
pub mod services;

use std::{
    thread::{self, sleep},
    time::Duration,
};

use integration_tests::{Plan, Town};

use crate::{Outcome, floors::duel::Duel, folder, samples::Samples, table::Table};
use desk::Desk;
use night::{Prepared, Sending};
use services::Usage;

const SLICES: usize = 5;
const FLOOR: Duration = Duration::from_millis(500);
/// So that receipts and cosignatures of one slice are not paid for by the next.
const CALM: Duration = Duration::from_secs(2);

/// Handovers of a slice by how many are in flight.
const KINDS: [(usize, usize); 2] = [(16, 320), (1, 30)];

/// Commits that a handover by a new consent waits for one after another: the police's send; the broker's consent, offer
/// and fetch; a witness's step; the broker's cosignature; the social services' parcel. By a duty it is one less. When
/// the two agencies' cosignatures come apart, the second waits for the commit of the first: one more.
const COMMITS_IN_SERIES: f64 = 7.0;

pub fn run(table: &mut Table) -> Outcome {
    table.heading(
        "handovers",
        "sealed, by consent, three fields; police, broker and social services on SQLite; floors in the same slices",
    )?;
    let town = Town::with(Plan { ungated: true, ..Plan::default() });
    let desk = Desk::open(&town.social.url())?;
    let folder = folder("handovers")?;
    let mut duel = Duel::default();
    let mut runs = KINDS.map(|(in_flight, _)| Run { in_flight, ..Run::default() });
    for _ in 0..SLICES {
        duel.slice(&folder, FLOOR)?;
        for ((in_flight, count), run) in KINDS.into_iter().zip(&mut runs) {
            let prepared = Prepared::many(&town.officer, count)?;
            sleep(CALM);
            let before = Usage::now(&town)?;
            let sending = Sending::run(&town.officer, &desk, prepared, in_flight)?;
            // What is still on its way back belongs to these handovers too.
            sleep(CALM);
            run.add(&sending, &Usage::now(&town)?.since(&before), count);
        }
    }
    duel.print(table)?;
    runs.iter().try_for_each(|run| run.print(table, &duel))
}

#[derive(Default)]
struct Run {
    in_flight: usize,
    rates: Vec<f64>,
    waits: Samples,
    usage: Vec<Usage>,
}

impl Run {
    fn add(&mut self, sending: &Sending, usage: &Usage, count: usize) {
        self.rates.push(sending.per_second());
        self.waits.append(sending.milliseconds.clone());
        self.usage.push(usage.each(count));
    }

    fn print(&self, table: &mut Table, duel: &Duel) -> Outcome {
        let rate: Samples = self.rates.iter().copied().collect();
        let spread = format!("slices {:.0} to {:.0}", rate.at(0.0), rate.at(1.0));
        table.line(&format!("handovers, {} in flight", self.in_flight), rate.median(), "a second", &spread)?;
        let to = |floor: &[f64]| self.rates.iter().zip(floor).map(|(own, floor)| own / floor).collect::<Samples>().median();
        let ratios = format!("sealed hop of the same slice: {:.3} x", to(duel.sealed(self.in_flight)));
        table.line("  to the plain hop of the same slice", to(duel.plain(self.in_flight)), "x", &ratios)?;
        table.line("  from send to the opened parcel, p50", self.waits.median(), "ms", &format!("p99 {:.1} ms", self.waits.at(0.99)))?;
        if self.in_flight == 1 {
            let floor = COMMITS_IN_SERIES * duel.syncs.median();
            let remark = format!("p50 is {:.2} x that", self.waits.median() / floor);
            table.line(&format!("  {COMMITS_IN_SERIES} syncs in series at this run's p50"), floor, "ms", &remark)?;
        }
        for place in 0..services::NAMES.len() {
            let each = |of: fn(&services::Used) -> f64| self.usage.iter().map(|usage| of(&usage.0[place])).collect::<Samples>().median();
            let remark = format!("{:.2} commits a handover", each(|used| used.commits));
            table.line(&format!("  CPU of {} a handover", services::NAMES[place]), each(|used| used.cpu_milliseconds), "ms", &remark)?;
        }
        let all: Samples = self.usage.iter().map(|usage| usage.0.iter().map(|used| used.cpu_milliseconds).sum()).collect();
        let most = thread::available_parallelism()?.get() as f64 * 1e3 / all.median();
        table.line(
            "  CPU of all of it a handover",
            all.median(),
            "ms",
            &format!("all cores of this machine carry at most {most:.0} a second"),
        )
    }
}
