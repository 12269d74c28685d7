//! Care on the scene and after: noted line by line, corrected by another line, and nothing of it crosses by itself.

use casework::{Case, Casework, Out, OutFor, Staff, ViewPurpose, access_entries};
use jiff::Timestamp;
use store::{Conn, ErrorKind, Id};
use wire::{Category, StaffRole, Subject, SubjectId, canonical};

use super::{CareProblem, EventKind, events::tell};
use crate::{
    db::{
        care_entries::{self, CareEntry},
        concern_steps, duty_items, outings,
        protection_assessments::{self, ProtectionAssessment},
    },
    domain::{CareDetail, CareTopic, ConcernSteps, Documented, ProtectionOutcome},
};

/// The open question of law whether a child may be talked with before an inquiry is opened (SoL 20:7).
const TALK_BEFORE_INQUIRY: &str = "L-06";

/// A line in the clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareShown {
    /// The line as it is kept.
    pub entry: CareEntry,
    /// What it says.
    pub detail: CareDetail,
    /// A later line corrects it.
    pub corrected: bool,
}

/// The care of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Care {
    /// Its lines, as they were written.
    pub lines: Vec<CareShown>,
    /// Protection assessments, the latest first: outcome, role, time.
    pub assessments: Vec<(ProtectionOutcome, StaffRole, Timestamp)>,
    /// An assessment that the desk ticked without its outcome.
    pub ticked: Option<(StaffRole, Timestamp)>,
    /// When an inquiry was opened, if one is.
    pub inquiry_at: Option<Timestamp>,
    /// A child may be talked with now.
    pub may_talk: bool,
    /// The persons of the case.
    pub persons: Vec<Subject>,
    /// The last time that somebody of the unit went out in it.
    pub out: Option<Out>,
}

/// The child of a talk: of the case, or one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TalkedWith {
    /// Of the case.
    Known(SubjectId),
    /// Not in the case yet.
    Another,
}

/// The care of a case, for somebody who looks at it. Writes who did.
///
/// # Errors
/// See [`CareProblem`].
pub fn view_care(casework: &Casework, conn: &mut Conn, case: &Case, staff: &Staff, now: Timestamp) -> Result<Care, CareProblem> {
    access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::AcuteNeeds, Category::ChildFeeling], now)?;
    let entries = care_entries::of_case(conn, &staff.unit, case.id)?;
    let corrected: Vec<Id> = entries.iter().filter_map(|entry| entry.corrects).collect();
    let mut lines = Vec::new();
    for entry in entries {
        let plain = casework.open_for_case(conn, case.id, &detail_label(entry.id), &entry.sealed_detail)?;
        let detail = canonical::from_bytes(&plain).map_err(|_| CareProblem::Unreadable)?;
        lines.push(CareShown { corrected: corrected.contains(&entry.id), detail, entry });
    }
    let mut assessments = Vec::new();
    for made in protection_assessments::of_case(conn, &staff.unit, case.id)? {
        let plain = casework.open_for_case(conn, case.id, &outcome_label(made.id), &made.sealed_outcome)?;
        let outcome = std::str::from_utf8(&plain).ok().and_then(|code| code.parse().ok()).ok_or(CareProblem::Unreadable)?;
        assessments.push((outcome, made.role, made.at));
    }
    let inquiry_at = casework.inquiry_opened(conn, case)?;
    Ok(Care {
        lines,
        ticked: ticked(conn, case, staff)?,
        assessments,
        inquiry_at,
        may_talk: may_talk(casework, inquiry_at),
        persons: casework.persons(conn, case)?,
        out: outings::latest(conn, &staff.unit, case.id)?,
    })
}

/// Whether a child may be talked with: an inquiry is opened, or the edition in force says that none is needed.
fn may_talk(casework: &Casework, inquiry_at: Option<Timestamp>) -> bool {
    inquiry_at.is_some() || casework.switch_is_on(TALK_BEFORE_INQUIRY)
}

/// Notes a tap.
///
/// # Errors
/// [`CareProblem::DoesNotFit`]; see [`CareProblem`].
pub fn note_care(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (topic, detail): (CareTopic, &CareDetail),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), CareProblem> {
    if topic == CareTopic::ChildTalk || *detail == CareDetail::Mistaken {
        return Err(CareProblem::DoesNotFit);
    }
    write(casework, conn, case, (topic, None), detail, None, (staff, now))
}

/// Notes a talk with a child, which an opened inquiry comes before.
///
/// # Errors
/// [`CareProblem::NoInquiry`]; [`CareProblem::NotFound`] for a child of another case.
pub fn note_talk(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (with, detail): (TalkedWith, &CareDetail),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), CareProblem> {
    let inquiry_at = casework.inquiry_opened(conn, case)?;
    if !may_talk(casework, inquiry_at) {
        return Err(CareProblem::NoInquiry);
    }
    let child = match with {
        TalkedWith::Known(id) => {
            let known = casework.persons(conn, case)?.into_iter();
            known
                .filter(|subject| subject.role == wire::SubjectRole::Child)
                .find(|subject| subject.id == id)
                .ok_or(CareProblem::NotFound)?
        }
        TalkedWith::Another => casework.add_subject(conn, case, wire::SubjectRole::Child, now)?,
    };
    write(casework, conn, case, (CareTopic::ChildTalk, Some(child.id)), detail, None, (staff, now))
}

