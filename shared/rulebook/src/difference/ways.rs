//! Ways in which something may go, compared day by day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use wire::{Category, Direction, FactCode, Purpose, SubjectRole};

use crate::{Edition, Opening, Rule, RuleKind};

/// How something may go about a role, or what stands against it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// Which way.
    pub direction: Direction,
    /// What sort of ground.
    pub kind: RuleKind,
    /// Questions that must be answered with yes, the lead's among them.
    pub facts: BTreeSet<FactCode>,
    /// Whose consent, when it is not the person's own.
    pub giver: Option<SubjectRole>,
    /// For which purposes; empty for a ground that holds whatever the purpose is.
    pub purposes: BTreeSet<Purpose>,
    /// Who may decide, where a named person does.
    pub decided_by: BTreeSet<wire::StaffRole>,
    /// Who is told.
    pub tells: bool,
    /// Whether a page may propose it.
    pub suggested: bool,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Category.
    pub category: Category,
    /// Whose secrecy; none for a state of work.
    pub role: Option<SubjectRole>,
}

/// A way that comes or goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayChange {
    /// Whether the new edition has it and the old one has not; else the reverse.
    pub is_new: bool,
    /// The way.
    pub way: Way,
    /// For what.
    pub cells: Vec<Cell>,
    /// First day of the change.
    pub from: Date,
    /// Last day; none when it goes on.
    pub until: Option<Date>,
    /// The rules that make it, of the edition that has it.
    pub rules: Vec<String>,
}

/// One way for one purpose and cell: what is compared.
type Atom = (Cell, Way);
/// The days between two changes of law, each as its first.
type Day = Date;

/// The days on which something was met, with the rules that make it.
type Met = Vec<(Day, BTreeSet<String>)>;

pub(super) fn compare(old: &Edition, new: &Edition) -> Vec<WayChange> {
    let days = first_days(old, new);
    let mut periods: BTreeMap<(bool, Atom), Met> = BTreeMap::new();
    for &day in &days {
        let (before, after) = (atoms(old, day), atoms(new, day));
        for (is_new, mine, other) in [(false, &before, &after), (true, &after, &before)] {
            for (atom, rules) in mine.iter().filter(|(atom, _)| !other.contains_key(*atom)) {
                periods.entry((is_new, atom.clone())).or_default().push((day, rules.clone()));
            }
        }
    }
    let spans = periods.into_iter().flat_map(|((is_new, atom), met)| spans(&days, &met).map(move |span| (is_new, atom.clone(), span)));
    grouped(spans)
}

/// Days on which either edition changes, and the day everything begins.
fn first_days(old: &Edition, new: &Edition) -> Vec<Day> {
    let rules = old.rules().iter().chain(new.rules());
    let edges = rules.flat_map(|rule| [Some(rule.from), rule.until.map(|until| until.saturating_add(1.day()))]);
    let days: BTreeSet<Day> = edges.flatten().collect();
    days.into_iter().collect()
}

/// A run of days with the rules that make it.
struct Span {
    from: Date,
    until: Option<Date>,
    rules: BTreeSet<String>,
}

/// Runs of neighbouring periods. The rules of a run are those of all its periods.
fn spans(days: &[Day], met: &[(Day, BTreeSet<String>)]) -> impl Iterator<Item = Span> + use<> {
    let place = |day: &Day| days.iter().position(|known| known == day).unwrap_or_default();
    let mut runs: Vec<(usize, usize, BTreeSet<String>)> = Vec::new();
    for (day, rules) in met {
        let here = place(day);
        match runs.last_mut().filter(|(_, last, _)| last + 1 == here) {
            Some((_, last, known)) => {
                *last = here;
                known.extend(rules.iter().cloned());
            }
            None => runs.push((here, here, rules.clone())),
        }
    }
    let days = days.to_vec();
    runs.into_iter().map(move |(first, last, rules)| Span {
        from: days[first],
        until: days.get(last + 1).map(|next| next.saturating_sub(1.day())),
        rules,
    })
}

