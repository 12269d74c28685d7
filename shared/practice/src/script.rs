//! A script of a talk: what is read aloud, step by step, and where each answer leads.

use wire::Language;

use crate::{
    checklist::Owner,
    checklist_file::Words,
    talk_fact::{TalkFact, TalkFacts, When},
    talk_finding::TalkFinding,
};

wire::codes!(
    /// Which talk it is.
    TalkKind, "kind of talk" {
        /// By telephone with a person in custody, held by social services.
        CustodyTalk = "custody_talk",
        /// When the person is released, held by the police.
        ReleaseTalk = "release_talk",
    }
);

wire::codes!(
    /// What is done with the words of a step.
    StepKind, "kind of step" {
        /// They are read aloud.
        Say = "say",
        /// They are read aloud, and the answer is waited for.
        Ask = "ask",
        /// They are for who holds the talk alone.
        Note = "note",
    }
);

wire::codes!(
    /// Why a talk was broken off.
    BreakOff, "reason to break off" {
        /// The person wanted to stop.
        WantedToStop = "wanted_to_stop",
        /// The person went on about the event.
        Event = "event",
        /// The person is unwell: in crisis, or with thoughts of suicide.
        Unwell = "unwell",
        /// The person threatened somebody.
        Threat = "threat",
        /// No common language, and no interpreter.
        Language = "language",
        /// The line dropped and could not be had again.
        LineDropped = "line_dropped",
        /// The officer in the room ended it.
        Officer = "officer",
        /// Something at the duty could not wait.
        CalledAway = "called_away",
    }
);

wire::codes!(
    /// What a page fills in when the words are read.
    TalkBlank, "blank in a script" {
        /// Name of who holds the talk.
        Name = "name",
        /// The unit that calls.
        Unit = "unit",
        /// Number of the relationship-violence team.
        Number = "number",
        /// What was agreed.
        Plan = "plan",
        /// The feeling that was chosen.
        Feeling = "feeling",
        /// Title of the step that was left.
        Step = "step",
        /// Decisions in force.
        Decisions = "decisions",
    }
);

/// How a talk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// To its end.
    Held,
    /// The person did not want it.
    Declined,
    /// Before its end.
    BrokenOff(BreakOff),
}

/// Where it goes from here. Steps and guards by their place in the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// To a step, or past it when it is not there.
    Step(usize),
    /// To a guard.
    Guard(usize),
    /// To the step that was left.
    Back,
    /// To the end.
    End(Ending),
}

/// A frozen script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) kind: TalkKind,
    pub(crate) owner: Owner,
    pub(crate) marks: [u32; 2],
    pub(crate) title: Words,
    pub(crate) purpose: Words,
    pub(crate) steps: Vec<Step>,
    pub(crate) guards: Vec<Guard>,
    pub(crate) checksum: [u8; 32],
}

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub(crate) id: String,
    pub(crate) kind: StepKind,
    pub(crate) when: When,
    pub(crate) title: Words,
    pub(crate) text: Words,
    pub(crate) why: Words,
    pub(crate) source: Words,
    pub(crate) chips: Vec<Chip>,
    pub(crate) next: Option<Next>,
    pub(crate) otherwise: Option<usize>,
}

/// An answer to press, instead of words to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub(crate) id: String,
    pub(crate) words: Words,
    pub(crate) next: Next,
    pub(crate) sets: Vec<TalkFact>,
    pub(crate) tells: Vec<TalkFinding>,
}

/// What is said when something happens, whatever the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    pub(crate) id: String,
    pub(crate) trigger: Words,
    pub(crate) text: Words,
    pub(crate) why: Words,
    pub(crate) source: Words,
    pub(crate) chips: Vec<Chip>,
    pub(crate) must: bool,
    pub(crate) end_after: Option<u32>,
}

impl Script {
    /// Id, the same in every version.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Frozen version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Which talk it is.
    pub fn kind(&self) -> TalkKind {
        self.kind
    }

    /// Whose it is.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// Minutes that the talk is planned to take, at least and at most. With an interpreter everything is said twice.
    pub fn marks(&self, interpreter: bool) -> [u32; 2] {
        self.marks.map(|minutes| if interpreter { minutes * 2 } else { minutes })
    }

    /// Its title.
    pub fn title(&self, language: Language) -> &str {
        self.title.spoken(language)
    }

    /// The purpose, read to who sits in the room, before the talk.
    pub fn purpose(&self, language: Language) -> &str {
        self.purpose.spoken(language)
    }

