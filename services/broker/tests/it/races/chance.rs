//! Numbers by chance: the same from the same seed (SplitMix64). What comes of them is not the same: the machine draws too.

use std::time::Duration;

/// A row of numbers by its seed.
pub struct Chance(u64);

impl Chance {
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let first = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let second = (first ^ (first >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        second ^ (second >> 31)
    }

    /// A lead of a few milliseconds; none in every other case.
    pub fn lead(&mut self) -> Duration {
        if self.coin() { Duration::ZERO } else { Duration::from_micros(self.next() % 3_000) }
    }

    pub fn coin(&mut self) -> bool {
        self.next().is_multiple_of(2)
    }
}
