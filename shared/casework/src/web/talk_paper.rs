//! A script of a talk as paper: words to read and boxes to tick. Nothing of the case, and nobody's answers.

use practice::{Script, StepKind, TalkBlank, TalkFacts};
use wire::Language;

/// What is printed of a script. The template is `talk/paper.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkPaper {
    /// Title of the script.
    pub title: String,
    /// The purpose, read before the talk.
    pub purpose: String,
    /// How long it is meant to take: from and until, in minutes.
    pub marks: [u32; 2],
    /// The steps in order, only those that the facts permit.
    pub steps: Vec<PaperStep>,
    /// What is said when something happens.
    pub guards: Vec<PaperStep>,
}

/// One step, or what is said when something happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperStep {
    /// Title, or what happens.
    pub title: String,
    /// The words.
    pub text: String,
    /// For who holds the talk alone.
    pub note: bool,
    /// The answers, each with a box.
    pub answers: Vec<String>,
}

impl TalkPaper {
    /// A script, for what is known and with or without an interpreter. `fill` gives the words of a blank.
    pub fn of(script: &Script, language: Language, (facts, interpreter): (&TalkFacts, bool), fill: impl Fn(TalkBlank) -> String) -> Self {
        let steps = script.permitted(facts).map(|step| PaperStep {
            title: step.title(language).to_owned(),
            text: step.filled(language, &fill),
            note: step.kind() == StepKind::Note,
            answers: step.chips().iter().map(|chip| chip.words(language).to_owned()).collect(),
        });
        let guards = script.guards().iter().map(|guard| PaperStep {
            title: guard.trigger(language).to_owned(),
            text: guard.filled(language, &fill),
            note: false,
            answers: Vec::new(),
        });
        Self {
            title: script.title(language).to_owned(),
            purpose: script.filled_purpose(language, &fill),
            marks: script.marks(interpreter),
            steps: steps.collect(),
            guards: guards.collect(),
        }
    }
}
