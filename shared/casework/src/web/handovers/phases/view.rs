//! A board in the reader's language.

use ::web::Page;
use jiff::Timestamp;
use practice::{Checklist, ChecklistItem, Flag, Flags};
use wire::{
    AgencyKind, Phase, StaffRole,
    value::{ItemState, PhaseState},
};

use super::super::{handling::Handling, words::language_of};
use crate::{
    Mark, NotApplicable, PhaseBoard, ToldState, WorkedChecklist, checklist_copies::ChecklistCopy, newest_states, web::value_forms::Typed,
};

/// A board as the template draws it: one phase of it.
pub(super) struct BoardView {
    /// The phase that is shown.
    pub phase: Phase,
    /// The three, in their order.
    pub phases: Vec<PhaseView>,
    /// Words of the phase the work is in, when another is shown.
    pub since: Option<Timestamp>,
    /// The phase that is shown is not the one the work is in: the work may be moved there.
    pub may_move: bool,
    /// What is known of the case.
    pub flags: Vec<String>,
    /// The checklists of the phase.
    pub lists: Vec<ListView>,
    /// Runs of a version that is not installed any more.
    pub unreadable: Vec<String>,
    /// What the other agency has said of this phase and no item here speaks to.
    pub theirs: Vec<(String, String, Timestamp)>,
    /// The other agency in a word.
    pub other: String,
    /// What it could be told.
    pub tell: Option<TellView>,
}

/// A phase to go to.
pub(super) struct PhaseView {
    pub code: &'static str,
    pub words: String,
    pub is_shown: bool,
    pub is_current: bool,
}

/// A checklist.
pub(super) struct ListView {
    pub id: String,
    pub title: String,
    /// “Version 1”, and from when when it is being worked through.
    pub version: String,
    pub items: Vec<ItemView>,
    /// What does not apply as far as is known, with what would make it.
    pub hidden: Vec<String>,
}

/// One item.
pub(super) struct ItemView {
    /// Place on the page.
    pub anchor: String,
    pub id: String,
    pub text: String,
    pub why: String,
    pub source: String,
    pub role: String,
    pub state: ItemState,
    pub state_words: String,
    /// When it was said last, and by which role.
    pub said: Option<(Timestamp, String)>,
    pub reason: Option<String>,
    pub answers: Vec<(String, String, bool)>,
    /// What the other agency says of the same.
    pub theirs: Option<(String, Timestamp)>,
    /// Earlier words, newest first.
    pub earlier: Vec<(String, Timestamp, String)>,
    /// Reasons to choose from: code and words.
    pub reasons: Vec<(&'static str, String)>,
    /// A reason was asked for and not given.
    pub asked: bool,
}

/// What the other agency could be told.
pub(super) struct TellView {
    pub unit: String,
    pub to: String,
    /// Value, what, state, and whether it is chosen.
    pub states: Vec<(String, String, String, bool)>,
}

/// A copy on paper.
pub(super) struct CopyView {
    pub n: i32,
    pub role: String,
    pub at: Timestamp,
    pub destroy_at: Timestamp,
}

impl BoardView {
    pub(super) fn of(page: &Page, handling: &Handling, board: &PhaseBoard, phase: Phase, typed: &Typed) -> Self {
        let reader = Reader { page, board, typed };
        let in_phase = || board.lists.iter().filter(|list| list.checklist.phase() == phase);
        let spoken_to = |told: &ToldState| in_phase().any(|list| list.checklist.speaking_to(told.state.item).is_some());
        let theirs = newest_states(&board.theirs);
        let theirs = theirs.values().filter(|told| told.state.phase == phase && !spoken_to(told));
        let one = |code: Phase| PhaseView {
            code: code.code(),
            words: page.text(&format!("phase-{code}")),
            is_shown: code == phase,
            is_current: code == board.phase,
        };
        Self {
            phase,
            phases: Phase::ALL.iter().copied().map(one).collect(),
            since: board.since,
            may_move: phase != board.phase,
            flags: Flag::ALL
                .iter()
                .filter(|flag| board.flags.raised(**flag))
                .map(|flag| flag.words(language_of(page)).to_owned())
                .collect(),
            lists: in_phase().map(|list| reader.list(list)).collect(),
            unreadable: board
                .unreadable
                .iter()
                .filter(|run| run.phase == phase)
                .map(|run| version(page, &run.checklist, &run.version))
                .collect(),
            theirs: theirs.map(|told| (item_words(page, &told.state), state_words(page, told.state.state), told.at)).collect(),
            other: page.text(if handling.casework.config().kind == AgencyKind::Police { "phases-social" } else { "phases-police" }),
            tell: TellView::of(page, handling, board, typed),
        }
    }
}

impl TellView {
    fn of(page: &Page, handling: &Handling, board: &PhaseBoard, typed: &Typed) -> Option<Self> {
        let to = board.recipient.as_ref().filter(|_| !board.untold.is_empty())?;
        let one = |state: &PhaseState| {
            let value = format!("{}.{}", state.item, state.state);
            let chosen = typed.all("told").any(|told| told == value);
            (value, item_words(page, state), state_words(page, state.state), chosen)
        };
        Some(Self { unit: handling.unit_name(&to.unit), to: to.unit.to_string(), states: board.untold.iter().map(one).collect() })
    }
}

impl CopyView {
    pub(super) fn of(page: &Page, copy: &ChecklistCopy, role: Option<StaffRole>) -> Self {
        let role = role.map(|role| page.text(&format!("role-{role}"))).unwrap_or_default();
        Self { n: copy.n, role, at: copy.at, destroy_at: copy.destroy_at }
    }
}

/// What every item is read with.
struct Reader<'a> {
    page: &'a Page,
    board: &'a PhaseBoard,
    typed: &'a Typed,
}

