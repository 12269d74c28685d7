//! A visit: planned, gone to, and what became of it. Nothing is sent from here.

use casework::{Casework, OutFor, Staff};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{CaseCode, ConsentId};

use super::{
    FlowError,
    follow_outreach::{identity_consents, once, open, own},
};
use crate::{
    db::{home_visits, outreach_cases::OutreachCase},
    domain::home_visit::{Companion, NewVisit, SWITCH, VisitOutcome, come_along},
};

/// A plan as it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// All but the consent, which is looked up.
    pub visit: NewVisit,
    /// The social worker is to know who it is about.
    pub named: bool,
}

/// Whether the rule book in force says that social services may come along without a consent beforehand.
pub fn may_come_along(casework: &Casework) -> bool {
    casework.edition().switches().iter().any(|switch| switch.id == SWITCH && switch.on)
}

/// Plans a visit. One with a social worker takes a consent to that board beforehand, or the switch and no name.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when the case is closed; [`FlowError::Unnamed`]; those of the database.
pub async fn plan(casework: &Casework, code: CaseCode, plan: Plan, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let (door, staff, switch_on) = (casework.clone(), staff.clone(), may_come_along(casework));
    casework
        .db()
        .try_write("plan_home_visit", move |conn| {
            let case = open(conn, &code, &staff)?;
            let mut visit = plan.visit.clone();
            if let Some(companion) = &mut visit.companion {
                let standing = consent_to(conn, &door, &case, companion, &staff, now)?;
                companion.consent = come_along(switch_on, standing, plan.named).map_err(FlowError::Unnamed)?;
            }
            Ok(home_visits::insert(conn, case.case, &visit, &staff, now)?)
        })
        .await
}

fn consent_to(
    conn: &mut Conn,
    casework: &Casework,
    case: &OutreachCase,
    companion: &Companion,
    staff: &Staff,
    now: Timestamp,
) -> Result<Option<ConsentId>, FlowError> {
    let given = identity_consents(conn, casework, case, staff, now)?;
    Ok(given.into_iter().find(|(board, _)| *board == companion.board).map(|(_, consent)| consent))
}

/// Something that happens to a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitAct {
    /// What became of it.
    Settle(VisitOutcome),
    /// This member of staff goes, and says for how long.
    Out(OutFor),
    /// Whoever went is back.
    Back,
}

/// Writes what happens to a visit.
///
/// # Errors
/// [`FlowError::NotFound`]; [`FlowError::Meanwhile`] when it has happened already or can't; those of the database.
pub async fn act(casework: &Casework, code: CaseCode, visit: Id, act: VisitAct, staff: &Staff, now: Timestamp) -> Result<(), FlowError> {
    let staff = staff.clone();
    casework
        .db()
        .try_write("note_home_visit", move |conn| {
            let case = own(conn, &code, &staff)?.case;
            if !home_visits::of_case(conn, case)?.iter().any(|known| known.id == visit) {
                return Err(FlowError::NotFound);
            }
            once(match act {
                VisitAct::Settle(outcome) => home_visits::settle(conn, case, visit, outcome, &staff, now)?,
                VisitAct::Out(time) => home_visits::check_out(conn, case, visit, &staff, now, now + time.time())?,
                VisitAct::Back => home_visits::check_in(conn, case, visit, now)?,
            })
        })
        .await
}