    /// The purpose, with what belongs in its blanks.
    pub fn filled_purpose(&self, language: Language, fill: impl Fn(TalkBlank) -> String) -> String {
        filled(self.purpose(language), fill)
    }

    /// Every step, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The steps that are there, by what is known, in order.
    pub fn permitted<'a>(&'a self, facts: &'a TalkFacts) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(|step| step.when.holds(facts))
    }

    /// The step that comes after an answer of a step, or after its words, by what is known. None at an end and before a guard.
    pub fn after<'a>(&'a self, step: &Step, chip: Option<&Chip>, facts: &TalkFacts) -> Option<&'a Step> {
        let mut known = facts.clone();
        known.extend(chip.into_iter().flat_map(|chip| chip.sets.iter().copied()));
        match chip.map(|chip| chip.next).or(step.next)? {
            Next::Step(place) => self.landing(place, &known).and_then(|place| self.steps.get(place)),
            _ => None,
        }
    }

    /// The guard that an answer leads to.
    pub fn guard_of(&self, chip: &Chip) -> Option<&Guard> {
        if let Next::Guard(place) = chip.next { self.guards.get(place) } else { None }
    }

    /// Every guard, in order.
    pub fn guards(&self) -> &[Guard] {
        &self.guards
    }

    /// SHA-256 of the file's exact bytes.
    pub fn checksum(&self) -> [u8; 32] {
        self.checksum
    }

    /// The step that is reached at this place: this one, or the one past it that is there. The file was refused if there is none.
    pub(crate) fn landing(&self, place: usize, facts: &TalkFacts) -> Option<usize> {
        let mut place = place;
        for _ in 0..=self.steps.len() {
            let step = self.steps.get(place)?;
            if step.when.holds(facts) {
                return Some(place);
            }
            place = step.otherwise?;
        }
        None
    }
}

impl Step {
    /// Id, the same in every version of the script.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is done with its words.
    pub fn kind(&self) -> StepKind {
        self.kind
    }

    /// When it is there.
    pub fn when(&self) -> &When {
        &self.when
    }

    /// A few words on what it is about.
    pub fn title(&self, language: Language) -> &str {
        self.title.spoken(language)
    }

    /// The words.
    pub fn text(&self, language: Language) -> &str {
        self.text.spoken(language)
    }

    /// The words, with what belongs in their blanks.
    pub fn filled(&self, language: Language, fill: impl Fn(TalkBlank) -> String) -> String {
        filled(self.text(language), fill)
    }

    /// Why.
    pub fn why(&self, language: Language) -> &str {
        self.why.spoken(language)
    }

    /// Where it comes from.
    pub fn source(&self, language: Language) -> &str {
        self.source.spoken(language)
    }

    /// Its answers; none for words that are only said.
    pub fn chips(&self) -> &[Chip] {
        &self.chips
    }
}

impl Chip {
    /// Id, the same in every version of the script.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The answer in words.
    pub fn words(&self, language: Language) -> &str {
        self.words.spoken(language)
    }

    /// What it tells of the outcome.
    pub fn tells(&self) -> &[TalkFinding] {
        &self.tells
    }

    /// Where it leads.
    pub fn next(&self) -> Next {
        self.next
    }
}

impl Guard {
    /// Id, the same in every version of the script.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What happens.
    pub fn trigger(&self, language: Language) -> &str {
        self.trigger.spoken(language)
    }

    /// What is said then.
    pub fn text(&self, language: Language) -> &str {
        self.text.spoken(language)
    }

    /// The words, with what belongs in their blanks.
    pub fn filled(&self, language: Language, fill: impl Fn(TalkBlank) -> String) -> String {
        filled(self.text(language), fill)
    }

    /// Why.
    pub fn why(&self, language: Language) -> &str {
        self.why.spoken(language)
    }

    /// Where it comes from.
    pub fn source(&self, language: Language) -> &str {
        self.source.spoken(language)
    }

    /// The ways on.
    pub fn chips(&self) -> &[Chip] {
        &self.chips
    }

    /// Only its own ways lead on: something has to be done first.
    pub fn is_demanding(&self) -> bool {
        self.must
    }

    /// How many times it may happen before the talk had better end.
    pub fn end_after(&self) -> Option<u32> {
        self.end_after
    }
}

fn filled(text: &str, fill: impl Fn(TalkBlank) -> String) -> String {
    TalkBlank::ALL.iter().fold(text.to_owned(), |words, blank| {
        let hole = format!("{{{blank}}}");
        if words.contains(&hole) { words.replace(&hole, &fill(*blank)) } else { words }
    })
}
