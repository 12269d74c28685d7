//! CPU seconds: what a neighbour on the same core takes does not count.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::samples::Samples;

const ROUNDS: usize = 5;

/// CPU seconds of this thread so far.
pub fn seconds() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// CPU seconds that a piece of work took, and what it gave.
pub fn of<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = seconds();
    let result = work();
    (seconds() - start, result)
}

/// CPU microseconds a call: median of five rounds of `length` each, the first calls left out.
pub fn microseconds_a_call(length: Duration, mut call: impl FnMut(usize)) -> f64 {
    (0..1000).for_each(&mut call);
    (0..ROUNDS).map(|_| round(length / ROUNDS as u32, &mut call)).collect::<Samples>().median()
}

fn round(length: Duration, call: &mut impl FnMut(usize)) -> f64 {
    let (end, start) = (Instant::now() + length, seconds());
    let mut calls = 0;
    while Instant::now() < end {
        // Reading the clock costs more than the shortest calls.
        (calls..calls + 256).for_each(&mut *call);
        calls += 256;
    }
    (seconds() - start) * 1e6 / calls as f64
}
