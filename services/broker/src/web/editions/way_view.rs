//! A way that comes or goes, as a sentence.

use std::collections::BTreeMap;

use rulebook::{Cell, Edition, Way, WayChange};
use web::{Page, moment};
use wire::{Category, Direction, SubjectRole};

use crate::web::phrases;

/// A way that comes or goes.
pub(crate) struct WayLine {
    /// Whether it comes; else it goes.
    pub is_new: bool,
    /// “Polis → socialtjänst”, or several of them.
    pub direction: String,
    /// Categories, and whom they are about.
    pub cells: Vec<(String, String)>,
    /// “lämnas nu med samtycke”.
    pub verb: String,
    /// “från 1 jan. 2027”; empty for what holds today and goes on.
    pub days: String,
    /// What must be answered with yes.
    pub conditions: Vec<String>,
    /// Label and words: purposes, who decides, whose consent, who is told.
    pub more: Vec<(String, String)>,
    /// The rules that make it.
    pub rules: Vec<RuleLink>,
}

/// A rule on the page of its edition.
pub(crate) struct RuleLink {
    /// Id.
    pub id: String,
    /// Short name.
    pub label: String,
    /// Where it is read.
    pub href: String,
}

impl RuleLink {
    /// The rule of an edition; one it does not have is named by its id.
    pub(crate) fn of(page: &Page, edition: &Edition, id: &str) -> Self {
        let rule = edition.rules().iter().find(|rule| rule.id == id);
        Self {
            id: id.to_owned(),
            label: rule.map(|rule| phrases::said(page, &rule.label).to_owned()).unwrap_or_default(),
            href: format!("/rulebook/{}/rules#rule-{id}", edition.id()),
        }
    }
}

impl WayLine {
    /// In words, with every direction in which it is the same; `edition` is the one that has the way.
    pub(crate) fn of(page: &Page, edition: &Edition, change: &WayChange, directions: &[Direction]) -> Self {
        let (way, step) = (&change.way, if change.is_new { "new" } else { "gone" });
        let directions: Vec<String> = directions.iter().map(|direction| phrases::direction(page, *direction)).collect();
        Self {
            is_new: change.is_new,
            direction: directions.join(", "),
            cells: cells(page, &change.cells),
            verb: page.text(&format!("way-{step}-{}", way.kind)),
            days: days(page, change),
            conditions: phrases::claims(page, edition, &way.facts),
            more: more(page, change),
            rules: change.rules.iter().map(|id| RuleLink::of(page, edition, id)).collect(),
        }
    }
}

/// Cells about the same person together, the most first.
fn cells(page: &Page, cells: &[Cell]) -> Vec<(String, String)> {
    let mut by_role: BTreeMap<Option<SubjectRole>, Vec<Category>> = BTreeMap::new();
    for cell in cells {
        by_role.entry(cell.role).or_default().push(cell.category);
    }
    let mut groups: Vec<_> = by_role.into_iter().collect();
    groups.sort_by_key(|(_, categories)| std::cmp::Reverse(categories.len()));
    let group = |(role, categories)| (phrases::categories(page, categories), phrases::about(page, role));
    groups.into_iter().map(group).collect()
}

fn days(page: &Page, change: &WayChange) -> String {
    let from = page.date(&change.from);
    match change.until {
        Some(until) => page.words.with("days-from-until", &[("from", from), ("until", page.date(&until))]),
        None if change.from > moment::today(page.now) => page.words.with("days-from", &[("from", from)]),
        None => String::new(),
    }
}

/// Changes that are the same in several directions, once each with all of these.
pub(crate) fn together(changes: &[WayChange]) -> Vec<(&WayChange, Vec<Direction>)> {
    let mut groups: Vec<(&WayChange, Vec<Direction>)> = Vec::new();
    for change in changes {
        let direction = change.way.direction;
        let turned = |other: &WayChange| WayChange { way: Way { direction, ..other.way.clone() }, ..other.clone() };
        match groups.iter_mut().find(|(first, _)| turned(first) == *change) {
            Some((_, directions)) => directions.push(direction),
            None => groups.push((change, vec![direction])),
        }
    }
    groups
}

fn more(page: &Page, change: &WayChange) -> Vec<(String, String)> {
    let way = &change.way;
    let line = |key: &str, words: String| (!words.is_empty()).then(|| (page.text(key), words));
    let giver = way.giver.map(|role| page.text(&format!("person-{role}"))).unwrap_or_default();
    let lines = [
        line("way-purposes", phrases::purposes(page, &way.purposes)),
        line("way-giver", giver),
        line("way-decided-by", phrases::staff(page, &way.decided_by)),
        way.tells.then(|| (page.text("way-tells"), page.text("way-tells-at-once"))),
        (!way.suggested).then(|| (page.text("way-suggested"), page.text("way-not-suggested"))),
    ];
    lines.into_iter().flatten().collect()
}
