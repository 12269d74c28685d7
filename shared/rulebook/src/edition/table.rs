//! The rules by direction, category and role: no text is compared and nothing is allocated when a field is judged.

use jiff::civil::Date;
use wire::{Category, Direction, FactCode, SubjectRole};

use super::{
    file::EditionFile,
    rule::{Opening, Rule, RuleIndex, RuleKind},
};
use crate::{
    FactSet, PurposeSet,
    sets::{ROLE_PLACES, role_place},
};

/// One rule for one direction, category and role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub rule: RuleIndex,
    pub kind: RuleKind,
    pub needs: FactSet,
    pub purposes: PurposeSet,
    pub from: Date,
    pub until: Date,
    /// Whose consent, when it is not the person's own.
    pub giver: Option<SubjectRole>,
    pub suggested: bool,
    /// Somebody is told when this goes.
    pub tells: bool,
}

impl Entry {
    pub fn is_in_force(&self, date: Date) -> bool {
        self.from <= date && date <= self.until
    }
}

const CELLS: usize = Direction::ALL.len() * Category::ALL.len() * ROLE_PLACES;

/// Where a cell's entries stand: never-rules first, then duties, then the rest.
#[derive(Debug, Clone, Copy)]
struct Range {
    nevers: u16,
    duties: u16,
    others: u16,
    end: u16,
}

/// Entries, with the range of each cell; in a cell they stand in the order of precedence.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    entries: Vec<Entry>,
    ranges: Vec<Range>,
}

fn cell_place(direction: Direction, category: Category, role: Option<SubjectRole>) -> usize {
    (direction as usize * Category::ALL.len() + category as usize) * ROLE_PLACES + role_place(role)
}

impl Table {
    pub fn cell(&self, direction: Direction, category: Category, role: Option<SubjectRole>) -> &[Entry] {
        let range = self.ranges[cell_place(direction, category, role)];
        self.between(range.nevers, range.end)
    }

    /// The never-rules of a cell.
    pub fn nevers(&self, direction: Direction, category: Category, role: Option<SubjectRole>) -> &[Entry] {
        let range = self.ranges[cell_place(direction, category, role)];
        self.between(range.nevers, range.duties)
    }

    /// The duties of a cell.
    pub fn duties(&self, direction: Direction, category: Category, role: Option<SubjectRole>) -> &[Entry] {
        let range = self.ranges[cell_place(direction, category, role)];
        self.between(range.duties, range.others)
    }

    /// What is neither, in the order of precedence; ways beside the hub come last.
    pub fn others(&self, direction: Direction, category: Category, role: Option<SubjectRole>) -> &[Entry] {
        let range = self.ranges[cell_place(direction, category, role)];
        self.between(range.others, range.end)
    }

    fn between(&self, start: u16, end: u16) -> &[Entry] {
        &self.entries[usize::from(start)..usize::from(end)]
    }

    pub(super) fn compile(file: &EditionFile) -> Self {
        let mut cells: Vec<Vec<Entry>> = vec![Vec::new(); CELLS];
        for (rule, place) in file.rules.iter().zip(0..) {
            if is_on(file, rule) {
                add(file, rule, RuleIndex(place), &mut cells);
            }
        }
        let mut table = Self { entries: Vec::new(), ranges: Vec::with_capacity(CELLS) };
        for mut cell in cells {
            cell.sort_by_key(|entry| (entry.kind, entry.rule));
            let start = table.entries.len();
            let duties = start + cell.partition_point(|entry| entry.kind < RuleKind::Duty);
            let others = start + cell.partition_point(|entry| entry.kind <= RuleKind::Duty);
            table.entries.append(&mut cell);
            let end = table.entries.len();
            table.ranges.push(Range { nevers: narrow(start), duties: narrow(duties), others: narrow(others), end: narrow(end) });
        }
        table
    }
}

/// A crash here means that an edition has more than 65 535 entries: `parse` bounds the rules far below it.
fn narrow(place: usize) -> u16 {
    u16::try_from(place).expect("the number of rules is bounded when the edition is read")
}

/// A prohibition that is uncertain still stands; an opening that is uncertain does not.
pub(super) fn is_on(file: &EditionFile, rule: &Rule) -> bool {
    let switched = |id: &String| file.switches.iter().any(|switch| switch.id == *id && switch.on);
    rule.kind == RuleKind::Never || (rule.confidence.is_on() && rule.switch.as_ref().is_none_or(switched))
}

fn add(file: &EditionFile, rule: &Rule, place: RuleIndex, cells: &mut [Vec<Entry>]) {
    for opening in &rule.opens {
        for &direction in &rule.directions {
            if !opening.is_for(direction) {
                continue;
            }
            for &category in &opening.categories {
                let entry = entry(file, rule, place, opening, direction, category);
                for role in roles(opening) {
                    cells[cell_place(direction, category, role)].push(entry);
                }
            }
        }
    }
}

fn roles(opening: &Opening) -> Vec<Option<SubjectRole>> {
    if opening.roles.is_empty() { vec![None] } else { opening.roles.iter().copied().map(Some).collect() }
}

fn entry(file: &EditionFile, rule: &Rule, place: RuleIndex, opening: &Opening, direction: Direction, category: Category) -> Entry {
    let gated = file.lead.clears.contains(&category) && file.lead.directions.contains(&direction);
    let waits = gated && matches!(rule.kind, RuleKind::Consent | RuleKind::HarmTest | RuleKind::PermissionManual);
    let facts = opening.needs.iter().copied().chain(waits.then_some(FactCode::LeadHasCleared));
    Entry {
        rule: place,
        kind: rule.kind,
        needs: facts.fold(rule.needed_facts(), FactSet::with),
        purposes: rule.purpose_set(),
        from: rule.from,
        until: rule.until.unwrap_or(Date::MAX),
        giver: rule.giver,
        suggested: opening.suggested,
        tells: gated && rule.tells.is_some(),
    }
}
