//! Waiting without failing on a slow machine.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

/// How long anything may take before the test gives up: far longer than it needs, so that only what never happens fails.
const LIMIT: Duration = Duration::from_secs(60);
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(25);

/// Looks until there is something, and gives it back.
///
/// # Panics
/// When it has not come after 60 seconds; says what was waited for and what was seen last.
#[track_caller]
pub fn eventually<T>(what: &str, look: impl FnMut() -> Result<T, String>) -> T {
    eventually_within(LIMIT, what, look)
}

/// The same with a limit of the test's own.
///
/// # Panics
/// When it has not come by then.
#[track_caller]
pub fn eventually_within<T>(limit: Duration, what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let start = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(seen) if start.elapsed() > limit => panic!("waited {} s for {what}; seen last: {seen}", limit.as_secs()),
            Err(_) => sleep(PAUSE),
        }
    }
}

/// What the clock says. A test that talks to real processes shares their clock.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Bytes from the system's random source.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has a random source");
    bytes
}

/// A pause of 0 up to `most`, drawn anew each time: crashes that hit a little earlier or later.
pub fn random_pause(most: Duration) -> Duration {
    let pause = most.mul_f64(f64::from(u16::from_be_bytes(random_bytes())) / f64::from(u16::MAX));
    sleep(pause);
    pause
}

/// An id as our services make them: time first (RFC 9562, version 7).
pub fn fresh_id() -> String {
    let now = jiff::Timestamp::now().as_millisecond().unsigned_abs();
    uuid::Builder::from_unix_timestamp_millis(now, &random_bytes()).into_uuid().to_string()
}
