//! Past decisions judged by another edition: which would come out otherwise.

use jiff::civil::Date;
use wire::{Category, SubjectRole};

use crate::{Decision, Edition, Judged, PastDecision, Reason, Verdict};

/// What became of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It goes, by these rules, one for each role.
    Goes(Vec<String>),
    /// It stays.
    Stays(Reason),
}

impl Answer {
    fn of(field: &Judged, edition: &Edition) -> Self {
        match &field.verdict {
            Verdict::Disclose(disclosure) => {
                let rules = disclosure.covers().filter_map(|cover| edition.rule(cover.rule));
                Self::Goes(rules.map(|rule| rule.id.clone()).collect())
            }
            Verdict::Withhold { why, .. } => Self::Stays(*why),
        }
    }

    /// Whether it goes.
    pub const fn goes(&self) -> bool {
        matches!(self, Self::Goes(_))
    }
}

/// A field that comes out otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAnswer {
    /// Place of the field.
    pub n: u32,
    /// Category.
    pub category: Category,
    /// Role of the person it is about.
    pub role: Option<SubjectRole>,
    /// By the old edition.
    pub before: Answer,
    /// By the new one.
    pub after: Answer,
}

impl ChangedAnswer {
    /// Whether it goes now and stayed before, or the reverse: other changes are of rule or reason alone.
    pub const fn turns(&self) -> bool {
        self.before.goes() != self.after.goes()
    }
}

/// The fields of a past decision that come out otherwise by the new edition than by the old one; on their own day, or as
/// if all of it came on another.
pub fn replay(past: &PastDecision, old: &Edition, new: &Edition, on: Option<Date>) -> Vec<ChangedAnswer> {
    let day = on.unwrap_or(past.date);
    let (before, after) = (past.decide_on(old, day), past.decide_on(new, day));
    changed(past, (&before, old), (&after, new))
}

fn changed(past: &PastDecision, before: (&Decision, &Edition), after: (&Decision, &Edition)) -> Vec<ChangedAnswer> {
    let answers = |(decision, edition): (&Decision, &Edition)| {
        decision.fields().iter().map(|field| (field.n, field.category, Answer::of(field, edition))).collect::<Vec<_>>()
    };
    let pairs = answers(before).into_iter().zip(answers(after));
    pairs
        .filter(|(before, after)| before.2 != after.2)
        .map(|((n, category, before), (.., after))| ChangedAnswer { n, category, role: past.role(n), before, after })
        .collect()
}
