//! Two engines of others that judge an edition from its file alone: Cedar, and Rego by regorus.
//!
//! **Architecture invariant.** For tests and benches only, and without `rulebook`: what is said of a field here was found
//! without a line of the code it is held against.

mod answer;
pub mod cedar;
pub mod file;
mod reading;
#[cfg(feature = "rego")]
pub mod rego;

pub use answer::Answer;
pub use reading::At;
