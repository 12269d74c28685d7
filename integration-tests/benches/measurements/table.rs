//! What was measured, as lines of a table.

use std::io::Write as _;

use crate::Outcome;

/// The figures, printed as they come.
pub struct Table(std::io::Stdout);

impl Table {
    pub fn new() -> Self {
        Self(std::io::stdout())
    }

    /// A heading, and what the figures under it are held against.
    pub fn heading(&mut self, name: &str, words: &str) -> Outcome {
        Ok(writeln!(self.0, "\n{name}: {words}")?)
    }

    /// One figure.
    pub fn figure(&mut self, what: &str, value: f64, unit: &str) -> Outcome {
        self.line(what, value, unit, "")
    }

    /// One figure with how many times the floor it is.
    pub fn against(&mut self, what: &str, value: f64, unit: &str, floor: f64) -> Outcome {
        self.line(what, value, unit, &format!("{:.2} x floor", value / floor))
    }

    /// One figure and a remark.
    pub fn line(&mut self, what: &str, value: f64, unit: &str, remark: &str) -> Outcome {
        let value = written(value);
        Ok(writeln!(self.0, "  {what:<58} {value:>12} {unit:<14} {remark}")?)
    }
}

/// As many digits as the measurement is worth.
fn written(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    }
}
