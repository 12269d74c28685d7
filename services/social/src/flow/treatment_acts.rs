//! What is written on his side, and what of it becomes a task on hers. The answer is the same whatever she has said.

use casework::{Casework, Staff};
use jiff::{Timestamp, civil::Date};
use sha2::{Digest, Sha256};
use store::{Conn, Id};

use super::{
    PartnerContactProblem,
    partner_contact_problem::meanwhile,
    partner_contact_tasks::{consent_given, consent_withdrawn, event_happened},
    treatments::{own_treatment, told_label},
};
use crate::{
    db::{
        treatment_consents::{self, ConsentProof},
        treatment_events::{self, KeptPartner},
    },
    domain::{Answered, DecisionNumber, HisSwitches, SwitchAnswer, TeamDecision, ToldOfHer, TreatmentEvent, TreatmentPart},
};

/// The open question of law whether his consents are destroyed when the treatment ends.
pub(super) const DESTROY_CONSENTS: &str = "L-12";

/// Writes what he answers to a part.
///
/// # Errors
/// [`PartnerContactProblem::DoesNotFit`] when it does not follow from what holds; see [`PartnerContactProblem`].
pub fn answer_part(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    (part, answered): (TreatmentPart, Answered),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    own_treatment(conn, id, staff)?;
    let before = HisSwitches::of(&treatment_consents::of(conn, id)?);
    if treatment_consents::proof_of(conn, id)?.is_some() || !answered.follows(before.answer(part)) {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    let text = match answered.answer {
        SwitchAnswer::Withdrawn => None,
        SwitchAnswer::Given | SwitchAnswer::Refused => Some(text_of(casework, part_text(part))?),
    };
    treatment_consents::insert(conn, id, (part, answered), text.as_ref(), staff, now)?;
    match answered.answer {
        SwitchAnswer::Given if !before.any_stands() => consent_given(conn, id, now),
        SwitchAnswer::Withdrawn => consent_withdrawn(conn, id, part, staff, now),
        SwitchAnswer::Given | SwitchAnswer::Refused => Ok(()),
    }
}

/// Id of the text that is read out for a part.
const fn part_text(part: TreatmentPart) -> &'static str {
    match part {
        TreatmentPart::InTreatment => "partner-in-treatment",
        TreatmentPart::Safety => "partner-safety",
    }
}

/// Id and version of a text as it is read now.
pub(super) fn text_of(casework: &Casework, id: &str) -> Result<(String, String), PartnerContactProblem> {
    let library = casework.library();
    let text = library.text(id).ok_or(PartnerContactProblem::Unreadable)?;
    Ok((text.id().to_owned(), text.version().to_owned()))
}

/// Writes what he tells of her.
///
/// # Errors
/// See [`PartnerContactProblem`].
pub fn tell_of_partner(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    told: &ToldOfHer,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let kept = own_treatment(conn, id, staff)?;
    let key = casework.own_key(id, &kept.wrapped_key)?;
    let row = Id::generate(now);
    let plain = serde_json::to_vec(told).map_err(|_| PartnerContactProblem::Unreadable)?;
    let partner = KeptPartner { id: row, sealed: key.seal(&told_label(row), &plain)? };
    Ok(treatment_events::tell(conn, id, &partner, staff, now)?)
}

/// Writes what happened. It is a task for her contact person when the part that it rests on stands.
///
/// # Errors
/// [`PartnerContactProblem::DoesNotFit`] after the end; see [`PartnerContactProblem`].
pub fn note_event(conn: &mut Conn, id: Id, event: &TreatmentEvent, staff: &Staff, now: Timestamp) -> Result<(), PartnerContactProblem> {
    own_treatment(conn, id, staff)?;
    if treatment_events::of(conn, id)?.iter().any(|(earlier, _)| earlier.kind.ends()) {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    treatment_events::insert(conn, id, event, staff, now).map_err(meanwhile)?;
    let his = HisSwitches::of(&treatment_consents::of(conn, id)?);
    event_happened(conn, id, event, &his, now)
}

/// Writes whether the treatment goes on without his consent.
///
/// # Errors
/// [`PartnerContactProblem::DoesNotFit`] when nobody asks for it; see [`PartnerContactProblem`].
pub fn decide_in_team(
    conn: &mut Conn,
    id: Id,
    (decision, on): (TeamDecision, Date),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    own_treatment(conn, id, staff)?;
    if !HisSwitches::of(&treatment_consents::of(conn, id)?).needs_decision() {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    Ok(treatment_events::decide(conn, id, (decision, on), staff, now)?)
}

/// Destroys his answers after the end and leaves a proof: what they were as a digest, who, when, and by which decision. Only where
/// the edition in force answers L-12 with yes.
///
/// # Errors
/// [`PartnerContactProblem::DoesNotFit`] when they are kept, before the end, and a second time; see [`PartnerContactProblem`].
pub fn destroy_consents(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    decision: &DecisionNumber,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    own_treatment(conn, id, staff)?;
    let has_ended = treatment_events::of(conn, id)?.iter().any(|(event, _)| event.kind.ends());
    let rows = treatment_consents::written_out(conn, id)?;
    if !casework.switch_is_on(DESTROY_CONSENTS) || !has_ended || rows.is_empty() {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    let proof = ConsentProof {
        digest: Sha256::digest(rows.join("\n")).to_vec(),
        answers: i32::try_from(rows.len()).map_err(|_| PartnerContactProblem::Unreadable)?,
        decision: decision.to_string(),
        role: staff.role,
        at: now,
    };
    treatment_consents::destroy(conn, id, &proof, staff).map_err(meanwhile)
}