impl Reader<'_> {
    fn list(&self, list: &WorkedChecklist) -> ListView {
        let (checklist, flags) = (&list.checklist, &self.board.flags);
        // What somebody has said a word of stays in sight, also when its branch is lowered afterwards.
        let shown = |item: &&ChecklistItem| item.applies(flags) || list.last_word(item.id()).is_some();
        let hidden = checklist.items().iter().filter(|item| !shown(item));
        ListView {
            id: checklist.id().to_owned(),
            title: checklist.title(language_of(self.page)).to_owned(),
            version: self.version(checklist, list),
            items: checklist.items().iter().filter(shown).map(|item| self.item(list, item)).collect(),
            hidden: hidden.map(|item| self.hidden(item, flags)).collect(),
        }
    }

    fn version(&self, checklist: &Checklist, list: &WorkedChecklist) -> String {
        let version = self.page.words.with("phases-version", &[("version", checklist.version())]);
        let Some(run) = &list.run else { return version };
        let day = self.page.day(&run.started_at);
        format!("{version}. {}", self.page.words.with("phases-since", &[("day", day.as_str())]))
    }

    fn hidden(&self, item: &ChecklistItem, flags: &Flags) -> String {
        let language = language_of(self.page);
        let lacking: Vec<&str> = item.branch().flags().filter(|flag| !flags.raised(*flag)).map(|flag| flag.words(language)).collect();
        let text = item.text(language);
        if lacking.is_empty() { text.to_owned() } else { format!("{}: {text}", lacking.join(", ")) }
    }

    fn item(&self, list: &WorkedChecklist, item: &ChecklistItem) -> ItemView {
        let (page, language) = (self.page, language_of(self.page));
        let last = list.last_word(item.id());
        let state = last.map_or(ItemState::NotStarted, |mark| mark.word.state());
        let earlier = list.marks.iter().rev().filter(|mark| mark.item == item.id()).skip(1);
        let theirs = newest_states(&self.board.theirs);
        let theirs = item.phase_item().and_then(|spoken| theirs.get(&spoken).copied());
        let chosen = |id: &str| last.is_some_and(|mark| mark.answers.contains(id));
        ItemView {
            anchor: anchor_of(item.id()),
            id: item.id().to_owned(),
            text: item.text(language).to_owned(),
            why: item.why(language).to_owned(),
            source: item.source(language).to_owned(),
            role: page.text(&format!("role-{}", item.role())),
            state,
            state_words: state_words(page, state),
            said: last.map(|mark| (mark.at, role_words(page, mark))),
            reason: last.and_then(|mark| mark.word.reason()).map(|reason| page.text(&format!("not-applicable-{reason}"))),
            answers: item
                .answers()
                .iter()
                .map(|answer| (answer.id().to_owned(), answer.words(language).to_owned(), chosen(answer.id())))
                .collect(),
            theirs: theirs.map(|told| (state_words(page, told.state.state), told.at)),
            earlier: earlier.map(|mark| (state_words(page, mark.word.state()), mark.at, role_words(page, mark))).collect(),
            reasons: NotApplicable::ALL.iter().map(|reason| (reason.code(), page.text(&format!("not-applicable-{reason}")))).collect(),
            asked: self.typed.one("item") == item.id() && self.typed.one("word") == ItemState::NotApplicable.code(),
        }
    }
}

fn role_words(page: &Page, mark: &Mark) -> String {
    page.text(&format!("role-{}", mark.role))
}

fn item_words(page: &Page, state: &PhaseState) -> String {
    page.text(&format!("phase-item-{}", state.item))
}

fn state_words(page: &Page, state: ItemState) -> String {
    page.text(&format!("item-state-{state}"))
}

fn version(page: &Page, checklist: &str, version: &str) -> String {
    page.words.with("phases-not-installed", &[("checklist", checklist), ("version", version)])
}

/// Place of an item on the page. Ids are lower case with dots and low lines: both may stand in an anchor.
pub(super) fn anchor_of(item: &str) -> String {
    format!("item-{}", item.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}
