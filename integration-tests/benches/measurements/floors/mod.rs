//! The least that the work can cost on this machine: plain code without a noun of ours.

pub mod duel;
pub mod hop;
pub mod merkle;
pub mod named_table;
pub mod sealing;
pub mod sync;

use std::{hint::black_box, time::Duration};

use crate::{Outcome, chance::Chance, cpu, folder, table::Table};
use duel::Duel;

const SLICES: usize = 5;
const LENGTH: Duration = Duration::from_secs(1);

pub fn run(table: &mut Table) -> Outcome {
    table.heading("floors", "durable on both sides: append + fdatasync, loopback TCP, append + fdatasync, answer; 1.5 KB")?;
    let folder = folder("floors")?;
    let mut duel = Duel::default();
    for _ in 0..SLICES {
        duel.slice(&folder, LENGTH)?;
    }
    duel.print(table)?;

    table.heading("floors", "CPU of one core")?;
    sealing(table)?;
    table.figure("decision of 25 fields by a table of names", named_table::microseconds(LENGTH)?, "us")?;
    hashing(table)
}

/// One HPKE encapsulation and the fields of one record.
fn sealing(table: &mut Table) -> Outcome {
    let pair = sealing::Pair::new()?;
    let fields = [0x5a; sealing::PLAIN];
    let sealed = pair.seal(&fields)?;
    let seal = cpu::microseconds_a_call(LENGTH, |_| drop(black_box(pair.seal(&fields))));
    let open = cpu::microseconds_a_call(LENGTH, |_| drop(black_box(pair.open(&sealed))));
    table.figure("seal 6 fields, one encapsulation", seal, "us")?;
    table.figure("open 6 fields, one encapsulation", open, "us")
}

/// A log of 500 B entries and of 32 B commitments, from memory.
fn hashing(table: &mut Table) -> Outcome {
    let mut chance = Chance::seeded(5);
    let bytes: Vec<u8> = (0..100_000_000 / 8).flat_map(|_| chance.next().to_le_bytes()).collect();
    for length in [500, 32] {
        let entries = bytes.len() / length;
        let (seconds, root) = cpu::of(|| merkle::root(bytes.chunks_exact(length)));
        black_box(root);
        table.figure(&format!("Merkle tree over {length} B entries"), entries as f64 / seconds / 1e6, "M entries/s")?;
    }
    Ok(())
}
