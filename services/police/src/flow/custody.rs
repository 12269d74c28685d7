//! Custody of a case: written down, looked at, told of, and put in a draft for the social services.

use casework::{Case, CaseReached, Casework, Edit, FieldOf, NewDraft, Staff, ViewPurpose, access_entries, case_reached};
use jiff::{SignedDuration, Timestamp};
use store::Conn;
use wire::{CaseCode, Category, Phase, Purpose, SubjectRole, Urgency, Value};

use super::{FlowError, told_hints::AskTie};
use crate::{
    db::custody,
    domain::custody::{CustodyStep, NoticeOutcome, StandingCustody, TalkOffer, WrittenNotice, WrittenStep},
};

/// How far back the list of the leads looks for a release.
const LISTED: SignedDuration = SignedDuration::from_hours(24 * 60);

/// What somebody writes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Status or release.
    Step(CustodyStep),
    /// The offer of a talk.
    Offer(TalkOffer),
    /// What became of telling the exposed person, by the lead of the investigation.
    Notice(NoticeOutcome),
}

/// The custody of a case, for its page.
#[derive(Debug, Clone)]
pub struct OpenedCustody {
    /// What holds now.
    pub standing: StandingCustody,
    /// What was written, the newest first.
    pub steps: Vec<WrittenStep>,
    /// The latest offer, and when it was written.
    pub offer: Option<(TalkOffer, Timestamp)>,
    /// What became of telling the exposed person, the oldest first.
    pub notices: Vec<WrittenNotice>,
}

impl OpenedCustody {
    fn of(conn: &mut Conn, case: &Case) -> store::Result<Self> {
        let mut steps = custody::steps_of_case(conn, case.id)?;
        let standing = StandingCustody::after(&steps);
        steps.reverse();
        Ok(Self { standing, steps, offer: custody::latest_offer(conn, case.id)?, notices: custody::notices_of_case(conn, case.id)? })
    }

    /// Whether the exposed person is to be told of the release and was not.
    pub fn owes_notice(&self) -> bool {
        self.standing.owes_notice(&self.notices)
    }

    /// What a handover could carry.
    pub fn values(&self) -> Vec<Value> {
        self.standing.values(self.offer)
    }
}

fn reached(conn: &mut Conn, code: &CaseCode, staff: &Staff, tie: AskTie) -> Result<Case, FlowError> {
    match case_reached(conn, code, "", staff, &tie)? {
        CaseReached::Open(case) => Ok(case),
        CaseReached::SayWhy => Err(FlowError::NoRelation),
        CaseReached::Unknown => Err(FlowError::NotFound),
    }
}

/// The custody of a case. Writes who looked at what.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::NoRelation`]; those of the database.
pub async fn open(casework: &Casework, code: CaseCode, tie: AskTie, staff: &Staff, now: Timestamp) -> Result<OpenedCustody, FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("view_custody", move |conn| {
            let case = reached(conn, &code, &staff, tie)?;
            let opened = OpenedCustody::of(conn, &case)?;
            let seen: Vec<Category> = opened.values().iter().map(Value::category).collect();
            access_entries::insert(conn, case.id, None, &staff, ViewPurpose::Handle, &seen, now)?;
            Ok(opened)
        })
        .await
}

/// Writes something down.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::NoRelation`]; those of the database.
pub async fn enter(casework: &Casework, code: CaseCode, tie: AskTie, entry: Entry, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("enter_custody", move |conn| {
            let case = reached(conn, &code, &staff, tie)?.id;
            let written = match entry {
                Entry::Step(step) => custody::insert_step(conn, case, step, &staff, now),
                Entry::Offer(offer) => custody::insert_offer(conn, case, &offer, &staff, now),
                Entry::Notice(outcome) => custody::insert_notice(conn, case, outcome, &staff, now),
            };
            Ok(written?)
        })
        .await
}

/// Begins a draft to the usual unit that holds what is known. Nothing is sent: the rule book judges it, and a person sees it.
///
/// # Errors
/// [`FlowError::NothingToSend`] when nothing is known; [`FlowError::NotFound`], [`FlowError::NoRelation`]; those of a draft.
pub async fn begin_draft(
    casework: &Casework,
    code: CaseCode,
    tie: AskTie,
    staff: &Staff,
    now: Timestamp,
) -> Result<casework::DraftId, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("draft_custody", move |conn| {
            let case = reached(conn, &code, &staff, tie)?;
            let values = OpenedCustody::of(conn, &case)?.values();
            if values.is_empty() {
                return Err(FlowError::NothingToSend);
            }
            let to = door.recipient().unit;
            let new = NewDraft { to, purpose: Purpose::CustodyTalk, phase: Phase::Care, urgency: Urgency::SameDay };
            let mut draft = door.start_draft(conn, &case, &new, &staff, now)?;
            for value in values {
                let edit = Edit { draft: draft.id, version: draft.version, staff: &staff, now };
                draft = door.put_field(conn, &edit, FieldOf::Role(SubjectRole::PersonUsingViolence), value)?;
            }
            Ok(draft.id)
        })
        .await
}

/// A release of which the exposed person is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The case.
    pub code: CaseCode,
    /// When release is expected.
    pub expected: Option<Timestamp>,
    /// When it was.
    pub released: Option<Timestamp>,
    /// When somebody last tried to reach the person.
    pub tried: Option<Timestamp>,
}

/// The cases that a lead works with in which nobody has told yet, the earliest release first.
///
/// # Errors
/// Those of the database.
pub async fn owed(casework: &Casework, tie: AskTie, staff: &Staff, now: Timestamp) -> Result<Vec<Owed>, FlowError> {
    let staff = staff.clone();
    let read = casework.db().read(move |conn| {
        let mut owed = Vec::new();
        for case in custody::cases_with_release(conn, now - LISTED)? {
            if case_reached(conn, &case.code, "", &staff, &tie)? == CaseReached::Unknown {
                continue;
            }
            let opened = OpenedCustody::of(conn, &case)?;
            if opened.owes_notice() {
                let StandingCustody { expected, released, .. } = opened.standing;
                owed.push(Owed { code: case.code, expected, released, tried: opened.notices.last().map(|notice| notice.written_at) });
            }
        }
        owed.sort_by_key(|one| one.released.or(one.expected));
        Ok(owed)
    });
    Ok(read.await?)
}
