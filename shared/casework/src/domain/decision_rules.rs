//! Which rules of an edition a named person could decide by, for a draft.

use jiff::civil::Date;
use rulebook::{CategorySet, Edition, FactSet, Opening, Rule, RuleKind};
use wire::{About, Category, Direction, Draft, DraftField, FactCode, Language, Purpose, StaffRole, Subject, SubjectRole};

use super::{PermissionForm, Text2, permission_members::members_of};

/// A rule and one of its openings that somebody must decide about first, by a form: on, in force, this way, for this
/// purpose. A duty has its own purpose.
struct Way<'e> {
    rule: &'e Rule,
    opening: &'e Opening,
    /// What the form answers.
    facts: FactSet,
}

fn ways<'e>(edition: &'e Edition, direction: Direction, purpose: Purpose, date: Date) -> Vec<Way<'e>> {
    let carries = |rule: &Rule| rule.kind == RuleKind::Duty || rule.purposes.contains(&purpose);
    let rules = edition.rules_in_force(direction, date).map(|(_, rule)| rule);
    let rules = rules.filter(|rule| is_a_way(rule) && carries(rule));
    let openings = |rule: &'e Rule| rule.opens.iter().filter(move |opening| opening.is_for(direction)).map(move |opening| (rule, opening));
    let way = |(rule, opening): (&'e Rule, &'e Opening)| Way {
        rule,
        opening,
        facts: form_facts(rule.needs.iter().chain(&opening.needs).copied()),
    };
    rules.flat_map(openings).map(way).filter(|way| !way.facts.is_empty()).collect()
}

/// Whether a rule of this kind carries anything.
fn is_a_way(rule: &Rule) -> bool {
    !matches!(rule.kind, RuleKind::Never | RuleKind::OutsideHub)
}

/// The facts among these that the form of a decision answers.
pub(crate) fn form_facts(facts: impl IntoIterator<Item = FactCode>) -> FactSet {
    facts.into_iter().filter(|fact| !members_of(*fact).is_empty()).collect()
}

impl Way<'_> {
    fn opens(&self, field: &DraftField, subjects: &[Subject]) -> bool {
        let roles = touched(field, subjects);
        self.opening.categories.contains(&field.value.category()) && self.opening.roles.iter().any(|role| roles.contains(role))
    }

    /// Rules that exist to be decided by come before others that need the same answers.
    fn rank(&self) -> bool {
        !matches!(self.rule.kind, RuleKind::PermissionManual | RuleKind::HarmTest)
    }
}

/// Among ways with the same questions, the one whose name the form bears.
fn bearer<'w, 'e>(ways: &'w [Way<'e>], facts: FactSet) -> Option<&'w Way<'e>> {
    ways.iter().filter(|way| way.facts == facts).min_by_key(|way| way.rank())
}

/// The forms that could open something of a draft, in the edition's order: one for each set of questions.
pub(crate) fn forms(edition: &Edition, draft: &Draft, direction: Direction, date: Date) -> Vec<PermissionForm> {
    let ways = ways(edition, direction, draft.purpose, date);
    let mut sets: Vec<FactSet> = Vec::new();
    for way in &ways {
        let opens = draft.fields.iter().any(|field| way.opens(field, &draft.subjects));
        // The value that names the crime comes with the decision itself.
        let brings = way.facts.contains(FactCode::FearedCrimeReachesThreshold);
        if (opens || brings) && !sets.contains(&way.facts) {
            sets.push(way.facts);
        }
    }
    sets.into_iter().filter_map(|facts| form(edition, &ways, facts, draft)).collect()
}

