//! An edition's file as plain TOML.

use toml::Value;

/// The order in which a rule is named where several hold.
const KINDS: [&str; 6] = ["never", "duty", "consent", "state_only", "harm_test", "permission_manual"];

/// One opening of one rule: the unit that is translated.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'f> {
    rank: usize,
    place: usize,
    nth: usize,
    /// The rule.
    pub rule: &'f Value,
    /// What it opens or closes.
    pub opening: &'f Value,
}

impl Opening<'_> {
    /// An id whose order is the order of precedence.
    pub fn id(&self) -> String {
        format!("{}-{:04}-{:02}", self.rank, self.place, self.nth)
    }

    /// What the rule does.
    pub fn kind(&self) -> &str {
        text(self.rule, "kind")
    }

    /// The directions of the opening: its own, else its rule's.
    pub fn directions(&self) -> Vec<String> {
        ways(self.rule, self.opening)
    }

    /// Roles it is about; "nobody" for a state.
    pub fn roles(&self) -> Vec<String> {
        let roles = codes(self.opening, "roles");
        if roles.is_empty() { vec!["nobody".to_owned()] } else { roles }
    }

    /// Questions it asks, the lead's apart.
    pub fn facts(&self) -> Vec<String> {
        codes(self.rule, "needs").into_iter().chain(codes(self.opening, "needs")).collect()
    }

    /// Whether it waits where the lead clears.
    pub fn waits_for_lead(&self) -> bool {
        matches!(self.kind(), "consent" | "harm_test" | "permission_manual")
    }
}

/// The openings of rules that are on and can be used through the hub.
pub fn openings(file: &Value) -> impl Iterator<Item = Opening<'_>> {
    let rules = list(file, "rule").iter().enumerate().filter(|(_, rule)| is_on(file, rule));
    let ranked = rules.filter_map(|(place, rule)| Some((KINDS.iter().position(|kind| *kind == text(rule, "kind"))?, place, rule)));
    ranked.flat_map(|(rank, place, rule)| {
        list(rule, "opens").iter().enumerate().map(move |(nth, opening)| Opening { rank, place, nth, rule, opening })
    })
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

/// `2025-04-01` as 20250401: engines compare numbers.
pub fn day(date: &str) -> String {
    date.replace('-', "")
}

/// The codes under a key; none when there is no such key.
///
/// # Panics
/// The file is no edition: a crash stops the test.
pub fn codes(value: &Value, key: &str) -> Vec<String> {
    list(value, key).iter().map(|code| code.as_str().expect("a code").to_owned()).collect()
}

/// The list under a key; none when there is no such key.
pub fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The text under a key.
///
/// # Panics
/// As [`codes`].
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect("a text")
}
