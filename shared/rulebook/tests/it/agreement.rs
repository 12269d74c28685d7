//! Both engines agree: on chance cases and on the whole small table.

use std::{collections::BTreeSet, sync::LazyLock};

use engines::{
    Answer, At,
    cedar::Cedar,
    file::{codes, list, text, ways},
};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use rulebook::{Edition, Moment, Reason, Verdict, decide};
use toml::Value;
use wire::{Category, Direction, FactCode, OutlineField, Purpose, Subject};

use crate::{
    chance::drawn,
    town::{Case, child, custodian, now, person_using_violence, rules_by, victim},
};

/// An edition and what both engines make of it.
struct Both {
    edition: Edition,
    engine: Cedar,
}

impl Both {
    fn of(text: &str) -> Self {
        Self { edition: Edition::parse(text.as_bytes()).expect("an edition"), engine: Cedar::of(text) }
    }

    /// The answers of both for every field; how many fields go.
    fn agree(&self, case: &Case, at: Moment) -> Result<usize, String> {
        let decision = decide(&case.outline, &case.grants, &self.edition, at);
        let (at, mut goes) = (At { date: at.date(), now: at.now() }, 0);
        for (field, judged) in case.outline.fields.iter().zip(decision.fields()) {
            let ours = match judged.verdict {
                Verdict::Disclose(_) => Answer::Goes(rules_by(judged, &self.edition).expect("it goes")),
                Verdict::Withhold { why: Reason::NeverThroughHub, .. } => Answer::Never,
                Verdict::Withhold { .. } => Answer::Stays,
            };
            let cedar = self.engine.judge(&case.outline, &case.grants, at, field);
            if ours != cedar {
                return Err(format!("{} of {}: ours {ours:?}, Cedar's {cedar:?}", field.category, at.date));
            }
            goes += usize::from(matches!(ours, Answer::Goes(_)));
        }
        Ok(goes)
    }
}

fn shipped() -> &'static str {
    std::str::from_utf8(Edition::SHIPPED).expect("text")
}

/// Rules that sleep are compared too.
fn awake() -> String {
    shipped().replace("on = false", "on = true").replace("confidence = \"needs_text\"", "confidence = \"verified\"")
}

static SHIPPED: LazyLock<Both> = LazyLock::new(|| Both::of(shipped()));
static OLDER: LazyLock<Both> = LazyLock::new(|| Both::of(std::str::from_utf8(Edition::FILES[0]).expect("text")));
static AWAKE: LazyLock<Both> = LazyLock::new(|| Both::of(&awake()));

/// So many in the ordinary run; `PROPTEST_CASES` asks for more (a million with `--long`).
fn at_least(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases.max(cases), max_shrink_iters: 200, ..asked }
}

