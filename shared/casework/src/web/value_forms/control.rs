//! What a form of a value is made of: a row for each member of its type.

/// A closed list of the wire, and the beginning of the keys of its words.
#[derive(Debug, Clone, Copy)]
pub struct List {
    /// The beginning of its keys: `age` for `age-0_2`.
    pub words: &'static str,
    /// Its codes, in the order of the list.
    pub codes: fn() -> Vec<&'static str>,
}

/// How a member is asked for. No kind has a default: what nobody answered stays unanswered.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One of a closed list.
    OneOf(List),
    /// Any of a closed list.
    AnyOf(List),
    /// Yes, no, not known, or nothing said.
    Stated,
    /// One line about a person, of at most so many characters.
    Text(usize),
    /// A telephone number.
    Phone,
    /// A personal identity or coordination number.
    PersonalNumber,
    /// A year.
    Year,
    /// A whole number of one or more, up to this one.
    Whole(i64),
    /// A month, `2026-11`.
    Month,
    /// A day, `2026-11-22`.
    Day,
    /// A day and a time of day, in Swedish time.
    Moment,
    /// The same, cut to its whole hour.
    Hour,
    /// Up to so many days with times.
    Moments(usize),
    /// A code that is typed, such as a unit, and what tells that it is one.
    Slug(fn(&str) -> bool),
    /// Never asked: the phase that the item of a phase belongs to.
    PhaseOfItem,
    /// Rows of a table: one object each, of one-of lists. At least so many empty rows are offered.
    Rows(&'static [(&'static str, List)], usize),
}

/// One member of a value.
#[derive(Debug, Clone, Copy)]
pub struct Control {
    /// Its name in the value, and in the form.
    pub name: &'static str,
    /// Key of its label.
    pub label: &'static str,
    /// How it is asked for.
    pub kind: Kind,
    /// Whether the value can't be without it.
    pub needed: bool,
}

impl Control {
    pub(super) const fn needed(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self { name, label, kind, needed: true }
    }

    pub(super) const fn optional(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self { name, label, kind, needed: false }
    }

    /// The name of its inputs: a value's members never meet the names of the page's own fields.
    #[must_use]
    pub fn input(&self) -> String {
        format!("v-{}", self.name)
    }
}

/// `list!(AgeBand, "age")`: a closed list of the wire with the beginning of its keys.
macro_rules! list {
    ($type:ty, $words:literal) => {
        $crate::web::value_forms::control::List { words: $words, codes: || <$type>::ALL.iter().map(|member| member.code()).collect() }
    };
}
pub(super) use list;
