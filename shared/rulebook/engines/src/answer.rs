//! What an engine says.

/// What an engine says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It goes, by these rules: one for each role, in the order of roles.
    Goes(Vec<String>),
    /// A never-rule stands.
    Never,
    /// It stays.
    Stays,
}
