//! The machines: every state with every event, what may never happen, and the same answer however often it is asked.

mod clocks;
mod consent;
mod copy;
mod delivery;
mod handover;
mod invariants;
mod opening;
mod reach;
mod samples;
mod terms;
mod transitions;
