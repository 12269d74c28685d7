//! Why a file was not taken as an edition.

use wire::FactCode;

/// Each says what to mend in the file. An edition that fails is never used: the service keeps the one it has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditionError {
    /// Not UTF-8.
    #[error("the edition is not UTF-8 text")]
    NotText,
    /// Not TOML of the expected shape: unknown key, unknown code or missing key.
    #[error("the edition has not the expected shape: {0}")]
    Shape(String),
    /// A format this program does not know.
    #[error("the edition has format {0}; this program reads formats {first} to {last}", first = super::FORMATS.start(), last = super::FORMATS.end())]
    Format(u32),
    /// Too many rules for the table.
    #[error("the edition has too many rules")]
    TooManyRules,
    /// The same id twice.
    #[error("“{0}” stands twice")]
    Twice(String),
    /// Last day before first day.
    #[error("rule “{0}” ends before it begins")]
    Dates(String),
    /// The rule opens something and lacks what its kind needs.
    #[error("rule “{rule}” {lack}")]
    Rule {
        /// Id of the rule.
        rule: String,
        /// What it lacks.
        lack: &'static str,
    },
    /// An agency turned off a switch that the edition does not have.
    #[error("the edition has no switch “{0}”")]
    Switch(String),
    /// A switch that is not in the list.
    #[error("rule “{rule}” names the unknown switch “{switch}”")]
    UnknownSwitch {
        /// Id of the rule.
        rule: String,
        /// The switch.
        switch: String,
    },
    /// A provision that is not in the list.
    #[error("“{by}” names the unknown source “{source_id}”")]
    UnknownSource {
        /// Id of the rule, or words of the narrowing.
        by: String,
        /// The provision.
        source_id: String,
    },
    /// A provision contradicts itself.
    #[error("source “{source_id}” {lack}")]
    Source {
        /// The provision.
        source_id: String,
        /// What it lacks.
        lack: &'static str,
    },
    /// A rule needs a fact that nobody may answer, or names a decider whose answer does not count.
    #[error("rule “{rule}” needs “{fact}”, which nobody who decides by it may answer")]
    Fact {
        /// Id of the rule.
        rule: String,
        /// The fact.
        fact: FactCode,
    },
    /// A consent text is valid for no day, or longer than the longest.
    #[error("consent text “{0}” has a length that is not allowed")]
    ConsentLength(String),
    /// Words for a code are missing.
    #[error("there are no words for “{0}”")]
    Words(&'static str),
}
