//! A second engine: Cedar judges the policies of [`crate::translate`]. Who is touched, which answers hold and who has
//! said yes is read here once more, plainly; no code is shared with the first.

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicyId, Request, RestrictedExpression};
use jiff::SignedDuration;
use rulebook::Moment;
use toml::Value;
use wire::{About, AskedWhere, Category, ConsentGrant, Outline, OutlineField, Subject, SubjectId, SubjectRole};

use crate::translate::{Policies, codes, day, list, text};

/// What the engine says of a field.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Goes(Vec<String>),
    Never,
    Stays,
}

/// Cedar with the policies of one edition.
pub struct Engine {
    pub file: Value,
    pub policies: Policies,
    authorizer: Authorizer,
    entities: Entities,
}

/// One role the field touches; "nobody" for a state.
type Role = Option<SubjectRole>;

/// A field in its case.
struct Asked<'a> {
    outline: &'a Outline,
    grants: &'a [ConsentGrant],
    at: Moment,
    field: &'a OutlineField,
}

impl Engine {
    pub fn of(edition: &str) -> Self {
        let file: Value = toml::from_str(edition).expect("TOML");
        Self { policies: Policies::of(&file), file, authorizer: Authorizer::new(), entities: Entities::empty() }
    }

    pub fn judge(&self, outline: &Outline, grants: &[ConsentGrant], at: Moment, field: &OutlineField) -> Answer {
        if outline.direction().is_none() || outline.from.board == outline.to.board || !sound(outline) {
            return Answer::Stays;
        }
        let Some(roles) = touched(outline, field) else { return Answer::Stays };
        let asked = Asked { outline, grants, at, field };
        let by = |action: &str| roles.iter().map(|role| self.ask(&asked, *role, action)).collect::<Vec<_>>();
        let duty = by("duty");
        if duty.iter().any(|(decision, policies)| *decision == Decision::Deny && !policies.is_empty()) {
            return Answer::Never;
        }
        self.rules(duty).or_else(|| self.rules(by("other"))).map_or(Answer::Stays, Answer::Goes)
    }

    /// The first rule for each role, when every role is covered.
    fn rules(&self, answers: Vec<(Decision, Vec<PolicyId>)>) -> Option<Vec<String>> {
        let first = |(decision, policies): (Decision, Vec<PolicyId>)| {
            let rule = self.policies.first(policies.iter());
            rule.filter(|_| decision == Decision::Allow)
        };
        answers.into_iter().map(first).collect()
    }

    fn ask(&self, asked: &Asked<'_>, role: Role, action: &str) -> (Decision, Vec<PolicyId>) {
        let direction = asked.outline.direction().expect("checked before").code();
        let Some(set) = self.policies.set(direction, asked.field.category.code()) else { return (Decision::Deny, Vec::new()) };
        let uid = |kind: &str, name: &str| -> EntityUid { format!("{kind}::{name:?}").parse().expect("an entity") };
        let request = Request::new(uid("Agency", "sender"), uid("Action", action), uid("Field", "one"), self.context(asked, role), None);
        let response = self.authorizer.is_authorized(&request.expect("a request"), set, &self.entities);
        assert_eq!(response.diagnostics().errors().count(), 0, "every policy can be evaluated");
        (response.decision(), response.diagnostics().reason().cloned().collect())
    }

    fn context(&self, asked: &Asked<'_>, role: Role) -> Context {
        let word = |word: &str| RestrictedExpression::new_string(word.to_owned());
        let words = |words: Vec<&str>| RestrictedExpression::new_set(words.into_iter().map(word));
        let facts = list(&self.file, "fact").iter().map(|fact| text(fact, "code")).filter(|code| self.holds(asked.outline, code)).collect();
        let yes = SubjectRole::ALL.iter().filter(|giver| self.consented(asked, **giver)).map(|giver| giver.code()).collect();
        let date = day(&asked.at.date().to_string()).parse().expect("a number");
        let pairs = [
            ("direction", word(asked.outline.direction().expect("checked before").code())),
            ("category", word(asked.field.category.code())),
            ("role", word(role.map_or("nobody", |role| role.code()))),
            ("purpose", word(asked.outline.purpose.code())),
            ("date", RestrictedExpression::new_long(date)),
            ("facts", words(facts)),
            ("yes", words(yes)),
        ];
        Context::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value))).expect("a context")
    }

    /// Answered with yes by somebody who may, and by nobody with no.
    fn holds(&self, outline: &Outline, code: &str) -> bool {
        let rule = list(&self.file, "fact").iter().find(|known| text(known, "code") == code).expect("a known fact");
        let who = codes(rule, "answered_by");
        let answers = || outline.facts.iter().filter(|fact| fact.code.code() == code);
        answers().all(|fact| fact.yes) && answers().any(|fact| who.iter().any(|role| role == fact.role.code()))
    }

    /// The subject, when that person has the role; else everyone in it.
    fn consented(&self, asked: &Asked<'_>, giver: SubjectRole) -> bool {
        let in_role: Vec<Subject> = asked.outline.subjects.iter().copied().filter(|person| person.role == giver).collect();
        let own: Vec<Subject> = in_role.iter().copied().filter(|person| Some(person.id) == asked.field.subject).collect();
        let persons = if own.is_empty() { in_role } else { own };
        let said_yes = |person: &Subject| asked.grants.iter().any(|grant| grant.giver == *person && self.opens(grant, asked));
        !persons.is_empty() && persons.iter().all(said_yes)
    }

    fn opens(&self, grant: &ConsentGrant, asked: &Asked<'_>) -> bool {
        let Asked { outline, at, field, .. } = asked;
        let known = list(&self.file, "consent_text").iter().find(|known| text(known, "id") == grant.text.id);
        let Some(days) = known.and_then(|known| known["days"].as_integer()) else { return false };
        let age = at.now().duration_since(grant.valid_from);
        outline.consents.contains(&grant.id)
            && grant.case_code == outline.case_code
            && grant.from == outline.from.agency
            && grant.to == outline.to.board
            && grant.purpose == outline.purpose
            && grant.categories.contains(&field.category)
            && grant.asked == AskedWhere::OutOfEarshot
            && age >= SignedDuration::ZERO
            && age < SignedDuration::from_hours(24 * days)
            && at.now() < grant.valid_until
    }
}

fn sound(outline: &Outline) -> bool {
    outline.from.is_consistent() && outline.to.is_consistent()
}

fn roles_of(outline: &Outline, id: SubjectId) -> Vec<SubjectRole> {
    let mut roles: Vec<SubjectRole> = outline.subjects.iter().filter(|person| person.id == id).map(|person| person.role).collect();
    roles.sort();
    roles.dedup();
    roles
}

fn touched(outline: &Outline, field: &OutlineField) -> Option<Vec<Role>> {
    let allowed: &[SubjectRole] = Category::subjects(field.category);
    let own = field.subject.map(|id| roles_of(outline, id));
    if own.as_ref().is_some_and(|own| !own.iter().any(|role| allowed.contains(role))) {
        return None;
    }
    match field.category.about() {
        About::Nobody => Some(vec![None]),
        About::Roles(roles) => {
            let mut roles = roles.to_vec();
            roles.sort();
            Some(roles.into_iter().map(Some).collect())
        }
        About::TheSubject => own.filter(|own| own.iter().all(|role| allowed.contains(role))).map(|own| own.into_iter().map(Some).collect()),
    }
}
