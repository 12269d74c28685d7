//! What is to reach the therapist: written by the contact person, and shown at the moment of the week.

use casework::{Casework, Staff};
use jiff::Timestamp;
use store::{Conn, Id};

use super::{PartnerContactProblem, partner_contact_problem::meanwhile, partner_contacts::shown, treatment_acts::text_of};
use crate::{
    db::risk_wordings,
    domain::{Answered, ContactShut, RiskSource, RiskWording, SwitchAnswer},
};

/// Id of the text that she is asked with, for each thing.
const PASS_ON: &str = "partner-pass-on";

/// Writes one. What comes from her goes by her yes to this very thing.
///
/// # Errors
/// [`PartnerContactProblem::DoesNotFit`] without her yes, or with one for what is not hers; [`PartnerContactProblem::Shut`] after
/// the end of the contact.
pub fn pass_on(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    (source, wording, yes): (RiskSource, RiskWording, Option<Answered>),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let shown = shown(casework, conn, id, staff)?;
    if shown.shut() == Some(ContactShut::Ended) {
        return Err(PartnerContactProblem::Shut(ContactShut::Ended));
    }
    let is_hers = source == RiskSource::ExposedPerson;
    let says_yes = yes.is_some_and(|yes| yes.answer == SwitchAnswer::Given);
    if is_hers != says_yes {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    let yes = yes.map(|answered| text_of(casework, PASS_ON).map(|text| (answered, text))).transpose()?;
    Ok(risk_wordings::insert(conn, id, (source, wording), yes.as_ref(), staff, now)?)
}

/// Takes one back before its moment.
///
/// # Errors
/// [`PartnerContactProblem::NotFound`]; [`PartnerContactProblem::Meanwhile`] when it has been shown or is taken back already.
pub fn take_wording_back(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    wording: Id,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let shown = shown(casework, conn, id, staff)?;
    let kept = shown.wordings.iter().find(|kept| kept.id == wording).ok_or(PartnerContactProblem::NotFound)?;
    if kept.waiting.shown_at().is_none_or(|at| at <= now) {
        return Err(PartnerContactProblem::Meanwhile);
    }
    risk_wordings::withdraw(conn, wording, staff, now).map_err(meanwhile)
}
