//! A table run against an edition.

use wire::{Category, value::InquiryOutcome};

use super::{Answer, By, Case, CaseTable, Lack, Next, Then, field::Asked, given::Person, guard, scene::Scene};
use crate::{Decision, Edition, Judged, Reason, Rule, RuleIndex, RuleKind, Verdict, WayForward, decide};

/// What came of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseReport {
    /// Case by case, in the order of rows.
    pub outcomes: Vec<CaseOutcome>,
}

/// What came of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOutcome {
    /// Number of the case.
    pub number: u32,
    /// Field by field, in the order of `när`.
    pub fields: Vec<FieldOutcome>,
}

/// What came of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldOutcome {
    /// The category; none for what can't be expressed.
    pub category: Option<Category>,
    /// What the case expects.
    pub expected: Answer,
    /// What came.
    pub came: Answer,
}

impl FieldOutcome {
    /// Whether it came as expected.
    pub fn passed(&self) -> bool {
        self.expected.is_met_by(&self.came)
    }
}

impl CaseOutcome {
    /// Whether every field came as expected.
    pub fn passed(&self) -> bool {
        self.fields.iter().all(FieldOutcome::passed)
    }
}

impl CaseReport {
    /// The cases in which something else came.
    pub fn failed(&self) -> impl Iterator<Item = &CaseOutcome> {
        self.outcomes.iter().filter(|outcome| !outcome.passed())
    }

    /// Whether everything came as expected.
    pub fn all_pass(&self) -> bool {
        self.failed().next().is_none()
    }
}

/// Judges every case by an edition: the same decision as of a handover.
pub fn run(table: &CaseTable, edition: &Edition) -> CaseReport {
    CaseReport { outcomes: table.cases().iter().map(|case| outcome(case, edition)).collect() }
}

fn outcome(case: &Case, edition: &Edition) -> CaseOutcome {
    let mut scene = Scene::of(case, edition);
    let places: Vec<Result<u32, Answer>> = case.asked.iter().map(|asked| place(asked, case, &mut scene, edition)).collect();
    let decision = decide(&scene.outline, &scene.grants, edition, scene.at);
    let told = Told { scene: &scene, decision: &decision, edition };
    let came = places.into_iter().map(|place| place.map_or_else(|answer| answer, |n| told.answer(n)));
    let fields = case.asked.iter().zip(&case.expected).zip(came);
    let field = |((asked, expected), came): ((&Asked, &Answer), Answer)| FieldOutcome {
        category: category(asked),
        expected: expected.clone(),
        came,
    };
    CaseOutcome { number: case.number, fields: fields.map(field).collect() }
}

fn category(asked: &Asked) -> Option<Category> {
    match asked {
        Asked::Field(category, _) => Some(*category),
        Asked::Feedback { .. } => Some(Category::ConcernFeedback),
        Asked::Thing(_) => None,
    }
}

/// Puts a field into the outline, or says why there can't be such a one.
fn place(asked: &Asked, case: &Case, scene: &mut Scene, edition: &Edition) -> Result<u32, Answer> {
    match asked {
        Asked::Field(category, person) if guard::is_refused(*category, scene.protection(*person)) => {
            let rule = guard::protected_rule();
            Err(not_there(rule, guard::stand(rule, edition, case.direction, case.day)))
        }
        Asked::Field(category, person) => Ok(scene.ask(*category, *person)),
        Asked::Feedback { person, written, outcome } => feedback(*person, written, *outcome, scene),
        Asked::Thing(place) => Err(thing(*place, case, edition)),
    }
}

/// A value that is not one of the closed list has no code, and its own words are none either.
fn feedback(person: Option<Person>, written: &str, outcome: Option<InquiryOutcome>, scene: &mut Scene) -> Result<u32, Answer> {
    let taken = guard::is_feedback(outcome.map_or(written, |outcome| outcome.code()));
    if taken { Ok(scene.ask(Category::ConcernFeedback, person)) } else { Err(Answer { then: Then::NotThere, by: By::Type, next: None }) }
}

fn thing(place: usize, case: &Case, edition: &Edition) -> Answer {
    let Some(thing) = Asked::thing(place) else { return Answer { then: Then::NotThere, by: By::Type, next: None } };
    not_there(&thing.rule, guard::hold(thing, edition, case.direction, case.day))
}

fn not_there(rule: &str, held: Result<(), Lack>) -> Answer {
    match held {
        Ok(()) => Answer { then: Then::NotThere, by: By::Rules(vec![rule.to_owned()]), next: None },
        Err(lack) => Answer { then: Then::Unguarded, by: By::Lack(rule.to_owned(), lack), next: None },
    }
}

/// A decision, as a table would write it.
struct Told<'a> {
    scene: &'a Scene,
    decision: &'a Decision,
    edition: &'a Edition,
}

impl Told<'_> {
    fn answer(&self, n: u32) -> Answer {
        let judged = self.decision.fields().iter().find(|field| field.n == n);
        judged.map_or(Answer { then: Then::Stays, by: By::Reason(Reason::NothingInIt), next: None }, |field| self.verdict(field))
    }

    fn verdict(&self, field: &Judged) -> Answer {
        let task = self.decision.tasks().iter().find(|task| task.n == field.n).map(|task| Next::Task(task.kind));
        match &field.verdict {
            Verdict::Disclose(disclosure) => {
                let rules = disclosure.covers().map(|cover| self.id(cover.rule)).collect();
                Answer { then: Then::Goes, by: By::Rules(rules), next: task }
            }
            Verdict::Withhold { why: Reason::NeverThroughHub, .. } => {
                let standing = self.edition.rules().iter().filter(|rule| self.is_never(rule, field));
                Answer { then: Then::Never, by: By::Rules(standing.map(|rule| rule.id.clone()).collect()), next: task }
            }
            Verdict::Withhold { why, way_forward } => {
                Answer { then: Then::Stays, by: By::Reason(*why), next: way_forward.and_then(|way| self.next(way)) }
            }
        }
    }

    fn is_never(&self, rule: &Rule, field: &Judged) -> bool {
        let direction = self.decision.outline().direction();
        let closes = |direction| rule.opens.iter().any(|opening| opening.is_for(direction) && opening.categories.contains(&field.category));
        rule.kind == RuleKind::Never
            && rule.is_in_force(self.decision.at().date())
            && direction.is_some_and(|direction| rule.directions.contains(&direction) && closes(direction))
    }

    fn next(&self, way: WayForward) -> Option<Next> {
        Some(match way {
            WayForward::AskConsent { person } => Next::Ask(self.scene.person(person)?),
            WayForward::Answer { fact } => Next::Answer(fact),
            WayForward::NamedPersonDecides { rule } => Next::NamedPerson(self.id(rule)),
            WayForward::OutsideHub { rule } => Next::OutsideHub(self.id(rule)),
            WayForward::StateWhom => Next::StateWhom,
            WayForward::PersonTells => Next::PersonTells,
        })
    }

    fn id(&self, rule: RuleIndex) -> String {
        self.edition.rule(rule).map(|rule| rule.id.clone()).unwrap_or_default()
    }
}