proptest! {
    #![proptest_config(at_least(5000))]

    #[test]
    fn on_chance_cases(drawn in drawn()) {
        SHIPPED.agree(&drawn.case, drawn.at).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(at_least(300))]

    #[test]
    fn on_chance_cases_with_everything_awake(drawn in drawn()) {
        AWAKE.agree(&drawn.case, drawn.at).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn on_chance_cases_by_the_older_edition(drawn in drawn()) {
        OLDER.agree(&drawn.case, drawn.at).map_err(TestCaseError::fail)?;
    }
}

/// The questions of a rule for a field, all their subsets.
fn subsets(facts: &[FactCode]) -> impl Iterator<Item = Vec<FactCode>> {
    (0..1_u32 << facts.len())
        .map(|bits| facts.iter().enumerate().filter(|(place, _)| bits & 1 << place != 0).map(|(_, fact)| *fact).collect())
}

/// Both sides of each of a rule's dates.
fn edges(rule: &Value) -> BTreeSet<Date> {
    let from: Date = text(rule, "from").parse().expect("a date");
    let until: Option<Date> = rule.get("until").and_then(Value::as_str).map(|date| date.parse().expect("a date"));
    let day = |date: Date, days: i64| date.saturating_add(days.days());
    let ends = until.map_or(vec![], |until| vec![until, day(until, 1)]);
    [day(from, -1), from].into_iter().chain(ends).collect()
}

/// One field with what one rule asks for, and the moments and purposes worth trying.
struct Row {
    direction: Direction,
    field: (Category, Option<Subject>),
    facts: Vec<FactCode>,
    dates: BTreeSet<Date>,
    purpose: Purpose,
}

fn table(file: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for rule in list(file, "rule") {
        for opening in list(rule, "opens") {
            for direction in ways(rule, opening) {
                for category in codes(opening, "categories") {
                    rows.extend(rows_of(rule, opening, direction.parse().expect("a direction"), category.parse().expect("a category")));
                }
            }
        }
    }
    rows
}

fn rows_of(rule: &Value, opening: &Value, direction: Direction, category: Category) -> Vec<Row> {
    let needed: BTreeSet<String> =
        codes(rule, "needs").into_iter().chain(codes(opening, "needs")).chain(["lead_has_cleared".to_owned()]).collect();
    let facts: Vec<FactCode> = needed.iter().map(|code| code.parse().expect("a fact")).collect();
    let purpose = codes(rule, "purposes").first().map_or(Purpose::AcuteSupport, |code| code.parse().expect("a purpose"));
    let persons = [None, Some(victim()), Some(person_using_violence()), Some(child()), Some(custodian())];
    let fits = |person: &Option<Subject>| person.is_none_or(|person| category.subjects().contains(&person.role));
    let row = |person| Row { direction, field: (category, person), facts: facts.clone(), dates: edges(rule), purpose };
    persons.into_iter().filter(fits).map(row).collect()
}

/// Direction, category and role × every subset of a rule's questions × consent × both sides of its dates.
fn agree_on_the_table(both: &Both) -> (usize, usize) {
    let (mut cases, mut goes) = (0, 0);
    for row in table(&both.engine.file) {
        let mut tried = BTreeSet::new();
        for facts in subsets(&row.facts) {
            let whole = facts.len() + 1 >= row.facts.len();
            let dates = row.dates.iter().filter(|date| whole || *date == row.dates.last().expect("a date"));
            for &date in dates {
                for (consented, purpose) in [(false, row.purpose), (true, row.purpose), (true, Purpose::Request)] {
                    if tried.insert((facts.clone(), date, consented, purpose)) {
                        cases += 1;
                        goes += both.agree(&case(&row, &facts, consented, purpose), Moment::on(date, now())).expect("both say the same");
                    }
                }
            }
        }
    }
    (cases, goes)
}

fn case(row: &Row, facts: &[FactCode], consented: bool, purpose: Purpose) -> Case {
    let mut case = Case::new(row.direction, purpose).facts(facts);
    let (category, person) = row.field;
    case.outline.fields.push(OutlineField { n: 0, category, subject: person.map(|person| person.id) });
    let givers = [victim(), person_using_violence(), child(), custodian()];
    if consented { givers.into_iter().fold(case, |case, giver| case.consent(giver, &[category])) } else { case }
}

#[test]
fn on_the_whole_small_table() {
    let (cases, goes) = agree_on_the_table(&SHIPPED);
    assert!(cases > 10_000 && goes > 1_000, "{cases} cases, {goes} of them go");
}

#[test]
fn on_the_whole_small_table_with_everything_awake() {
    let (cases, goes) = agree_on_the_table(&AWAKE);
    assert!(cases > 10_000 && goes > 1_000, "{cases} cases, {goes} of them go");
    assert!(AWAKE.engine.policies.len() > SHIPPED.engine.policies.len());
}

/// The comparison can fail: one question less in the file of one engine is found.
#[test]
fn a_difference_is_found() {
    let needs = "needs = [\"harm_test_passed\"]\nlifts = [\"OSL 35:1";
    let lax = shipped().replacen(needs, "needs = [\"necessity_weighed\"]\nlifts = [\"OSL 35:1", 1);
    assert_ne!(lax, shipped());
    let odd = Both { edition: Edition::shipped(), engine: Cedar::of(&lax) };
    let case =
        Case::call_out().facts(&[FactCode::NecessityWeighed]).consent(victim(), &[Category::Incident]).field(Category::Incident, None);
    assert!(SHIPPED.agree(&case, Moment::in_sweden(now())).is_ok());
    assert!(odd.agree(&case, Moment::in_sweden(now())).is_err());
}
