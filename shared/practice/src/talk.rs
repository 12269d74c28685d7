//! A talk as it goes: a script, what was known before, and the taps. The taps are what is kept; the rest follows from them.

use jiff::{SignedDuration, Timestamp};

use crate::{
    script::{BreakOff, Chip, Ending, Guard, Next, Script, Step},
    talk_clock::TalkClock,
    talk_event::TalkEvent,
    talk_fact::TalkFacts,
    talk_finding::TalkFindings,
};

/// Why a tap can't be made where the talk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TalkError {
    /// The talk is over.
    #[error("the talk is over")]
    Over,
    /// It is paused: it is taken up again first.
    #[error("the talk is paused")]
    Paused,
    /// It is not paused.
    #[error("the talk is not paused")]
    NotPaused,
    /// There is no such answer here.
    #[error("there is no such answer here")]
    NotHere,
    /// Something has to be done first, and ticked.
    #[error("something has to be done first")]
    MustFirst,
    /// There is nothing before.
    #[error("there is nothing before")]
    First,
}

/// Where a talk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// At a step.
    Step(&'a Step),
    /// At a guard, on the way back to a step.
    Guard(&'a Guard, &'a Step),
    /// Over.
    Ended(Ending),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Step(usize),
    Guard { guard: usize, from: usize },
    Ended(Ending),
}

/// What Back returns to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Left {
    step: usize,
    facts: TalkFacts,
    findings: TalkFindings,
    chosen: Option<(usize, usize)>,
}

/// A talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk<'a> {
    script: &'a Script,
    facts: TalkFacts,
    at: At,
    trail: Vec<Left>,
    findings: TalkFindings,
    chosen: Option<(usize, usize)>,
    counts: Vec<u32>,
    clock: TalkClock,
}

impl<'a> Talk<'a> {
    /// A talk that begins.
    pub fn begin(script: &'a Script, facts: TalkFacts, at: Timestamp) -> Self {
        let first = script.landing(0, &facts).unwrap_or(0);
        Self {
            script,
            facts,
            at: At::Step(first),
            trail: Vec::new(),
            findings: TalkFindings::default(),
            chosen: None,
            counts: vec![0; script.guards.len()],
            clock: TalkClock::started(at),
        }
    }

    /// The talk that these taps made.
    ///
    /// # Errors
    /// [`TalkError`] for a tap that could not be made where it was made.
    pub fn replay<'e>(
        script: &'a Script,
        facts: TalkFacts,
        at: Timestamp,
        events: impl IntoIterator<Item = (&'e TalkEvent, Timestamp)>,
    ) -> Result<Self, TalkError> {
        let mut talk = Self::begin(script, facts, at);
        for (event, at) in events {
            talk.apply(event, at)?;
        }
        Ok(talk)
    }

