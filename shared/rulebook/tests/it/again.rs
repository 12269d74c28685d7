//! The way forward is what deciding again would find: of all changes a page may propose, tried one by one, the first
//! that opens the field is the one that is shown.

use std::sync::LazyLock;

use jiff::SignedDuration;
use proptest::{prelude::*, sample::subsequence};
use rulebook::{Edition, Moment, Opening, Reason, Rule, RuleKind, Verdict, WayForward, decide};
use wire::{About, Category, FactCode, OutlineField, Subject, SubjectId, SubjectRole};

use crate::{
    chance::drawn,
    town::{Case, NOW, consent, fact, moment, role_for, victim},
};

/// One field alone, with what is at hand.
struct Asked<'e> {
    case: Case,
    at: Moment,
    edition: &'e Edition,
    category: Category,
    subject: Option<SubjectId>,
}

impl<'e> Asked<'e> {
    fn verdict(&self, case: &Case) -> Verdict {
        decide(&case.outline, &case.grants, self.edition, self.at).fields()[0].verdict
    }

    fn opens(&self, case: &Case) -> bool {
        matches!(self.verdict(case), Verdict::Disclose(_))
    }

    /// The first change that opens the field.
    fn opening(&self) -> Option<WayForward> {
        let asked = self.askable().into_iter().find(|person| self.opens(&self.with_consent(*person)));
        let answered = || self.answerable().into_iter().find(|code| self.opens(&self.with_fact(*code)));
        asked.map(|person| WayForward::AskConsent { person }).or_else(|| answered().map(|fact| WayForward::Answer { fact }))
    }

    fn with_consent(&self, person: Subject) -> Case {
        let mut case = self.case.clone();
        let mut grant = consent(200, person, &case.outline, &[self.category]);
        grant.valid_from = self.at.now() - SignedDuration::from_hours(1);
        grant.valid_until = self.at.now() + SignedDuration::from_hours(1);
        case.outline.consents.push(grant.id);
        case.grants.push(grant);
        case
    }

    fn with_fact(&self, code: FactCode) -> Case {
        let mut case = self.case.clone();
        case.outline.facts.push(fact(code, true, role_for(code)));
        case
    }

    /// Whom a rule by consent, that lacks no answer and may be proposed, would have asked, in the order of precedence.
    fn askable(&self) -> Vec<Subject> {
        let mut persons = Vec::new();
        for role in self.roles().into_iter().map(Some) {
            for (rule, _) in self.by_consent(role).filter(|(rule, opening)| opening.suggested && self.is_answered(rule, opening)) {
                let giver = rule.giver.or(role);
                let counts = |person: &&Subject| Some(person.role) == giver && self.is_asked(person.role, person.id);
                persons.extend(self.case.outline.subjects.iter().filter(counts).copied());
            }
        }
        persons
    }

    fn by_consent(&self, role: Option<SubjectRole>) -> impl Iterator<Item = (&'e Rule, &'e Opening)> {
        let direction = self.case.outline.direction().expect("a direction");
        let (category, purpose) = (self.category, self.case.outline.purpose);
        let rules = self.edition.rules_in_force(direction, self.at.date()).map(|(_, rule)| rule);
        let rules = rules.filter(move |rule| rule.kind == RuleKind::Consent && rule.purposes.contains(&purpose));
        let about =
            move |opening: &Opening| opening.categories.contains(&category) && role.is_some_and(|role| opening.roles.contains(&role));
        let openings = rules.flat_map(|rule| rule.opens.iter().map(move |opening| (rule, opening)));
        openings.filter(move |(_, opening)| opening.is_for(direction) && about(opening))
    }

    /// The subject, when that person has the role; else everyone in it.
    fn is_asked(&self, role: SubjectRole, id: SubjectId) -> bool {
        let own = |person: &Subject| person.role == role && Some(person.id) == self.subject;
        !self.case.outline.subjects.iter().any(own) || Some(id) == self.subject
    }

    /// Whether every question of the rule has a yes. The lead's is one, where the lead clears.
    fn is_answered(&self, rule: &Rule, opening: &Opening) -> bool {
        let lead = (self.lead_clears() && self.edition.lead_clears().contains(self.category)).then_some(&FactCode::LeadHasCleared);
        rule.needs.iter().chain(&opening.needs).chain(lead).all(|code| self.is_yes(*code))
    }

    /// The lead clears what the police give away.
    fn lead_clears(&self) -> bool {
        self.case.outline.from_kind == wire::AgencyKind::Police
    }

    fn is_yes(&self, code: FactCode) -> bool {
        let answers = || self.case.outline.facts.iter().filter(|fact| fact.code == code);
        let counts = |role| self.edition.fact(code).is_some_and(|known| known.answered_by.contains(&role));
        answers().all(|fact| fact.yes) && answers().any(|fact| counts(fact.role))
    }

