//! Call-outs that are recorded before the clock runs, and sent while it does.

use std::{
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use integration_tests::{Night, Officer};

use super::desk::Desk;
use crate::{Outcome, samples::Samples};

/// How many record at the same time.
const HANDS: usize = 8;
/// A handover that takes longer is lost: the bench stops.
const LIMIT: Duration = Duration::from_secs(30);

/// A call-out with its preview: one press of the button away from being sent.
pub struct Prepared {
    code: String,
    digest: String,
}

impl Prepared {
    /// Records so many call-outs.
    pub fn many(officer: &Officer, count: usize) -> Outcome<Vec<Self>> {
        let left = Mutex::new(0..count);
        let next = || left.lock().ok().and_then(|mut left| left.next());
        let record = || std::iter::from_fn(|| next().map(|_| Self::one(officer))).collect::<Outcome<Vec<_>>>();
        in_parallel(HANDS, record).map(|parts| parts.into_iter().flatten().collect())
    }

    fn one(officer: &Officer) -> Outcome<Self> {
        let code = officer.record(&Night::consent("Exempla Exempelsson", "070-174 06 05"));
        let digest = officer.preview(&code)["digest"].as_str().ok_or("a preview without a digest")?.to_owned();
        Ok(Self { code, digest })
    }
}

/// What came of a slice.
pub struct Sending {
    /// From the call to the news of the opened parcel.
    pub milliseconds: Samples,
    seconds: f64,
}

impl Sending {
    /// Sends all of them, so many at a time; each sender waits for its own to arrive.
    pub fn run(officer: &Officer, desk: &Desk, prepared: Vec<Prepared>, in_flight: usize) -> Outcome<Self> {
        let left = Mutex::new(prepared);
        let start = Instant::now();
        let work = || {
            let mut samples = Samples::default();
            while let Some(one) = left.lock().ok().and_then(|mut left| left.pop()) {
                samples.add(one.send(officer, desk)?);
            }
            Ok(samples)
        };
        let parts = in_parallel(in_flight, work)?;
        let seconds = start.elapsed().as_secs_f64();
        let mut milliseconds = Samples::default();
        parts.into_iter().for_each(|part| milliseconds.append(part));
        Ok(Self { milliseconds, seconds })
    }

    pub fn per_second(&self) -> f64 {
        self.milliseconds.len() as f64 / self.seconds
    }
}

impl Prepared {
    fn send(&self, officer: &Officer, desk: &Desk) -> Outcome<f64> {
        let news = desk.expect(&self.code)?;
        let start = Instant::now();
        officer.send(&self.code, &self.digest).ok();
        let arrived = news.recv_timeout(LIMIT).map_err(|_| format!("{} has not arrived after {LIMIT:?}", self.code))?;
        Ok((arrived - start).as_secs_f64() * 1e3)
    }
}

fn in_parallel<T: Send>(hands: usize, work: impl Fn() -> Outcome<T> + Sync) -> Outcome<Vec<T>> {
    thread::scope(|scope| {
        let hands: Vec<_> = (0..hands).map(|_| scope.spawn(&work)).collect();
        hands.into_iter().map(|hand| hand.join().map_err(|_| "a sender crashed")?).collect()
    })
}
