//! What casework looks like in JSON, each document beside its schema, so that neither changes alone.

use ::web::{Problem, openapi::Schema};
use protocol::Basis;
use serde_json::{Value, json};
use wire::{Category, Phase, Purpose, Subject, SubjectRole, UnitAddress, Urgency, value::Value as FieldValue};

use crate::{
    Handover, HandoverStep, SentHandover,
    domain::{HandoverStateCode, Line, OpenedField, Preview, Row, Text2, Way},
};

/// A case code, `KV742-2611`.
pub fn code_schema() -> Schema {
    Schema::pattern("^[2346789ACDEFHJKLMPRTVXY]{5}-[0-9]{4}$").such_as(json!("KV742-2611"))
}

/// A unit, `agency/unit`.
pub fn unit_schema() -> Schema {
    Schema::pattern("^[a-z0-9-]{2,60}/[a-z0-9-]{2,60}$").such_as(json!("socialtjansten-exempelstad/socialjouren"))
}

/// Words in both languages.
pub fn words(text: &Text2) -> Value {
    json!({ "sv": text.sv, "en": text.en })
}

/// Schema of [`words`].
pub fn words_schema() -> Schema {
    Schema::object().must("sv", Schema::text(2000)).must("en", Schema::text(2000)).done()
}

/// The value of a field, as it crosses.
///
/// # Errors
/// 500 for a value that can't be written.
pub fn value(value: &FieldValue) -> Result<Value, Problem> {
    let bytes = value.to_canonical().map_err(Problem::internal)?;
    serde_json::from_slice(&bytes).map_err(Problem::internal)
}

/// A person of a case: role and the id that is random for this case.
pub fn subject_schema() -> Schema {
    Schema::object().must("id", Schema::uuid()).must("role", Schema::code(SubjectRole::ALL)).done()
}

/// An opened field.
///
/// # Errors
/// Those of [`value`].
pub fn field(field: &OpenedField) -> Result<Value, Problem> {
    Ok(json!({ "n": field.n, "category": field.category, "subject": subject(field.subject), "value": value(&field.value)? }))
}

/// Schema of [`field`].
pub fn field_schema() -> Schema {
    Schema::object()
        .must("n", place_schema())
        .must("category", Schema::code(Category::ALL))
        .must("subject", Schema::named("Subject").or_null())
        .must("value", Schema::named("Value"))
        .done()
}

/// A place in a handover.
pub fn place_schema() -> Schema {
    Schema::integer(0, 200).said("Place in the handover.")
}

fn subject(subject: Option<Subject>) -> Value {
    subject.map_or(Value::Null, |subject| json!({ "id": subject.id, "role": subject.role }))
}

