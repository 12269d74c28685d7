//! What a plan says, in the reader's language: its form, and the same to be read.

use casework::web::value_forms::Typed;
use web::{FieldErrors, Page};
use wire::value::Stated;

use super::{
    Choice,
    form::{BARNAHUS, items_name, state_code, words_name},
};
use crate::domain::{BarnahusConsultation, GoalDropped, GoalState, PlanContent, PlanGoal, PlanOf, PlanSection, WhoTellsChildren};

/// The form as the template draws it.
pub(super) struct FormView {
    /// The version that the page shows.
    pub(super) version: i64,
    /// When the page was made.
    pub(super) seen: String,
    pub(super) sections: Vec<SectionView>,
    pub(super) goals: Vec<GoalView>,
    pub(super) review_on: String,
}

/// A section to fill in.
pub(super) struct SectionView {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) hint: String,
    pub(super) name: String,
    pub(super) words: String,
    pub(super) one_line: bool,
    pub(super) items_name: String,
    pub(super) items: Vec<Choice>,
    /// What is said of the children in codes.
    pub(super) children: Option<ChildrenView>,
    /// Something is filled in or wrong.
    pub(super) open: bool,
    pub(super) filled: bool,
}

/// The children in codes.
pub(super) struct ChildrenView {
    pub(super) custodian: Vec<Choice>,
    pub(super) told_by: Vec<Choice>,
    pub(super) barnahus: Vec<Choice>,
    pub(super) barnahus_on: String,
}

/// A goal to fill in.
pub(super) struct GoalView {
    pub(super) n: usize,
    pub(super) name: String,
    pub(super) words: String,
    pub(super) day_name: String,
    pub(super) day: String,
    /// Nothing to choose before there is a goal.
    pub(super) states: Vec<Choice>,
}

pub(super) fn form(page: &Page, of: PlanOf, version: i64, typed: &Typed, errors: &FieldErrors) -> FormView {
    FormView {
        version,
        seen: page.now.to_string(),
        sections: of.sections().iter().map(|section| section_view(page, *section, typed, errors)).collect(),
        goals: if of == PlanOf::Victim { goals(page, typed) } else { Vec::new() },
        review_on: typed.one("review_on").to_owned(),
    }
}

fn section_view(page: &Page, section: PlanSection, typed: &Typed, errors: &FieldErrors) -> SectionView {
    let (name, items_name) = (words_name(section), items_name(section));
    let ticked = |code: &str| typed.all(&items_name).any(|chosen| chosen == code);
    let item = |code: &str| (code.to_owned(), page.text(&format!("safety-plan-item-{code}")), ticked(code));
    let items: Vec<Choice> = section.items().iter().map(|one| item(one.code())).collect();
    let children = (section == PlanSection::Children).then(|| children(page, typed));
    let said = children.as_ref().is_some_and(ChildrenView::says_something);
    let filled = said || !typed.one(&name).trim().is_empty() || items.iter().any(|(_, _, chosen)| *chosen);
    let wrong = errors.of(&name).is_some() || (children.is_some() && errors.of("barnahus_on").is_some());
    SectionView {
        code: section.to_string(),
        title: page.text(&format!("safety-plan-section-{section}")),
        hint: page.text(&format!("safety-plan-hint-{section}")),
        words: typed.one(&name).to_owned(),
        one_line: section.room().0 == 1,
        open: filled || wrong,
        filled,
        name,
        items_name,
        items,
        children,
    }
}

impl ChildrenView {
    fn says_something(&self) -> bool {
        let said = |choices: &[Choice]| choices.iter().any(|(code, _, chosen)| *chosen && code != Stated::NotStated.code());
        said(&self.custodian) || said(&self.told_by) || said(&self.barnahus)
    }
}

fn children(page: &Page, typed: &Typed) -> ChildrenView {
    let choice =
        |list: &str, field: &str, code: &str| (code.to_owned(), page.text(&format!("safety-plan-{list}-{code}")), typed.one(field) == code);
    ChildrenView {
        custodian: [Stated::Yes, Stated::No, Stated::NotStated].map(|one| choice("custodian", "custodian", one.code())).into(),
        told_by: WhoTellsChildren::ALL.iter().map(|one| choice("told-by", "told_by", one.code())).collect(),
        barnahus: BARNAHUS.map(|code| choice("barnahus", "barnahus", code)).into(),
        barnahus_on: typed.one("barnahus_on").to_owned(),
    }
}

