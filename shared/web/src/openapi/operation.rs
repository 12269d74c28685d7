//! One call of the API.

use serde_json::{Map, Value, json};

use super::Schema;
use crate::machine::Scope;

/// What a call may say in its address.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub schema: Schema,
    /// What it means.
    pub words: &'static str,
}

/// One call.
pub struct Operation {
    method: &'static str,
    path: &'static str,
    id: &'static str,
    words: &'static str,
    in_path: Vec<Parameter>,
    in_query: Vec<Parameter>,
    body: Option<(Schema, bool)>,
    answers: Vec<(u16, &'static str, Option<Schema>)>,
    refusals: Vec<u16>,
}

impl Operation {
    /// A call: its method in capitals, its path with `{…}` for what varies, a name and one sentence.
    #[must_use]
    pub fn new(method: &'static str, path: &'static str, id: &'static str, words: &'static str) -> Self {
        let (in_path, in_query, answers) = (Vec::new(), Vec::new(), Vec::new());
        let refusals = if method == "GET" { vec![401, 403, 429, 500, 503] } else { vec![400, 401, 403, 408, 413, 415, 422, 429, 500, 503] };
        Self { method, path, id, words, in_path, in_query, body: None, answers, refusals }
    }

    /// What stands at `{name}` in the path; there may be no such thing (404).
    #[must_use]
    pub fn at(mut self, name: &'static str, schema: Schema, words: &'static str) -> Self {
        self.in_path.push(Parameter { name, schema, words });
        self.refused(404)
    }

    /// What may be asked for after `?`; something else there is refused (422).
    #[must_use]
    pub fn query(mut self, name: &'static str, schema: Schema, words: &'static str) -> Self {
        self.in_query.push(Parameter { name, schema, words });
        self.refused(422)
    }

    /// The body.
    #[must_use]
    pub fn body(mut self, schema: Schema) -> Self {
        self.body = Some((schema, true));
        self
    }

    /// The answer when it went well.
    #[must_use]
    pub fn answer(mut self, status: u16, words: &'static str, schema: Option<Schema>) -> Self {
        self.answers.push((status, words, schema));
        self
    }

    /// Another refusal.
    #[must_use]
    pub fn refused(mut self, status: u16) -> Self {
        if !self.refusals.contains(&status) {
            self.refusals.push(status);
        }
        self
    }

    /// Method in capitals.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// Path with `{…}`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    pub(super) fn document(&self) -> Value {
        let scope = if self.method == "GET" { Scope::Read } else { Scope::Write };
        let mut document = json!({
            "operationId": self.id, "summary": self.words, "parameters": self.parameters(), "responses": self.responses(),
            "security": [{ "access_token": [scope.code()], "proof": [] }],
        });
        if let Some((schema, required)) = &self.body {
            document["requestBody"] = json!({ "required": required, "content": { "application/json": { "schema": schema.value() } } });
        }
        document
    }

    fn parameters(&self) -> Vec<Value> {
        let one = |place: &str, required: bool, parameter: &Parameter| json!({ "name": parameter.name, "in": place, "required": required, "description": parameter.words, "schema": parameter.schema.value() });
        let path = self.in_path.iter().map(|parameter| one("path", true, parameter));
        let query = self.in_query.iter().map(|parameter| one("query", false, parameter));
        let key = Parameter {
            name: "Idempotency-Key",
            schema: Schema::pattern("^[A-Za-z0-9_-]{8,64}$"),
            words: "Chosen by the client. The same call with the same key is done once; its answer is kept for 24 hours.",
        };
        let header = (self.method == "POST").then(|| one("header", true, &key));
        path.chain(query).chain(header).collect()
    }

    fn responses(&self) -> Value {
        let mut responses = Map::new();
        for (status, words, schema) in &self.answers {
            let mut answer = json!({ "description": words });
            if let Some(schema) = schema {
                answer["content"] = json!({ "application/json": { "schema": schema.value() } });
            }
            responses.insert(status.to_string(), answer);
        }
        let mut refusals = self.refusals.clone();
        refusals.sort_unstable();
        for status in refusals {
            responses.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/Problem{status}") }));
        }
        Value::Object(responses)
    }
}
