//! A call-out: what is kept of it, all of it sealed with the key of its case but code, times and state.

use std::fmt;

use serde::{Deserialize, Serialize};
use wire::{Category, HandoverId, codes, value::CodeSet};

use super::{
    asking::Asking,
    concern::{Concern, Judged},
    difference::Trace,
    duty_decision::{DutyLeftOut, DutyReason},
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

/// A harm test that was passed: of the incident as it stood then, and of nothing else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HarmTest {
    /// Who made it, and when.
    #[serde(flatten)]
    pub judged: Judged,
    /// Digest of the value it was made for, as in [`Trace`]. An older test without one was made for no value.
    #[serde(default)]
    pub of: String,
}

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
    /// The harm test of the incident, when it was made and passed.
    pub harm_test: Option<HarmTest>,
    /// What the officer chose not to send.
    #[serde(default = "none_chosen")]
    pub left_out: CodeSet<Category>,
    /// Of that, what a duty would send, each with the reason of the decision.
    pub duty_left_out: Vec<DutyLeftOut>,
    /// Was a contact card given?
    pub card_given: bool,
    /// Which version of its text.
    pub card_version: Option<String>,
    /// Digest of the preview that was sent last: a second press of the same button sends nothing more.
    pub sent_digest: Option<String>,
    /// What that press made. When all of it has failed, the same press sends anew.
    pub sent_handovers: Vec<HandoverId>,
    /// What was handed over, so that a later review can tell what is different. No values.
    pub sent: Vec<Trace>,
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
            duty_left_out: Vec::new(),
            card_given: false,
            card_version: None,
            sent_digest: None,
            sent_handovers: Vec::new(),
            sent: Vec::new(),
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
        self.duty_left_out.retain(|left_out| left_out.category != category);
    }

    /// Leaves out what a duty would send, with the reason of the decision.
    pub fn leave_out_duty(&mut self, category: Category, reason: DutyReason) {
        self.leave_out(category, true);
        self.duty_left_out.push(DutyLeftOut { category, reason });
    }

    /// The reason why a category that goes by duty is left out.
    pub fn duty_reason(&self, category: Category) -> Option<DutyReason> {
        self.duty_left_out.iter().find(|left_out| left_out.category == category).map(|left_out| left_out.reason)
    }

    /// What is left out when these categories go by duty: of them only what has a reason. What was left out while it
    /// went by consent comes back when a duty sends it.
    pub fn left_out_beside(&self, by_duty: &[Category]) -> CodeSet<Category> {
        let stays_out = |category: &Category| !by_duty.contains(category) || self.duty_reason(*category).is_some();
        CodeSet::new(self.left_out.codes().iter().copied().filter(stays_out))
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
    fn a_duty_is_left_out_with_a_reason_or_not_at_all() {
        let mut content = Content::default();
        content.leave_out(Category::Incident, true);
        assert_eq!(content.left_out_beside(&[]).codes(), [Category::Incident]);
        assert!(content.left_out_beside(&[Category::Incident]).is_empty(), "by consent it was left out; by duty it goes");
        content.leave_out_duty(Category::Incident, DutyReason::ToldByPhone);
        assert_eq!(content.left_out_beside(&[Category::Incident]).codes(), [Category::Incident]);
        content.leave_out(Category::Incident, false);
        assert_eq!(content.duty_reason(Category::Incident), None, "the reason goes with it");
    }

    #[test]
    fn content_reads_back_and_an_older_one_without_new_parts_too() {
        let content = Content { card_given: true, ..Content::default() };
        let text = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&text).unwrap(), content);
        assert_eq!(serde_json::from_str::<Content>("{}").unwrap(), Content::default());
    }
}
