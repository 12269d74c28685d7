//! A code heard on the telephone before the record has come.

use casework::{Case, Casework, Staff};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{AgencyId, CaseCode, UnitId};

use super::{DeskProblem, EventKind, events::tell, notes::move_notes};
use crate::{
    db::{
        duty_items, rail_places,
        shells::{self, Question},
    },
    domain::{AT_HAND, Heard, Match, PlaceKind, SameOrOther, Shell, heard, is_near, matches},
};

/// What a typed code leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A case of the list.
    Case(CaseCode),
    /// A shell that waits.
    Shell(Id),
    /// A right code that nothing has come with yet.
    NotCome(CaseCode),
    /// One symbol was misheard; these of the list are near.
    Misheard(Vec<CaseCode>),
    /// No code.
    Nothing,
}

/// A shell, opened by somebody of its desk.
#[derive(Debug, Clone)]
pub struct ShellShown {
    /// The shell.
    pub shell: Shell,
    /// Code of the case it was joined with.
    pub joined_code: Option<CaseCode>,
    /// What a person must answer.
    pub questions: Vec<Question>,
}

/// From what was typed to the case, the shell, or a question. The newest first when two agencies use a code.
///
/// # Errors
/// [`store::Error`].
pub fn find_heard(conn: &mut Conn, unit: &UnitId, typed: &str, now: Timestamp) -> store::Result<Found> {
    if let Some(code) = super::find_code(conn, unit, typed)? {
        return Ok(Found::Case(code));
    }
    match heard(typed, now) {
        Heard::Nothing => Ok(Found::Nothing),
        Heard::Misheard(symbols) => {
            let items = duty_items::of_unit(conn, unit, now)?;
            let mut near: Vec<CaseCode> = items.iter().map(|item| item.case_code).filter(|code| is_near(symbols, code.pairing())).collect();
            near.dedup();
            Ok(Found::Misheard(near))
        }
        Heard::Code(code) => {
            let open = shells::with_pairing_code(conn, unit, code.pairing())?.into_iter().find(Shell::is_open);
            Ok(open.map_or(Found::NotCome(code), |shell| Found::Shell(shell.id)))
        }
    }
}

/// Opens a shell for a code that nothing has come with; one that is open already is used. It is put at hand.
///
/// # Errors
/// See [`DeskProblem`].
pub fn open_shell(
    casework: &Casework,
    conn: &mut Conn,
    code: CaseCode,
    agency: &AgencyId,
    staff: &Staff,
    now: Timestamp,
) -> Result<Id, DeskProblem> {
    let known = shells::with_pairing_code(conn, &staff.unit, code.pairing())?;
    let id = match known.into_iter().find(|shell| shell.is_open() && shell.code == code && shell.agency == *agency) {
        Some(shell) => shell.id,
        None => {
            let case = casework.open_case(conn, code, agency, now)?;
            let shell = Shell {
                id: Id::generate(now),
                unit: staff.unit.clone(),
                code,
                agency: agency.clone(),
                case: case.id,
                opened_by: staff.reference.clone(),
                opened_at: now,
                joined: None,
                closed_at: None,
            };
            shells::insert(conn, &shell)?;
            tell(conn, &staff.unit, EventKind::Changed, code, now)?;
            shell.id
        }
    };
    if rail_places::of(conn, &staff.reference)?.len() < AT_HAND {
        rail_places::insert(conn, &staff.reference, id, PlaceKind::Shell, now)?;
    }
    Ok(id)
}

/// A record has come: shells that certainly are it are joined, doubtful ones become a question.
///
/// # Errors
/// [`store::Error`], also when a note could not be moved: then the whole is tried again.
pub(super) fn meet_shells(casework: &Casework, conn: &mut Conn, unit: &UnitId, case: &Case, now: Timestamp) -> store::Result<()> {
    for shell in shells::with_pairing_code(conn, unit, case.code.pairing())? {
        match matches(&shell, case.code, &case.opened_by, case.id, now) {
            Match::Other => {}
            Match::Same if !shell.is_open() => {}
            Match::Same => {
                if shells::join(conn, shell.id, case.id, None, now)? {
                    moved(casework, conn, &shell, case.id, now)?;
                }
            }
            Match::Ask(doubt) => {
                shells::ask(conn, &Question { shell: shell.id, case: case.id, code: case.code, doubt }, now)?;
                tell(conn, unit, EventKind::Changed, shell.code, now)?;
            }
        }
    }
    Ok(())
}