fn form(edition: &Edition, ways: &[Way<'_>], facts: FactSet, draft: &Draft) -> Option<PermissionForm> {
    let rule = bearer(ways, facts)?.rule;
    let facts_in_order = || rule.needs.iter().copied().filter(|fact| facts.contains(*fact));
    let rest = || facts.iter().filter(|fact| !rule.needs.contains(fact));
    let facts: Vec<FactCode> = facts_in_order().chain(rest()).collect();
    let subject = |field: &DraftField| field.subject.and_then(|id| draft.subjects.iter().find(|known| known.id == id).copied());
    Some(PermissionForm {
        rule: rule.id.clone(),
        wording_from: rule.from,
        label: both(&rule.label),
        text: both(&rule.text),
        citation: both(&rule.citation),
        harm_test: rule.kind == RuleKind::HarmTest,
        members: facts.iter().flat_map(|fact| members_of(*fact)).collect(),
        decided_by: deciders(edition, rule, &facts),
        covers: opened(ways, facts.iter().copied().collect(), draft).map(|field| (field.value.category(), subject(field))).collect(),
        facts,
    })
}

/// The fields of a draft that the answers of a form could open by any rule: what a decision is about.
pub(crate) fn scope<'d>(edition: &Edition, facts: FactSet, draft: &'d Draft, date: Date) -> Vec<&'d DraftField> {
    let direction = draft.outline().direction();
    let ways = direction.map_or_else(Vec::new, |direction| ways(edition, direction, draft.purpose, date));
    opened(&ways, facts, draft).collect()
}

fn opened<'d>(ways: &[Way<'_>], facts: FactSet, draft: &'d Draft) -> impl Iterator<Item = &'d DraftField> {
    draft.fields.iter().filter(move |field| ways.iter().any(|way| facts.includes(way.facts) && way.opens(field, &draft.subjects)))
}

/// The roles whose secrecy a field touches.
pub(crate) fn touched(field: &DraftField, subjects: &[Subject]) -> Vec<SubjectRole> {
    match field.value.category().about() {
        About::Roles(roles) => roles.to_vec(),
        About::TheSubject => subjects.iter().filter(|known| Some(known.id) == field.subject).map(|known| known.role).collect(),
        About::Nobody => Vec::new(),
    }
}

/// Those who may decide by the rule and whose answers count for every fact of the form.
fn deciders(edition: &Edition, rule: &Rule, facts: &[FactCode]) -> Vec<StaffRole> {
    let may = |role: &StaffRole, fact: &FactCode| edition.fact(*fact).is_some_and(|known| known.answered_by.contains(role));
    let named = |role: &StaffRole| rule.decided_by.is_empty() || rule.decided_by.contains(role);
    StaffRole::ALL.iter().copied().filter(|role| named(role) && facts.iter().all(|fact| may(role, fact))).collect()
}

/// Categories that some rule of this way and purpose could carry, apart from a never-rule.
pub(crate) fn categories_possible(edition: &Edition, purpose: Purpose, direction: Direction, date: Date) -> Vec<Category> {
    let carries = |rule: &Rule| is_a_way(rule) && (rule.kind == RuleKind::Duty || rule.purposes.contains(&purpose));
    let rules = edition.rules_in_force(direction, date).map(|(_, rule)| rule).filter(|rule| carries(rule));
    let openings = rules.flat_map(|rule| &rule.opens).filter(|opening| opening.is_for(direction));
    let opened: CategorySet = openings.flat_map(|opening| opening.categories.iter().copied()).collect();
    opened.iter().collect()
}

/// The form that asks for a fact which would open a category: the id of the rule it bears.
pub(crate) fn rule_asking(
    edition: &Edition,
    fact: FactCode,
    category: Category,
    (direction, purpose): (Direction, Purpose),
    date: Date,
) -> Option<String> {
    let ways = ways(edition, direction, purpose, date);
    let asking = ways.iter().find(|way| way.facts.contains(fact) && way.opening.categories.contains(&category))?;
    bearer(&ways, asking.facts).map(|way| way.rule.id.clone())
}

/// The form for a rule: the id of the rule it bears; none when nothing of the rule is decided by a form.
pub(crate) fn form_of_rule(
    edition: &Edition,
    rule: &str,
    category: Category,
    (direction, purpose): (Direction, Purpose),
    date: Date,
) -> Option<String> {
    let ways = ways(edition, direction, purpose, date);
    let own = ways.iter().find(|way| way.rule.id == rule && way.opening.categories.contains(&category))?;
    bearer(&ways, own.facts).map(|way| way.rule.id.clone())
}

pub(crate) fn both(words: &rulebook::Words) -> Text2 {
    Text2 { sv: words.get(Language::Sv).to_owned(), en: words.get(Language::En).to_owned() }
}
