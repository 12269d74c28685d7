//! The edition's file as Cedar policies: one policy for each opening of each rule, from the file's text alone.

use std::collections::BTreeMap;

use cedar_policy::{Policy, PolicyId, PolicySet};
use toml::Value;

/// The order in which a rule is named where several hold.
const KINDS: [&str; 6] = ["never", "duty", "consent", "state_only", "harm_test", "permission_manual"];

/// Policies by direction and category, with the rule each was made from.
pub struct Policies {
    sets: BTreeMap<(String, String), PolicySet>,
    rules: BTreeMap<String, String>,
}

impl Policies {
    pub fn of(file: &Value) -> Self {
        let mut policies = Self { sets: BTreeMap::new(), rules: BTreeMap::new() };
        for (place, rule) in list(file, "rule").iter().enumerate().filter(|(_, rule)| is_on(file, rule)) {
            let Some(rank) = KINDS.iter().position(|kind| *kind == text(rule, "kind")) else { continue };
            for (nth, opening) in list(rule, "opens").iter().enumerate() {
                let id = format!("{rank}-{place:04}-{nth:02}");
                let policy = Policy::parse(Some(PolicyId::new(&id)), written(file, rule, opening)).expect("a policy");
                policies.rules.insert(id, text(rule, "id").to_owned());
                policies.keep(&policy, rule, opening);
            }
        }
        policies
    }

    /// Beside each other lie the policies that speak of one direction and category: the others can't hold there.
    fn keep(&mut self, policy: &Policy, rule: &Value, opening: &Value) {
        for direction in ways(rule, opening) {
            for category in codes(opening, "categories") {
                let set = self.sets.entry((direction.clone(), category)).or_default();
                set.add(policy.clone()).expect("each id once");
            }
        }
    }

    pub fn set(&self, direction: &str, category: &str) -> Option<&PolicySet> {
        self.sets.get(&(direction.to_owned(), category.to_owned()))
    }

    /// The rule that comes first of these policies.
    pub fn first<'p>(&self, ids: impl Iterator<Item = &'p PolicyId>) -> Option<String> {
        ids.map(ToString::to_string).min().map(|id| self.rules[&id].clone())
    }

    pub fn len(&self) -> usize {
        self.rules.len()
    }
}

/// A never-rule forbids everything; any other permits its own kind of disclosure.
fn written(file: &Value, rule: &Value, opening: &Value) -> String {
    let kind = text(rule, "kind");
    let head = match kind {
        "never" => "forbid (principal, action, resource)".to_owned(),
        "duty" => r#"permit (principal, action == Action::"duty", resource)"#.to_owned(),
        _ => r#"permit (principal, action == Action::"other", resource)"#.to_owned(),
    };
    format!("{head} when {{ {} }};", conditions(file, rule, opening, kind).join(" && "))
}

fn conditions(file: &Value, rule: &Value, opening: &Value, kind: &str) -> Vec<String> {
    let roles = codes(opening, "roles");
    let roles = if roles.is_empty() { vec!["nobody".to_owned()] } else { roles };
    let mut all = vec![
        format!("{}.contains(context.direction)", set(&ways(rule, opening))),
        format!("{}.contains(context.category)", set(&codes(opening, "categories"))),
        format!("{}.contains(context.role)", set(&roles)),
        format!("context.date >= {}", day(text(rule, "from"))),
    ];
    all.extend(rule.get("until").and_then(Value::as_str).map(|until| format!("context.date <= {}", day(until))));
    let facts: Vec<String> = codes(rule, "needs").into_iter().chain(codes(opening, "needs")).collect();
    if !facts.is_empty() {
        all.push(format!("context.facts.containsAll({})", set(&facts)));
    }
    if !matches!(kind, "never" | "duty") {
        all.push(format!("{}.contains(context.purpose)", set(&codes(rule, "purposes"))));
    }
    if kind == "consent" {
        let giver = rule.get("giver").and_then(Value::as_str).map_or_else(|| "context.role".to_owned(), |role| format!("{role:?}"));
        all.push(format!("context.yes.contains({giver})"));
    }
    if matches!(kind, "consent" | "harm_test" | "permission_manual") {
        let (gated, there) = (set(&codes(&file["lead"], "clears")), set(&codes(&file["lead"], "directions")));
        all.push(format!(
            r#"(!({gated}.contains(context.category) && {there}.contains(context.direction)) || context.facts.contains("lead_has_cleared"))"#
        ));
    }
    all
}

fn is_on(file: &Value, rule: &Value) -> bool {
    let sure = matches!(text(rule, "confidence"), "verified" | "verified_text_date_not" | "verified_tail_missing");
    let switched = |id: &str| list(file, "switch").iter().any(|known| text(known, "id") == id && known["on"].as_bool() == Some(true));
    text(rule, "kind") == "never" || (sure && rule.get("switch").and_then(Value::as_str).is_none_or(switched))
}

/// The directions of an opening: its own, else its rule's.
pub fn ways(rule: &Value, opening: &Value) -> Vec<String> {
    let own = codes(opening, "directions");
    if own.is_empty() { codes(rule, "directions") } else { own }
}

/// `2025-04-01` as 20250401: Cedar compares numbers.
pub fn day(date: &str) -> String {
    date.replace('-', "")
}

fn set(codes: &[String]) -> String {
    format!("{codes:?}")
}

pub fn codes(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().map(|code| code.as_str().expect("a code").to_owned()).collect()
}

pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}