    /// Questions nobody has answered that a page may propose for data about these roles, in the order of the edition.
    fn answerable(&self) -> Vec<FactCode> {
        let roles = self.roles();
        let proposed = self.edition.facts().iter().filter(|known| known.suggested_about.iter().any(|role| roles.contains(role)));
        let codes = proposed.map(|known| known.code);
        codes.filter(|code| self.case.outline.facts.iter().all(|fact| fact.code != *code)).collect()
    }

    fn roles(&self) -> Vec<SubjectRole> {
        let mut roles: Vec<SubjectRole> = match self.category.about() {
            About::Nobody => Vec::new(),
            About::Roles(roles) => roles.to_vec(),
            About::TheSubject => {
                let subjects = self.case.outline.subjects.iter().filter(|person| Some(person.id) == self.subject);
                subjects.map(|person| person.role).collect()
            }
        };
        roles.sort();
        roles.dedup();
        roles
    }
}

static SHIPPED: LazyLock<Edition> = LazyLock::new(Edition::shipped);

/// A never-rule that an answer wakes, where the same answer opens.
const WOKEN: &str = r#"
[[rule]]
id = "NEVER-WOKEN"
kind = "never"
directions = ["police_to_social", "social_to_police", "social_to_social"]
from = "2002-01-01"
confidence = "verified"
citation = { sv = "Prov", en = "Test" }
label = { sv = "aldrig", en = "never" }
text = { sv = "Prov.", en = "Test." }
opens = [{ categories = ["incident", "danger_signs", "risk_level"], roles = ["person_using_violence"], needs = ["harm_test_passed"] }]
"#;

/// The same with rules that sleep, with [`WOKEN`], and with consents that else are never proposed.
static BENT: LazyLock<Edition> = LazyLock::new(|| {
    let text = std::str::from_utf8(Edition::SHIPPED).expect("text");
    let awake = text.replace("on = false", "on = true").replace("suggested = false", "suggested = true");
    Edition::parse([&awake, WOKEN].concat().as_bytes()).expect("an edition")
});

/// Every category about everybody it can be about, one by one.
fn fields(case: &Case) -> Vec<(Category, Option<SubjectId>)> {
    let about = |category: Category| {
        let fits = case.outline.subjects.iter().filter(move |person| category.subjects().contains(&person.role));
        fits.map(|person| Some(person.id)).chain([None]).map(move |subject| (category, subject))
    };
    Category::ALL.iter().flat_map(|category| about(*category)).collect()
}

fn holds(mut case: Case, more: &[FactCode], at: Moment, edition: &Edition) -> Result<usize, TestCaseError> {
    case.outline.facts.extend(more.iter().map(|code| fact(*code, true, role_for(*code))));
    let mut opened = 0;
    for (category, subject) in fields(&case) {
        let mut case = case.clone();
        case.outline.fields = vec![OutlineField { n: 0, category, subject }];
        let asked = Asked { case, at, edition, category, subject };
        let Verdict::Withhold { why, way_forward } = asked.verdict(&asked.case) else { continue };
        if why == Reason::NeverThroughHub || why == Reason::SubjectUnclear {
            continue;
        }
        if let Some(opening) = asked.opening() {
            prop_assert_eq!(way_forward, Some(opening), "{} about {:?}", category, subject);
            opened += 1;
        }
    }
    Ok(opened)
}

/// A case is judged some thousand times; `PROPTEST_CASES` asks for more.
fn few() -> ProptestConfig {
    let asked = ProptestConfig::default();
    ProptestConfig { cases: asked.cases.div_ceil(4), max_shrink_iters: 200, ..asked }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn the_first_change_that_opens_is_the_way_forward(drawn in drawn(), more in subsequence(FactCode::ALL, 0..25)) {
        holds(drawn.case.clone(), &more, drawn.at, &SHIPPED)?;
        holds(drawn.case, &more, drawn.at, &BENT)?;
    }
}

/// The search finds something to compare.
#[test]
fn changes_that_open_are_met() {
    let case = Case::call_out().facts(&[FactCode::NecessityWeighed, FactCode::ChildUnder18, FactCode::LeadHasCleared]);
    let opened = holds(case, &[], moment(NOW), &SHIPPED).expect("both say the same");
    assert!(opened > 20, "{opened}");
}

/// Two answers would open it; where the first wakes a never-rule, the second is proposed.
#[test]
fn an_answer_that_wakes_a_never_rule_is_not_proposed() {
    let facts = [FactCode::NecessityWeighed, FactCode::LeadHasCleared];
    let case = Case::call_out().facts(&facts).consent(victim(), &[Category::DangerSigns]).field(Category::DangerSigns, Some(victim()));
    let way = |edition: &Edition| match case.decide_by(edition, moment(NOW)).fields()[0].verdict {
        Verdict::Disclose(_) => panic!("it stays"),
        Verdict::Withhold { way_forward, .. } => way_forward,
    };
    assert_eq!(way(&SHIPPED), Some(WayForward::Answer { fact: FactCode::HarmTestPassed }));
    let woken = Edition::parse(&[Edition::SHIPPED, WOKEN.as_bytes()].concat()).expect("an edition");
    assert_eq!(way(&woken), Some(WayForward::Answer { fact: FactCode::InterestObviouslyOutweighs }));
}
