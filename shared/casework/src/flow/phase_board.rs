//! The phase board of a case, as one agency sees it.

use jiff::Timestamp;
use practice::{FlagChange, Flags, Library, Owner};
use store::{Conn, Id};
use wire::{AgencyKind, Category, Phase, UnitAddress, UnitId, Value, value::PhaseState};

use super::{Tie, is_shut, own_handovers, tell_states::who_knows};
use crate::{
    Casework,
    db::{access_entries, cases::Case, checklist_runs, handovers::Handover},
    domain::{ChecklistRun, HandoverStateCode, Staff, ToldState, ViewPurpose, Way, WorkedChecklist, flags_of, own_states, untold},
    error::SendProblem,
};

/// What a board is read with: the agency's checklists, and what its own records say of the case.
#[derive(Debug, Clone, Copy)]
pub struct BoardGround<'a> {
    /// The checklists.
    pub library: &'a Library,
    /// What is known before anybody answers an item.
    pub known: &'a [FlagChange],
}

/// The board of a case, as one agency sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseBoard {
    /// The phase the work is in.
    pub phase: Phase,
    /// When it was moved there; none in the phase it began in.
    pub since: Option<Timestamp>,
    /// The agency's checklists, with what was said of them.
    pub lists: Vec<WorkedChecklist>,
    /// Runs of a version that is no longer installed: its items can't be read.
    pub unreadable: Vec<ChecklistRun>,
    /// What is known of the case.
    pub flags: Flags,
    /// What the other agency has said, and nothing but its states.
    pub theirs: Vec<ToldState>,
    /// What the other agency has been told.
    pub told: Vec<ToldState>,
    /// What it could be told, when there is somebody who knows of the case.
    pub untold: Vec<PhaseState>,
    /// Whom that would go to.
    pub recipient: Option<UnitAddress>,
}

/// Why a board was not changed.
#[derive(Debug, thiserror::Error)]
pub enum BoardProblem {
    /// There is no such checklist, item or copy, or the run's version is not installed any more.
    #[error("there is no such item")]
    NotFound,
    /// An answer that the item has not, or two that can't stand together.
    #[error("these answers are not the item's, or can't stand together")]
    Answers,
    /// What was shown is no longer how it is: nothing was sent.
    #[error("the states changed since they were shown")]
    Changed,
    /// Nobody at the other agency knows of the case.
    #[error("nobody at the other agency knows of the case")]
    NobodyToTell,
    /// It could not be sent.
    #[error(transparent)]
    Send(#[from] SendProblem),
    /// A value did not open.
    #[error(transparent)]
    Values(#[from] crate::AnswerProblem),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl store::Failure for BoardProblem {
    fn store_error(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            Self::Send(problem) => problem.store_error(),
            Self::Values(problem) => problem.store_error(),
            Self::NotFound | Self::Answers | Self::Changed | Self::NobodyToTell => None,
        }
    }
}

impl Casework {
    /// The board of a case, for somebody who looks at it. Writes who did.
    ///
    /// # Errors
    /// [`BoardProblem::Values`] when a received state does not open; those of the database.
    pub fn view_board(
        &self,
        conn: &mut Conn,
        case: &Case,
        ground: BoardGround<'_>,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<PhaseBoard, BoardProblem> {
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::PhaseState], now)?;
        self.board(conn, case, ground, (staff, tie))
    }

    pub(super) fn board(
        &self,
        conn: &mut Conn,
        case: &Case,
        ground: BoardGround<'_>,
        (staff, tie): (&Staff, Tie),
    ) -> Result<PhaseBoard, BoardProblem> {
        let of = self.board_of((staff, tie));
        let (lists, unreadable) = worked(conn, case.id, ground.library, (owner(self.0.config.kind), of))?;
        let flags = flags_of(&lists, ground.known);
        let own = own_handovers(conn, case, &staff.unit, tie)?;
        let theirs = self.told_by(conn, &own, Way::Received)?;
        let told = self.told_by(conn, &own, Way::Sent)?;
        let recipient = who_knows(conn, &own)?;
        let moved = checklist_runs::phase(conn, case.id, of)?;
        Ok(PhaseBoard {
            phase: moved.map_or(Phase::Alarm, |(phase, _)| phase),
            since: moved.map(|(_, at)| at),
            untold: if recipient.is_some() { untold(&own_states(&lists, &flags), &told) } else { Vec::new() },
            lists,
            unreadable,
            flags,
            theirs,
            told,
            recipient,
        })
    }

    /// The run of a checklist that this person works in.
    ///
    /// # Errors
    /// Those of the database.
    pub fn checklist_run(&self, conn: &mut Conn, case: &Case, checklist: &str, who: (&Staff, Tie)) -> store::Result<Option<ChecklistRun>> {
        checklist_runs::find(conn, case.id, checklist, self.board_of(who))
    }

    /// Whose words a person sees: the police of a case are one. At social services there is a wall between units, for one of
    /// them may treat the person who uses violence.
    pub(super) fn board_of<'a>(&self, (staff, tie): (&'a Staff, Tie)) -> Option<&'a UnitId> {
        if tie == Tie::Works && self.0.config.kind == AgencyKind::Police { None } else { Some(&staff.unit) }
    }

    fn told_by(&self, conn: &mut Conn, own: &[Handover], way: Way) -> Result<Vec<ToldState>, BoardProblem> {
        let mut told = Vec::new();
        for handover in own.iter().filter(|handover| handover.way == way && handover.categories.contains(&Category::PhaseState)) {
            if is_shut(conn, handover)? || !went_through(handover) {
                continue;
            }
            for field in self.read_fields(conn, handover, |category| category == Category::PhaseState)? {
                if let Value::PhaseState(state) = field.value {
                    told.push(ToldState { state, at: handover.made_at });
                }
            }
        }
        Ok(told)
    }
}

/// Whose checklists an agency works by.
pub(crate) const fn owner(kind: AgencyKind) -> Owner {
    match kind {
        AgencyKind::Police => Owner::Police,
        _ => Owner::Social,
    }
}

/// The checklists of an agency in a case: those with a run in the version that was read, the others in their newest.
fn worked(
    conn: &mut Conn,
    case: Id,
    library: &Library,
    (owner, of): (Owner, Option<&UnitId>),
) -> Result<(Vec<WorkedChecklist>, Vec<ChecklistRun>), BoardProblem> {
    let mut runs = checklist_runs::of_case(conn, case, of)?;
    let mut lists = Vec::new();
    for newest in library.checklists(owner) {
        let run = runs.iter().position(|run| run.checklist == newest.id()).map(|place| runs.remove(place));
        let Some(run) = run else {
            lists.push(WorkedChecklist { checklist: newest.clone(), run: None, marks: Vec::new() });
            continue;
        };
        let read = library.checklist_version(newest.id(), &run.version).filter(|read| read.checksum() == run.checksum);
        match read.cloned() {
            Some(checklist) => lists.push(WorkedChecklist { checklist, marks: checklist_runs::marks(conn, run.id)?, run: Some(run) }),
            None => runs.push(run),
        }
    }
    Ok((lists, runs))
}

/// Whether it is on its way or there: not refused, declined, taken back or gone.
pub(super) const fn went_through(handover: &Handover) -> bool {
    use HandoverStateCode::{Acknowledged, Fetched, Offered, Received, Released, TakenOver};
    matches!(handover.state, Offered | Released | Fetched | Received | Acknowledged | TakenOver)
}
