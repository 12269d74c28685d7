//! What a value may be: JSON Schema 2020-12, in the few words this API needs. An object knows all its members.

use serde_json::{Map, Value, json};

/// One schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema(Value);

impl Schema {
    /// A schema written out.
    #[must_use]
    pub const fn from_value(value: Value) -> Self {
        Self(value)
    }

    /// As JSON.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.0
    }

    /// One of the document's named schemas.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(json!({ "$ref": format!("#/components/schemas/{name}") }))
    }

    /// Text of at most this many characters.
    #[must_use]
    pub fn text(most: usize) -> Self {
        Self(json!({ "type": "string", "maxLength": most }))
    }

    /// Text of a form (ECMA-262 regular expression).
    #[must_use]
    pub fn pattern(pattern: &str) -> Self {
        Self(json!({ "type": "string", "pattern": pattern }))
    }

    /// A UUID (RFC 9562) in lower case.
    #[must_use]
    pub fn uuid() -> Self {
        Self::pattern("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
    }

    /// A moment in UTC (RFC 3339).
    #[must_use]
    pub fn moment() -> Self {
        Self(json!({ "type": "string", "format": "date-time" }))
    }

    /// A whole number between two.
    #[must_use]
    pub fn integer(least: i64, most: i64) -> Self {
        Self(json!({ "type": "integer", "minimum": least, "maximum": most }))
    }

    /// Yes or no.
    #[must_use]
    pub fn boolean() -> Self {
        Self(json!({ "type": "boolean" }))
    }

    /// One of a closed list of codes.
    #[must_use]
    pub fn code<T: ToString>(all: &[T]) -> Self {
        Self::code_of(all.iter().map(ToString::to_string))
    }

    /// The same from the codes themselves.
    #[must_use]
    pub fn code_of(codes: impl IntoIterator<Item = String>) -> Self {
        Self(json!({ "type": "string", "enum": codes.into_iter().collect::<Vec<_>>() }))
    }

    /// A list of at most this many.
    #[must_use]
    pub fn list(of: &Self, most: usize) -> Self {
        Self(json!({ "type": "array", "items": of.0, "maxItems": most }))
    }

    /// A list of codes, each once and in the order of the closed list.
    #[must_use]
    pub fn set(of: &Self, least: usize) -> Self {
        Self(json!({ "type": "array", "items": of.0, "uniqueItems": true, "minItems": least }))
    }

    /// A list of at least so many; what comes twice counts once.
    #[must_use]
    pub fn any_number(of: &Self, least: usize) -> Self {
        Self(json!({ "type": "array", "items": of.0, "minItems": least }))
    }

    /// One of these.
    #[must_use]
    pub fn any_of(choices: &[Self]) -> Self {
        Self(json!({ "anyOf": choices.iter().map(Self::value).collect::<Vec<_>>() }))
    }

    /// The same, or null.
    #[must_use]
    pub fn or_null(self) -> Self {
        Self(json!({ "anyOf": [self.0, { "type": "null" }] }))
    }

    /// With a sentence about it.
    #[must_use]
    pub fn said(mut self, words: &str) -> Self {
        if let Some(schema) = self.0.as_object_mut() {
            schema.insert("description".to_owned(), words.into());
        }
        self
    }

    /// With an example.
    #[must_use]
    pub fn such_as(mut self, example: Value) -> Self {
        if let Some(schema) = self.0.as_object_mut() {
            schema.insert("examples".to_owned(), json!([example]));
        }
        self
    }

    /// An object, member by member.
    #[must_use]
    pub fn object() -> Object {
        Object::default()
    }
}

/// An object that is being described. It takes no other members.
#[derive(Debug, Default)]
pub struct Object {
    required: Vec<String>,
    properties: Map<String, Value>,
}

impl Object {
    /// A member that is always there.
    #[must_use]
    pub fn must(mut self, name: &str, schema: Schema) -> Self {
        self.required.push(name.to_owned());
        self.may(name, schema)
    }

    /// A member that may be missing.
    #[must_use]
    pub fn may(mut self, name: &str, schema: Schema) -> Self {
        self.properties.insert(name.to_owned(), schema.0);
        self
    }

    /// The schema.
    #[must_use]
    pub fn done(self) -> Schema {
        let mut schema = json!({ "type": "object", "properties": self.properties, "additionalProperties": false });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        Schema(schema)
    }
}
