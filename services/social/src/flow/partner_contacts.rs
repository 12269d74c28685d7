//! Her side: what her contact person sees, and what is written of the contact. His therapist has no door here.

use casework::{Casework, Staff};
use jiff::{Timestamp, civil::Date};
use store::{Conn, Id};

use super::{
    PartnerContactProblem,
    partner_contact_tasks::{end_open, has_ended},
    treatment_acts::text_of,
    treatments::{name_of, told_of_her},
};
use crate::{
    db::{
        partner_contact_letters::{self, KeptLetter},
        partner_contact_tasks::{self, PartnerTask},
        partner_contacts,
        risk_wordings::{self, KeptWording},
        treatment_consents, treatment_events, treatments,
    },
    domain::{
        Answered, ContactShut, DayPart, Exclusion, HisSwitches, PartnerAttempt, PartnerChannel, PartnerContact, PartnerOutcome,
        PartnerTaskKind, SwitchAnswer, SwitchRow, TaskEnd, ToldOfHer, TreatmentEventKind, TreatmentPart, contact_shut, hour, may_write,
    },
};

/// Id of the text that she is asked with.
const WANTS_CONTACT: &str = "partner-wants-contact";

/// A partner contact with all that its page shows.
#[derive(Debug, Clone)]
pub struct PartnerContactShown {
    /// The contact.
    pub contact: PartnerContact,
    /// His answers with who heard each, in their order.
    pub consents: Vec<(TreatmentPart, SwitchRow, String)>,
    /// What holds of them.
    pub his: HisSwitches,
    /// How his treatment ended, and on which day; told under his first part alone.
    pub over: Option<(TreatmentEventKind, Date)>,
    /// Her answers with who heard each, in their order.
    pub answers: Vec<(SwitchRow, String)>,
    /// Why she is not contacted, by the method.
    pub exclusion: Option<Exclusion>,
    /// What he told of her last.
    pub told: Option<ToldOfHer>,
    /// Contacts and attempts, the oldest first.
    pub attempts: Vec<PartnerAttempt>,
    /// Tasks, what is due first first.
    pub tasks: Vec<PartnerTask>,
    /// What waits for the therapist's moment, and what has passed.
    pub wordings: Vec<KeptWording>,
    /// What was printed, the newest first.
    pub letters: Vec<KeptLetter>,
}

impl PartnerContactShown {
    /// What she has answered last.
    pub fn hers(&self) -> Option<SwitchAnswer> {
        self.answers.last().map(|(row, _)| row.answered.answer)
    }

    /// Why she is not contacted now.
    pub fn shut(&self) -> Option<ContactShut> {
        contact_shut(&self.his, self.hers(), self.exclusion, has_ended(&self.tasks))
    }

    /// Whether a letter may go at all.
    pub fn may_write(&self) -> bool {
        self.shut().is_none() && may_write(self.told.as_ref().map(|told| told.letters), self.hers())
    }
}

/// A contact of the list: its number, how often they have talked, and what is to be done.
#[derive(Debug, Clone)]
pub struct PartnerContactListed {
    /// The contact.
    pub contact: PartnerContact,
    /// How many times they have talked.
    pub reached: usize,
    /// Tasks that are not done with, what is due first first.
    pub tasks: Vec<PartnerTask>,
}

/// Those of a contact person.
///
/// # Errors
/// Those of the database.
pub fn list_partner_contacts(conn: &mut Conn, staff: &Staff) -> store::Result<Vec<PartnerContactListed>> {
    let mut list = Vec::new();
    for contact in partner_contacts::of_person(conn, &staff.reference)? {
        let reached = crate::domain::reached(&partner_contact_tasks::attempts(conn, contact.id)?);
        let mut tasks = partner_contact_tasks::of(conn, contact.id)?;
        tasks.retain(|task| task.end.is_none());
        list.push(PartnerContactListed { contact, reached, tasks });
    }
    Ok(list)
}

/// A partner contact for its contact person, who looks at it. Writes who did.
///
/// # Errors
/// See [`PartnerContactProblem`].
pub fn view_partner_contact(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    staff: &Staff,
    now: Timestamp,
) -> Result<PartnerContactShown, PartnerContactProblem> {
    own_contact(conn, id, staff)?;
    partner_contacts::viewed(conn, id, staff, now)?;
    shown(casework, conn, id, staff)
}

