//! What is wrong with a form, field by field: shown in a summary on top and beside each
//! field, in the visitor's language.

/// One field and the Fluent key of what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, which is also its `id` on the page.
    pub field: String,
    /// The key of the message.
    pub key: String,
    /// What the field asks, for the summary: there a message such as “choose one” says nothing alone. Empty when it says it all.
    pub label: String,
}

impl FieldError {
    /// What stands before the message in the summary: the question as it is, and anything else with a colon.
    #[must_use]
    pub fn lead(&self) -> String {
        match self.label.as_str() {
            "" => String::new(),
            question if question.ends_with('?') => format!("{question} "),
            label => format!("{label}: "),
        }
    }
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
        self.0.push(FieldError { field: field.into(), key: key.into(), label: String::new() });
    }

    /// The same, with what these fields ask beside their messages in the summary.
    #[must_use]
    pub fn named<F: AsRef<str>>(mut self, labels: impl IntoIterator<Item = (F, String)>) -> Self {
        for (field, label) in labels {
            for error in self.0.iter_mut().filter(|error| error.field == field.as_ref()) {
                error.label.clone_from(&label);
            }
        }
        self
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_which_question_is_meant() {
        let mut errors = FieldErrors::none();
        for field in ["to", "phase", "name"] {
            errors.add(field, "choose");
        }
        let errors = errors.named([("to", "Till vem?".to_owned()), ("phase", "Fas".to_owned()), ("other", "Annat".to_owned())]);
        let leads: Vec<String> = errors.all().iter().map(FieldError::lead).collect();
        assert_eq!(leads, ["Till vem? ", "Fas: ", ""]);
        assert_eq!(errors.of("to"), Some("choose"), "at the field the message stands beside the question already");
    }
}
