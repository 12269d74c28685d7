//! What time it is: asked once at the edge, then passed on as an argument.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Timestamp};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// A clock that is handed around.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods)] // the door the others are to ask at
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The machine's clock, so many seconds ahead. For a demo, whose year goes by in an hour.
#[derive(Debug, Default)]
pub struct ClockAhead(AtomicI64);

impl ClockAhead {
    /// So many seconds ahead.
    pub const fn by(seconds: i64) -> Self {
        Self(AtomicI64::new(seconds))
    }

    /// Sets it so many seconds ahead of the machine's clock.
    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }

    /// How many seconds ahead it is.
    pub fn seconds(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Clock for ClockAhead {
    fn now(&self) -> Timestamp {
        // The end of time stands in for a moment beyond it.
        SystemClock.now().checked_add(SignedDuration::from_secs(self.seconds())).unwrap_or(Timestamp::MAX)
    }
}

/// A clock that stands still until it is moved. For tests.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// Standing at this moment.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Moves it to this moment.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Moves it on.
    ///
    /// # Panics
    /// When that leaves what [`Timestamp`] can say.
    pub fn advance(&self, by: SignedDuration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
