//! Which head of the log is shown to the witnesses, and for how long.
//!
//! A parcel is proved by ONE checkpoint that all its cosigners have signed. Were every batch shown at once, two
//! witnesses would hardly ever see the same one. So a published head stays until those who must cosign it have done
//! so, or until it has been held long enough; what was logged meanwhile is shown next, all together.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use ledger::Hash;
use wire::AgencyId;

/// A witness that has not been heard of for this long is not waited for.
const SILENT_AFTER: Duration = Duration::from_secs(40);

/// A head of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// Leaves.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

/// What to do about the published head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// It is the newest.
    Nothing,
    /// The newest was published just now.
    Published,
    /// Look again then.
    HoldUntil(Instant),
}

/// The published head and what it waits for.
pub struct Publication {
    newest: Tip,
    published: Tip,
    since: Instant,
    hold: Duration,
    missing: BTreeSet<AgencyId>,
    unproven: BTreeMap<u64, Vec<AgencyId>>,
    heard: BTreeMap<AgencyId, Instant>,
}

impl Publication {
    /// Starts with the log as it stands and the fetches that wait for proof.
    pub fn new(tip: Tip, unproven: BTreeMap<u64, Vec<AgencyId>>, hold: Duration, now: Instant) -> Self {
        let missing = unproven.values().flatten().cloned().collect();
        Self { newest: tip, published: tip, since: now, hold, missing, unproven, heard: BTreeMap::new() }
    }

    /// The log has grown.
    pub fn grow(&mut self, tip: Tip, fetched: impl IntoIterator<Item = (u64, Vec<AgencyId>)>) {
        self.newest = tip;
        self.unproven.extend(fetched);
    }

    /// A fetch is proved.
    pub fn proved(&mut self, index: u64) {
        self.unproven.remove(&index);
    }

    /// A witness asked or cosigned: it is waited for.
    pub fn hear(&mut self, agency: &AgencyId, now: Instant) {
        self.heard.insert(agency.clone(), now);
    }

    /// A witness cosigned a size.
    pub fn cosigned(&mut self, agency: &AgencyId, size: u64) {
        if size == self.published.size {
            self.missing.remove(agency);
        }
    }

    /// Publishes the newest head when nothing stands against it.
    pub fn look(&mut self, now: Instant) -> Next {
        if self.newest.size <= self.published.size {
            return Next::Nothing;
        }
        let heard = |agency: &AgencyId| self.heard.get(agency).is_some_and(|at| now.duration_since(*at) < SILENT_AFTER);
        let until = self.since + self.hold;
        if self.missing.iter().any(heard) && now < until {
            return Next::HoldUntil(until);
        }
        (self.published, self.since) = (self.newest, now);
        self.missing = self.unproven.range(..self.newest.size).flat_map(|(_, agencies)| agencies).cloned().collect();
        Next::Published
    }

    /// The published head.
    pub const fn published(&self) -> Tip {
        self.published
    }

    /// The newest head, whether it is published or not.
    pub const fn newest(&self) -> Tip {
        self.newest
    }

    /// Whether a parcel waits for this agency's cosignature under the published head.
    pub fn wants(&self, agency: &AgencyId) -> bool {
        self.missing.contains(agency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tip(size: u64) -> Tip {
        Tip { size, root: Hash::of_object(&size.to_be_bytes()) }
    }

    fn agency(name: &str) -> AgencyId {
        name.parse().unwrap()
    }

    fn fresh(start: Instant) -> Publication {
        Publication::new(tip(2), BTreeMap::new(), Duration::from_millis(500), start)
    }

    #[test]
    fn a_head_that_waits_for_both_is_held_until_both_have_cosigned() {
        let start = Instant::now();
        let (police, social) = (agency("polisen-exempelstad"), agency("socialtjansten-exempelstad"));
        let mut publication = fresh(start);
        publication.hear(&police, start);
        publication.hear(&social, start);
        publication.grow(tip(3), [(2, vec![police.clone(), social.clone()])]);
        assert_eq!(publication.look(start), Next::Published);
        publication.grow(tip(5), []);
        assert!(matches!(publication.look(start), Next::HoldUntil(_)));
        publication.cosigned(&police, 3);
        assert!(!publication.wants(&police) && publication.wants(&social));
        assert!(matches!(publication.look(start), Next::HoldUntil(_)));
        publication.cosigned(&social, 3);
        publication.proved(2);
        assert_eq!(publication.look(start), Next::Published);
        assert_eq!(publication.published().size, 5);
        assert!(!publication.wants(&social));
    }

    #[test]
    fn a_silent_witness_holds_nothing_up_and_is_asked_again() {
        let start = Instant::now();
        let social = agency("socialtjansten-exempelstad");
        let mut publication = fresh(start);
        publication.grow(tip(3), [(2, vec![social.clone()])]);
        assert_eq!(publication.look(start), Next::Published);
        publication.grow(tip(4), []);
        assert_eq!(publication.look(start), Next::Published, "nobody has heard of that witness");
        assert!(publication.wants(&social), "the newer head wants it too");
    }

    #[test]
    fn nothing_is_held_longer_than_the_limit() {
        let start = Instant::now();
        let social = agency("socialtjansten-exempelstad");
        let mut publication = fresh(start);
        publication.hear(&social, start);
        publication.grow(tip(3), [(2, vec![social.clone()])]);
        publication.look(start);
        publication.grow(tip(4), []);
        assert_eq!(publication.look(start + Duration::from_millis(499)), Next::HoldUntil(start + Duration::from_millis(500)));
        assert_eq!(publication.look(start + Duration::from_millis(500)), Next::Published);
    }
}
