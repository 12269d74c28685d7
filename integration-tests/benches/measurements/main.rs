//! Measures the house against floors taken in the same run.
//!
//! `cargo bench -p integration-tests` runs all sections; `-- decision handovers` runs those. A timing never fails:
//! the figures are read by people and written into `docs/measurements.md`.

mod chance;
mod cpu;
mod decision;
mod floors;
mod footprint;
mod handovers;
mod log_verification;
mod processes;
mod samples;
mod sequencer;
mod table;
mod visitor;

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::Command,
};

use table::Table;

/// The bench stops at the first thing that does not work.
type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

type Section = (&'static str, fn(&mut Table) -> Outcome);

const SECTIONS: [Section; 6] = [
    ("floors", floors::run),
    ("decision", decision::run),
    ("log_verification", log_verification::run),
    ("sequencer", sequencer::run),
    ("handovers", handovers::run),
    ("footprint", footprint::run),
];

/// Sections that measure the binary as it is released.
const ON_BINARY: [&str; 3] = ["sequencer", "handovers", "footprint"];

fn main() -> Outcome {
    // cargo adds `--bench`.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let Some(unknown) = wanted.iter().find(|word| SECTIONS.iter().all(|(name, _)| name != word)) {
        let known: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
        return Err(format!("{unknown}: no such section; there are {}", known.join(", ")).into());
    }
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    if ON_BINARY.into_iter().any(is_wanted) && std::env::var_os(BINARY).is_none() {
        return with_binary();
    }
    let mut table = Table::new();
    table.heading("machine", &machine()?)?;
    for (name, section) in SECTIONS {
        if is_wanted(name) {
            section(&mut table)?;
        }
    }
    let left = folders();
    if left.exists() { Ok(std::fs::remove_dir_all(left)?) } else { Ok(()) }
}

/// What the figures depend on: other work at the same time weighs most.
fn machine() -> Outcome<String> {
    let cores = std::thread::available_parallelism()?;
    let processor = std::fs::read_to_string("/proc/cpuinfo")?;
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("").trim_start_matches(['\t', ':', ' ']);
    let load = std::fs::read_to_string("/proc/loadavg")?;
    Ok(format!("{cores} x {model}; load averages at the start {}", load.split(' ').take(3).collect::<Vec<_>>().join(" ")))
}

/// Names the binary to the town that is measured.
const BINARY: &str = "STAFETT_BINARY";

/// Starts this program again with the binary as it is released: what is built for tests is not what is measured.
fn with_binary() -> Outcome {
    let binary = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../release/stafett");
    if !binary.is_file() {
        return Err("build what is measured first: cargo build --release -p stafett".into());
    }
    let status = Command::new(std::env::current_exe()?).args(std::env::args_os().skip(1)).env(BINARY, binary).status()?;
    if status.success() { Ok(()) } else { Err("the measuring stopped".into()) }
}

/// Everything that is written, beside the build: on the disk that is measured.
fn folders() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("measurements")
}

/// A new folder on the disk that is measured, beside the build.
fn folder(name: &str) -> Outcome<PathBuf> {
    let folder = folders().join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
