//! The rule book against the law it was written from, against a second engine, and against chance.

mod agreement;
mod chance;
mod compile_fail;
mod consents;
mod dates;
mod editions;
mod matrix;
mod offers;
mod order;
mod properties;
mod second;
mod situations;
mod split;
mod town;
mod translate;
mod values;
mod walk;
mod ways;
