//! The rule book against the law it was written from, against a second engine, and against chance.

mod again;
mod agreement;
mod chance;
mod compile_fail;
mod consents;
mod dates;
mod differences;
mod documents;
mod editions;
mod extracts;
mod lawyers;
mod matrix;
mod offers;
mod order;
mod pasts;
mod properties;
mod situations;
mod split;
mod town;
mod turns;
mod values;
mod walk;
mod ways;
