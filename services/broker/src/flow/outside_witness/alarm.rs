//! What operators are told of a witness outside the agencies.

use std::time::{Duration, Instant};

use crate::domain::outside_witness::WitnessTrouble;

/// A witness that is silent this long is an alarm.
const SILENT_AFTER: Duration = Duration::from_secs(10 * 60);
/// The same alarm is given again this often while it lasts.
const AGAIN_AFTER: Duration = Duration::from_secs(60 * 60);

/// How it goes with one witness.
pub(super) struct Standing {
    witness: String,
    since: Option<Instant>,
    said: Option<(&'static str, Instant)>,
}

impl Standing {
    /// Of a witness, by name.
    pub(super) const fn of(witness: String) -> Self {
        Self { witness, since: None, said: None }
    }

    /// Shows how many leaves of the published head it has not cosigned.
    pub(super) fn tell_behind(&self, leaves: u64) {
        #[allow(clippy::cast_precision_loss, reason = "a gauge")]
        metrics::gauge!("broker_witness_behind", "witness" => self.witness.clone()).set(leaves as f64);
    }

    /// It has what is published.
    pub(super) fn well(&mut self) {
        if self.said.take().is_some() {
            tracing::info!(witness = %self.witness, "the witness cosigns again");
        }
        self.since = None;
    }

    /// It did not cosign.
    pub(super) fn trouble(&mut self, trouble: WitnessTrouble) {
        tracing::debug!(witness = %self.witness, %trouble, "a head was not cosigned");
        if self.is_due(trouble, Instant::now()) {
            let code = trouble.code();
            tracing::error!(alarm = code, witness = %self.witness, %trouble, "a witness outside the agencies does not cosign");
            metrics::counter!("broker_alarms_total", "code" => code).increment(1);
        }
    }

    /// Whether it is time to say so: another trouble than the last, or the same for another hour.
    fn is_due(&mut self, trouble: WitnessTrouble, now: Instant) -> bool {
        let since = *self.since.get_or_insert(now);
        if !trouble.is_told_at_once() && now.duration_since(since) < SILENT_AFTER {
            return false;
        }
        let code = trouble.code();
        if self.said.is_some_and(|(said, at)| said == code && now.duration_since(at) < AGAIN_AFTER) {
            return false;
        }
        self.said = Some((code, now));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_told_after_a_while_and_a_lie_at_once_and_neither_all_the_time() {
        let start = Instant::now();
        let after = |minutes: u64| start + Duration::from_secs(60 * minutes);
        let mut standing = Standing::of("witness.example/w1".to_owned());
        let mut due = |trouble, minutes| standing.is_due(trouble, after(minutes));
        assert!(!due(WitnessTrouble::Silent, 0) && !due(WitnessTrouble::Silent, 9));
        assert!(due(WitnessTrouble::Silent, 10));
        assert!(!due(WitnessTrouble::Silent, 11) && !due(WitnessTrouble::Silent, 69));
        assert!(due(WitnessTrouble::OtherHistory, 12));
        assert!(!due(WitnessTrouble::OtherHistory, 13));
        assert!(due(WitnessTrouble::OtherHistory, 72));
    }

    #[test]
    fn who_was_well_in_between_is_silent_from_then_on() {
        let start = Instant::now();
        let mut standing = Standing::of("witness.example/w1".to_owned());
        assert!(!standing.is_due(WitnessTrouble::Silent, start));
        standing.well();
        let later = start + SILENT_AFTER;
        assert!(!standing.is_due(WitnessTrouble::Silent, later));
        assert!(standing.is_due(WitnessTrouble::Silent, later + SILENT_AFTER));
    }
}
