//! The rules by day, direction, category and role: no text is compared and nothing is allocated when a field is judged.

mod compile;

use jiff::civil::Date;
use wire::{Category, Direction, SubjectRole};

pub(super) use compile::is_on;

use super::rule::{RuleIndex, RuleKind};
use crate::{
    CategorySet, FactSet, PurposeSet,
    sets::{ROLE_PLACES, role_place},
};

/// One rule for one direction, category and role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub needs: FactSet,
    /// All, where the kind of rule holds for any purpose.
    pub purposes: PurposeSet,
    pub rule: RuleIndex,
    pub kind: RuleKind,
    /// Whose consent it needs.
    pub giver: Option<SubjectRole>,
    pub suggested: bool,
    /// Somebody is told when this goes.
    pub tells: bool,
}

const CELLS_OF_DIRECTION: usize = Category::ALL.len() * ROLE_PLACES;
const CELLS: usize = Direction::ALL.len() * CELLS_OF_DIRECTION;

/// Where a cell's entries stand, kind by kind.
#[derive(Debug, Clone, Copy)]
struct Range {
    start: u32,
    duties: u32,
    consents: u32,
    states: u32,
    harm_tests: u32,
    permissions: u32,
    beside: u32,
    end: u32,
}

/// Entries, with the range of each cell in each period; in a cell they stand in the order of precedence.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    entries: Vec<Entry>,
    /// First days of the periods: within one no rule begins and none ends.
    starts: Vec<Date>,
    /// All cells of the first period, then those of the next.
    ranges: Vec<Range>,
    gated: CategorySet,
}

/// What is in force in one direction on one day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InForce<'t> {
    entries: &'t [Entry],
    ranges: &'t [Range],
    /// Categories that the lead of the investigation clears.
    pub gated: CategorySet,
}

/// The rules for one category and role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'t> {
    entries: &'t [Entry],
    range: &'t Range,
}

impl<'t> Cell<'t> {
    /// All, in the order of precedence.
    pub fn entries(self) -> &'t [Entry] {
        self.between(self.range.start, self.range.end)
    }

    pub fn nevers(self) -> &'t [Entry] {
        self.between(self.range.start, self.range.duties)
    }

    pub fn duties(self) -> &'t [Entry] {
        self.between(self.range.duties, self.range.consents)
    }

    pub fn consents(self) -> &'t [Entry] {
        self.between(self.range.consents, self.range.states)
    }

    pub fn harm_tests(self) -> &'t [Entry] {
        self.between(self.range.harm_tests, self.range.permissions)
    }

    pub fn permissions(self) -> &'t [Entry] {
        self.between(self.range.permissions, self.range.beside)
    }

    /// Whatever but a duty can cover a role, in the order of precedence.
    pub fn others(self) -> &'t [Entry] {
        self.between(self.range.consents, self.range.beside)
    }

    /// Duties and whatever else can cover a role, in the order of precedence.
    pub fn openings(self) -> &'t [Entry] {
        self.between(self.range.duties, self.range.beside)
    }

    /// Ways beside the hub.
    pub fn beside(self) -> &'t [Entry] {
        self.between(self.range.beside, self.range.end)
    }

    /// Whether no rule in force speaks of it, for any purpose.
    pub const fn is_empty(self) -> bool {
        self.range.start == self.range.end
    }

    fn between(self, start: u32, end: u32) -> &'t [Entry] {
        &self.entries[start as usize..end as usize]
    }
}

impl<'t> InForce<'t> {
    pub fn cell(self, category: Category, role: Option<SubjectRole>) -> Cell<'t> {
        Cell { entries: self.entries, range: &self.ranges[category as usize * ROLE_PLACES + role_place(role)] }
    }
}

impl Table {
    /// What is in force in a direction on a day.
    pub fn in_force(&self, direction: Direction, date: Date) -> InForce<'_> {
        let later = self.starts.partition_point(|start| *start <= date);
        let start = later.saturating_sub(1) * CELLS + direction as usize * CELLS_OF_DIRECTION;
        InForce { entries: &self.entries, ranges: &self.ranges[start..start + CELLS_OF_DIRECTION], gated: self.gated }
    }
}
