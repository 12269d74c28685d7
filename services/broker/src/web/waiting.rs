//! The questions of a long poll.

use std::time::Duration;

use serde::Deserialize;

/// Longest wait: below the patience of any firewall on the way.
const SECONDS_MAX: u64 = 25;

/// `?after=N&wait_seconds=S`, both optional.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Waiting {
    /// What the caller has already.
    pub after: u64,
    wait_seconds: u64,
}

impl Waiting {
    /// How long the caller wants to wait; longer wishes are cut.
    pub(crate) const fn at_most(self) -> Duration {
        let seconds = if self.wait_seconds < SECONDS_MAX { self.wait_seconds } else { SECONDS_MAX };
        Duration::from_secs(seconds)
    }
}
