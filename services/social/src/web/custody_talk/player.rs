//! The player in the reader's language: one sentence to say, answers to press, and what to do when something happens.

use casework::Staff;
use jiff::{SignedDuration, Timestamp};
use practice::{BreakOff, Guard, Next, Place, Step, StepKind, Talk};
use web::Page;

use super::{
    blanks::{Reader, language_of},
    page::Again,
};
use crate::flow::OpenTalk;

/// The guards at hand without looking for them, each with its key.
const AT_HAND: [(&str, &str); 2] = [("event", "h"), ("suicide", "s")];

/// The player as the template draws it.
pub(super) struct PlayerView {
    pub(super) title: String,
    /// How many taps there are: the next one follows them.
    pub(super) after: usize,
    /// The step or guard at hand, as the script names it.
    pub(super) at: String,
    pub(super) begun: String,
    /// Somebody else made the last tap.
    pub(super) taken_over: bool,
    pub(super) stale: bool,
    pub(super) must: bool,
    pub(super) keys_off: bool,
    /// The gate to the person using violence was shut meanwhile.
    pub(super) gate_shut: bool,
    /// Since when it would have gone on without pauses.
    pub(super) since: Timestamp,
    pub(super) paused: bool,
    /// How long, for pages without scripts.
    pub(super) elapsed: String,
    pub(super) marks: [u32; 2],
    /// How often the person has started on the event.
    pub(super) times: u32,
    pub(super) had_better_end: bool,
    pub(super) now: WordsView,
    pub(super) at_hand: Vec<(&'static str, TapView)>,
    pub(super) other_guards: Vec<TapView>,
    pub(super) can_go_back: bool,
    pub(super) reasons: Vec<TapView>,
    /// Every step that may be shown, and every guard, to read on when the line is down.
    pub(super) script: Vec<WordsView>,
}

/// Words, and what may be tapped after them.
pub(super) struct WordsView {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) why: String,
    /// Not to be read aloud.
    pub(super) note: bool,
    pub(super) taps: Vec<TapView>,
    /// It leads back where one was.
    pub(super) returns: bool,
}

/// Something to tap.
pub(super) struct TapView {
    pub(super) code: String,
    pub(super) words: String,
    /// Where it leads: a step, `guard.<id>`, `back` or `end`; empty when only the server can say.
    pub(super) to: String,
}

