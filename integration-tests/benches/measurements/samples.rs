//! Medians and percentiles.

/// Measured values of one kind, in one unit.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// The value that a share of all values does not exceed; NaN when there are none, so that no number is made up.
    pub fn at(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1) as f64;
        sorted.get((last * share).round() as usize).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.at(0.5)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn add(&mut self, value: f64) {
        self.0.push(value);
    }

    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl FromIterator<f64> for Samples {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
