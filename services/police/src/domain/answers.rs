//! What “nothing ticked” means: not stated.

use wire::value::CodeSet;

/// A set in which nothing was ticked.
pub fn none_chosen<T: Ord>() -> CodeSet<T> {
    CodeSet::new([])
}
