//! Stories across real processes, and the benches.
