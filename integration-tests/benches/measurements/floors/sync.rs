//! What the disk takes for one durable record.

use std::{
    fs::File,
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

use super::hop::RECORD;
use crate::{Outcome, samples::Samples};

/// Appends record after record, each with its own fdatasync.
pub fn milliseconds(folder: &Path, length: Duration) -> Outcome<Samples> {
    let mut file = File::create(folder.join("sync"))?;
    let mut samples = Samples::default();
    let end = Instant::now() + length;
    while Instant::now() < end {
        let start = Instant::now();
        file.write_all(&[0xa5; RECORD])?;
        file.sync_data()?;
        samples.add(start.elapsed().as_secs_f64() * 1e3);
    }
    Ok(samples)
}
