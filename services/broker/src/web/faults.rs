//! What is wrong with a form: sentences that say where and what to mend, shown on top and at the field.

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field's name, which is also its `id` on the page.
    pub field: &'static str,
    /// Where it is and what to mend, in the reader's language.
    pub words: String,
    /// What the program read, in English; empty when the words say it all.
    pub detail: String,
}

/// All that is wrong, in the order it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// One fault.
    pub(crate) fn one(field: &'static str, words: String) -> Self {
        let mut faults = Self::none();
        faults.add(field, words);
        faults
    }

    /// Adds one.
    pub(crate) fn add(&mut self, field: &'static str, words: String) {
        self.add_with(field, words, String::new());
    }

    /// Adds one with what the program read.
    pub(crate) fn add_with(&mut self, field: &'static str, words: String, detail: String) {
        self.0.push(Fault { field, words, detail });
    }

    /// Whether anything is wrong.
    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Fault] {
        &self.0
    }

    /// Those of a field.
    pub(crate) fn of(&self, field: &str) -> Vec<&Fault> {
        self.0.iter().filter(|fault| fault.field == field).collect()
    }

    /// Whether a field is wrong.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.0.iter().any(|fault| fault.field == field)
    }
}
