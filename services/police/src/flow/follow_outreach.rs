//! The outreach of a unit: what is followed up when, what is closed and taken up again.

use casework::{CaseConsent, Casework, Handover, Staff, StillOut, Tie, Way, cases, handovers};
use jiff::{SignedDuration, Timestamp};
use store::Conn;
use wire::{BoardId, CaseCode, Category, ConsentId, SubjectRole};

use super::FlowError;
use crate::{
    db::{
        home_visits::{self, HomeVisit},
        outreach_cases::{self, OutreachCase},
        outreach_follow_ups,
        outreach_spells::{self, Spell},
        practical_help::{self, PracticalHelp},
    },
    domain::outreach_case::{CloseReason, FollowUp, Made, NotedFollowUp, next_follow_up},
};

/// How long a closed case stays on the list.
const CLOSED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// An open case of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// How it came in.
    pub case: OutreachCase,
    /// The next follow-up and when it is due; `None` when none is left.
    pub next: Option<(FollowUp, Timestamp)>,
}

/// The list of a unit.
#[derive(Debug, Clone, Default)]
pub struct UnitOutreach {
    /// Open cases: what is overdue longest first, then what is due next.
    pub open: Vec<Listed>,
    /// Closed in the last thirty days, the latest first.
    pub closed: Vec<(OutreachCase, Timestamp, CloseReason)>,
    /// Who is out and not back.
    pub out: Vec<StillOut>,
}

/// One case with all that its page shows.
#[derive(Debug, Clone)]
pub struct OpenedOutreach {
    /// How it came in.
    pub case: OutreachCase,
    /// The stretches of time in which it is or was open, the newest first.
    pub spells: Vec<Spell>,
    /// What is noted in the newest.
    pub noted: Vec<NotedFollowUp>,
    /// Visits.
    pub visits: Vec<HomeVisit>,
    /// Practical help.
    pub help: Vec<PracticalHelp>,
    /// What was handed over last, as far as its state tells what the other agency does.
    pub sent: Option<Handover>,
    /// The boards that a consent in force lets know who it is about.
    pub identity: Vec<(BoardId, ConsentId)>,
}

impl OpenedOutreach {
    /// When it was opened, if it is open.
    pub fn opened_at(&self) -> Option<Timestamp> {
        self.spells.first().filter(|spell| spell.closed.is_none()).map(|spell| spell.opened_at)
    }
}

