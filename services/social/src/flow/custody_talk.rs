//! A talk with a person in custody: begun through the gate, made of taps, concluded in codes, and told to nobody by itself.

use std::collections::BTreeSet;

use casework::{Case, Casework, ContactGate, Staff, Tie, ToldValue, ViewPurpose, access_entries, staff as members};
use jiff::Timestamp;
use practice::{Library, Talk, TalkEvent, TalkFinding};
use store::{Conn, ErrorKind, Id};
use wire::{Category, StaffRef, canonical};

use super::CustodyTalkProblem;
use crate::{
    db::{
        custody_talk_events,
        custody_talks::{self, CustodyTalk},
    },
    domain::TalkGate,
};

/// What the police may have told of the same questions.
const TOLD: &[Category] = &[Category::CustodyTalkOffer, Category::CustodyStatus, Category::Release];

/// The talks of a case, in the clear.
#[derive(Debug, Clone)]
pub struct CustodyTalks {
    /// The gate to the person using violence.
    pub contact_gate: ContactGate,
    /// The talk that is not concluded.
    pub open: Option<OpenTalk>,
    /// Those that are, the newest first.
    pub concluded: Vec<ConcludedTalk>,
    /// What the police have told, the newest first; only while no talk is open.
    pub told: Vec<ToldValue>,
}

/// A talk that is not concluded.
#[derive(Debug, Clone)]
pub struct OpenTalk {
    /// As it is kept.
    pub talk: CustodyTalk,
    /// The answers before it.
    pub gate: TalkGate,
    /// The taps.
    pub taps: Vec<(TalkEvent, Timestamp)>,
    /// Who began it, by name.
    pub begun_by: String,
    /// Who made the last tap.
    pub last_by: StaffRef,
}

/// A talk that is concluded. Prints no need.
#[derive(Debug, Clone)]
pub struct ConcludedTalk {
    /// As it is kept.
    pub talk: CustodyTalk,
    /// What the person wanted help with.
    pub needs: BTreeSet<TalkFinding>,
}

impl OpenTalk {
    /// The talk that the taps made.
    ///
    /// # Errors
    /// [`CustodyTalkProblem::Unreadable`] without the script, or when a kept tap does not fit it.
    pub fn replayed<'a>(&self, library: &'a Library) -> Result<Talk<'a>, CustodyTalkProblem> {
        let (id, version) = &self.talk.script;
        let script = library.script_version(id, version).ok_or(CustodyTalkProblem::Unreadable)?;
        let taps = self.taps.iter().map(|(event, at)| (event, *at));
        Talk::replay(script, self.gate.facts(), self.talk.started_at, taps).map_err(|_| CustodyTalkProblem::Unreadable)
    }
}

/// The talks of a case at the person's unit, for somebody who looks at them. Writes who did.
///
/// # Errors
/// See [`CustodyTalkProblem`].
pub fn view_custody_talks(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (staff, tie): (&Staff, Tie),
    now: Timestamp,
) -> Result<CustodyTalks, CustodyTalkProblem> {
    access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::CustodyTalkOutcome], now)?;
    let (mut open, mut concluded) = (None, Vec::new());
    for talk in custody_talks::of_case(conn, &staff.unit, case.id)? {
        match talk.outcome.is_some() {
            true => concluded.push(concluded_talk(casework, conn, talk)?),
            false => open = Some(open_talk(casework, conn, talk)?),
        }
    }
    let told = if open.is_none() { casework.told_values(conn, case, (staff, tie), TOLD, now)? } else { Vec::new() };
    Ok(CustodyTalks { contact_gate: casework.contact_gate(conn, case, (staff, tie))?, open, concluded, told })
}

