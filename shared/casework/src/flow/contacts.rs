//! The contacts of a case, for somebody who works with it.

use jiff::Timestamp;
use store::{Conn, Id};
use wire::{
    AgencyKind, Category, Offer, Parcel, StaffRole, Subject, SubjectId, SubjectRole, UnitId, Value,
    value::{CaseStateWord, SafeContact},
};

use super::{
    Tie,
    need_to_know::{is_shut, own_handovers},
};
use crate::{
    Casework, ContactProblem,
    db::{access_entries, cases::Case, contact_wishes, handovers::Handover, interactions, parcels, sealed_fields, subjects},
    domain::{
        Concerned, ContactCadence, ContactGate, ContactWish, InteractionShown, KnownWish, LastContact, Staff, StandingWishes, ViewPurpose,
        Way, cadence, day_of, standing_interactions,
    },
    error::AnswerProblem,
};

/// Everything of the contacts of a case that a person's unit sees. `Debug` prints no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseContacts {
    /// The persons of the case.
    pub persons: Vec<Subject>,
    /// Contacts as they stand, the newest first.
    pub contacts: Vec<InteractionShown>,
    /// The line of each exposed person.
    pub cadences: Vec<ContactCadence>,
    /// Wishes as they were written down, the oldest first.
    pub wishes: Vec<ContactWish>,
    /// The gate to the person who uses violence.
    pub gate: ContactGate,
    /// Numbers that may be rung now.
    pub numbers: Vec<ContactNumber>,
}

/// The number of a person, as it came by a handover that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactNumber {
    /// Whose.
    pub whom: Subject,
    /// The number, and what may be done with it.
    pub contact: SafeContact,
}

impl Casework {
    /// The contacts of a case, for somebody who looks at them. Writes who did.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn view_contacts(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<CaseContacts, ContactProblem> {
        let gate = self.contact_gate(conn, case, (staff, tie))?;
        let cadences = self.contact_cadences(conn, case, (staff, tie), now)?;
        let mut numbers = self.numbers_received(conn, case, (staff, tie))?;
        numbers.retain(|number| may_be_rung(number.whom, &gate, &cadences));
        // What is shown and no more: without the entry there is no view.
        let seen = if numbers.is_empty() { &[][..] } else { &[Category::SafeContact] };
        access_entries::insert(conn, case.id, None, staff, ViewPurpose::Handle, seen, now)?;
        let wishes = contact_wishes::of_case(conn, case.id)?.into_iter();
        Ok(CaseContacts {
            persons: subjects::of_case(conn, case.id)?,
            contacts: self.contacts_seen(conn, case, (staff, tie))?,
            wishes: wishes.filter(|wish| self.is_contact_seen(&wish.unit, (staff, tie))).collect(),
            cadences,
            gate,
            numbers,
        })
    }

    /// The line of each exposed person of a case. For pages that write who looked at the case themselves.
    ///
    /// # Errors
    /// Those of the database; a fault when a value does not open.
    pub fn contact_cadences(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        now: Timestamp,
    ) -> Result<Vec<ContactCadence>, ContactProblem> {
        let known = subjects::of_case(conn, case.id)?;
        let contacts = self.contacts_seen(conn, case, (staff, tie))?;
        let all = contact_wishes::of_case(conn, case.id)?;
        let there = self.told_by_the_other(conn, case, (staff, tie))?;
        let mut exposed: Vec<Concerned> = known.iter().copied().filter(is_exposed).map(Concerned::from).collect();
        if exposed.is_empty() {
            exposed.push(Concerned::in_role(SubjectRole::Victim));
        }
        let mut lines = Vec::new();
        for whose in exposed {
            let is_told = self.is_told_of_calls(conn, case, whose.subject, (staff, tie))?;
            let is_whose = |wish: &&ContactWish| Concerned { role: SubjectRole::Victim, subject: wish.subject }.is_about(&whose, &known);
            let wishes = all.iter().filter(is_whose).filter_map(|wish| match self.is_contact_seen(&wish.unit, (staff, tie)) {
                true => Some(KnownWish::Own(wish)),
                false => is_told.then_some(KnownWish::Others(wish)),
            });
            let wishes = StandingWishes::after(wishes);
            lines.push(cadence(whose, (case.opened_at, &known), &contacts, wishes, there, now));
        }
        Ok(lines)
    }

    /// The contacts that one unit wrote in a case, as they stand, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contacts_of_unit(&self, conn: &mut Conn, case: Id, unit: &UnitId) -> store::Result<Vec<InteractionShown>> {
        let rows: Vec<_> = interactions::of_case(conn, case)?.into_iter().filter(|row| row.unit == *unit).collect();
        Ok(standing_interactions(&rows))
    }

    pub(super) fn contacts_seen(&self, conn: &mut Conn, case: &Case, who: (&Staff, Tie)) -> store::Result<Vec<InteractionShown>> {
        let rows: Vec<_> = interactions::of_case(conn, case.id)?.into_iter().filter(|row| self.is_contact_seen(&row.unit, who)).collect();
        Ok(standing_interactions(&rows))
    }

    /// Whether a person sees what a unit wrote of contacts. The police are one: too many talks with too many officers are
    /// seen only together. In social services there is a wall between units: who treats the person using violence must not
    /// learn that the other has contact.
    pub(super) fn is_contact_seen(&self, unit: &UnitId, (staff, tie): (&Staff, Tie)) -> bool {
        *unit == staff.unit || (tie == Tie::Works && self.0.config.kind == AgencyKind::Police)
    }

    /// Whether “do not call” goes past the wall between units, to this one: it holds something of that person, so that it knows of
    /// her and could call, and does not treat the one who uses violence, who would be told that she has contact.
    fn is_told_of_calls(&self, conn: &mut Conn, case: &Case, whose: Option<SubjectId>, (staff, tie): (&Staff, Tie)) -> store::Result<bool> {
        let Some(whose) = whose else { return Ok(false) };
        let own = own_handovers(conn, case, &staff.unit, tie)?;
        if own.iter().any(tells_of_treatment) {
            return Ok(false);
        }
        for handover in own {
            let is_about =
                sealed_fields::of_handover(conn, handover.id)?.iter().any(|field| field.subject.is_some_and(|of| of.id == whose));
            if is_about && !is_shut(conn, &handover)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The last contact that the other agency has told of in a word of state: the day and the role, and nothing else.
    fn told_by_the_other(&self, conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie)) -> Result<Option<LastContact>, AnswerProblem> {
        let mut told: Vec<(Timestamp, LastContact)> = Vec::new();
        for handover in received(conn, case, (staff, tie))?.into_iter().filter(|one| one.categories.contains(&Category::CaseState)) {
            let fields = self.read_fields(conn, &handover, |category| category == Category::CaseState)?;
            let reached = fields.iter().find_map(|field| contact_word(&field.value));
            if let Some((reached, role)) = reached.zip(sender_role(conn, &handover)?) {
                told.push((handover.made_at, LastContact { day: day_of(handover.made_at), role, reached }));
            }
        }
        Ok(told.into_iter().max_by_key(|(at, contact)| (contact.reached, *at)).map(|(_, contact)| contact))
    }

    /// The latest number of each person, from what came to the unit and stands, and what its sender has not corrected.
    fn numbers_received(&self, conn: &mut Conn, case: &Case, who: (&Staff, Tie)) -> Result<Vec<ContactNumber>, AnswerProblem> {
        let mut numbers: Vec<ContactNumber> = Vec::new();
        for handover in received(conn, case, who)?.into_iter().filter(|one| one.categories.contains(&Category::SafeContact)) {
            let corrected = self.corrections_of(conn, handover.id)?;
            for field in self.read_fields(conn, &handover, |category| category == Category::SafeContact)? {
                if corrected.iter().any(|correction| correction.n == field.n) {
                    continue;
                }
                if let (Some(whom), Value::SafeContact(contact)) = (field.subject, field.value) {
                    numbers.retain(|known| known.whom.id != whom.id);
                    numbers.push(ContactNumber { whom, contact });
                }
            }
        }
        Ok(numbers)
    }
}