    /// The script.
    pub fn script(&self) -> &'a Script {
        self.script
    }

    /// Where it is.
    pub fn place(&self) -> Place<'a> {
        match self.at {
            At::Step(step) => Place::Step(&self.script.steps[step]),
            At::Guard { guard, from } => Place::Guard(&self.script.guards[guard], &self.script.steps[from]),
            At::Ended(ending) => Place::Ended(ending),
        }
    }

    /// How it ended, when it has.
    pub fn ending(&self) -> Option<Ending> {
        match self.at {
            At::Ended(ending) => Some(ending),
            _ => None,
        }
    }

    /// What is known by now.
    pub fn facts(&self) -> &TalkFacts {
        &self.facts
    }

    /// What has been told so far.
    pub fn findings(&self) -> &TalkFindings {
        &self.findings
    }

    /// The answer that led to this step: what it asks to be repeated.
    pub fn chosen(&self) -> Option<&'a Chip> {
        let (step, chip) = self.chosen?;
        self.script.steps.get(step)?.chips.get(chip)
    }

    /// Is it paused?
    pub fn is_paused(&self) -> bool {
        self.clock.is_paused()
    }

    /// How long it has gone on, without its pauses.
    pub fn elapsed(&self, now: Timestamp) -> SignedDuration {
        self.clock.elapsed(now)
    }

    /// How often the guard was pressed. What was said is nowhere.
    pub fn times(&self, guard: &Guard) -> u32 {
        let place = self.script.guards.iter().position(|known| known.id == guard.id);
        place.map_or(0, |place| self.counts[place])
    }

    /// The guard that has been pressed so often that the talk had better end.
    pub fn had_better_end(&self) -> Option<&'a Guard> {
        self.script.guards.iter().find(|guard| guard.end_after.is_some_and(|most| self.times(guard) >= most))
    }

    /// Has anybody answered, to anything at all?
    pub fn was_answered(&self) -> bool {
        !self.trail.is_empty()
    }

    /// May one step be taken back?
    pub fn can_go_back(&self) -> bool {
        matches!(self.at, At::Step(_)) && !self.trail.is_empty() && !self.is_paused()
    }

    /// Makes a tap.
    ///
    /// # Errors
    /// [`TalkError`]; nothing has happened then.
    pub fn apply(&mut self, event: &TalkEvent, at: Timestamp) -> Result<(), TalkError> {
        match (self.at, event) {
            (At::Ended(_), _) => return Err(TalkError::Over),
            (At::Guard { guard, .. }, event) if self.script.guards[guard].must && !event.is_answer_or_pause() => {
                return Err(TalkError::MustFirst);
            }
            (_, TalkEvent::BreakOff(reason)) => self.end(Ending::BrokenOff(*reason), at),
            (_, TalkEvent::Resume) if self.is_paused() => self.clock.resume(at),
            (_, TalkEvent::Resume) => return Err(TalkError::NotPaused),
            _ if self.is_paused() => return Err(TalkError::Paused),
            (_, TalkEvent::Pause) => self.clock.pause(at),
            (_, TalkEvent::Guard(id)) => self.press(id)?,
            (_, TalkEvent::Back) => self.back()?,
            (At::Step(step), TalkEvent::GoOn) => {
                let next = self.script.steps[step].next.ok_or(TalkError::NotHere)?;
                self.go(next, step, at);
            }
            (At::Step(step), TalkEvent::Chip(id)) => self.answer(step, id, at)?,
            (At::Guard { guard, from }, TalkEvent::Chip(id)) => {
                let chip = chip(&self.script.guards[guard].chips, id)?.1;
                self.go(chip.next, from, at);
            }
            (At::Guard { .. }, TalkEvent::GoOn) => return Err(TalkError::NotHere),
        }
        Ok(())
    }

    fn answer(&mut self, step: usize, id: &str, at: Timestamp) -> Result<(), TalkError> {
        let (place, chip) = chip(&self.script.steps[step].chips, id)?;
        // A guard is not an answer: the step is asked again when it is over.
        if let Next::Guard(guard) = chip.next {
            self.enter(guard, step);
            return Ok(());
        }
        self.leave(step);
        self.facts.extend(&chip.sets);
        for finding in &chip.tells {
            self.findings.tell(*finding);
        }
        self.chosen = Some((step, place));
        self.land(chip.next, step, at);
        Ok(())
    }

    fn go(&mut self, next: Next, from: usize, at: Timestamp) {
        if matches!(self.at, At::Step(_)) && matches!(next, Next::Step(_) | Next::End(_)) {
            self.leave(from);
            self.chosen = None;
        }
        self.land(next, from, at);
    }

    fn land(&mut self, next: Next, from: usize, at: Timestamp) {
        match next {
            Next::Step(place) => self.at = At::Step(self.script.landing(place, &self.facts).unwrap_or(from)),
            Next::Guard(guard) => self.enter(guard, from),
            Next::Back => self.at = At::Step(from),
            Next::End(ending) => self.end(ending, at),
        }
    }

    fn leave(&mut self, step: usize) {
        let (facts, findings) = (self.facts.clone(), self.findings.clone());
        self.trail.push(Left { step, facts, findings, chosen: self.chosen });
    }

    fn press(&mut self, id: &str) -> Result<(), TalkError> {
        let guard = self.script.guards.iter().position(|guard| guard.id == id).ok_or(TalkError::NotHere)?;
        let (At::Step(from) | At::Guard { from, .. }) = self.at else { return Err(TalkError::Over) };
        self.enter(guard, from);
        Ok(())
    }

    fn enter(&mut self, guard: usize, from: usize) {
        self.counts[guard] += 1;
        self.at = At::Guard { guard, from };
    }

    /// From a guard to the step it came from; from a step to the one before, as it was then.
    fn back(&mut self) -> Result<(), TalkError> {
        if let At::Guard { from, .. } = self.at {
            self.at = At::Step(from);
            return Ok(());
        }
        let left = self.trail.pop().ok_or(TalkError::First)?;
        (self.at, self.facts, self.findings, self.chosen) = (At::Step(left.step), left.facts, left.findings, left.chosen);
        Ok(())
    }

    fn end(&mut self, ending: Ending, at: Timestamp) {
        self.clock.pause(at);
        self.at = At::Ended(ending);
    }
}

fn chip<'a>(chips: &'a [Chip], id: &str) -> Result<(usize, &'a Chip), TalkError> {
    chips.iter().enumerate().find(|(_, chip)| chip.id == id).ok_or(TalkError::NotHere)
}

impl Ending {
    /// The ending of this code.
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "held" => Some(Self::Held),
            "declined" => Some(Self::Declined),
            reason => reason.parse::<BreakOff>().ok().map(Self::BrokenOff),
        }
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Declined => "declined",
            Self::BrokenOff(reason) => reason.code(),
        }
    }
}
