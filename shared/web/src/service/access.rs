//! Rights as a table: which door is open to whom. A service prints its table to `access.txt`,
//! which is kept in git, so that a change of rights is seen in review.

use std::fmt::Debug;

/// Those a service tells apart at its doors; printed by their `Debug` names.
pub trait Who: Copy + Debug {
    /// Whether this is anybody at all: such a door is never closed.
    fn is_anybody(self) -> bool;
}

/// A door.
#[derive(Debug, Clone, Copy)]
pub struct Door<W> {
    /// Method.
    pub method: &'static str,
    /// Pattern of its path.
    pub path: &'static str,
    /// To whom it is open.
    pub who: W,
    /// The test that tries to come through without the right; empty when there is none yet.
    pub tested_by: &'static str,
}

impl<W> Door<W> {
    /// A door and the test that tries it.
    pub const fn new(method: &'static str, path: &'static str, who: W, tested_by: &'static str) -> Self {
        Self { method, path, who, tested_by }
    }
}

/// The table as it is kept in git: one line a door, in the order given.
pub fn table<W: Who>(doors: &[Door<W>]) -> String {
    let names: Vec<String> = doors.iter().map(|door| format!("{:?}", door.who)).collect();
    let paths = doors.iter().map(|door| door.path.chars().count()).max().unwrap_or_default();
    let widest = names.iter().map(String::len).max().unwrap_or_default();
    let line = |(door, who): (&Door<W>, &String)| {
        let line = format!("{:<5} {:<paths$}  {who:<widest$}  {}", door.method, door.path, door.tested_by);
        line.trim_end().to_owned() + "\n"
    };
    doors.iter().zip(&names).map(line).collect()
}

/// The closed doors that no test tries yet. The list may only shrink.
pub fn without_test<W: Who>(doors: &[Door<W>]) -> String {
    let untried = doors.iter().filter(|door| !door.who.is_anybody() && door.tested_by.is_empty());
    untried.map(|door| format!("{} {}\n", door.method, door.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, Copy)]
    enum Visitor {
        Anybody,
        Keeper,
    }

    impl Who for Visitor {
        fn is_anybody(self) -> bool {
            matches!(self, Self::Anybody)
        }
    }

    const DOORS: &[Door<Visitor>] = &[
        Door::new("GET", "/", Visitor::Anybody, ""),
        Door::new("POST", "/lamp", Visitor::Keeper, "lamp::strangers_stay_outside"),
        Door::new("GET", "/oil", Visitor::Keeper, ""),
    ];

    #[test]
    fn the_table_has_columns() {
        let expected = "\
GET   /      Anybody
POST  /lamp  Keeper   lamp::strangers_stay_outside
GET   /oil   Keeper
";
        assert_eq!(table(DOORS), expected);
    }

    #[test]
    fn only_closed_doors_need_a_test() {
        assert_eq!(without_test(DOORS), "GET /oil\n");
    }
}
