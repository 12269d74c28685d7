//! What is wrong with a form, field by field: shown in a summary on top and beside each
//! field, in the visitor's language.

/// One field and the Fluent key of what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, which is also its `id` on the page.
    pub field: String,
    /// The key of the message.
    pub key: String,
}

/// All that is wrong, in the order it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Nothing is wrong.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds one; the first message of a field is the one that shows.
    pub fn add(&mut self, field: impl Into<String>, key: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), key: key.into() });
    }

    /// Whether anything is wrong.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// How many.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The message key of a field, if it is wrong.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.key.as_str())
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[FieldError] {
        &self.0
    }
}
