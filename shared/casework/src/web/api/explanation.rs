//! Why something was handed over, in JSON beside its schema: the rules of that day with their place in the law.

use ::web::openapi::Schema;
use jiff::civil::Date;
use protocol::Basis;
use serde_json::{Value, json};
use wire::{Category, SubjectRole};

use super::documents::{basis_schema, place_schema, words, words_schema};
use crate::{
    Explained, ExplainedField,
    domain::{ExplainedLine, Text2},
};

/// The explanation of some fields of a handover, those at these places alone.
pub(super) fn document(explained: &Explained, places: &[u32]) -> Value {
    let fields = explained.fields.iter().filter(|field| places.contains(&field.n)).map(field);
    json!({ "edition": explained.edition, "date": explained.date, "fields": fields.collect::<Vec<_>>() })
}

fn field(field: &ExplainedField) -> Value {
    json!({
        "n": field.n, "category": field.category, "basis": field.basis.map(Basis::code),
        "lines": field.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn line(line: &ExplainedLine) -> Value {
    let rule = line.rule.as_ref();
    let text = |text: &Text2| words(text);
    json!({
        "role": line.role, "code": line.code, "label": words(&line.label), "text": words(&line.text),
        "citation": rule.map(|rule| text(&rule.citation)), "amending_act": rule.and_then(|rule| rule.amending_act.clone()),
        "from": rule.map(|rule| rule.from), "until": rule.and_then(|rule| rule.until),
    })
}

/// Schema of [`document`].
pub(super) fn schema() -> Schema {
    let edition = Schema::object().must("id", Schema::text(40)).must("hash", Schema::text(80)).done();
    let line = Schema::object()
        .must("role", Schema::code(SubjectRole::ALL).or_null())
        .must("code", Schema::text(80).said("Id of the rule."))
        .must("label", words_schema())
        .must("text", words_schema())
        .must("citation", words_schema().or_null())
        .must("amending_act", Schema::text(200).or_null().said("The act that gave the statute the wording that was used."))
        .must("from", day_schema().or_null().said("First day in force."))
        .must("until", day_schema().or_null().said("Last day in force, as that edition knew it."))
        .done();
    let field = Schema::object()
        .must("n", place_schema())
        .must("category", Schema::code(Category::ALL))
        .must("basis", basis_schema().or_null())
        .must("lines", Schema::list(&line, 20))
        .done();
    Schema::object()
        .must("edition", edition)
        .must("date", day_schema().said("The Swedish day of the decision."))
        .must("fields", Schema::list(&field, 200))
        .done()
}

fn day_schema() -> Schema {
    let day = Date::constant(2026, 11, 22);
    Schema::pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$").such_as(json!(day))
}
