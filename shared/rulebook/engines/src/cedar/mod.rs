//! Cedar: one request for each role of a field and for each way it may go.

mod translate;

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicyId, PolicySet, Request, RestrictedExpression};
use toml::Value;
use wire::{ConsentGrant, Outline, OutlineField};

use crate::{
    Answer, At,
    reading::{Reading, Role, word},
};
pub use translate::Policies;

/// Cedar with the policies of one edition.
pub struct Cedar {
    /// The edition.
    pub file: Value,
    /// Its policies.
    pub policies: Policies,
    authorizer: Authorizer,
    entities: Entities,
}

/// A field as Cedar is asked about it.
pub struct Question<'e> {
    set: &'e PolicySet,
    duty: Vec<Request>,
    other: Vec<Request>,
}

impl Cedar {
    /// # Panics
    /// The text is no edition, or a rule can't be said as a policy.
    pub fn of(edition: &str) -> Self {
        let file: Value = toml::from_str(edition).expect("TOML");
        Self { policies: Policies::of(&file), file, authorizer: Authorizer::new(), entities: Entities::empty() }
    }

    /// What Cedar says of a field.
    ///
    /// # Panics
    /// A policy can't be evaluated.
    pub fn judge(&self, outline: &Outline, grants: &[ConsentGrant], at: At, field: &OutlineField) -> Answer {
        self.answer(self.question(outline, grants, at, field).as_ref())
    }

    /// The requests about a field; none when nothing has to be asked to know that it stays.
    ///
    /// # Panics
    /// A request can't be built.
    pub fn question(&self, outline: &Outline, grants: &[ConsentGrant], at: At, field: &OutlineField) -> Option<Question<'_>> {
        let reading = Reading { file: &self.file, outline, grants, at };
        let direction = reading.direction()?.code();
        let roles = reading.touched(field)?;
        let set = self.policies.set(direction, field.category.code())?;
        let contexts: Vec<Context> = roles.iter().map(|role| context(&reading, direction, field, *role)).collect();
        let by = |action: &str| contexts.iter().map(|context| request(action, context.clone())).collect();
        Some(Question { set, duty: by("duty"), other: by("other") })
    }

    /// Cedar's answer. Nothing but this is Cedar's own work.
    ///
    /// # Panics
    /// A policy can't be evaluated.
    pub fn answer(&self, question: Option<&Question<'_>>) -> Answer {
        let Some(Question { set, duty, other }) = question else { return Answer::Stays };
        let duty = self.ask(set, duty);
        if duty.iter().any(|(decision, policies)| *decision == Decision::Deny && !policies.is_empty()) {
            return Answer::Never;
        }
        self.rules(duty).or_else(|| self.rules(self.ask(set, other))).map_or(Answer::Stays, Answer::Goes)
    }

    /// The first rule for each role, when every role is covered.
    fn rules(&self, answers: Vec<(Decision, Vec<PolicyId>)>) -> Option<Vec<String>> {
        let first = |(decision, policies): (Decision, Vec<PolicyId>)| {
            let rule = self.policies.first(policies.iter());
            rule.filter(|_| decision == Decision::Allow)
        };
        answers.into_iter().map(first).collect()
    }

    fn ask(&self, set: &PolicySet, requests: &[Request]) -> Vec<(Decision, Vec<PolicyId>)> {
        let ask = |request: &Request| {
            let response = self.authorizer.is_authorized(request, set, &self.entities);
            assert_eq!(response.diagnostics().errors().count(), 0, "every policy can be evaluated");
            (response.decision(), response.diagnostics().reason().cloned().collect())
        };
        requests.iter().map(ask).collect()
    }
}

fn request(action: &str, context: Context) -> Request {
    let uid = |kind: &str, name: &str| -> EntityUid { format!("{kind}::{name:?}").parse().expect("an entity") };
    Request::new(uid("Agency", "sender"), uid("Action", action), uid("Field", "one"), context, None).expect("a request")
}

fn context(reading: &Reading<'_>, direction: &str, field: &OutlineField, role: Role) -> Context {
    let text = |word: &str| RestrictedExpression::new_string(word.to_owned());
    let texts = |words: Vec<&str>| RestrictedExpression::new_set(words.into_iter().map(text));
    let pairs = [
        ("direction", text(direction)),
        ("category", text(field.category.code())),
        ("role", text(word(role))),
        ("purpose", text(reading.outline.purpose.code())),
        ("date", RestrictedExpression::new_long(reading.day())),
        ("facts", texts(reading.facts())),
        ("yes", texts(reading.consented(field))),
    ];
    Context::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value))).expect("a context")
}
