//! Need to know: which handovers and drafts of a case are a unit's own, and which values nobody sees any more.

use store::Conn;
use wire::{CaseCode, Offer, Parcel, StaffRef, UnitId};

use crate::{
    db::{
        cases::{self, Case},
        clearances, disputed_consents, handover_drafts,
        handovers::{self, Handover},
        parcels, staff as members, tombstones,
    },
    domain::{Clearance, HandoverDraft, HandoverStateCode, Staff, Way},
};
use protocol::Basis;

/// What a service's own records say of a person and a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// They tie the person's unit to it, and this person.
    Works,
    /// The case is the unit's, and this person has not said yet what it is to them: nothing of it is open before.
    Unsaid,
    /// The case is another unit's: what its own pages sent is not this unit's, whatever address it went from.
    Elsewhere,
    /// They say nothing: what went to and from the unit decides.
    Nothing,
}

/// Asks the service's own records.
pub(crate) type AskTie<'a> = &'a dyn Fn(&mut Conn, &Case, &Staff) -> store::Result<Tie>;

/// How far a person comes with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// It is their unit's.
    Open,
    /// It is, once they have said why.
    SayWhy,
    /// It is as unknown as none.
    Unknown,
}

/// How far a person comes with a case.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn reach(conn: &mut Conn, case: &Case, staff: &Staff, tie: AskTie<'_>) -> store::Result<Reach> {
    Ok(match tie(conn, case, staff)? {
        Tie::Works => Reach::Open,
        Tie::Unsaid => Reach::SayWhy,
        tie if own_handovers(conn, case, &staff.unit, tie)?.is_empty() => Reach::Unknown,
        Tie::Elsewhere | Tie::Nothing => Reach::Open,
    })
}

/// The cases with this code, each with how far the person comes: two agencies may have opened one with the same.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn reached(conn: &mut Conn, code: &CaseCode, staff: &Staff, tie: AskTie<'_>) -> store::Result<Vec<(Case, Reach)>> {
    let mut found = Vec::new();
    for case in cases::with_code(conn, code)? {
        let reach = reach(conn, &case, staff, tie)?;
        if reach != Reach::Unknown {
            found.push((case, reach));
        }
    }
    Ok(found)
}

/// What a door of a service's own finds by a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseReached {
    /// The one case that the person works with.
    Open(Case),
    /// It is the unit's, and the person has not said yet what it is to them.
    SayWhy,
    /// None, or several that a person must choose between.
    Unknown,
}

/// The case with this code that the person's unit works with. `of`: the agency that opened it, when the person has said which.
///
/// # Errors
/// [`store::Error`].
pub fn case_reached(
    conn: &mut Conn,
    code: &CaseCode,
    of: &str,
    staff: &Staff,
    tie: &dyn Fn(&mut Conn, &Case, &Staff) -> store::Result<Tie>,
) -> store::Result<CaseReached> {
    let mut known = reached(conn, code, staff, tie)?;
    known.retain(|(case, _)| of.is_empty() || case.opened_by.as_str() == of);
    Ok(match (known.pop(), known.is_empty()) {
        (Some((case, Reach::Open)), true) => CaseReached::Open(case),
        (Some((_, Reach::SayWhy)), true) => CaseReached::SayWhy,
        _ => CaseReached::Unknown,
    })
}

/// The handovers of a case that are the unit's own, oldest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn own_handovers(conn: &mut Conn, case: &Case, unit: &UnitId, tie: Tie) -> store::Result<Vec<Handover>> {
    let mut own = Vec::new();
    for handover in handovers::of_case(conn, case.id)? {
        if is_own(conn, &handover, unit, tie)? {
            own.push(handover);
        }
    }
    Ok(own)
}

/// Whether a handover is a unit's own: it went from there, answers what went from there, or came there and answers nothing.
/// Another unit of the agency does not see it: there is a wall between a desk and a treatment unit inside one agency too.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn is_own(conn: &mut Conn, handover: &Handover, unit: &UnitId, tie: Tie) -> store::Result<bool> {
    if handover.way == Way::Sent {
        return went_from(conn, handover, unit, tie);
    }
    // Every unit's questions go from one address, and the answers come back to it: they belong to whoever asked.
    let asked = handover.answers.map(|asked| handovers::find(conn, asked)).transpose()?.flatten();
    match asked.filter(|asked| asked.case == handover.case && asked.way == Way::Sent) {
        Some(asked) => went_from(conn, &asked, unit, tie),
        None => Ok(handover.to.unit == *unit),
    }
}

/// The address is the agency's one sending unit; whoever put the draft together says whose it is.
fn went_from(conn: &mut Conn, handover: &Handover, unit: &UnitId, tie: Tie) -> store::Result<bool> {
    let draft = handover_drafts::of_handover(conn, handover.id)?;
    match draft.map(|draft| handover_drafts::find(conn, draft)).transpose()?.flatten() {
        Some(draft) => is_own_draft(conn, &draft, unit),
        None => Ok(match tie {
            Tie::Works | Tie::Unsaid => true,
            Tie::Elsewhere => false,
            Tie::Nothing => handover.from.unit == *unit,
        }),
    }
}

/// Whether a draft is a unit's own: somebody of the unit began it.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn is_own_draft(conn: &mut Conn, draft: &HandoverDraft, unit: &UnitId) -> store::Result<bool> {
    is_of(conn, &draft.by, unit)
}

/// The drafts of a case that are the unit's own, newest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn own_drafts(conn: &mut Conn, case: &Case, unit: &UnitId) -> store::Result<Vec<HandoverDraft>> {
    let mut own = Vec::new();
    for draft in handover_drafts::of_case(conn, case.id)? {
        if is_own_draft(conn, &draft, unit)? {
            own.push(draft);
        }
    }
    Ok(own)
}

/// The questions to the lead that the unit asked, oldest first.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn own_clearances(conn: &mut Conn, case: &Case, unit: &UnitId) -> store::Result<Vec<Clearance>> {
    let mut own = Vec::new();
    for clearance in clearances::of_case(conn, case.id)? {
        if is_of(conn, &clearance.asked_by, unit)? {
            own.push(clearance);
        }
    }
    Ok(own)
}

fn is_of(conn: &mut Conn, staff: &StaffRef, unit: &UnitId) -> store::Result<bool> {
    Ok(members::find(conn, staff)?.is_some_and(|member| member.unit == *unit))
}

/// Whether nobody sees the values of a handover any more: it was declined (a conflict of interest is one of the reasons),
/// or the consent it came by was taken back, or was never given as the person says.
///
/// # Errors
/// [`store::Error`].
pub(crate) fn is_shut(conn: &mut Conn, handover: &Handover) -> store::Result<bool> {
    if handover.way == Way::Sent {
        return Ok(false);
    }
    if handover.state == HandoverStateCode::Declined {
        return Ok(true);
    }
    if handover.basis != Basis::Consent {
        return Ok(false);
    }
    if handover.steps.iter().any(|step| step.state == HandoverStateCode::Withdrawn) || disputed_consents::stands(conn, handover.id)? {
        return Ok(true);
    }
    // Heard here: the broker's notice of it may still be on its way.
    let parcel = parcels::bytes(conn, handover.id)?.and_then(|bytes| serde_json::from_slice::<Parcel>(&bytes).ok());
    let offer = parcel.and_then(|parcel| wire::canonical::from_bytes::<Offer>(&parcel.offer.payload.0).ok());
    let consents = offer.map(|offer| offer.header.consents).unwrap_or_default();
    Ok(!tombstones::among(conn, &consents)?.is_empty())
}
