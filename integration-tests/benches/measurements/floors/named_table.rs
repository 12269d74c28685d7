//! A decision with its deciding rule, by look-up: what is left of a rule book when everything general is taken away.
//!
//! 25 categories, 6 purposes, 5 roles, 8 yes/no circumstances; 24 rules that permit, 6 that forbid and come first;
//! no rule, no disclosure. Everything in a question is a name; the names are hashed to places in the table.

use std::{collections::HashMap, hint::black_box, time::Duration};

use crate::{Outcome, chance::Chance, cpu};

const CATEGORIES: usize = 25;
const PURPOSES: usize = 6;
const ROLES: usize = 5;
const CIRCUMSTANCES: usize = 8;
const QUESTIONS: usize = 256;

struct Rule {
    permits: bool,
    categories: u32,
    purposes: u32,
    roles: u32,
    needs: u8,
    lacks: u8,
}

#[derive(Clone, Copy)]
struct Clause {
    rule: u8,
    permits: bool,
    needs: u8,
    lacks: u8,
}

/// As it comes: names.
struct Question {
    purpose: String,
    role: String,
    circumstances: Vec<String>,
    categories: Vec<String>,
}

struct Table {
    codes: HashMap<String, usize>,
    clauses: Vec<Clause>,
    cells: Vec<(u32, u32)>,
}

/// The table with its questions.
pub struct Floor {
    table: Table,
    questions: Vec<Question>,
}

impl Floor {
    /// # Errors
    /// The table and a plain scan of the rules disagree.
    pub fn new() -> Outcome<Self> {
        let mut chance = Chance::seeded(7);
        let rules: Vec<Rule> = (0..30).map(|place| rule(place, &mut chance)).collect();
        let questions: Vec<Question> = (0..QUESTIONS).map(|_| question(&mut chance)).collect();
        let table = Table::new(&rules);
        for question in &questions {
            if table.decide(question) != table.scan(&rules, question) {
                return Err("the floor's table does not say what its rules say".into());
            }
        }
        Ok(Self { table, questions })
    }

    /// Decides 25 fields.
    pub fn decide(&self, call: usize) {
        black_box(self.table.decide(black_box(&self.questions[call % QUESTIONS])));
    }
}

/// CPU microseconds a decision of 25 fields.
///
/// # Errors
/// As [`Floor::new`].
pub fn microseconds(length: Duration) -> Outcome<f64> {
    let floor = Floor::new()?;
    Ok(cpu::microseconds_a_call(length, |call| floor.decide(call)))
}

fn some_of(count: usize, of: usize, chance: &mut Chance) -> u32 {
    (0..count).fold(0, |bits, _| bits | 1 << chance.below(of as u64))
}

fn rule(place: usize, chance: &mut Chance) -> Rule {
    let permits = place < 24;
    let categories = if permits { 1 << place | some_of(1, CATEGORIES, chance) } else { some_of(3, CATEGORIES, chance) };
    let needs = if place.is_multiple_of(3) { 0 } else { some_of(1, CIRCUMSTANCES, chance) as u8 };
    let lacks = if permits { 0 } else { some_of(1, CIRCUMSTANCES, chance) as u8 & !needs };
    Rule { permits, categories, purposes: some_of(4, PURPOSES, chance), roles: some_of(4, ROLES, chance), needs, lacks }
}

fn question(chance: &mut Chance) -> Question {
    let bits = chance.below(1 << CIRCUMSTANCES);
    Question {
        purpose: format!("purpose-{}", chance.below(PURPOSES as u64)),
        role: format!("role-{}", chance.below(ROLES as u64)),
        circumstances: (0..CIRCUMSTANCES).filter(|place| bits >> place & 1 == 1).map(|place| format!("circumstance-{place}")).collect(),
        categories: (0..CATEGORIES).map(|place| format!("category-{place}")).collect(),
    }
}

impl Table {
    fn new(rules: &[Rule]) -> Self {
        let lists = [("category", CATEGORIES), ("purpose", PURPOSES), ("role", ROLES), ("circumstance", CIRCUMSTANCES)];
        let codes = lists.into_iter().flat_map(|(list, count)| (0..count).map(move |place| (format!("{list}-{place}"), place))).collect();
        let mut table = Self { codes, clauses: Vec::new(), cells: Vec::new() };
        for cell in 0..CATEGORIES * PURPOSES * ROLES {
            let start = table.clauses.len() as u32;
            for permits in [false, true] {
                table.clauses.extend(clauses(rules, cell).filter(|clause| clause.permits == permits));
            }
            table.cells.push((start, table.clauses.len() as u32));
        }
        table
    }

    /// For each category the deciding rule and whether it permits.
    fn decide(&self, question: &Question) -> [Option<(u8, bool)>; CATEGORIES] {
        let circumstances = self.bits(question);
        let row = self.row(question);
        let mut decided = [None; CATEGORIES];
        for (name, slot) in question.categories.iter().zip(&mut decided) {
            let (start, end) = self.cells[self.codes[name] * PURPOSES * ROLES + row];
            let clauses = &self.clauses[start as usize..end as usize];
            let decides = clauses.iter().find(|clause| holds(clause.needs, clause.lacks, circumstances));
            *slot = decides.map(|clause| (clause.rule, clause.permits));
        }
        decided
    }

    /// The same by asking every rule.
    fn scan(&self, rules: &[Rule], question: &Question) -> [Option<(u8, bool)>; CATEGORIES] {
        let circumstances = self.bits(question);
        let row = self.row(question);
        std::array::from_fn(|category| {
            let cell = category * PURPOSES * ROLES + row;
            let standing = || clauses(rules, cell).filter(|clause| holds(clause.needs, clause.lacks, circumstances));
            standing().find(|clause| !clause.permits).or_else(|| standing().next()).map(|clause| (clause.rule, clause.permits))
        })
    }

    fn bits(&self, question: &Question) -> u8 {
        question.circumstances.iter().fold(0, |bits, name| bits | 1 << self.codes[name])
    }

    /// Place of purpose and role within a category.
    fn row(&self, question: &Question) -> usize {
        self.codes[&question.purpose] * ROLES + self.codes[&question.role]
    }
}

fn clauses(rules: &[Rule], cell: usize) -> impl Iterator<Item = Clause> {
    let (category, purpose, role) = (cell / (PURPOSES * ROLES), cell / ROLES % PURPOSES, cell % ROLES);
    let of_cell =
        move |rule: &&Rule| rule.categories >> category & 1 == 1 && rule.purposes >> purpose & 1 == 1 && rule.roles >> role & 1 == 1;
    let numbered = rules.iter().zip(0..).filter(move |(rule, _)| of_cell(rule));
    numbered.map(|(rule, place)| Clause { rule: place, permits: rule.permits, needs: rule.needs, lacks: rule.lacks })
}

fn holds(needs: u8, lacks: u8, circumstances: u8) -> bool {
    circumstances & needs == needs && circumstances & lacks == 0
}
