//! What the desk does when something comes, inside casework's transaction.

use casework::{Arrival, ArrivalState, Case, Casework, Interaction, OpenedParcel, Reception, Staff, parcels};
use jiff::Timestamp;
use protocol::Basis;
use store::{Conn, Result};
use wire::{Category, FactCode, GoneCause, HandoverId, Notice, NoticeKind, Purpose};

use super::{
    EventKind,
    concern::decided,
    contact::rung,
    events::{tell, tell_desk},
    shells::meet_shells,
    ways_back::keep_numbers,
};
use crate::{
    db::{concern_steps, duty_items, number_marks},
    domain::{ConcernSteps, DutyItem, DutyState, Gone, custody_told, evidence},
};

/// What the sealed custody status is bound to.
pub(super) const CUSTODY_LABEL: &str = "duty_item/custody";

/// The duty desk as casework knows it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Desk;

/// Custody, sealed. A row without it still rings: an error goes to the log.
fn sealed_custody(casework: &Casework, conn: &mut Conn, parcel: &OpenedParcel) -> Option<Vec<u8>> {
    let told = custody_told(&parcel.fields)?;
    let plain = serde_json::to_vec(&told).ok()?;
    match casework.seal_for_case(conn, parcel.case.id, CUSTODY_LABEL, &plain) {
        Ok(sealed) => Some(sealed),
        Err(error) => {
            tracing::error!(%error, handover = %parcel.handover, "a custody status could not be kept for the list");
            None
        }
    }
}

impl Reception for Desk {
    fn notice_arrived(&self, _casework: &Casework, conn: &mut Conn, notice: &Notice, now: Timestamp) -> Result<()> {
        let Some(handover) = notice.handover else { return Ok(()) };
        match notice.kind {
            NoticeKind::ParcelWaiting => announce(conn, handover, notice, now),
            NoticeKind::ParcelGone => lose(conn, handover, notice.gone.map(cause), now),
            _ => Ok(()),
        }
    }

    fn arrival_changed(&self, _casework: &Casework, conn: &mut Conn, arrival: &Arrival, now: Timestamp) -> Result<()> {
        match arrival.state {
            ArrivalState::Ring => trouble(conn, arrival.handover, |item| DutyItem { unproven: true, ..item }, now),
            ArrivalState::Rejected => {
                trouble(conn, arrival.handover, |item| DutyItem { state: DutyState::Rejected, state_at: now, ..item }, now)
            }
            ArrivalState::Gone => lose(conn, arrival.handover, arrival.code.as_deref().and_then(|code| code.parse().ok()), now),
            ArrivalState::Waiting | ArrivalState::Opened => Ok(()),
        }
    }

    fn gap_seen(&self, _casework: &Casework, conn: &mut Conn, gap: &casework::gaps::Gap, now: Timestamp) -> Result<()> {
        tell_desk(conn, &gap.channel.to, now)
    }

