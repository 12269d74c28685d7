//! What is written on the phase board: a word on an item, the phase the work moves to, and a copy on paper.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use practice::{Checklist, Library};
use store::{Conn, Id};
use wire::Phase;

use super::{
    Tie,
    phase_board::{BoardProblem, owner},
};
use crate::{
    Casework,
    db::{
        cases::{self, Case},
        checklist_copies, checklist_runs,
    },
    domain::{ChecklistRun, Staff, Word},
};

/// Checklists on paper are destroyed after this time.
const PAPER_LIVES: SignedDuration = SignedDuration::from_hours(12);

/// What is to be written on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marking<'a> {
    /// The checklist.
    pub checklist: &'a str,
    /// The item.
    pub item: &'a str,
    /// The word; none keeps the last one, and an answer to an item that has none is done.
    pub word: Option<Word>,
    /// The answers that are chosen; none keeps those of the last word.
    pub answers: Option<BTreeSet<String>>,
}

impl Casework {
    /// Writes a word on an item. The first one begins the run, in the newest version of its checklist.
    ///
    /// # Errors
    /// See [`BoardProblem`].
    pub fn mark_item(
        &self,
        conn: &mut Conn,
        case: &Case,
        library: &Library,
        marking: &Marking<'_>,
        who: (&Staff, Tie),
        now: Timestamp,
    ) -> Result<Phase, BoardProblem> {
        cases::lock(conn, case.id)?;
        let (checklist, run) = self.running(conn, case, library, marking.checklist, who, now)?;
        let item = checklist.item(marking.item).ok_or(BoardProblem::NotFound)?;
        let last = checklist_runs::marks(conn, run)?.into_iter().rfind(|mark| mark.item == marking.item);
        let answers = marking.answers.clone().or_else(|| last.as_ref().map(|mark| mark.answers.clone())).unwrap_or_default();
        item.answered(&answers.iter().map(String::as_str).collect::<Vec<_>>()).ok_or(BoardProblem::Answers)?;
        // An answer is what its item is for: who has asked is done with it.
        let word = marking.word.unwrap_or_else(|| last.map_or(Word::Done, |mark| mark.word));
        checklist_runs::mark(conn, run, item.id(), word, &answers, who.0, now)?;
        Ok(checklist.phase())
    }

    fn running<'a>(
        &self,
        conn: &mut Conn,
        case: &Case,
        library: &'a Library,
        checklist: &str,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<(&'a Checklist, Id), BoardProblem> {
        let own = owner(self.0.config.kind);
        if let Some(run) = self.checklist_run(conn, case, checklist, (staff, tie))? {
            let read = library.checklist_version(checklist, &run.version).filter(|known| known.checksum() == run.checksum);
            return Ok((read.ok_or(BoardProblem::NotFound)?, run.id));
        }
        let newest = library.checklist(checklist).filter(|known| known.owner() == own).ok_or(BoardProblem::NotFound)?;
        let run = ChecklistRun {
            id: Id::generate(now),
            case: case.id,
            phase: newest.phase(),
            checklist: newest.id().to_owned(),
            version: newest.version().to_owned(),
            checksum: newest.checksum(),
            unit: staff.unit.clone(),
            started_by: staff.reference.clone(),
            started_at: now,
        };
        checklist_runs::insert(conn, &run)?;
        Ok((newest, run.id))
    }

    /// Moves the work to a phase, whatever is open.
    ///
    /// # Errors
    /// Those of the database.
    pub fn move_to_phase(&self, conn: &mut Conn, case: &Case, phase: Phase, who: (&Staff, Tie), now: Timestamp) -> store::Result<()> {
        cases::lock(conn, case.id)?;
        let stands = checklist_runs::phase(conn, case.id, self.board_of(who))?.map_or(Phase::Alarm, |(phase, _)| phase);
        if stands == phase { Ok(()) } else { checklist_runs::move_to(conn, case.id, phase, who.0, now) }
    }

    /// Counts a copy on paper; gives its number.
    ///
    /// # Errors
    /// Those of the database.
    pub fn copy_checklist(&self, conn: &mut Conn, case: &Case, phase: Phase, staff: &Staff, now: Timestamp) -> store::Result<i32> {
        cases::lock(conn, case.id)?;
        checklist_copies::add(conn, case.id, phase, &staff.reference, (now, now + PAPER_LIVES))
    }
}