/// Notes that can't be moved stay on the shell, where they can be read: the record must not wait for them.
fn moved(casework: &Casework, conn: &mut Conn, shell: &Shell, case: Id, now: Timestamp) -> store::Result<()> {
    rail_places::moved(conn, shell.id, case, now)?;
    match move_notes(casework, conn, shell.id, case, now) {
        Ok(()) => Ok(()),
        Err(DeskProblem::Store(error)) => Err(error),
        Err(error) => {
            tracing::error!(%error, shell = %shell.id, "the notes of a shell stay where they are");
            Ok(())
        }
    }
}

/// A shell of the person's desk.
///
/// # Errors
/// [`DeskProblem::NotFound`]; see [`DeskProblem`].
pub fn show_shell(conn: &mut Conn, id: Id, staff: &Staff) -> Result<ShellShown, DeskProblem> {
    let shell = own_shell(conn, id, &staff.unit)?;
    let joined_code = match shell.joined {
        Some(case) => casework::cases::find(conn, case)?.map(|case| case.code),
        None => None,
    };
    let questions = shells::questions(conn, id)?;
    Ok(ShellShown { shell, joined_code, questions })
}

fn own_shell(conn: &mut Conn, id: Id, unit: &UnitId) -> Result<Shell, DeskProblem> {
    shells::find(conn, id)?.filter(|shell| shell.unit == *unit).ok_or(DeskProblem::NotFound)
}

/// The shells of a desk that wait, each with whether a question does.
///
/// # Errors
/// [`store::Error`].
pub fn waiting_shells(conn: &mut Conn, unit: &UnitId) -> store::Result<Vec<(Shell, bool)>> {
    let open = shells::open(conn, unit)?;
    open.into_iter()
        .map(|shell| Ok((!shells::questions(conn, shell.id)?.is_empty(), shell)))
        .map(|found| found.map(|(asks, shell)| (shell, asks)))
        .collect()
}

/// “The same case”, or “another”. The same joins the shell, its notes included.
///
/// # Errors
/// [`DeskProblem::WrongState`] when somebody has answered already, or the shell is joined; see [`DeskProblem`].
pub fn answer_shell(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    case: Id,
    answer: SameOrOther,
    staff: &Staff,
    now: Timestamp,
) -> Result<Option<CaseCode>, DeskProblem> {
    let shell = own_shell(conn, id, &staff.unit)?;
    if !shells::answer(conn, id, case, answer, &staff.reference, now)? {
        return Err(DeskProblem::WrongState);
    }
    if answer == SameOrOther::Other {
        return Ok(None);
    }
    // A shell that was joined keeps its first case; its notes are there.
    if shells::join(conn, id, case, Some(&staff.reference), now)? {
        rail_places::moved(conn, id, case, now)?;
        move_notes(casework, conn, id, case, now)?;
    }
    tell(conn, &staff.unit, EventKind::Changed, shell.code, now)?;
    Ok(casework::cases::find(conn, case)?.map(|case| case.code))
}

/// Nothing will come: the shell leaves the list. Its notes stay with the case's key.
///
/// # Errors
/// [`DeskProblem::NotFound`], [`DeskProblem::WrongState`] for one that is joined.
pub fn close_shell(conn: &mut Conn, id: Id, staff: &Staff, now: Timestamp) -> Result<(), DeskProblem> {
    let shell = own_shell(conn, id, &staff.unit)?;
    if !shells::close(conn, id, now)? {
        return if shell.closed_at.is_some() { Ok(()) } else { Err(DeskProblem::WrongState) };
    }
    rail_places::remove(conn, &staff.reference, id)?;
    tell(conn, &staff.unit, EventKind::Changed, shell.code, now)?;
    Ok(())
}
