//! What stands beside the list: shift, places at hand, who has what, shells, and what must be known.

use casework::Staff;
use jiff::Timestamp;
use web::Page;

use super::board_view::BoardView;
use crate::{
    domain::{PlaceKind, Shell, Shift, ToneHeard},
    flow::{Assigned, AtHand, DeskPage, RosterLine},
};

/// The page as the template draws it.
pub(crate) struct DeskView {
    /// The list.
    pub(crate) board: BoardView,
    /// Places at hand.
    pub(crate) hands: Vec<HandView>,
    /// Who has what.
    pub(crate) roster: Vec<RosterView>,
    /// Shells that wait.
    pub(crate) shells: Vec<ShellView>,
    /// What came from a colleague.
    pub(crate) assigned: Vec<AssignedView>,
    /// When nobody was there, in words.
    pub(crate) silence: Vec<String>,
    /// How many numbers are missing, in words.
    pub(crate) gaps: Option<String>,
    /// When the person's shift began.
    pub(crate) shift_since: Option<Timestamp>,
    /// The person said that the tone was not heard.
    pub(crate) no_tone: bool,
    /// Keys are switched off.
    pub(crate) keys_off: bool,
}

/// A place at hand.
pub(crate) struct HandView {
    /// Its id.
    pub(crate) place: String,
    /// Its page.
    pub(crate) href: String,
    /// As it is read aloud.
    pub(crate) spoken: String,
    /// Waits for its record.
    pub(crate) shell: bool,
    /// The person's note.
    pub(crate) text: String,
    /// When it was last kept; empty for never.
    pub(crate) kept: String,
}

/// A colleague.
pub(crate) struct RosterView {
    /// Name, or “Du”.
    pub(crate) name: String,
    /// Since when on; none for somebody who is not.
    pub(crate) since: Option<Timestamp>,
    /// Until when, as the person said.
    pub(crate) until: Option<Timestamp>,
    /// Cases in hand: code and as it is read aloud.
    pub(crate) codes: Vec<(String, String)>,
}

/// A shell that waits.
pub(crate) struct ShellView {
    pub(crate) id: String,
    pub(crate) spoken: String,
    pub(crate) opened_at: Timestamp,
    /// A person must say whether something that came is the same.
    pub(crate) asks: bool,
}

/// A case that came from a colleague.
pub(crate) struct AssignedView {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) words: String,
}

impl DeskView {
    /// The page of one person; `board` is drawn already.
    pub(crate) fn of(page: &Page, staff: &Staff, shown: &DeskPage, board: BoardView) -> Self {
        Self {
            board,
            hands: shown.at_hand.iter().map(|one| hand(page, one)).collect(),
            roster: shown.roster.iter().map(|line| roster_line(page, staff, line)).collect(),
            shells: shown.shells.iter().map(|(one, asks)| shell(one, *asks)).collect(),
            assigned: shown.assigned.iter().map(|one| assigned(page, one)).collect(),
            silence: shown.silence.iter().map(|spell| silence(page, spell.since, spell.ended_at, spell.waiting)).collect(),
            gaps: (shown.gaps > 0).then(|| page.words.with("gap-told", &[("n", shown.gaps)])),
            shift_since: shown.shift.as_ref().map(|shift| shift.started_at),
            no_tone: shown.shift.as_ref().and_then(|shift: &Shift| shift.tone) == Some(ToneHeard::No),
            keys_off: shown.keys_off,
        }
    }
}

fn hand(page: &Page, hand: &AtHand) -> HandView {
    let href = match hand.kind {
        PlaceKind::Case => format!("/cases/{}", hand.code),
        PlaceKind::Shell => format!("/shells/{}", hand.note.place),
    };
    HandView {
        place: hand.note.place.to_string(),
        href,
        spoken: hand.code.pairing().spoken(),
        shell: hand.kind == PlaceKind::Shell,
        text: hand.note.text.clone(),
        kept: hand.kept_at.map(|at| page.time(&at)).unwrap_or_default(),
    }
}

/// A colleague in the reader's words.
pub(crate) fn roster_line(page: &Page, staff: &Staff, line: &RosterLine) -> RosterView {
    let own = line.staff == staff.reference;
    RosterView {
        name: if own { page.text("duty-you") } else { line.name.clone() },
        since: line.shift.as_ref().map(|shift| shift.started_at),
        until: line.shift.as_ref().and_then(|shift| shift.until_at),
        codes: line.codes.iter().map(|code| (code.to_string(), code.pairing().spoken())).collect(),
    }
}

fn shell(shell: &Shell, asks: bool) -> ShellView {
    ShellView { id: shell.id.to_string(), spoken: shell.code.pairing().spoken(), opened_at: shell.opened_at, asks }
}

fn assigned(page: &Page, one: &Assigned) -> AssignedView {
    let words = [("code", one.code.pairing().spoken()), ("who", one.by.clone()), ("time", page.time(&one.at))];
    AssignedView { id: one.id.to_string(), code: one.code.to_string(), words: page.words.with("assigned-told", &words) }
}

fn silence(page: &Page, since: Timestamp, ended_at: Option<Timestamp>, waiting: i32) -> String {
    let words = |key, until: String| page.words.with(key, &[("since", page.time(&since)), ("until", until), ("n", waiting.to_string())]);
    match ended_at {
        Some(ended_at) => words("silence-was", page.time(&ended_at)),
        None => words("silence-is", String::new()),
    }
}
