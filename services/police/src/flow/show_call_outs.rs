//! What is read for the pages.

use casework::{
    Basis, Casework, ConsentState, Handover, RecallState, Staff, ViewPurpose, Way, access_entries, cases, consents, handovers, offers,
    recalls,
};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, events};
use wire::{CaseCode, Category, Envelope, HandoverId, OfferAnswer, Refusal};

use super::{FlowError, Loaded};
use crate::{
    db::{
        call_outs::{self, CallOut},
        duty_decisions::{self, DutyDecision},
        emergency_disclosures, relations,
        replies::{self, Reply},
        ring_attempts,
    },
    domain::{
        call_out::CallOutState,
        emergency_disclosure::EmergencyDisclosure,
        standing::{Standing, standing},
        waiting::{Patience, waiting},
    },
    reception::stream_of,
};

/// How far back tonight's list goes.
const TONIGHT: SignedDuration = SignedDuration::from_hours(18);

/// A call-out of the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The row.
    pub row: CallOut,
    /// Where it stands.
    pub standing: Standing,
    /// Since when, once something was handed over.
    pub since: Option<Timestamp>,
    /// Whether the reader has a relation to it.
    pub joined: bool,
}

/// Tonight's call-outs of the unit: code, times and where each stands.
///
/// # Errors
/// Those of the database.
pub async fn tonight(casework: &Casework, staff: &Staff, patience: Patience, now: Timestamp) -> Result<Vec<Listed>, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_read(move |conn| {
            let rows = call_outs::since(conn, &staff.unit, now - TONIGHT)?;
            rows.into_iter().map(|row| listed(conn, &door, &staff, row, patience, now)).collect()
        })
        .await
}

fn listed(
    conn: &mut Conn,
    casework: &Casework,
    staff: &Staff,
    row: CallOut,
    patience: Patience,
    now: Timestamp,
) -> Result<Listed, FlowError> {
    let joined = relations::find(conn, row.case, &staff.reference)?.is_some();
    if row.state != CallOutState::Sent {
        let (standing, since) = standing(row.state, &[], &[]);
        return Ok(Listed { row, standing, since, joined });
    }
    let case = cases::find(conn, row.case)?.ok_or_else(|| FlowError::Inside("a call-out without a case".to_owned()))?;
    let loaded = Loaded::open(conn, casework, case, row)?;
    let mut sent = handovers::of_case(conn, loaded.case.id)?;
    sent.retain(|handover| handover.way == Way::Sent);
    let overdue = waiting(&sent, patience, now).is_some_and(|waiting| waiting.overdue);
    let (standing, since) = standing(loaded.row.state, &sent, &loaded.content.unfetched);
    let standing = if overdue { Standing::Ring } else { standing };
    Ok(Listed { row: loaded.row, standing, since, joined })
}

/// One call-out, for a page that shows no person.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn one(casework: &Casework, code: CaseCode, staff: &Staff) -> Result<Loaded, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework.db().try_read(move |conn| Loaded::read(conn, &door, &code, &staff)).await
}

/// One call-out, for the page that shows what the officer saw: writes that it was looked at, when there is something.
///
/// # Errors
/// [`FlowError::NotFound`], [`FlowError::NoRelation`]; those of the database.
pub async fn one_with_situation(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<Loaded, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("view_situation", move |conn| {
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            let seen = loaded.content.situation.categories();
            if !seen.is_empty() {
                access_entries::insert(conn, loaded.case.id, None, &staff, ViewPurpose::Handle, &seen, now)?;
            }
            Ok(loaded)
        })
        .await
}

/// One call-out, for the page with name and number: writes that they were seen.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn one_with_person(casework: &Casework, code: CaseCode, staff: &Staff, now: Timestamp) -> Result<Loaded, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_write("view_call_out", move |conn| {
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            if loaded.content.asking.shows_a_person() {
                let seen = [Category::Identity, Category::SafeContact];
                access_entries::insert(conn, loaded.case.id, None, &staff, ViewPurpose::Handle, &seen, now)?;
            }
            Ok(loaded)
        })
        .await
}

/// What became of a call-out.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The call-out.
    pub loaded: Loaded,
    /// What was handed over, oldest first, with the broker's reasons where it refused.
    pub sent: Vec<(Handover, Vec<Refusal>)>,
    /// What somebody asked to have back, and what became of it.
    pub recalls: Vec<(HandoverId, RecallState)>,
    /// What the other agency says.
    pub replies: Vec<Reply>,
    /// Whether a consent was taken back.
    pub consent_ended: bool,
    /// When the duty desk was rung, oldest first.
    pub rings: Vec<Timestamp>,
    /// Duties that somebody decided to leave out, and what was taken back.
    pub decisions: Vec<DutyDecision>,
    /// What was said aloud and entered.
    pub told: Vec<EmergencyDisclosure>,
    /// Whether the reader has a relation to it.
    pub joined: bool,
    /// The last event of the stream when this was read.
    pub latest: i64,
}

/// What became of a call-out.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn progress(casework: &Casework, code: CaseCode, staff: &Staff) -> Result<Progress, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework
        .db()
        .try_read(move |conn| {
            let loaded = Loaded::follow(conn, &door, &code, &staff)?;
            let (mut sent, mut recalls) = (Vec::new(), Vec::new());
            for handover in handovers::of_case(conn, loaded.case.id)?.into_iter().filter(|handover| handover.way == Way::Sent) {
                let refusals = refusals(conn, handover.id)?;
                recalls.extend(recalls::find(conn, handover.id)?.map(|asked| (handover.id, asked.state)));
                sent.push((handover, refusals));
            }
            // Made in one moment: the duty stands first.
            sent.sort_by_key(|(handover, _)| (handover.made_at, handover.basis != Basis::Duty));
            let replies = replies::of_case(conn, loaded.case.id)?;
            let latest = events::latest(conn, &stream_of(&loaded.row.unit))?;
            let consent_ended = consents::of_case(conn, loaded.case.id)?.iter().any(|record| record.state == ConsentState::Withdrawn);
            let rings = ring_attempts::of_case(conn, loaded.case.id)?;
            let decisions = duty_decisions::of_case(conn, loaded.case.id)?;
            let told = emergency_disclosures::of_case(conn, loaded.case.id)?;
            let joined = relations::find(conn, loaded.case.id, &staff.reference)?.is_some();
            Ok(Progress { loaded, sent, recalls, replies, consent_ended, rings, decisions, told, joined, latest })
        })
        .await
}

/// The broker's reasons, from its signed answer. The signature was checked when the answer came.
fn refusals(conn: &mut Conn, handover: HandoverId) -> Result<Vec<Refusal>, FlowError> {
    let Some(bytes) = offers::answer(conn, handover)? else { return Ok(Vec::new()) };
    let answer = serde_json::from_slice::<Envelope>(&bytes).ok();
    let answer = answer.and_then(|envelope| serde_json::from_slice::<OfferAnswer>(&envelope.payload.0).ok());
    Ok(answer.map(|answer| answer.refusals).unwrap_or_default())
}
