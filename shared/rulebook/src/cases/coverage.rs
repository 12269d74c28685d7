//! What a table tries of an edition.

use std::fmt;

use wire::Category;

use super::{By, CaseOutcome, CaseTable, FieldOutcome, Next, Then, run};
use crate::{Edition, Rule, RuleKind};

/// The cases that try a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCoverage {
    /// Id of the rule.
    pub id: String,
    /// Its kind.
    pub kind: RuleKind,
    /// Whether the edition uses it.
    pub on: bool,
    /// Numbers of the cases in which it carries; for a never-rule stands, for a way beside the hub is shown.
    pub cases: Vec<u32>,
}

/// The cases that try a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCoverage {
    /// The category.
    pub category: Category,
    /// Numbers of the cases in which it goes.
    pub goes: Vec<u32>,
    /// Numbers of the cases in which it does not.
    pub stays: Vec<u32>,
}

/// What a table tries of an edition, rule by rule and category by category. Its text is a file to keep and compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Id of the edition.
    pub edition: wire::EditionId,
    /// How many cases there are.
    pub cases: usize,
    /// Every rule, in the order of the edition.
    pub rules: Vec<RuleCoverage>,
    /// Every category.
    pub categories: Vec<CategoryCoverage>,
}

impl Coverage {
    /// Rules that the edition uses and no case tries.
    pub fn untried_rules(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().filter(|rule| rule.on && rule.cases.is_empty()).map(|rule| rule.id.as_str())
    }

    /// Categories that go in no case, or stay in none.
    pub fn untried_categories(&self) -> impl Iterator<Item = Category> {
        self.categories.iter().filter(|tried| tried.goes.is_empty() || tried.stays.is_empty()).map(|tried| tried.category)
    }
}

/// Runs a table and tells what it tries.
pub fn coverage(table: &CaseTable, edition: &Edition) -> Coverage {
    let outcomes = run(table, edition).outcomes;
    let of_rule = |rule: &Rule| RuleCoverage {
        id: rule.id.clone(),
        kind: rule.kind,
        on: is_on(edition, rule),
        cases: numbers(&outcomes, |field| tries(field, &rule.id)),
    };
    let of_category = |&category: &Category| CategoryCoverage {
        category,
        goes: numbers(&outcomes, |field| field.category == Some(category) && field.came.then == Then::Goes),
        stays: numbers(&outcomes, |field| field.category == Some(category) && field.came.then != Then::Goes),
    };
    Coverage {
        edition: edition.id().clone(),
        cases: outcomes.len(),
        rules: edition.rules().iter().map(of_rule).collect(),
        categories: Category::ALL.iter().map(of_category).collect(),
    }
}

fn is_on(edition: &Edition, rule: &Rule) -> bool {
    let switched = |id: &String| edition.switches().iter().any(|switch| switch.id == *id && switch.on);
    rule.kind == RuleKind::Never || (rule.confidence.is_on() && rule.switch.as_ref().is_none_or(switched))
}

fn tries(field: &FieldOutcome, id: &str) -> bool {
    let by = matches!(&field.came.by, By::Rules(ids) if ids.iter().any(|known| known == id));
    by || matches!(&field.came.next, Some(Next::OutsideHub(rule)) if rule == id)
}

fn numbers(outcomes: &[CaseOutcome], wanted: impl Fn(&FieldOutcome) -> bool) -> Vec<u32> {
    outcomes.iter().filter(|outcome| outcome.fields.iter().any(&wanted)).map(|outcome| outcome.number).collect()
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} cases against edition {}", self.cases, self.edition)?;
        writeln!(f, "\nRules: the cases in which each carries; a never-rule stands; a way beside the hub is shown.")?;
        for rule in &self.rules {
            let off = if rule.on { "" } else { " (off)" };
            writeln!(f, "  {:<30} {:<18} {}", rule.id, format!("{}{off}", rule.kind), list(&rule.cases))?;
        }
        writeln!(f, "\nCategories: the cases in which each goes | and does not.")?;
        for tried in &self.categories {
            writeln!(f, "  {:<30} {} | {}", tried.category.code(), list(&tried.goes), list(&tried.stays))?;
        }
        writeln!(f, "\nRules in use that no case tries: {}", or_none(self.untried_rules().map(str::to_owned)))?;
        writeln!(
            f,
            "Categories that go in no case, or stay in none: {}",
            or_none(self.untried_categories().map(|category| category.to_string()))
        )
    }
}

fn list(numbers: &[u32]) -> String {
    or_none(numbers.iter().map(u32::to_string))
}

fn or_none(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
