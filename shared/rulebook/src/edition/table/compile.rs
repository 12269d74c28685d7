//! The table is made once, when an edition is read.

use std::collections::BTreeSet;

use jiff::civil::Date;
use wire::{Category, Direction, FactCode, SubjectRole};

use super::{CELLS, CELLS_OF_DIRECTION, Entry, Range, Table};
use crate::{
    FactSet, PurposeSet,
    edition::{
        file::EditionFile,
        rule::{Opening, Rule, RuleIndex, RuleKind},
    },
    sets::{ROLE_PLACES, role_place},
};

/// An entry while the table is made.
struct Dated {
    entry: Entry,
    from: Date,
    until: Date,
}

impl Dated {
    fn is_in_force(&self, date: Date) -> bool {
        self.from <= date && date <= self.until
    }
}

/// Which cell.
#[derive(Debug, Clone, Copy)]
struct Place {
    direction: Direction,
    category: Category,
    role: Option<SubjectRole>,
}

impl Place {
    fn cell(self) -> usize {
        self.direction as usize * CELLS_OF_DIRECTION + self.category as usize * ROLE_PLACES + role_place(self.role)
    }
}

impl Table {
    pub(in crate::edition) fn compile(file: &EditionFile) -> Self {
        let cells = cells(file);
        let starts = starts(cells.iter().flatten());
        let mut table = Self { entries: Vec::new(), starts, ranges: Vec::new(), gated: file.lead.clears.iter().copied().collect() };
        for place in 0..table.starts.len() {
            let start = table.starts[place];
            cells.iter().for_each(|cell| table.add(cell.iter().filter(|dated| dated.is_in_force(start)).map(|dated| dated.entry)));
        }
        table
    }

    /// Adds the next cell; one that is as in the period before shares its entries.
    fn add(&mut self, cell: impl Iterator<Item = Entry>) {
        let cell: Vec<Entry> = cell.collect();
        let before = self.ranges.len().checked_sub(CELLS).map(|place| self.ranges[place]);
        let same = before.filter(|range| cell == self.entries[range.start as usize..range.end as usize]);
        let range = same.unwrap_or_else(|| {
            let start = self.entries.len();
            let up_to = |kind: RuleKind| narrow(start + cell.partition_point(|entry| entry.kind < kind));
            Range {
                start: narrow(start),
                duties: up_to(RuleKind::Duty),
                consents: up_to(RuleKind::Consent),
                states: up_to(RuleKind::StateOnly),
                harm_tests: up_to(RuleKind::HarmTest),
                permissions: up_to(RuleKind::PermissionManual),
                beside: up_to(RuleKind::OutsideHub),
                end: narrow(start + cell.len()),
            }
        });
        if same.is_none() {
            self.entries.extend(cell);
        }
        self.ranges.push(range);
    }
}

/// A crash here means that an edition has more than 4 294 967 295 entries: it would not fit into memory as text.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).expect("the number of rules is bounded when the edition is read")
}

/// The first day of all, and each on which a rule begins or has ended.
fn starts<'d>(dated: impl Iterator<Item = &'d Dated>) -> Vec<Date> {
    let edges = dated.flat_map(|dated| [Some(dated.from), dated.until.tomorrow().ok()]);
    edges.flatten().chain([Date::MIN]).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A prohibition that is uncertain still stands; an opening that is uncertain does not.
pub(in crate::edition) fn is_on(file: &EditionFile, rule: &Rule) -> bool {
    let switched = |id: &String| file.switches.iter().any(|switch| switch.id == *id && switch.on);
    rule.kind == RuleKind::Never || (rule.confidence.is_on() && rule.switch.as_ref().is_none_or(switched))
}

/// Every cell with its entries of all days, in the order of precedence.
fn cells(file: &EditionFile) -> Vec<Vec<Dated>> {
    let mut cells: Vec<Vec<Dated>> = (0..CELLS).map(|_| Vec::new()).collect();
    for (rule, place) in file.rules.iter().zip(0..).filter(|(rule, _)| is_on(file, rule)) {
        add(file, rule, RuleIndex(place), &mut cells);
    }
    cells.iter_mut().for_each(|cell| cell.sort_by_key(|dated| (dated.entry.kind, dated.entry.rule)));
    cells
}

fn add(file: &EditionFile, rule: &Rule, index: RuleIndex, cells: &mut [Vec<Dated>]) {
    for opening in &rule.opens {
        for &direction in rule.directions.iter().filter(|direction| opening.is_for(**direction)) {
            for &category in &opening.categories {
                for role in roles(opening) {
                    let place = Place { direction, category, role };
                    let entry = entry(file, rule, index, opening, place);
                    cells[place.cell()].push(Dated { entry, from: rule.from, until: rule.until.unwrap_or(Date::MAX) });
                }
            }
        }
    }
}

fn roles(opening: &Opening) -> Vec<Option<SubjectRole>> {
    if opening.roles.is_empty() { vec![None] } else { opening.roles.iter().copied().map(Some).collect() }
}

fn entry(file: &EditionFile, rule: &Rule, index: RuleIndex, opening: &Opening, place: Place) -> Entry {
    let gated = file.lead.clears.contains(&place.category) && file.lead.directions.contains(&place.direction);
    let waits = gated && matches!(rule.kind, RuleKind::Consent | RuleKind::HarmTest | RuleKind::PermissionManual);
    let facts = opening.needs.iter().copied().chain(waits.then_some(FactCode::LeadHasCleared));
    let any_purpose = matches!(rule.kind, RuleKind::Duty | RuleKind::Never);
    Entry {
        needs: facts.fold(rule.needed_facts(), FactSet::with),
        purposes: if any_purpose { PurposeSet::ALL } else { rule.purpose_set() },
        rule: index,
        kind: rule.kind,
        giver: if rule.kind == RuleKind::Consent { rule.giver.or(place.role) } else { None },
        suggested: opening.suggested,
        tells: gated && rule.tells.is_some(),
    }
}
