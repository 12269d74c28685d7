//! Nobody has the list open while something waits.

use jiff::{SignedDuration, Timestamp};

/// Since when nobody is there, when that is an alarm. `seen_at` is when somebody last had the list open, over all replicas;
/// where nobody ever had, the time counts from when something began to wait.
pub fn silent_since(seen_at: Option<Timestamp>, oldest_waiting: Timestamp, now: Timestamp, limit: SignedDuration) -> Option<Timestamp> {
    let since = seen_at.unwrap_or(oldest_waiting);
    (now.duration_since(since) >= limit).then_some(since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_counts_from_the_last_look_or_from_the_first_that_waits() {
        let at = |minute: i64| Timestamp::from_second(1_795_300_000 + 60 * minute).unwrap();
        let limit = SignedDuration::from_mins(2);
        assert_eq!(silent_since(None, at(0), at(1), limit), None);
        assert_eq!(silent_since(None, at(0), at(2), limit), Some(at(0)));
        assert_eq!(silent_since(Some(at(9)), at(0), at(10), limit), None);
        assert_eq!(silent_since(Some(at(0)), at(10), at(10), limit), Some(at(0)), "nobody is there when it comes: at once");
    }
}
