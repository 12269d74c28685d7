//! Rego and Cedar over the same outlines. They say whether a field goes and by which rules, not why it stays and what to do.

use std::{hint::black_box, sync::Arc};

use engines::{
    Answer, At,
    cedar::{self, Cedar},
    rego::{self, Rego},
};
use rulebook::{Edition, Judged, Moment, Reason, Verdict, decide};

use super::outlines::{Case, FIELDS};

/// An outline as both engines are asked about it: everything that can be made ready is.
struct Question<'e> {
    rego: rego::Question,
    cedar: Vec<Option<cedar::Question<'e>>>,
}

/// Both engines, with the outlines that all three answer alike.
pub struct Others<'e> {
    cedar: &'e Cedar,
    rego: Rego,
    at: At,
    questions: Vec<Question<'e>>,
}

impl<'e> Others<'e> {
    pub fn of(cedar: &'e Cedar, edition: &str, at: Moment) -> Self {
        Self { cedar, rego: Rego::of(edition), at: At { date: at.date(), now: at.now() }, questions: Vec::new() }
    }

    /// Keeps the outlines whose every field all three answer alike. The share of all fields that they do.
    pub fn ask(&mut self, cases: &[Case], edition: &Edition, at: Moment) -> f64 {
        self.questions.clear();
        let mut same = 0;
        for case in cases {
            let decision = decide(Arc::clone(&case.outline), &case.grants, edition, at);
            let own = decision.fields().iter().map(|field| answer(field, edition));
            let question = self.question(case);
            let alike = own.zip(self.answers(&question)).filter(|(own, (rego, cedar))| own == rego && own == cedar).count();
            same += alike;
            if alike == FIELDS {
                self.questions.push(question);
            }
        }
        same as f64 / (cases.len() * FIELDS) as f64
    }

    /// How many outlines there are to ask about.
    pub fn len(&self) -> usize {
        self.questions.len()
    }

    /// Asks Rego about an outline.
    pub fn rego(&mut self, call: usize) {
        black_box(self.rego.evaluate(black_box(&self.questions[call].rego)));
    }

    /// Asks Cedar about each field of an outline.
    pub fn cedar(&self, call: usize) {
        for field in &self.questions[call].cedar {
            black_box(self.cedar.answer(black_box(field.as_ref())));
        }
    }

    fn question(&self, case: &Case) -> Question<'e> {
        let (outline, grants) = (&case.outline, &case.grants);
        let cedar = outline.fields.iter().map(|field| self.cedar.question(outline, grants, self.at, field)).collect();
        Question { rego: self.rego.question(outline, grants, self.at), cedar }
    }

    /// Rego's answer and Cedar's for each field.
    fn answers(&mut self, question: &Question<'e>) -> impl Iterator<Item = (Answer, Answer)> {
        let held = self.rego.evaluate(&question.rego);
        let rego = self.rego.answers(&question.rego, &held);
        let cedar: Vec<Answer> = question.cedar.iter().map(|field| self.cedar.answer(field.as_ref())).collect();
        rego.into_iter().zip(cedar)
    }
}

/// The rule book's answer in the engines' words.
fn answer(field: &Judged, edition: &Edition) -> Answer {
    match &field.verdict {
        Verdict::Disclose(disclosure) => {
            let rules = disclosure.covers().filter_map(|cover| edition.rule(cover.rule));
            Answer::Goes(rules.map(|rule| rule.id.clone()).collect())
        }
        Verdict::Withhold { why: Reason::NeverThroughHub, .. } => Answer::Never,
        Verdict::Withhold { .. } => Answer::Stays,
    }
}
