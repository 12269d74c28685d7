//! The rule book against the law it was written from, against a second reading of itself, and against chance.

mod agreement;
mod chance;
mod compile_fail;
mod consents;
mod dates;
mod editions;
mod matrix;
mod naive;
mod offers;
mod order;
mod properties;
mod split;
mod town;
mod values;
mod ways;