pub(super) fn view(
    page: &Page,
    reader: &Reader,
    (open, talk): (&OpenTalk, &Talk<'_>),
    staff: &Staff,
    (said, keys_off, gate_open): (&Again, bool, bool),
) -> PlayerView {
    let language = language_of(page);
    let script = talk.script();
    let elapsed = talk.elapsed(page.now);
    let guard_tap = |guard: &Guard| TapView {
        code: format!("guard.{}", guard.id()),
        words: guard.trigger(language).to_owned(),
        to: format!("guard.{}", guard.id()),
    };
    let at_hand = AT_HAND.iter().filter_map(|(id, key)| Some((*key, guard_tap(script.guards().iter().find(|guard| guard.id() == *id)?))));
    let other = script.guards().iter().filter(|guard| !AT_HAND.iter().any(|(id, _)| guard.id() == *id));
    let reason = |reason: &BreakOff| TapView {
        code: format!("break_off.{reason}"),
        words: page.text(&format!("custody-talk-reason-{reason}")),
        to: "end".to_owned(),
    };
    let begun = [("who", open.begun_by.clone()), ("time", page.time(&open.talk.started_at))];
    let (at, now) = at_hand_now(page, reader, talk);
    PlayerView {
        title: script.title(language).to_owned(),
        after: open.taps.len(),
        begun: page.words.with("custody-talk-begun", &begun),
        taken_over: open.last_by != staff.reference,
        stale: said.stale,
        must: said.must,
        keys_off,
        gate_shut: !gate_open,
        since: page.now - elapsed,
        paused: talk.is_paused(),
        elapsed: page.words.with("custody-talk-minutes", &[("n", whole_minutes(elapsed))]),
        marks: script.marks(open.gate.has_interpreter()),
        times: script.guards().iter().find(|guard| guard.id() == "event").map_or(0, |guard| talk.times(guard)),
        had_better_end: talk.had_better_end().is_some(),
        at_hand: at_hand.collect(),
        other_guards: other.map(guard_tap).collect(),
        can_go_back: talk.can_go_back(),
        reasons: BreakOff::ALL.iter().map(reason).collect(),
        script: whole(page, reader, talk),
        at,
        now,
    }
}

fn whole_minutes(elapsed: SignedDuration) -> i64 {
    elapsed.as_mins()
}

/// What is said now.
fn at_hand_now(page: &Page, reader: &Reader, talk: &Talk<'_>) -> (String, WordsView) {
    let language = language_of(page);
    match talk.place() {
        Place::Step(step) => {
            let words = step.filled(language, |blank| reader.in_talk(page, talk, step.title(language), blank));
            (step.id().to_owned(), step_view(page, talk, step, words))
        }
        Place::Guard(guard, from) => {
            let words = guard.filled(language, |blank| reader.in_talk(page, talk, from.title(language), blank));
            (format!("guard.{}", guard.id()), guard_view(page, guard, words))
        }
        Place::Ended(ending) => (ending.code().to_owned(), WordsView::nothing()),
    }
}

/// The steps that may be shown by what is known, and the guards. A step that is not for this talk is not here.
fn whole(page: &Page, reader: &Reader, talk: &Talk<'_>) -> Vec<WordsView> {
    let language = language_of(page);
    let steps = talk.script().permitted(talk.facts());
    let steps = steps.map(|step| step_view(page, talk, step, step.filled(language, |blank| reader.open(page, blank))));
    let guards = talk.script().guards().iter();
    let guards = guards.map(|guard| guard_view(page, guard, guard.filled(language, |blank| reader.open(page, blank))));
    steps.chain(guards).collect()
}

fn step_view(page: &Page, talk: &Talk<'_>, step: &Step, text: String) -> WordsView {
    let (language, script) = (language_of(page), talk.script());
    let to = |chip: Option<&practice::Chip>| {
        let next = script.after(step, chip, talk.facts()).map(|next| next.id().to_owned());
        let guard = chip.and_then(|chip| script.guard_of(chip)).map(|guard| format!("guard.{}", guard.id()));
        next.or(guard).unwrap_or_else(|| "end".to_owned())
    };
    let chips = step.chips().iter().map(|chip| TapView {
        code: format!("chip.{}", chip.id()),
        words: chip.words(language).to_owned(),
        to: to(Some(chip)),
    });
    let on = || TapView { code: "go_on".to_owned(), words: page.text("custody-talk-go-on"), to: to(None) };
    let taps: Vec<TapView> = chips.collect();
    WordsView {
        id: step.id().to_owned(),
        title: step.title(language).to_owned(),
        why: step.why(language).to_owned(),
        note: step.kind() == StepKind::Note,
        taps: if taps.is_empty() { vec![on()] } else { taps },
        returns: false,
        text,
    }
}

fn guard_view(page: &Page, guard: &Guard, text: String) -> WordsView {
    let language = language_of(page);
    let chips = guard.chips().iter().map(|chip| TapView {
        code: format!("chip.{}", chip.id()),
        words: chip.words(language).to_owned(),
        to: if chip.next() == Next::Back { "back" } else { "end" }.to_owned(),
    });
    let back = || TapView { code: "back".to_owned(), words: page.text("custody-talk-return"), to: "back".to_owned() };
    let taps: Vec<TapView> = chips.collect();
    WordsView {
        id: format!("guard.{}", guard.id()),
        title: guard.trigger(language).to_owned(),
        why: guard.why(language).to_owned(),
        note: false,
        returns: true,
        taps: if taps.is_empty() { vec![back()] } else { taps },
        text,
    }
}

impl WordsView {
    const fn nothing() -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            text: String::new(),
            why: String::new(),
            note: false,
            taps: Vec::new(),
            returns: false,
        }
    }
}