/// A handover, sent or received, without its values.
pub fn handover(handover: &Handover) -> Value {
    json!({
        "id": handover.id, "case_code": handover.case_code, "way": handover.way.code(), "from": address(&handover.from),
        "to": address(&handover.to), "purpose": handover.purpose, "phase": handover.phase, "urgency": handover.urgency,
        "basis": handover.basis.code(), "categories": handover.categories, "state": handover.state.code(), "detail": handover.detail,
        "at": handover.at, "made_at": handover.made_at, "answers": handover.answers,
        "steps": handover.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

/// Schema of [`handover`].
pub fn handover_schema() -> Schema {
    Schema::object()
        .must("id", Schema::uuid())
        .must("case_code", code_schema())
        .must("way", Schema::code(Way::ALL))
        .must("from", Schema::named("Address"))
        .must("to", Schema::named("Address"))
        .must("purpose", Schema::code(Purpose::ALL))
        .must("phase", Schema::code(Phase::ALL))
        .must("urgency", Schema::code(Urgency::ALL))
        .must("basis", basis_schema())
        .must("categories", categories_schema())
        .must("state", Schema::code(HandoverStateCode::ALL))
        .must("detail", detail_schema())
        .must("at", Schema::moment())
        .must("made_at", Schema::moment())
        .must("answers", Schema::uuid().or_null())
        .must("steps", Schema::list(&Schema::named("Step"), 200))
        .done()
}

/// One state of a handover and when it was reached.
pub fn step(step: &HandoverStep) -> Value {
    json!({ "state": step.state.code(), "detail": step.detail, "at": step.at })
}

/// Schema of [`step`].
pub fn step_schema() -> Schema {
    let states = Schema::code(HandoverStateCode::ALL);
    Schema::object().must("state", states).must("detail", detail_schema()).must("at", Schema::moment()).done()
}

/// Role, unit, reason or problem that belongs to a state.
pub fn detail_schema() -> Schema {
    Schema::text(2000).or_null()
}

/// What a handover rests on.
pub fn basis_schema() -> Schema {
    let all = [Basis::Duty, Basis::Consent, Basis::Permission, Basis::StateOnly];
    Schema::code_of(all.map(|basis| basis.code().to_owned()))
}

/// Categories, each once.
pub fn categories_schema() -> Schema {
    Schema::set(&Schema::code(Category::ALL), 0)
}

/// An address.
pub fn address(address: &UnitAddress) -> Value {
    json!({ "agency": address.agency, "board": address.board, "unit": address.unit })
}

/// Schema of an address.
pub fn address_schema() -> Schema {
    let agency = Schema::pattern("^[a-z0-9-]{2,60}$");
    Schema::object().must("agency", agency).must("board", unit_schema()).must("unit", unit_schema()).done()
}

/// What goes, what stays, why, and the digest to send by.
///
/// # Errors
/// Those of [`value`].
pub fn preview(preview: &Preview) -> Result<Value, Problem> {
    let offers = preview.offers.iter().map(|offer| json!({ "basis": offer.basis.code(), "fields": offer.fields }));
    let tasks =
        preview.tasks.iter().map(|task| json!({ "n": task.n, "answer_outside_hub": task.answer_outside_hub, "rule": words(&task.rule) }));
    Ok(json!({
        "digest": preview.digest.to_string(), "edition": preview.edition, "goes": rows(&preview.goes)?, "stays": rows(&preview.stays)?,
        "offers": offers.collect::<Vec<_>>(), "tasks": tasks.collect::<Vec<_>>(),
    }))
}

/// The members of [`preview`].
pub fn preview_schema() -> ::web::openapi::Object {
    let edition = Schema::object().must("id", Schema::text(40)).must("hash", Schema::text(80)).done();
    let offer = Schema::object().must("basis", basis_schema()).must("fields", Schema::list(&place_schema(), 200)).done();
    let task =
        Schema::object().must("n", place_schema()).must("answer_outside_hub", Schema::boolean()).must("rule", Schema::named("Words"));
    Schema::object()
        .must("digest", digest_schema())
        .must("edition", edition)
        .must("goes", Schema::list(&Schema::named("Row"), 200))
        .must("stays", Schema::list(&Schema::named("Row"), 200))
        .must("offers", Schema::list(&offer, 20).said("What it becomes; the duty first."))
        .must("tasks", Schema::list(&task.done(), 200).said("What a person must do beside."))
}

/// A digest of a preview: 64 hexadecimal digits.
pub fn digest_schema() -> Schema {
    Schema::pattern("^[0-9a-f]{64}$").said("SHA-256 over what is shown. Sending with it sends what was shown, or nothing.")
}

fn rows(rows: &[Row]) -> Result<Vec<Value>, Problem> {
    rows.iter().map(row).collect()
}

/// What was sent.
pub fn sent(sent: &[SentHandover]) -> Value {
    let one = |sent: &SentHandover| json!({ "id": sent.id, "basis": sent.basis.code(), "categories": sent.categories });
    json!({ "handovers": sent.iter().map(one).collect::<Vec<_>>() })
}

/// Schema of [`sent`].
pub fn sent_schema() -> Schema {
    let one = Schema::object().must("id", Schema::uuid()).must("basis", basis_schema()).must("categories", categories_schema());
    Schema::object().must("handovers", Schema::list(&one.done(), 20)).done()
}

/// One field of a preview.
fn row(row: &Row) -> Result<Value, Problem> {
    Ok(json!({
        "n": row.n, "category": row.category, "subject": subject(row.subject), "value": value(&row.value)?,
        "basis": row.basis.map(Basis::code), "why": row.lines.iter().map(line).collect::<Vec<_>>(),
        "way_forward": row.way_forward.as_ref().map(words),
    }))
}

/// Schema of a row.
pub fn row_schema() -> Schema {
    Schema::object()
        .must("n", place_schema())
        .must("category", Schema::code(Category::ALL))
        .must("subject", Schema::named("Subject").or_null())
        .must("value", Schema::named("Value"))
        .must("basis", basis_schema().or_null())
        .must("why", Schema::list(&Schema::named("Line"), 20))
        .must("way_forward", Schema::named("Words").or_null())
        .done()
}

fn line(line: &Line) -> Value {
    json!({ "role": line.role, "code": line.code, "text": words(&line.text), "citation": line.citation.as_ref().map(words) })
}

/// Schema of a line.
pub fn line_schema() -> Schema {
    Schema::object()
        .must("role", Schema::code(SubjectRole::ALL).or_null())
        .must("code", Schema::text(80).said("Id of the rule, or code of the reason."))
        .must("text", Schema::named("Words"))
        .must("citation", Schema::named("Words").or_null())
        .done()
}

/// The schemas of this file by name.
pub fn named() -> Vec<(&'static str, Schema)> {
    vec![
        ("Address", address_schema()),
        ("Field", field_schema()),
        ("Handover", handover_schema()),
        ("Line", line_schema()),
        ("Preview", preview_schema().done()),
        ("Row", row_schema()),
        ("Sent", sent_schema()),
        ("Step", step_schema()),
        ("Subject", subject_schema()),
        ("Words", words_schema()),
    ]
}
