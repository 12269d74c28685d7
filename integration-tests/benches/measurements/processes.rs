//! What the system says of a process.

use std::fs::read_to_string;

use crate::Outcome;

/// Ticks a second in `/proc/<pid>/stat` (proc(5): USER_HZ, 100 on every Linux there is).
const TICKS: f64 = 100.0;

/// CPU seconds of a process so far, all its threads.
pub fn cpu_seconds(pid: u32) -> Outcome<f64> {
    let stat = read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in parentheses may hold anything.
    let (_, rest) = stat.rsplit_once(')').ok_or("no name in stat")?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<f64>).sum::<Result<f64, _>>()?;
    Ok(ticks / TICKS)
}

/// Memory in MiB.
pub struct Memory {
    /// Resident, shared pages counted whole.
    pub resident: f64,
    /// Resident, shared pages divided among those that share them.
    pub proportional: f64,
}

/// Memory of a process now.
pub fn memory(pid: u32) -> Outcome<Memory> {
    let rollup = read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let of = |name: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name)).ok_or("a line is missing in smaps_rollup")?;
        let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Outcome::Ok(kibibytes / 1024.0)
    };
    Ok(Memory { resident: of("Rss:")?, proportional: of("Pss:")? })
}