/// The outreach of the unit of this member of staff.
///
/// # Errors
/// Those of the database.
pub async fn of_unit(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<UnitOutreach, FlowError> {
    let unit = staff.unit.clone();
    let read = casework.db().read(move |conn| {
        let mut list = UnitOutreach { out: home_visits::still_out(conn, &unit)?, ..UnitOutreach::default() };
        for case in outreach_cases::of_unit(conn, &unit)? {
            let Some(spell) = outreach_spells::of_case(conn, case.case)?.into_iter().next() else { continue };
            match spell.closed {
                None => {
                    let noted = outreach_follow_ups::of_spell(conn, case.case, spell.opened_at)?;
                    list.open.push(Listed { next: next_follow_up(spell.opened_at, &noted), case });
                }
                Some((at, _, reason)) if at + CLOSED > now => list.closed.push((case, at, reason)),
                Some(_) => {}
            }
        }
        // What was due first stands first, so what is overdue does; where nothing is due, last.
        list.open.sort_by_key(|listed| listed.next.map_or(Timestamp::MAX, |(_, due)| due));
        list.closed.sort_by_key(|(_, at, _)| std::cmp::Reverse(*at));
        Ok(list)
    });
    Ok(read.await?)
}

/// One case, for its page: writes that it was looked at.
///
/// # Errors
/// [`FlowError::NotFound`] for an unknown code and another unit's alike; those of the database.
pub async fn one(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<OpenedOutreach, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework.db().try_write("view_outreach", move |conn| opened(conn, &door, &code, &staff, now)).await
}

fn opened(conn: &mut Conn, casework: &Casework, code: &CaseCode, staff: &Staff, now: Timestamp) -> Result<OpenedOutreach, FlowError> {
    let case = own(conn, code, staff)?;
    let identity = identity_consents(conn, casework, &case, staff, now)?;
    let spells = outreach_spells::of_case(conn, case.case)?;
    let noted = match spells.first() {
        Some(spell) => outreach_follow_ups::of_spell(conn, case.case, spell.opened_at)?,
        None => Vec::new(),
    };
    let sent = handovers::of_case(conn, case.case)?.into_iter().filter(|handover| handover.way == Way::Sent);
    Ok(OpenedOutreach {
        sent: sent.max_by_key(|handover| handover.at),
        visits: home_visits::of_case(conn, case.case)?,
        help: practical_help::of_case(conn, case.case)?,
        case,
        spells,
        noted,
        identity,
    })
}

/// The case of this code, if it is the outreach of the unit.
pub(super) fn own(conn: &mut Conn, code: &CaseCode, staff: &Staff) -> Result<OutreachCase, FlowError> {
    outreach_cases::find(conn, code, &staff.unit)?.ok_or(FlowError::NotFound)
}

/// The same, while it is open: in a closed one nothing new is planned or promised.
pub(super) fn open(conn: &mut Conn, code: &CaseCode, staff: &Staff) -> Result<OutreachCase, FlowError> {
    let case = own(conn, code, staff)?;
    let newest = outreach_spells::of_case(conn, case.case)?.into_iter().next();
    once(newest.is_some_and(|spell| spell.closed.is_none())).map(|()| case)
}

/// The boards that the exposed person said yes to, for identity. Writes that the answers were looked at.
pub(super) fn identity_consents(
    conn: &mut Conn,
    casework: &Casework,
    outreach: &OutreachCase,
    staff: &Staff,
    now: Timestamp,
) -> Result<Vec<(BoardId, ConsentId)>, FlowError> {
    let case = cases::find(conn, outreach.case)?.ok_or_else(|| FlowError::Inside("outreach without a case".to_owned()))?;
    let consents = casework.view_consents(conn, &case, (staff, Tie::Works), now)?;
    Ok(consents.iter().filter_map(|consent| names_her(consent, now)).collect())
}

fn names_her(consent: &CaseConsent, now: Timestamp) -> Option<(BoardId, ConsentId)> {
    let grant = consent.record.grant().filter(|grant| consent.is_open() && grant.is_effective(now))?;
    let hers = consent.record.giver.role == SubjectRole::Victim && grant.categories.codes().contains(&Category::Identity);
    hers.then(|| (grant.to.clone(), consent.record.id))
}

/// Writes what became of a follow-up.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when it is closed or noted already; those of the database.
pub async fn note(casework: &Casework, code: CaseCode, step: FollowUp, made: Made, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("note_follow_up", move |conn| {
            let case = own(conn, &code, &staff)?;
            let spell = outreach_spells::of_case(conn, case.case)?.into_iter().find(|spell| spell.closed.is_none());
            let spell = spell.ok_or(FlowError::Meanwhile)?;
            once(outreach_follow_ups::insert(conn, (case.case, spell.opened_at), step, made, &staff, now)?)
        })
        .await
}

/// Closes a case, with a reason.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when it is closed already; those of the database.
pub async fn close(casework: &Casework, code: CaseCode, reason: CloseReason, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("close_outreach", move |conn| {
            let case = own(conn, &code, &staff)?;
            once(outreach_spells::close(conn, case.case, reason, &staff, now)?)
        })
        .await
}

/// Takes a closed case up again. What was before stays.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when it is open; those of the database.
pub async fn reopen(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("reopen_outreach", move |conn| {
            let case = own(conn, &code, &staff)?;
            once(outreach_spells::open(conn, case.case, &staff, now)?)
        })
        .await
}

/// Whether the unit has the case in its outreach.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn known(casework: &Casework, code: CaseCode, staff: &Staff) -> Result<OutreachCase, FlowError> {
    let staff = staff.clone();
    casework.db().try_read(move |conn| own(conn, &code, &staff)).await
}

/// Somebody was first.
pub(super) fn once(written: bool) -> Result<(), FlowError> {
    if written { Ok(()) } else { Err(FlowError::Meanwhile) }
}
