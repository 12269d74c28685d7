//! A withdrawal and a fetch at the same moment, over and over, at the running broker. Whoever stands lower in the log has
//! won: of a consent that ends at an index nothing is fetched above it, and both callers and the tables say so.

mod chance;
mod judge;
mod planted;
mod race;
mod record;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use jiff::SignedDuration;
use store::Backend;
use tokio::task::JoinSet;

use chance::Chance;
use judge::{Fault, Figures, judge};
use race::{Deciding, Race};

use crate::{agency::TestAgency, log::commitments, on_both, server::Server, town::Town, witness::TestWitness};

on_both!(nothing_is_fetched_above_a_withdrawal, a_broker_that_decides_before_its_turn_is_found_out);

/// In every run of the tests.
const FEW: usize = 300;
/// Races that are under way beside each other.
const BESIDE: u64 = 24;
/// What the clock goes on with each: if it stood still, the broker would remember every token of a hundred thousand, and refuse more.
const TAKES: SignedDuration = SignedDuration::from_millis(10);

async fn nothing_is_fetched_above_a_withdrawal(town: Arc<Town>) {
    let server = Arc::new(town.open().await);
    let (count, seed) = (how_many(&town), u64::from_le_bytes(crate::town::random()[..8].try_into().unwrap()));
    let began = Instant::now();
    let races = tokio::select! {
        races = race_all(&town, &server, Deciding::InOrder, count, seed) => races,
        () = follow(&town.police, &town, &server) => unreachable!("a witness never ends"),
        () = follow(&town.social, &town, &server) => unreachable!("a witness never ends"),
    };
    let seconds = began.elapsed().as_secs_f64();
    let record = record::read(&town, &server).await;
    let (figures, faults) = judge(&races, &record);
    say(&format!("{count} races on {:?}, seed {seed}, {seconds:.0} s: {figures}", town.database.url().backend()));
    assert_eq!(faults, [], "seed {seed}");
    assert_eq!((figures.fetched + figures.stopped, record.log.others), (count, 1), "one outcome each, and the police's registration");
    assert_eq!(figures.parcels, figures.fetched, "what was fetched is handed over");
    assert!(is_a_race(figures, count), "seed {seed}: {figures}");
}

/// The same races, and the same judge, of a broker that looks whether the consent stands before the fetch has its turn.
async fn a_broker_that_decides_before_its_turn_is_found_out(town: Arc<Town>) {
    let server = Arc::new(town.open().await);
    let races = race_all(&town, &server, Deciding::BeforeItsTurn, FEW, 11).await;
    let record = record::read(&town, &server).await;
    let (figures, faults) = judge(&races, &record);
    let above = faults.iter().filter(|fault| matches!(fault, Fault::FetchedAboveWithdrawal(_))).count();
    say(&format!("the control, {FEW} races on {:?}: {above} fetches above their withdrawal; {figures}", town.database.url().backend()));
    assert!(above > 0, "the judge does not see it: {faults:?}");
}

/// Neither side always wins, and nearly always both are under way.
fn is_a_race(figures: Figures, count: usize) -> bool {
    figures.fetched.min(figures.stopped) > count / 10 && figures.together > count / 10 * 9
}

/// `STAFETT_RACES` says how many on PostgreSQL: `integration-tests/run --long` asks for a hundred thousand.
#[expect(clippy::disallowed_methods, reason = "how long the tests may take is no configuration of a service")]
fn how_many(town: &Town) -> usize {
    match std::env::var("STAFETT_RACES") {
        Ok(count) if town.database.url().backend() == Backend::Postgres => count.parse().unwrap(),
        _ => FEW,
    }
}

#[expect(clippy::print_stdout, reason = "the figures go to docs/measurements.md by hand")]
fn say(words: &str) {
    println!("{words}");
}

/// Runs so many races, some of them beside each other.
async fn race_all(town: &Arc<Town>, server: &Arc<Server>, deciding: Deciding, count: usize, seed: u64) -> Vec<Race> {
    let begun = Arc::new(AtomicUsize::new(0));
    let mut racing = JoinSet::new();
    for place in 0..BESIDE {
        let (town, server, begun) = (town.clone(), server.clone(), begun.clone());
        racing.spawn(async move {
            let mut chance = Chance::seeded(seed.wrapping_add(place));
            let mut over = Vec::new();
            while begun.fetch_add(1, Ordering::Relaxed) < count {
                town.clock.advance(TAKES);
                over.push(race::run(&town, &server, deciding, &mut chance).await);
            }
            over
        });
    }
    racing.join_all().await.concat()
}

/// An agency's witness, as it runs beside the races: it cosigns whatever is shown when a parcel waits for it.
async fn follow(agency: &TestAgency, town: &Town, server: &Server) {
    let mut witness = TestWitness::new(agency, town.log_key.clone());
    loop {
        let mut shown = witness.look(server, 1).await;
        let seen = witness.state.size();
        if shown.tree_size == seen {
            continue;
        }
        if shown.leaves.is_empty() {
            // Too many to be sent along.
            shown.leaves = commitments(server, shown.tree_size).await.split_off(usize::try_from(seen).unwrap());
        }
        witness.cosign(server, &shown).await;
    }
}
