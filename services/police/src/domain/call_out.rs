//! A call-out: what is kept of it, all of it sealed with the key of its case but code, times and state.

use std::fmt;

use serde::{Deserialize, Serialize};
use wire::{Category, HandoverId, codes, value::CodeSet};

use super::{
    asking::Asking,
    concern::{Concern, Judged},
    none_chosen,
    situation::Situation,
};

codes!(
    /// How far a call-out has come at the police.
    CallOutState, "state of a call-out" {
        /// Being recorded.
        Open = "open",
        /// Handed over.
        Sent = "sent",
        /// Ended without anything leaving.
        Closed = "closed",
    }
);

/// The content of a call-out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Step 1.
    pub situation: Situation,
    /// Step 2.
    pub asking: Asking,
    /// Concern for a child; `None` is not judged.
    pub concern: Option<Concern>,
    /// The harm test of the event, when it was made and passed.
    pub harm_test: Option<Judged>,
    /// What the officer chose not to send.
    #[serde(default = "none_chosen")]
    pub left_out: CodeSet<Category>,
    /// Was a contact card given?
    pub card_given: bool,
    /// Digest of the preview that was sent last: a second press of the same button sends nothing more.
    pub sent_digest: Option<String>,
    /// What that press made. When all of it has failed, the same press sends anew.
    pub sent_handovers: Vec<HandoverId>,
    /// Statutory notices that nobody had fetched in time, as the broker told.
    pub unfetched: Vec<HandoverId>,
}

impl Default for Content {
    fn default() -> Self {
        Self {
            situation: Situation::default(),
            asking: Asking::default(),
            concern: None,
            harm_test: None,
            left_out: none_chosen(),
            card_given: false,
            sent_digest: None,
            sent_handovers: Vec::new(),
            unfetched: Vec::new(),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Content(…)")
    }
}

impl Content {
    /// Leaves a category out, or takes it in again.
    pub fn leave_out(&mut self, category: Category, out: bool) {
        let others = self.left_out.codes().iter().copied().filter(|known| *known != category);
        self.left_out = CodeSet::new(others.chain(out.then_some(category)));
    }

    /// The question of concern is put only where there are children; without them an old answer says nothing.
    pub fn concern_in_force(&self) -> Option<&Concern> {
        self.concern.as_ref().filter(|_| self.situation.may_have_children())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaving_out_is_undone_by_taking_in() {
        let mut content = Content::default();
        content.leave_out(Category::Incident, true);
        content.leave_out(Category::Incident, true);
        assert_eq!(content.left_out.codes(), [Category::Incident]);
        content.leave_out(Category::Incident, false);
        assert!(content.left_out.is_empty());
    }

    #[test]
    fn content_reads_back_and_an_older_one_without_new_parts_too() {
        let content = Content { card_given: true, ..Content::default() };
        let text = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&text).unwrap(), content);
        assert_eq!(serde_json::from_str::<Content>("{}").unwrap(), Content::default());
    }
}
