//! What another edition does to consents that people have given.

/// Counts alone: which consents they are is nobody's to know here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConsentEffect {
    /// Registered, not withdrawn and not past.
    pub open: u64,
    /// Of those, how many would end earlier.
    pub end_earlier: u64,
    /// Of those, how many would open nothing any more.
    pub open_nothing: u64,
}