/// Corrects a line by another one: the earlier stays.
///
/// # Errors
/// [`CareProblem::NotFound`]; [`CareProblem::Corrected`] when it was corrected already; [`CareProblem::DoesNotFit`].
pub fn correct_care(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (corrected, detail): (Id, &CareDetail),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), CareProblem> {
    let entries = care_entries::of_case(conn, &staff.unit, case.id)?;
    let wrong = entries.into_iter().find(|entry| entry.id == corrected).ok_or(CareProblem::NotFound)?;
    write(casework, conn, case, (wrong.topic, wrong.child), detail, Some(corrected), (staff, now))
}

fn write(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (topic, child): (CareTopic, Option<SubjectId>),
    detail: &CareDetail,
    corrects: Option<Id>,
    (staff, now): (&Staff, Timestamp),
) -> Result<(), CareProblem> {
    if !detail.fits(topic) {
        return Err(CareProblem::DoesNotFit);
    }
    let id = Id::generate(now);
    let bytes = canonical::to_bytes(detail).map_err(|_| CareProblem::Unreadable)?;
    let entry = CareEntry {
        sealed_detail: casework.seal_for_case(conn, case.id, &detail_label(id), &bytes)?,
        id,
        case: case.id,
        unit: staff.unit.clone(),
        topic,
        child,
        staff: staff.reference.clone(),
        role: staff.role,
        at: now,
        corrects,
    };
    care_entries::insert(conn, &entry).map_err(|error| match error.kind() {
        ErrorKind::UniqueViolation => CareProblem::Corrected,
        _ => error.into(),
    })
}

/// Keeps what an immediate protection assessment came to. The clock of each report of the case at this desk stops by it, in the
/// same transaction; the first time stands.
///
/// # Errors
/// See [`CareProblem`].
pub fn assess_protection(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    outcome: ProtectionOutcome,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), CareProblem> {
    let id = Id::generate(now);
    let sealed_outcome = casework.seal_for_case(conn, case.id, &outcome_label(id), outcome.code().as_bytes())?;
    let made = ProtectionAssessment { id, sealed_outcome, role: staff.role, at: now };
    protection_assessments::insert(conn, case.id, &made, staff)?;
    for listed in duty_items::of_case(conn, &staff.unit, case.id)? {
        let Some(item) = duty_items::find_for_change(conn, listed.handover)? else { continue };
        let steps = concern_steps::of(conn, item.handover)?;
        if !item.is_concern() || !item.is_open() || steps.protection.is_some() {
            continue;
        }
        let done = Documented { at: now, by: staff.reference.clone() };
        concern_steps::save(conn, &ConcernSteps { protection: Some((done, staff.role)), ..steps })?;
        tell(conn, &item.unit, EventKind::Changed, item.case_code, now)?;
    }
    Ok(())
}

/// Somebody goes out alone, or whoever is out is back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outing {
    /// This member of staff goes, and says for how long.
    Out(OutFor),
    /// Back: said by whoever went, or by a colleague who has rung.
    Back,
}

/// Writes that somebody goes out alone or is back. The desks see it.
///
/// # Errors
/// [`CareProblem::AlreadyOut`] for who is out, in this case or another; [`CareProblem::NotFound`] when nobody is; those of the database.
pub fn note_outing(conn: &mut Conn, case: &Case, outing: Outing, staff: &Staff, now: Timestamp) -> Result<(), CareProblem> {
    let (done, otherwise) = match outing {
        Outing::Out(time) => (outings::check_out(conn, case.id, time, staff, now)?, CareProblem::AlreadyOut),
        Outing::Back => (outings::check_in(conn, &staff.unit, case.id, now)?, CareProblem::NotFound),
    };
    if !done {
        return Err(otherwise);
    }
    Ok(tell(conn, &staff.unit, EventKind::Changed, case.code, now)?)
}

fn ticked(conn: &mut Conn, case: &Case, staff: &Staff) -> Result<Option<(StaffRole, Timestamp)>, CareProblem> {
    for item in duty_items::of_case(conn, &staff.unit, case.id)? {
        if let Some((done, role)) = concern_steps::of(conn, item.handover)?.protection {
            return Ok(Some((role, done.at)));
        }
    }
    Ok(None)
}

fn detail_label(id: Id) -> String {
    format!("care/{id}")
}

fn outcome_label(id: Id) -> String {
    format!("protection_assessment/{id}")
}
