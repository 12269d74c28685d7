//! The edition's file as one Rego module: one body for each opening of each rule, from the file's text alone.
//!
//! What does not hang on the field stands first in a body, so that a rule that can't hold is left before the fields are
//! walked through.

use toml::Value;

use crate::file::{Opening, codes, day, openings, text};

/// What holds for every edition.
const HEAD: &str = "package release

import rego.v1

answer := {\"never\": never, \"duty\": duty, \"other\": other}
";

pub(super) fn module(file: &Value) -> String {
    let lead = &file["lead"];
    let waits = format!(
        "\nwaits(category) if {{\n    not input.facts.lead_has_cleared\n    input.direction in {}\n    category in {}\n}}\n",
        set(&codes(lead, "directions")),
        set(&codes(lead, "clears"))
    );
    let bodies = openings(file).map(|opening| body(&opening));
    [HEAD.to_owned(), waits].into_iter().chain(bodies).collect()
}

/// `[place of the field, role, id of the opening]` is in the set of its kind when the opening holds for the role.
fn body(opening: &Opening<'_>) -> String {
    let set = match opening.kind() {
        "never" => "never",
        "duty" => "duty",
        _ => "other",
    };
    let conditions = conditions(opening).join("\n    ");
    format!("\n{set} contains [field.n, role, {:?}] if {{\n    {conditions}\n}}\n", opening.id())
}

fn conditions(opening: &Opening<'_>) -> Vec<String> {
    let rule = opening.rule;
    let mut all = vec![format!("input.direction in {}", set(&opening.directions()))];
    all.push(format!("input.date >= {}", day(text(rule, "from"))));
    all.extend(rule.get("until").and_then(Value::as_str).map(|until| format!("input.date <= {}", day(until))));
    if !matches!(opening.kind(), "never" | "duty") {
        all.push(format!("input.purpose in {}", set(&codes(rule, "purposes"))));
    }
    all.extend(opening.facts().iter().map(|fact| format!("input.facts.{fact}")));
    all.push("some field in input.fields".to_owned());
    all.push(format!("field.category in {}", set(&codes(opening.opening, "categories"))));
    all.push("some role in field.roles".to_owned());
    all.push(format!("role in {}", set(&opening.roles())));
    if opening.kind() == "consent" {
        let giver = rule.get("giver").and_then(Value::as_str).map_or_else(|| "role".to_owned(), |role| format!("{role:?}"));
        all.push(format!("{giver} in field.yes"));
    }
    if opening.waits_for_lead() {
        all.push("not waits(field.category)".to_owned());
    }
    all
}

fn set(codes: &[String]) -> String {
    let quoted: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
    format!("{{{}}}", quoted.join(", "))
}
