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

/// Appends so many records at a time, with one fdatasync for them all. Gives the records of a second.
pub fn records_a_second(folder: &Path, together: usize, length: Duration) -> Outcome<f64> {
    let mut file = File::create(folder.join("sync"))?;
    let records = vec![0xa5; RECORD * together];
    let (start, mut written) = (Instant::now(), 0);
    while start.elapsed() < length {
        file.write_all(&records)?;
        file.sync_data()?;
        written += together;
    }
    Ok(written as f64 / start.elapsed().as_secs_f64())
}
