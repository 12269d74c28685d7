//! What is read for the pages.

use casework::{Basis, Casework, Handover, Staff, ViewPurpose, Way, access_entries, handovers, offers};
use jiff::{SignedDuration, Timestamp};
use store::events;
use wire::{CaseCode, Category, Envelope, HandoverId, OfferAnswer, Refusal};

use super::{FlowError, Loaded};
use crate::{
    db::{
        call_outs::{self, CallOut},
        replies::{self, Reply},
    },
    reception::STREAM,
};

/// How far back tonight's list goes.
const TONIGHT: SignedDuration = SignedDuration::from_hours(18);

/// Tonight's call-outs of the unit: code, times and state.
///
/// # Errors
/// Those of the database.
pub async fn tonight(casework: &Casework, staff: &Staff, now: Timestamp) -> Result<Vec<CallOut>, FlowError> {
    let unit = staff.unit.clone();
    Ok(casework.db().read(move |conn| call_outs::since(conn, &unit, now - TONIGHT)).await?)
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
            let latest = events::latest(conn, STREAM)?;
            Ok(Progress { loaded, sent, replies, latest })
        })
        .await
}

/// The broker's reasons, from its signed answer. The signature was checked when the answer came.
fn refusals(conn: &mut store::Conn, handover: HandoverId) -> Result<Vec<Refusal>, FlowError> {
    let Some(bytes) = offers::answer(conn, handover)? else { return Ok(Vec::new()) };
    let answer = serde_json::from_slice::<Envelope>(&bytes).ok();
    let answer = answer.and_then(|envelope| serde_json::from_slice::<OfferAnswer>(&envelope.payload.0).ok());
    Ok(answer.map(|answer| answer.refusals).unwrap_or_default())
}