/// Begins a talk.
///
/// # Errors
/// [`CustodyTalkProblem::GateShut`] and [`CustodyTalkProblem::Shut`]; [`CustodyTalkProblem::Stale`] when one is open already.
pub fn begin_custody_talk(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    gate: &TalkGate,
    (staff, tie): (&Staff, Tie),
    now: Timestamp,
) -> Result<(), CustodyTalkProblem> {
    if !casework.contact_gate(conn, case, (staff, tie))?.is_open() {
        return Err(CustodyTalkProblem::GateShut);
    }
    let shut = gate.shut();
    if !shut.is_empty() {
        return Err(CustodyTalkProblem::Shut(shut));
    }
    let library = casework.library();
    let script = library.script(gate.script()).ok_or(CustodyTalkProblem::Unreadable)?;
    let id = Id::generate(now);
    let bytes = canonical::to_bytes(gate).map_err(|_| CustodyTalkProblem::Unreadable)?;
    let talk = CustodyTalk {
        sealed_gate: casework.seal_for_case(conn, case.id, &gate_label(id), &bytes)?,
        id,
        case: case.id,
        unit: staff.unit.clone(),
        script: (script.id().to_owned(), script.version().to_owned()),
        started_by: staff.reference.clone(),
        started_role: staff.role,
        started_at: now,
        ended: None,
        outcome: None,
        called: None,
    };
    custody_talks::insert(conn, &talk).map_err(|error| match error.kind() {
        ErrorKind::UniqueViolation => CustodyTalkProblem::Stale,
        _ => error.into(),
    })
}

/// Writes that the exposed person's worker was rung after a talk.
///
/// # Errors
/// [`CustodyTalkProblem::NotFound`].
pub fn call_first(conn: &mut Conn, case: &Case, talk: Id, staff: &Staff, now: Timestamp) -> Result<(), CustodyTalkProblem> {
    let found = custody_talks::called(conn, (&staff.unit, case.id, talk), (&staff.reference, staff.role), now)?;
    if found { Ok(()) } else { Err(CustodyTalkProblem::NotFound) }
}

pub(super) fn open_talk(casework: &Casework, conn: &mut Conn, talk: CustodyTalk) -> Result<OpenTalk, CustodyTalkProblem> {
    let plain = casework.open_for_case(conn, talk.case, &gate_label(talk.id), &talk.sealed_gate)?;
    let gate = canonical::from_bytes(&plain).map_err(|_| CustodyTalkProblem::Unreadable)?;
    let mut last_by = talk.started_by.clone();
    let mut taps = Vec::new();
    for tap in custody_talk_events::of_talk(conn, talk.id)? {
        let plain = casework.open_for_case(conn, talk.case, &tap_label(talk.id, tap.n), &tap.sealed_code)?;
        let event = std::str::from_utf8(&plain).ok().and_then(TalkEvent::parse).ok_or(CustodyTalkProblem::Unreadable)?;
        taps.push((event, tap.at));
        last_by = tap.staff;
    }
    let begun_by = members::find(conn, &talk.started_by)?.map(|member| member.name).unwrap_or_default();
    Ok(OpenTalk { talk, gate, taps, begun_by, last_by })
}

fn concluded_talk(casework: &Casework, conn: &mut Conn, talk: CustodyTalk) -> Result<ConcludedTalk, CustodyTalkProblem> {
    let sealed = talk.outcome.as_ref().map(|outcome| outcome.sealed_needs.as_slice()).unwrap_or_default();
    let plain = casework.open_for_case(conn, talk.case, &needs_label(talk.id), sealed)?;
    let needs = canonical::from_bytes(&plain).map_err(|_| CustodyTalkProblem::Unreadable)?;
    Ok(ConcludedTalk { talk, needs })
}

fn gate_label(talk: Id) -> String {
    format!("custody_talk/{talk}/gate")
}

pub(super) fn tap_label(talk: Id, n: i64) -> String {
    format!("custody_talk/{talk}/tap/{n}")
}

pub(super) fn needs_label(talk: Id) -> String {
    format!("custody_talk/{talk}/needs")
}