/// The goals that were typed, and two rows more while there is room.
fn goals(page: &Page, typed: &Typed) -> Vec<GoalView> {
    let last = (1..=PlanGoal::MOST).rev().find(|n| !typed.one(&format!("goal-{n}")).trim().is_empty()).unwrap_or(0);
    (1..=PlanGoal::MOST.min(last + 2)).map(|n| goal(page, n, typed)).collect()
}

fn goal(page: &Page, n: usize, typed: &Typed) -> GoalView {
    let (name, day_name) = (format!("goal-{n}"), format!("goal-{n}-day"));
    let chosen = typed.one(&format!("goal-{n}-state"));
    let states = [GoalState::Open, GoalState::Reached].into_iter().chain(GoalDropped::ALL.iter().map(|why| GoalState::Dropped(*why)));
    let state = |state: GoalState| {
        let code = state_code(state);
        let (words, is_chosen) = (page.text(&format!("safety-plan-goal-{code}")), code == chosen);
        (code, words, is_chosen)
    };
    let words = typed.one(&name).to_owned();
    GoalView {
        n,
        states: if words.trim().is_empty() { Vec::new() } else { states.map(state).collect() },
        day: typed.one(&day_name).to_owned(),
        words,
        name,
        day_name,
    }
}

/// A section to be read.
pub(super) struct ReadSection {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
}

/// For whom a plan is put in words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// The unit: all of it.
    Unit,
    /// The person, aloud: her own words and what she ticked. What agencies plan among themselves is not read.
    Aloud,
    /// The person, on paper that somebody may find: the same under titles that tell nothing.
    Paper,
}

/// What a plan says, section by section; none that is empty.
pub(super) fn read(page: &Page, content: &PlanContent, of: PlanOf, reader: Reader) -> Vec<ReadSection> {
    let titles = if reader == Reader::Paper { "safety-plan-paper" } else { "safety-plan-section" };
    let title = |code: &str| page.text(&format!("{titles}-{code}"));
    let mut sections = Vec::new();
    for section in of.sections() {
        let mut lines = Vec::new();
        if let Some(entry) = content.sections.get(section) {
            lines.extend(entry.items.iter().map(|item| page.text(&format!("safety-plan-item-{item}"))));
            lines.extend(entry.words.iter().flat_map(|words| words.lines().map(str::to_owned).collect::<Vec<_>>()));
        }
        if *section == PlanSection::Children && reader == Reader::Unit {
            lines.extend(children_lines(page, content));
        }
        if !lines.is_empty() {
            sections.push(ReadSection { code: section.to_string(), title: title(section.code()), lines });
        }
    }
    let goals: Vec<String> = content.goals.iter().filter_map(|goal| goal_line(page, goal, reader)).collect();
    if !goals.is_empty() {
        sections.push(ReadSection { code: "goals".to_owned(), title: title("goals"), lines: goals });
    }
    sections
}

fn children_lines(page: &Page, content: &PlanContent) -> Vec<String> {
    let children = &content.children;
    let mut lines = Vec::new();
    if children.custodian_suspected != Stated::NotStated {
        let answer = page.text(&format!("safety-plan-custodian-{}", children.custodian_suspected)).to_lowercase();
        lines.push(format!("{} {answer}", page.text("safety-plan-custodian")));
    }
    if let Some(by) = children.told_by {
        let who = page.text(&format!("safety-plan-told-by-{by}")).to_lowercase();
        lines.push(format!("{} {who}", page.text("safety-plan-told-by")));
    }
    let (code, day) = match children.barnahus {
        BarnahusConsultation::NotStated => return lines,
        BarnahusConsultation::NotNeeded => (BARNAHUS[1], None),
        BarnahusConsultation::ToBeAsked => (BARNAHUS[2], None),
        BarnahusConsultation::Held(day) => (BARNAHUS[3], Some(day)),
    };
    let state = page.text(&format!("safety-plan-barnahus-{code}")).to_lowercase();
    let day = day.map(|day| format!(" {}", page.date(&day))).unwrap_or_default();
    lines.push(format!("{}: {state}{day}", page.text("safety-plan-barnahus")));
    lines
}

/// A goal that is aimed at; for the unit also what became of the others.
fn goal_line(page: &Page, goal: &PlanGoal, reader: Reader) -> Option<String> {
    if reader != Reader::Unit && goal.state != GoalState::Open {
        return None;
    }
    let mut line = goal.words.text();
    if let Some(day) = goal.follow_up {
        line = format!("{line} ({})", page.words.with("safety-plan-goal-by", &[("day", page.date(&day))]));
    }
    if goal.state != GoalState::Open {
        line = format!("{line}: {}", page.text(&format!("safety-plan-goal-{}", state_code(goal.state))).to_lowercase());
    }
    Some(line)
}