/// Like changes of several categories, roles and purposes become one line.
fn grouped(spans: impl Iterator<Item = (bool, Atom, Span)>) -> Vec<WayChange> {
    type Line = (bool, Way, Date, Option<Date>, BTreeSet<String>);
    let mut by_purposes: BTreeMap<(Cell, Line), BTreeSet<Purpose>> = BTreeMap::new();
    for (is_new, (cell, way), span) in spans {
        let purposes = way.purposes.clone();
        let line = (is_new, Way { purposes: BTreeSet::new(), ..way }, span.from, span.until, span.rules);
        by_purposes.entry((cell, line)).or_default().extend(purposes);
    }
    let mut by_cells: BTreeMap<Line, Vec<Cell>> = BTreeMap::new();
    for ((cell, (is_new, way, from, until, rules)), purposes) in by_purposes {
        by_cells.entry((is_new, Way { purposes, ..way }, from, until, rules)).or_default().push(cell);
    }
    let change = |((is_new, way, from, until, rules), cells): (Line, Vec<Cell>)| WayChange {
        is_new,
        way,
        cells,
        from,
        until,
        rules: rules.into_iter().collect(),
    };
    let mut changes: Vec<WayChange> = by_cells.into_iter().map(change).collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.cells.len()), change.from, !change.is_new));
    changes
}

/// Every way that stands on a day, with the rules that make it.
fn atoms(edition: &Edition, day: Day) -> BTreeMap<Atom, BTreeSet<String>> {
    let mut atoms: BTreeMap<Atom, BTreeSet<String>> = BTreeMap::new();
    for rule in edition.rules().iter().filter(|rule| rule.is_in_force(day) && edition.is_on(rule)) {
        for opening in &rule.opens {
            for atom in of_opening(edition, rule, opening) {
                atoms.entry(atom).or_default().insert(rule.id.clone());
            }
        }
    }
    atoms
}

fn of_opening<'r>(edition: &'r Edition, rule: &'r Rule, opening: &'r Opening) -> impl Iterator<Item = Atom> + 'r {
    let directions = rule.directions.iter().filter(|direction| opening.is_for(**direction));
    let roles = || if opening.roles.is_empty() { vec![None] } else { opening.roles.iter().copied().map(Some).collect::<Vec<_>>() };
    let cells = opening.categories.iter().flat_map(move |&category| roles().into_iter().map(move |role| Cell { category, role }));
    let cells: Vec<Cell> = cells.collect();
    let whatever = matches!(rule.kind, RuleKind::Never | RuleKind::Duty);
    let purposes: Vec<Option<Purpose>> = if whatever { vec![None] } else { rule.purposes.iter().copied().map(Some).collect() };
    directions.flat_map(move |&direction| {
        let purposes = purposes.clone();
        cells.clone().into_iter().flat_map(move |cell| {
            let way = move |purpose: &Option<Purpose>| (cell, way(edition, rule, opening, direction, cell.category, *purpose));
            purposes.iter().map(way).collect::<Vec<_>>()
        })
    })
}

fn way(edition: &Edition, rule: &Rule, opening: &Opening, direction: Direction, category: Category, purpose: Option<Purpose>) -> Way {
    let gated = edition.is_cleared_by_the_lead(direction, category);
    let waits = gated && matches!(rule.kind, RuleKind::Consent | RuleKind::HarmTest | RuleKind::PermissionManual);
    let facts = rule.needs.iter().chain(&opening.needs).copied().chain(waits.then_some(FactCode::LeadHasCleared));
    Way {
        direction,
        kind: rule.kind,
        facts: facts.collect(),
        giver: rule.giver.filter(|_| rule.kind == RuleKind::Consent),
        purposes: purpose.into_iter().collect(),
        decided_by: rule.decided_by.iter().copied().collect(),
        tells: gated && rule.tells.is_some(),
        suggested: opening.suggested,
    }
}
