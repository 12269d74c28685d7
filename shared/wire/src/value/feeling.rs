//! Category `child_feeling`: feelings a child has shown or told of, never the child's words.

use serde::{Deserialize, Serialize};

use super::{CodeSet, Fault, fault::ensure, silent};

codes!(
    /// A feeling, without a reason and without anybody it is about.
    Feeling, "feeling" {
        /// Sad.
        Sad = "sad",
        /// Afraid.
        Afraid = "afraid",
        /// Ashamed.
        Ashamed = "ashamed",
        /// Blames itself.
        BlamesItself = "blames_itself",
        /// Worried.
        Worried = "worried",
        /// Angry.
        Angry = "angry",
        /// Withdrawn.
        Withdrawn = "withdrawn",
        /// Calm.
        Calm = "calm",
    }
);

/// What a child feels.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChildFeeling {
    /// At least one feeling.
    pub feelings: CodeSet<Feeling>,
}

silent!(ChildFeeling);

impl ChildFeeling {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(!self.feelings.is_empty(), Fault::Empty)
    }
}