/// Nobody rings who was asked not to, and nobody the person using violence before the gate is open.
fn may_be_rung(whom: Subject, gate: &ContactGate, cadences: &[ContactCadence]) -> bool {
    match whom.role {
        SubjectRole::PersonUsingViolence => gate.is_open(),
        SubjectRole::Victim => {
            let own = cadences.iter().find(|cadence| cadence.concerned.subject == Some(whom.id));
            own.is_none_or(|cadence| cadence.wishes.do_not_call.is_none())
        }
        SubjectRole::Child | SubjectRole::Custodian => true,
    }
}

/// What came to the unit and is not shut, the oldest first.
pub(super) fn received(conn: &mut Conn, case: &Case, who: (&Staff, Tie)) -> store::Result<Vec<Handover>> {
    let mut came = standing(conn, case, who)?;
    came.retain(|handover| handover.way == Way::Received);
    Ok(came)
}

/// What is the unit's own and not shut, the oldest first.
pub(super) fn standing(conn: &mut Conn, case: &Case, (staff, tie): (&Staff, Tie)) -> store::Result<Vec<Handover>> {
    let mut open = Vec::new();
    for handover in own_handovers(conn, case, &staff.unit, tie)? {
        if !is_shut(conn, &handover)? {
            open.push(handover);
        }
    }
    Ok(open)
}

fn is_exposed(subject: &Subject) -> bool {
    subject.role == SubjectRole::Victim
}

/// Whether a handover is about a treatment of the person using violence.
fn tells_of_treatment(handover: &Handover) -> bool {
    handover.categories.iter().any(|category| matches!(category, Category::InTreatment | Category::TreatmentEvent))
}

/// Whether a word tells of a contact, and whether the person was reached.
fn contact_word(value: &Value) -> Option<bool> {
    match value {
        Value::CaseState(state) if state.state == CaseStateWord::ContactMade => Some(true),
        Value::CaseState(state) if state.state == CaseStateWord::ContactTried => Some(false),
        _ => None,
    }
}

/// The role that sent it, as the signed offer says.
fn sender_role(conn: &mut Conn, handover: &Handover) -> store::Result<Option<StaffRole>> {
    let parcel = parcels::bytes(conn, handover.id)?.and_then(|bytes| serde_json::from_slice::<Parcel>(&bytes).ok());
    let offer = parcel.and_then(|parcel| wire::canonical::from_bytes::<Offer>(&parcel.offer.payload.0).ok());
    Ok(offer.map(|offer| offer.header.sender_role))
}
