//! Services offered to a person, and what came of it. Nobody is told by what is written here: the service is rung by a person, and the
//! police get the one bit by a draft.

use casework::{Case, Casework, DraftId, Edit, FieldOf, NewDraft, Staff, Tie, ViewPurpose, access_entries};
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id};
use wire::{
    AgencyKind, Category, Phase, Purpose, SubjectRole, UnitId, Urgency, Value,
    value::{self, ReferralResult},
};

use super::{ReferralProblem, referral_problem::meanwhile};
use crate::{
    db::{referrals, services},
    domain::{NewReferral, PlanOf, Referral, ReferralOutcome, ReferralWay, Service, subjects_of},
};

/// What is read out before somebody's name and number are told a service.
const CONSENT_TEXT: &str = "referral";

/// The referrals of a case on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralsShown {
    /// What was offered, the latest first.
    pub offers: Vec<Referral>,
    /// The services of the list that holds.
    pub services: Vec<Service>,
    /// Whom the police have asked a referral for, each with the unit that asked: it may be told, by a draft, whether it started.
    pub referred_by: Vec<(SubjectRole, UnitId)>,
}

impl ReferralsShown {
    /// Whether the police asked for a referral of the person whom this was offered.
    pub fn was_referred(&self, offer: &Referral) -> bool {
        self.referred_by.iter().any(|(whom, _)| *whom == offer.said.subject())
    }
}

/// What somebody on one side of a case was offered. Writes who looked.
///
/// # Errors
/// See [`ReferralProblem`].
pub fn view_referrals(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    side: PlanOf,
    staff: &Staff,
    now: Timestamp,
) -> Result<ReferralsShown, ReferralProblem> {
    access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, &[Category::Referral], now)?;
    Ok(ReferralsShown {
        offers: referrals::of_case(conn, &staff.unit, case.id, subjects_of(side))?,
        services: services::current(conn)?.map(|(_, _, all)| all).unwrap_or_default(),
        referred_by: referred_by(casework, conn, case, (side, staff))?,
    })
}

/// For whom on this side the police asked this unit for a referral, the latest for each: what is asked for somebody on the other side
/// shows here by nothing, nor what was declined or has lost its consent.
fn referred_by(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (side, staff): (PlanOf, &Staff),
) -> Result<Vec<(SubjectRole, UnitId)>, ReferralProblem> {
    let mut found: Vec<(SubjectRole, UnitId)> = Vec::new();
    for came in casework.came_with(conn, case, Category::Referral, (staff, Tie::Works))? {
        for role in came.about.into_iter().filter(|role| came.sender == AgencyKind::Police && subjects_of(side).contains(role)) {
            found.retain(|(known, _)| *known != role);
            found.push((role, came.from.unit.clone()));
        }
    }
    Ok(found)
}

/// Writes an offer and its answer.
///
/// # Errors
/// [`ReferralProblem::NotFound`] for a service of no list; [`ReferralProblem::DoesNotFit`] for a person of the other side, or a service of
/// another kind.
pub fn offer_referral(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (side, said): (PlanOf, &NewReferral),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), ReferralProblem> {
    if !subjects_of(side).contains(&said.subject()) {
        return Err(ReferralProblem::DoesNotFit);
    }
    if let Some(service) = said.service() {
        let service = services::find(conn, service)?.ok_or(ReferralProblem::NotFound)?;
        if service.line.kind != said.kind() {
            return Err(ReferralProblem::DoesNotFit);
        }
    }
    let text = if said.way() == Some(ReferralWay::WeTell) { Some(text_of(casework)?) } else { None };
    referrals::insert(conn, (Id::generate(now), case.id), said, text.as_ref(), staff, now)?;
    Ok(())
}

fn text_of(casework: &Casework) -> Result<(String, String), ReferralProblem> {
    let library = casework.library();
    let text = library.text(CONSENT_TEXT).ok_or(ReferralProblem::NoText)?;
    Ok((text.id().to_owned(), text.version().to_owned()))
}

/// Writes whether it started.
///
/// # Errors
/// [`ReferralProblem::NotFound`]; [`ReferralProblem::Meanwhile`] of an offer that got no yes, and when somebody has said so already.
pub fn conclude_referral(
    conn: &mut Conn,
    case: &Case,
    (side, id): (PlanOf, Id),
    outcome: &ReferralOutcome,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), ReferralProblem> {
    let referral = own_referral(conn, case, (side, id), staff)?;
    if !referral.waits() {
        return Err(ReferralProblem::Meanwhile);
    }
    referrals::conclude(conn, id, outcome, staff, now).map_err(meanwhile)
}

/// Writes one more of the open talks. `n`: its number on the page that was shown, so that a second press writes nothing.
///
/// # Errors
/// [`ReferralProblem::NotFound`]; [`ReferralProblem::Meanwhile`] where none are counted, after the fifth, and when that one is written already.
pub fn hold_referral_talk(
    conn: &mut Conn,
    case: &Case,
    (side, id): (PlanOf, Id),
    (n, held_on): (usize, Date),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), ReferralProblem> {
    let referral = own_referral(conn, case, (side, id), staff)?;
    if !referral.may_talk() || n != referral.talks.len() + 1 {
        return Err(ReferralProblem::Meanwhile);
    }
    let number = i32::try_from(n).map_err(|_| ReferralProblem::Meanwhile)?;
    referrals::hold_talk(conn, (id, number), held_on, staff, now).map_err(meanwhile)
}

/// Begins a draft that tells the police unit that referred the person whether it started: the one bit. The rule book asks for the person's
/// own yes before it goes.
///
/// # Errors
/// [`ReferralProblem::NotFound`]; [`ReferralProblem::Meanwhile`] when nobody referred, or nothing came of it yet.
pub fn draft_referral_outcome(
    casework: &Casework,
    conn: &mut Conn,
    case: &Case,
    (side, id): (PlanOf, Id),
    staff: &Staff,
    now: Timestamp,
) -> Result<DraftId, ReferralProblem> {
    let referral = own_referral(conn, case, (side, id), staff)?;
    let result = referral.outcome.map(|outcome| outcome.result).ok_or(ReferralProblem::Meanwhile)?;
    let asked = referred_by(casework, conn, case, (side, staff))?;
    let (_, to) = asked.into_iter().find(|(whom, _)| *whom == referral.said.subject()).ok_or(ReferralProblem::Meanwhile)?;
    let new = NewDraft { to, purpose: Purpose::Referral, phase: Phase::Coordination, urgency: Urgency::Ordinary };
    let draft = casework.start_draft(conn, case, &new, staff, now)?;
    let edit = Edit { draft: draft.id, version: draft.version, staff, now };
    casework.put_field(conn, &edit, FieldOf::Role(referral.said.subject()), outcome_value(result))?;
    Ok(draft.id)
}

fn outcome_value(result: ReferralResult) -> Value {
    Value::ReferralOutcome(value::ReferralOutcome { result })
}

fn own_referral(conn: &mut Conn, case: &Case, (side, id): (PlanOf, Id), staff: &Staff) -> Result<Referral, ReferralProblem> {
    let roles: &[SubjectRole] = subjects_of(side);
    let found = referrals::of_case(conn, &staff.unit, case.id, roles)?.into_iter().find(|one| one.id == id);
    found.ok_or(ReferralProblem::NotFound)
}