    fn inquiry_noted(
        &self,
        _casework: &Casework,
        conn: &mut Conn,
        case: &Case,
        decided_at: Timestamp,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<()> {
        decided(conn, case, decided_at, staff, now)
    }

    fn interaction_recorded(
        &self,
        _casework: &Casework,
        conn: &mut Conn,
        case: &Case,
        interaction: &Interaction,
        now: Timestamp,
    ) -> Result<()> {
        rung(conn, case, interaction, now)
    }

    fn parcel_opened(&self, casework: &Casework, conn: &mut Conn, parcel: &OpenedParcel, now: Timestamp) -> Result<()> {
        let known = duty_items::find_for_change(conn, parcel.handover)?;
        let is_new = known.is_none();
        let code = parcel.case.code;
        let before = known
            .unwrap_or_else(|| DutyItem::announced(parcel.handover, code, parcel.to.unit.clone(), parcel.purpose, parcel.urgency, now));
        let state = if is_bare_state(parcel) { DutyState::Noted } else { DutyState::Received };
        let item = DutyItem {
            case_code: code,
            unit: parcel.to.unit.clone(),
            from_unit: Some(parcel.from.unit.clone()),
            purpose: parcel.purpose,
            urgency: parcel.urgency,
            state,
            received_at: Some(now),
            state_at: now,
            unproven: false,
            case: Some(parcel.case.id),
            basis: Some(parcel.basis),
            children: has_children(parcel),
            consent_until: consent_until(conn, parcel)?,
            custody_sealed: sealed_custody(casework, conn, parcel),
            ..before
        };
        if is_new {
            duty_items::insert(conn, &item).map(drop)?
        } else {
            duty_items::save(conn, &item)?
        }
        note_reporter(conn, parcel)?;
        keep_numbers(casework, conn, parcel, &item.unit, now)?;
        meet_shells(casework, conn, &item.unit, &parcel.case, now)?;
        let kind = if is_new && state == DutyState::Received { EventKind::Announced } else { EventKind::Received };
        tell(conn, &item.unit, kind, code, now)
    }
}

fn announce(conn: &mut Conn, handover: HandoverId, notice: &Notice, now: Timestamp) -> Result<()> {
    let (Some(code), Some(unit), Some(purpose), Some(urgency)) = (notice.case_code, &notice.unit, notice.purpose, notice.urgency) else {
        tracing::warn!(%handover, "a notice without its headers: the row is made when the parcel is opened");
        return Ok(());
    };
    let item = DutyItem::announced(handover, code, unit.clone(), purpose, urgency, now);
    // The fetch races the notice: opened already means that the desk has rung.
    if duty_items::insert(conn, &item)? { tell(conn, unit, EventKind::Announced, code, now) } else { Ok(()) }
}

/// No longer to be had. What is opened stays lawful with us, but nobody may go on as if nothing had happened.
fn lose(conn: &mut Conn, handover: HandoverId, gone: Option<Gone>, now: Timestamp) -> Result<()> {
    number_marks::forget(conn, handover)?;
    let Some(item) = duty_items::find_for_change(conn, handover)? else { return Ok(()) };
    let changed = match item.state {
        DutyState::Gone => return Ok(()),
        _ if item.is_open() && item.withdrawn_at.is_some() => return Ok(()),
        _ if item.is_open() => DutyItem { withdrawn_at: Some(now), ..item },
        _ => DutyItem { state: DutyState::Gone, state_at: now, gone, ..item },
    };
    duty_items::save(conn, &changed)?;
    tell(conn, &changed.unit, EventKind::Changed, changed.case_code, now)
}

const fn cause(told: GoneCause) -> Gone {
    match told {
        GoneCause::Withdrawn => Gone::Withdrawn,
        GoneCause::Recalled => Gone::Recalled,
        GoneCause::Expired => Gone::Expired,
    }
}

/// A bare word of state needs no answer. Everything else does, a question or a correction too, though no secrecy is lifted
/// for it.
fn is_bare_state(parcel: &OpenedParcel) -> bool {
    parcel.basis == Basis::StateOnly
        && parcel.fields.iter().all(|field| matches!(field.category, Category::CaseState | Category::PhaseState))
}

/// One that can't be opened, yet or at all: the row shows the number to ring.
fn trouble(conn: &mut Conn, handover: HandoverId, change: impl FnOnce(DutyItem) -> DutyItem, now: Timestamp) -> Result<()> {
    let found = duty_items::find_for_change(conn, handover)?.filter(|item| item.state == DutyState::Announced);
    let Some(item) = found.map(change) else { return Ok(()) };
    duty_items::save(conn, &item)?;
    tell(conn, &item.unit, EventKind::Trouble, item.case_code, now)
}

/// Who reported may have asked for a word back already (SoL 2025:400, 19 kap. 6 §).
fn note_reporter(conn: &mut Conn, parcel: &OpenedParcel) -> Result<()> {
    let asked = parcel.facts.iter().any(|fact| fact.code == FactCode::ReporterAsked && fact.yes);
    if !asked || parcel.purpose != Purpose::ChildProtection {
        return Ok(());
    }
    let steps = concern_steps::of(conn, parcel.handover)?;
    concern_steps::save(conn, &ConcernSteps { feedback_asked: true, ..steps })
}

/// From the categories alone: the row says that something about children came, never what.
fn has_children(parcel: &OpenedParcel) -> bool {
    parcel.fields.iter().any(|field| matches!(field.category, Category::ChildrenPresent | Category::ChildConcern))
}

fn consent_until(conn: &mut Conn, parcel: &OpenedParcel) -> Result<Option<Timestamp>> {
    let bytes = parcels::bytes(conn, parcel.handover)?;
    Ok(bytes.as_deref().and_then(evidence).and_then(|evidence| evidence.consent_until()))
}
