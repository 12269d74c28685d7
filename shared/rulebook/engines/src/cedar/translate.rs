//! The edition's file as Cedar policies: one policy for each opening of each rule, from the file's text alone.

use std::collections::BTreeMap;

use cedar_policy::{Policy, PolicyId, PolicySet};
use toml::Value;

use crate::file::{Opening, codes, day, openings, text};

/// Policies by direction and category, with the rule each was made from.
pub struct Policies {
    sets: BTreeMap<(String, String), PolicySet>,
    rules: BTreeMap<String, String>,
}

impl Policies {
    pub(super) fn of(file: &Value) -> Self {
        let mut policies = Self { sets: BTreeMap::new(), rules: BTreeMap::new() };
        for opening in openings(file) {
            let policy = Policy::parse(Some(PolicyId::new(opening.id())), written(file, &opening)).expect("a policy");
            policies.rules.insert(opening.id(), text(opening.rule, "id").to_owned());
            policies.keep(&policy, &opening);
        }
        policies
    }

    /// Beside each other lie the policies that speak of one direction and category: the others can't hold there.
    fn keep(&mut self, policy: &Policy, opening: &Opening<'_>) {
        for direction in opening.directions() {
            for category in codes(opening.opening, "categories") {
                let set = self.sets.entry((direction.clone(), category)).or_default();
                set.add(policy.clone()).expect("each id once");
            }
        }
    }

    pub(super) fn set(&self, direction: &str, category: &str) -> Option<&PolicySet> {
        self.sets.get(&(direction.to_owned(), category.to_owned()))
    }

    /// The rule that comes first of these policies.
    pub(super) fn first<'p>(&self, ids: impl Iterator<Item = &'p PolicyId>) -> Option<String> {
        ids.map(ToString::to_string).min().map(|id| self.rules[&id].clone())
    }

    /// How many openings were translated.
    #[allow(clippy::len_without_is_empty, reason = "an edition without a rule is not judged by")]
    pub fn len(&self) -> usize {
        self.rules.len()
    }
}

/// A never-rule forbids everything; any other permits its own kind of disclosure.
fn written(file: &Value, opening: &Opening<'_>) -> String {
    let head = match opening.kind() {
        "never" => "forbid (principal, action, resource)".to_owned(),
        "duty" => r#"permit (principal, action == Action::"duty", resource)"#.to_owned(),
        _ => r#"permit (principal, action == Action::"other", resource)"#.to_owned(),
    };
    format!("{head} when {{ {} }};", conditions(file, opening).join(" && "))
}

fn conditions(file: &Value, opening: &Opening<'_>) -> Vec<String> {
    let rule = opening.rule;
    let mut all = vec![
        format!("{}.contains(context.direction)", set(&opening.directions())),
        format!("{}.contains(context.category)", set(&codes(opening.opening, "categories"))),
        format!("{}.contains(context.role)", set(&opening.roles())),
        format!("context.date >= {}", day(text(rule, "from"))),
    ];
    all.extend(rule.get("until").and_then(Value::as_str).map(|until| format!("context.date <= {}", day(until))));
    if !opening.facts().is_empty() {
        all.push(format!("context.facts.containsAll({})", set(&opening.facts())));
    }
    if !matches!(opening.kind(), "never" | "duty") {
        all.push(format!("{}.contains(context.purpose)", set(&codes(rule, "purposes"))));
    }
    if opening.kind() == "consent" {
        let giver = rule.get("giver").and_then(Value::as_str).map_or_else(|| "context.role".to_owned(), |role| format!("{role:?}"));
        all.push(format!("context.yes.contains({giver})"));
    }
    if opening.waits_for_lead() {
        let (gated, there) = (set(&codes(&file["lead"], "clears")), set(&codes(&file["lead"], "directions")));
        all.push(format!(
            r#"(!({gated}.contains(context.category) && {there}.contains(context.direction)) || context.facts.contains("lead_has_cleared"))"#
        ));
    }
    all
}

fn set(codes: &[String]) -> String {
    format!("{codes:?}")
}
