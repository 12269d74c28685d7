//! An HTTP API described in OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0), made from one list of operations.
//!
//! What every call has is added here once: the tokens, the `Idempotency-Key` of a POST, and the refusals of RFC 9457. The
//! words are English: they are for those who program against it.

mod conforms;
mod operation;
mod schema;

use serde_json::{Map, Value, json};

use crate::machine::{PROOF_HEADER, Scope};
pub use conforms::conforms;
pub use operation::{Operation, Parameter};
pub use schema::{Object, Schema};

/// Whose API it is.
pub struct Info {
    /// Name.
    pub title: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Version of the program.
    pub version: &'static str,
    /// Address of the token endpoint, from the root.
    pub token_path: &'static str,
}

/// The document. `named` are the schemas that [`Schema::named`] refers to.
#[must_use]
pub fn document(info: &Info, operations: &[Operation], named: &[(String, Schema)]) -> Value {
    let mut paths = Map::new();
    for operation in operations {
        let path = paths.entry(operation.path()).or_insert_with(|| json!({}));
        path[operation.method().to_ascii_lowercase()] = operation.document();
    }
    let mut schemas: Map<String, Value> = named.iter().map(|(name, schema)| (name.clone(), schema.value().clone())).collect();
    schemas.insert("Problem".to_owned(), problem().value().clone());
    json!({
        "openapi": "3.1.0",
        "info": { "title": info.title, "description": info.description, "version": info.version, "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" } },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas, "responses": refusals(), "securitySchemes": security_schemes(info) },
    })
}

fn security_schemes(info: &Info) -> Value {
    let scopes: Map<String, Value> = Scope::ALL.iter().map(|scope| (scope.code().to_owned(), json!(scope_words(*scope)))).collect();
    json!({
        "access_token": {
            "type": "oauth2",
            "description": "A token for five minutes, bound to the client's key (RFC 6749 4.4; the client proves itself by private_key_jwt, RFC 7523).",
            "flows": { "clientCredentials": { "tokenUrl": info.token_path, "scopes": scopes } },
        },
        "proof": {
            "type": "apiKey", "in": "header", "name": "Stafett-Proof",
            "description": "A JWT signed with the client's key for this method, path and query, and body; good once and for 60 seconds.",
        },
    })
}

const fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "Every GET.",
        Scope::Write => "Every other call.",
    }
}

/// A refusal (RFC 9457) with a stable code and what is wrong, member by member.
fn problem() -> Schema {
    let fault = Schema::object()
        .must("field", Schema::text(200).said("The name of the member, as a path with dots."))
        .must("pointer", Schema::text(400).said("The same as a JSON Pointer (RFC 6901)."))
        .must("message", Schema::text(400));
    // What a refusal has beside these depends on its code: a changed preview brings the new one.
    Schema::from_value(json!({
        "type": "object",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": { "type": "string", "pattern": "^urn:stafett:problem:[a-z-]+$" },
            "title": { "type": "string" },
            "status": { "type": "integer", "minimum": 400, "maximum": 599 },
            "code": { "type": "string", "pattern": "^[a-z-]+$", "description": "Stable; the words are not." },
            "detail": { "type": "string" },
            "errors": { "type": "array", "items": fault.done().value() },
            "preview": { "type": "object" },
        },
        "additionalProperties": false,
    }))
}

/// The refusals that calls refer to by status.
fn refusals() -> Value {
    let words = [
        (400, "The call could not be read: not JSON, or without Idempotency-Key."),
        (401, "No tokens, or tokens that are not accepted."),
        (403, "The role, the unit or the scope does not allow it."),
        (404, "There is no such thing, or it is not for this client."),
        (405, "The method is not for this address."),
        (408, "The body did not arrive in time."),
        (409, "Something has changed, or the state does not allow it."),
        (413, "The body is too large."),
        (415, "The media type is not application/json."),
        (422, "A member is missing, unknown or wrong; each is named."),
        (429, "Too many calls."),
        (500, "Something is broken at the service."),
        (503, "The service can't keep up now: try again."),
    ];
    let refusal = |(status, words): (u16, &str)| {
        let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
        (format!("Problem{status}"), json!({ "description": words, "content": content }))
    };
    Value::Object(words.into_iter().map(refusal).collect())
}

/// The header of the proof is written here as people write it.
const _: () = assert!(PROOF_HEADER.len() == "Stafett-Proof".len());
