//! Judgements from values alone.

mod answers;
pub mod asking;
pub mod call_out;
pub mod concern;
pub mod draft;
pub mod situation;
pub mod standing;

pub use answers::none_chosen;
