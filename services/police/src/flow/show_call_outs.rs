//! What is read for the pages.

use casework::{Basis, Casework, ConsentState, Handover, Staff, ViewPurpose, Way, access_entries, cases, consents, handovers, offers};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, events};
use wire::{CaseCode, Category, Envelope, HandoverId, OfferAnswer, Refusal};

use super::{FlowError, Loaded};
use crate::{
    db::{
        call_outs::{self, CallOut},
        replies::{self, Reply},
    },
    domain::{
        call_out::CallOutState,
        standing::{Standing, standing},
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
}

/// Tonight's call-outs of the unit: code, times and where each stands.
///
/// # Errors
/// Those of the database.
pub async fn tonight(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<Vec<Listed>, FlowError> {
    let (door, unit) = (casework.clone(), staff.unit.clone());
    casework
        .db()
        .try_read(move |conn| {
            let rows = call_outs::since(conn, &unit, now - TONIGHT)?;
            rows.into_iter().map(|row| listed(conn, &door, row)).collect()
        })
        .await
}

fn listed(conn: &mut Conn, casework: &Casework, row: CallOut) -> Result<Listed, FlowError> {
    if row.state != CallOutState::Sent {
        let (standing, since) = standing(row.state, &[], &[]);
        return Ok(Listed { row, standing, since });
    }
    let case = cases::find(conn, row.case)?.ok_or_else(|| FlowError::Inside("a call-out without a case".to_owned()))?;
    let loaded = Loaded::open(conn, casework, case, row)?;
    let mut sent = handovers::of_case(conn, loaded.case.id)?;
    sent.retain(|handover| handover.way == Way::Sent);
    let (standing, since) = standing(loaded.row.state, &sent, &loaded.content.unfetched);
    Ok(Listed { row: loaded.row, standing, since })
}

/// One call-out, for a page that shows no person.
///
/// # Errors
/// [`FlowError::NotFound`]; those of the database.
pub async fn one(casework: &Casework, code: CaseCode, staff: &Staff) -> Result<Loaded, FlowError> {
    let (door, staff) = (casework.clone(), staff.clone());
    casework.db().try_read(move |conn| Loaded::read(conn, &door, &code, &staff)).await
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
    /// What the other agency says.
    pub replies: Vec<Reply>,
    /// Whether a consent was taken back.
    pub consent_ended: bool,
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
            let loaded = Loaded::read(conn, &door, &code, &staff)?;
            let mut sent = Vec::new();
            for handover in handovers::of_case(conn, loaded.case.id)?.into_iter().filter(|handover| handover.way == Way::Sent) {
                let refusals = refusals(conn, handover.id)?;
                sent.push((handover, refusals));
            }
            // Made in one moment: the duty stands first.
            sent.sort_by_key(|(handover, _)| (handover.made_at, handover.basis != Basis::Duty));
            let replies = replies::of_case(conn, loaded.case.id)?;
            let latest = events::latest(conn, &stream_of(&loaded.row.unit))?;
            let consent_ended = consents::of_case(conn, loaded.case.id)?.iter().any(|record| record.state == ConsentState::Withdrawn);
            Ok(Progress { loaded, sent, replies, consent_ended, latest })
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