/// All that there is of a contact. Whoever calls shows nothing of it, or has written who looks.
pub(super) fn shown(casework: &Casework, conn: &mut Conn, id: Id, staff: &Staff) -> Result<PartnerContactShown, PartnerContactProblem> {
    let (contact, _) = own_contact(conn, id, staff)?;
    let kept = treatments::find(conn, contact.treatment)?.ok_or(PartnerContactProblem::Unreadable)?;
    let key = casework.own_key(contact.treatment, &kept.wrapped_key)?;
    let rows = treatment_consents::of(conn, contact.treatment)?;
    let his = HisSwitches::of(&rows);
    let (mut consents, mut answers) = (Vec::new(), Vec::new());
    for (part, row) in rows {
        let heard_by = name_of(conn, &row.heard_by)?;
        consents.push((part, row, heard_by));
    }
    for row in partner_contacts::answers(conn, id)? {
        let heard_by = name_of(conn, &row.heard_by)?;
        answers.push((row, heard_by));
    }
    let over = treatment_events::of(conn, contact.treatment)?.into_iter().rev().find(|(event, _)| event.kind.ends());
    Ok(PartnerContactShown {
        over: over.filter(|_| his.stands(TreatmentPart::InTreatment)).map(|(event, _)| (event.kind, event.on)),
        told: told_of_her(conn, &key, contact.treatment)?,
        consents,
        his,
        answers,
        exclusion: partner_contacts::exclusion(conn, id)?,
        attempts: partner_contact_tasks::attempts(conn, id)?,
        tasks: partner_contact_tasks::of(conn, id)?,
        wordings: risk_wordings::of(conn, id)?,
        letters: partner_contact_letters::of(conn, id)?,
        contact,
    })
}

/// The contact with its wrapped key, if it is this person's.
pub(super) fn own_contact(conn: &mut Conn, id: Id, staff: &Staff) -> Result<(PartnerContact, Vec<u8>), PartnerContactProblem> {
    partner_contacts::find(conn, id, &staff.reference)?.ok_or(PartnerContactProblem::NotFound)
}

/// Writes what she answers. After a no nobody calls her for anything but a danger; the offer stands.
///
/// # Errors
/// [`PartnerContactProblem::Shut`]; [`PartnerContactProblem::DoesNotFit`] when it does not follow from what holds.
pub fn answer_contact(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    answered: Answered,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let shown = shown(casework, conn, id, staff)?;
    let is_withdrawal = answered.answer == SwitchAnswer::Withdrawn;
    if let Some(why) = shown.shut().filter(|_| !is_withdrawal) {
        return Err(PartnerContactProblem::Shut(why));
    }
    if !answered.follows(shown.hers()) {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    let text = if is_withdrawal { None } else { Some(text_of(casework, WANTS_CONTACT)?) };
    partner_contacts::answer(conn, id, answered, text.as_ref(), staff, now)?;
    match answered.answer {
        SwitchAnswer::Given => end_open(conn, &shown.contact, |kind| kind == PartnerTaskKind::Offer, TaskEnd::Done, staff, now),
        SwitchAnswer::Refused | SwitchAnswer::Withdrawn => {
            end_open(conn, &shown.contact, |kind| kind.is_a_nag_after_no(), TaskEnd::Declined, staff, now)
        }
    }
}

/// Writes why she is not contacted, or that it holds no more.
///
/// # Errors
/// [`PartnerContactProblem::DoesNotFit`] when it holds already; see [`PartnerContactProblem`].
pub fn exclude_from_contact(
    conn: &mut Conn,
    id: Id,
    reason: Option<Exclusion>,
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let (contact, _) = own_contact(conn, id, staff)?;
    if partner_contacts::exclusion(conn, id)? == reason {
        return Err(PartnerContactProblem::DoesNotFit);
    }
    partner_contacts::exclude(conn, id, reason, staff, now)?;
    if reason.is_some() {
        end_open(conn, &contact, |kind| kind.is_a_nag_after_no(), TaskEnd::Stopped, staff, now)?;
    }
    Ok(())
}

/// Writes a contact or an attempt: one tap. The part of the day is that of the clock.
///
/// # Errors
/// [`PartnerContactProblem::Shut`]; [`PartnerContactProblem::NoLetter`].
pub fn note_contact(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    (outcome, channel): (PartnerOutcome, PartnerChannel),
    staff: &Staff,
    now: Timestamp,
) -> Result<(), PartnerContactProblem> {
    let shown = shown(casework, conn, id, staff)?;
    if let Some(why) = shown.shut() {
        return Err(PartnerContactProblem::Shut(why));
    }
    if channel == PartnerChannel::Letter && !shown.may_write() {
        return Err(PartnerContactProblem::NoLetter);
    }
    let attempt = PartnerAttempt { outcome, channel, day_part: DayPart::at(hour(now)), role: staff.role, at: now };
    Ok(partner_contact_tasks::attempt(conn, id, &attempt, staff)?)
}
