//! Whether a value is what a schema says: for tests that hold answers against the document. It knows the words that
//! [`Schema`](super::Schema) writes, and takes any other for a mistake.

use serde_json::Value;

/// The members of an object.
const PROPERTIES: &str = "properties";

/// What of a value is not as the schema says, each with its place as a JSON Pointer (RFC 6901).
#[must_use]
pub fn conforms(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(document, schema, value, "", &mut faults);
    faults
}

fn check(document: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else {
        return faults.push(format!("{at}: the schema is no object"));
    };
    for (word, says) in rules {
        let right = match word.as_str() {
            "$ref" => {
                let pointer = says.as_str().and_then(|name| name.strip_prefix('#')).unwrap_or_default();
                match document.pointer(pointer) {
                    Some(named) => check(document, named, value, at, faults),
                    None => faults.push(format!("{at}: no schema {pointer}")),
                }
                true
            }
            "anyOf" | "oneOf" => choices(says).any(|choice| conforms(document, choice, value).is_empty()),
            "type" => says.as_str().is_some_and(|kind| of_type(kind, value)),
            "const" => says == value,
            "enum" => choices(says).any(|code| code == value),
            "minimum" => value.as_i64() >= says.as_i64(),
            "maximum" => value.as_i64() <= says.as_i64(),
            "maxLength" => length(value) <= says.as_u64(),
            "minLength" => length(value) >= says.as_u64(),
            "minItems" => value.as_array().map(|items| items.len() as u64) >= says.as_u64(),
            "maxItems" => value.as_array().map(|items| items.len() as u64) <= says.as_u64(),
            "required" => choices(says).all(|name| name.as_str().is_some_and(|name| value.get(name).is_some())),
            PROPERTIES => {
                members(document, says, value, at, faults);
                true
            }
            "additionalProperties" => known_only(rules.get(PROPERTIES), value),
            "items" => {
                for (place, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(document, says, item, &format!("{at}/{place}"), faults);
                }
                true
            }
            // Forms of text are tried by the service itself, by its own types; the rest says nothing of the value.
            "pattern" | "format" | "uniqueItems" | "description" | "examples" => true,
            other => {
                faults.push(format!("{at}: the schema says {other}, which is not known here"));
                true
            }
        };
        if !right {
            faults.push(format!("{at}: {word}"));
        }
    }
}

fn choices(says: &Value) -> impl Iterator<Item = &Value> {
    says.as_array().into_iter().flatten()
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|text| text.chars().count() as u64)
}

fn of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn members(document: &Value, properties: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    for (name, schema) in properties.as_object().into_iter().flatten() {
        if let Some(member) = value.get(name) {
            check(document, schema, member, &format!("{at}/{name}"), faults);
        }
    }
}

fn known_only(properties: Option<&Value>, value: &Value) -> bool {
    let known = |name: &String| properties.and_then(|properties| properties.get(name)).is_some();
    value.as_object().is_none_or(|members| members.keys().all(known))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::Schema, conforms};

    #[test]
    fn an_object_has_its_members_and_no_others() {
        let schema = Schema::object().must("code", Schema::code(&["a", "b"])).may("n", Schema::integer(1, 9).or_null()).done();
        let faults = |value| conforms(&json!({}), schema.value(), &value).len();
        assert_eq!(faults(json!({ "code": "a" })), 0);
        assert_eq!(faults(json!({ "code": "b", "n": null })), 0);
        for wrong in [json!({}), json!({ "code": "c" }), json!({ "code": "a", "n": 10 }), json!({ "code": "a", "x": 1 }), json!([])] {
            assert!(faults(wrong.clone()) > 0, "{wrong}");
        }
    }

    #[test]
    fn a_name_leads_to_its_schema() {
        let document = json!({ "components": { "schemas": { "Code": { "type": "string", "maxLength": 2 } } } });
        let list = Schema::list(&Schema::named("Code"), 2);
        assert!(conforms(&document, list.value(), &json!(["ab", "c"])).is_empty());
        assert_eq!(conforms(&document, list.value(), &json!(["ab", "abc"])), ["/1: maxLength"]);
        assert!(!conforms(&document, Schema::named("None").value(), &json!(1)).is_empty());
    }
}
