//! Why a file was not taken, in words that say what to mend.

use wire::value::PhaseItem;

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentError {
    /// Not TOML of the expected shape.
    #[error("the file has not the expected shape: {0}")]
    Shape(String),
    /// The same id and version twice: a published version never changes.
    #[error("“{0}” version {1} is there already")]
    Twice(String, String),
    /// No words, or not as many paragraphs in each language.
    #[error("“{0}” has not the same paragraphs in each language")]
    Paragraphs(String),
    /// Something in braces that no page fills.
    #[error("“{0}” has the unknown blank “{1}”")]
    Blank(String, String),
    /// A consent states its length, and nothing else has one.
    #[error("“{0}” is a consent without a length, or another text with one")]
    Length(String),
    /// A letter is there in easy Swedish too, and nothing else is.
    #[error("“{0}” is a letter without easy Swedish, or another text with it")]
    Easy(String),
    /// A part that is not there, or not in both languages.
    #[error("“{0}” lacks its {1}, or has it in one language only")]
    Missing(String, &'static str),
    /// Words too long to be read in the moment they are for.
    #[error("the {1} of “{0}” is longer than {2} characters")]
    TooLong(String, &'static str, usize),
    /// A section number of law in words to people.
    #[error("the {1} of “{0}” has a section of law; the rule book cites the law, and the source may")]
    Section(String, &'static str),
    /// A flag that is not in the list.
    #[error("“{0}” names the unknown flag “{1}”")]
    Flag(String, String),
    /// A branch that is not flags joined by and, or and not.
    #[error("the branch “{1}” of “{0}” is not flags joined by and, or, not")]
    Branch(String, String),
    /// An item of the phase board that is not in the list.
    #[error("“{0}” speaks to the unknown item of a phase “{1}”")]
    PhaseItem(String, String),
    /// An item of the phase board that belongs to another phase than the checklist.
    #[error("“{0}” speaks to “{1}”, which belongs to another phase")]
    OtherPhase(String, PhaseItem),
    /// Two items of a checklist that speak to the same item of the board: its state would have two answers.
    #[error("“{0}” speaks to the same item of the phase as another item before it")]
    SpokenTwice(String),
    /// The same item twice in a checklist.
    #[error("the item “{0}” is there twice")]
    ItemTwice(String),
    /// The same answer twice in an item.
    #[error("“{0}” has the answer “{1}” twice")]
    AnswerTwice(String, String),
    /// A fact of a talk that is not in the list.
    #[error("“{0}” names the unknown fact “{1}”")]
    Fact(String, String),
    /// Something told of the outcome that is not in the list.
    #[error("“{0}” tells “{1}”, which is no part of an outcome")]
    Finding(String, String),
    /// The first mark of a script comes before the second, and after its beginning.
    #[error("the marks of “{0}” do not count up")]
    Marks(String),
    /// A step, guard or answer that leads to nothing there is, or from where it stands may not.
    #[error("“{0}” leads to “{1}”, where it can't")]
    Leads(String, String),
    /// A step that may not be there, without one in its stead; or with one, though it always is.
    #[error("“{0}” has no way round, or one that nobody takes")]
    NoWayRound(String),
    /// A step that nobody comes to.
    #[error("nobody comes to “{0}”")]
    Unreached(String),
    /// A step from where no answer leads to an end.
    #[error("from “{0}” there is no way to an end")]
    NoEnd(String),
    /// A version with another owner, phase or kind than the version before it.
    #[error("“{0}” has changed its owner, phase or kind: give it another id")]
    Moved(String),
}
