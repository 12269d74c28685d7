//! A decision comes from `decide` alone, and no field of it can be changed.

fn tamper(decision: &mut rulebook::Decision, other: Vec<rulebook::Judged>) {
    decision.fields = other;
}

fn main() {}
