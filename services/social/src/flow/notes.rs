//! Notes, sealed with the key of the case, one for each person and place.

use casework::{Casework, Staff, cases, staff};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, StaffRef};

use super::DeskProblem;
use crate::{
    db::{
        duty_items,
        notes::{self, SealedNote},
        rail_places, shells,
    },
    domain::{AT_HAND, LONGEST_NOTE, Note, PlaceKind},
};

/// A place at hand, with the person's own note.
#[derive(Debug, Clone)]
pub struct AtHand {
    /// A case or a shell.
    pub kind: PlaceKind,
    /// Code of the case.
    pub code: CaseCode,
    /// The note; empty when nothing is written.
    pub note: Note,
    /// When it was last kept.
    pub kept_at: Option<Timestamp>,
}

/// A colleague's note on a case. Prints nothing of itself.
#[derive(Clone)]
pub struct NoteShown {
    /// Name of the colleague.
    pub by: String,
    /// Whether it is the reader's own.
    pub own: bool,
    /// The text.
    pub text: String,
    /// When it was last changed.
    pub at: Timestamp,
}

impl std::fmt::Debug for NoteShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoteShown(…)")
    }
}

/// A place of the person's own desk: what it is, its code, and the case whose key seals its notes.
fn place_of(conn: &mut Conn, place: Id, staff: &Staff) -> Result<(PlaceKind, CaseCode, Id), DeskProblem> {
    if let Some(shell) = shells::find(conn, place)?.filter(|shell| shell.unit == staff.unit) {
        return Ok((PlaceKind::Shell, shell.code, shell.case));
    }
    if duty_items::of_case(conn, &staff.unit, place)?.is_empty() {
        return Err(DeskProblem::NotFound);
    }
    let case = cases::find(conn, place)?.ok_or(DeskProblem::NotFound)?;
    Ok((PlaceKind::Case, case.code, case.id))
}

fn label(place: Id, staff: &StaffRef) -> String {
    format!("note/{place}/{staff}")
}

/// Keeps a note as it is now; an empty one too.
///
/// # Errors
/// [`DeskProblem::TooLong`]; [`DeskProblem::NotFound`] for a place of another desk; see [`DeskProblem`].
pub fn save_note(casework: &Casework, conn: &mut Conn, note: &Note, staff: &Staff, now: Timestamp) -> Result<(), DeskProblem> {
    if note.text.chars().count() > LONGEST_NOTE {
        return Err(DeskProblem::TooLong);
    }
    let (_, _, case) = place_of(conn, note.place, staff)?;
    keep(casework, conn, case, note, &staff.reference, now)
}

fn keep(casework: &Casework, conn: &mut Conn, case: Id, note: &Note, staff: &StaffRef, now: Timestamp) -> Result<(), DeskProblem> {
    let sealed = casework.seal_for_case(conn, case, &label(note.place, staff), note.text.as_bytes())?;
    notes::save(conn, note.place, &SealedNote { staff: staff.clone(), case, sealed, updated_at: now })?;
    Ok(())
}

fn open(casework: &Casework, conn: &mut Conn, place: Id, note: &SealedNote) -> Result<String, DeskProblem> {
    let plain = casework.open_for_case(conn, note.case, &label(place, &note.staff), &note.sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// What the person has at hand, with their own notes.
///
/// # Errors
/// See [`DeskProblem`].
pub fn at_hand(casework: &Casework, conn: &mut Conn, staff: &Staff) -> Result<Vec<AtHand>, DeskProblem> {
    let mut places = Vec::new();
    for (place, _) in rail_places::of(conn, &staff.reference)? {
        // One that is not of this desk any more is left out.
        let Ok((kind, code, _)) = place_of(conn, place, staff) else { continue };
        let kept = notes::of(conn, place, &staff.reference)?;
        let text = kept.as_ref().map(|note| open(casework, conn, place, note)).transpose()?.unwrap_or_default();
        places.push(AtHand { kind, code, note: Note { place, text }, kept_at: kept.map(|note| note.updated_at) });
    }
    Ok(places)
}

/// The person's own note on a place; empty when nothing is written.
///
/// # Errors
/// [`DeskProblem::NotFound`] for a place of another desk; see [`DeskProblem`].
pub fn own_note(casework: &Casework, conn: &mut Conn, place: Id, staff: &Staff) -> Result<String, DeskProblem> {
    place_of(conn, place, staff)?;
    let kept = notes::of(conn, place, &staff.reference)?;
    Ok(kept.map(|note| open(casework, conn, place, &note)).transpose()?.unwrap_or_default())
}

/// Puts a place at hand; the seventh is refused, so that nothing goes by itself.
///
/// # Errors
/// [`DeskProblem::HandsFull`]; [`DeskProblem::NotFound`].
pub fn take_in_hand(conn: &mut Conn, place: Id, staff: &Staff, now: Timestamp) -> Result<(), DeskProblem> {
    let (kind, ..) = place_of(conn, place, staff)?;
    let places = rail_places::of(conn, &staff.reference)?;
    if places.iter().any(|(known, _)| *known == place) {
        return Ok(());
    }
    if places.len() >= AT_HAND {
        return Err(DeskProblem::HandsFull);
    }
    Ok(rail_places::insert(conn, &staff.reference, place, kind, now)?)
}

/// Takes a place away; its note stays.
///
/// # Errors
/// [`DeskProblem::NotFound`] for a place of another desk.
pub fn put_away(conn: &mut Conn, place: Id, staff: &Staff) -> Result<(), DeskProblem> {
    place_of(conn, place, staff)?;
    rail_places::remove(conn, &staff.reference, place)?;
    Ok(())
}

/// Every note on a case, for somebody who has opened it.
///
/// # Errors
/// See [`DeskProblem`].
pub(super) fn notes_on(casework: &Casework, conn: &mut Conn, place: Id, reader: &Staff) -> Result<Vec<NoteShown>, DeskProblem> {
    let mut shown = Vec::new();
    for note in notes::on_place(conn, place)? {
        let by = staff::find(conn, &note.staff)?.map(|member| member.name).unwrap_or_default();
        let text = open(casework, conn, place, &note)?;
        shown.push(NoteShown { by, own: note.staff == reader.reference, text, at: note.updated_at });
    }
    Ok(shown)
}

/// Moves the notes of a shell to the case it became, below what the same person has written there.
pub(super) fn move_notes(casework: &Casework, conn: &mut Conn, shell: Id, case: Id, now: Timestamp) -> Result<(), DeskProblem> {
    for note in notes::on_place(conn, shell)? {
        let moved = open(casework, conn, shell, &note)?;
        let there = notes::of(conn, case, &note.staff)?;
        let before = there.map(|there| open(casework, conn, case, &there)).transpose()?.unwrap_or_default();
        let text = if before.is_empty() { moved } else { format!("{before}\n\n{moved}") };
        keep(casework, conn, case, &Note { place: case, text }, &note.staff, now)?;
    }
    Ok(notes::remove(conn, shell)?)
}
