//! His side: a treatment begun with two persons, what he answers and tells, and what the therapist is to consider.
//!
//! **Architecture invariant.** Nothing that these verbs return depends on what is hers, but the bundle of the week: see
//! [`crate::domain::Bundle`].

use casework::{Casework, OwnKey, Staff, staff as members};
use jiff::Timestamp;
use store::{Conn, Id};
use wire::{PersonText, StaffRef, StaffRole};

use super::{PartnerContactProblem, partner_contact_problem::meanwhile, treatment_acts::DESTROY_CONSENTS};
use crate::{
    db::{
        partner_contacts, risk_wordings,
        treatment_consents::{self, ConsentProof},
        treatment_events,
        treatments::{self, KeptTreatment},
    },
    domain::{
        Bundle, HisSwitches, KeptDecision, PartnerContact, SwitchRow, ToldOfHer, Treatment, TreatmentEvent, TreatmentPart, TwoPersons,
        bundles,
    },
};

/// What is bound to the sealed name.
const PERSON: &str = "treatment/person";
/// So many weeks back, what there was to consider stays on the page.
const WEEKS: usize = 4;

/// A treatment with all that its page shows.
#[derive(Debug, Clone)]
pub struct TreatmentShown {
    /// The treatment.
    pub treatment: Treatment,
    /// Who it is.
    pub person: PersonText,
    /// Name of the contact person whom he was told of.
    pub contact_person: String,
    /// His answers with who heard each, in their order.
    pub consents: Vec<(TreatmentPart, SwitchRow, String)>,
    /// The proof, when the answers were destroyed.
    pub proof: Option<ConsentProof>,
    /// What he told of her last.
    pub told: Option<ToldOfHer>,
    /// What has happened.
    pub events: Vec<(TreatmentEvent, StaffRole)>,
    /// What the team decided.
    pub decisions: Vec<KeptDecision>,
    /// What there is to consider, week by week.
    pub bundles: Vec<Bundle>,
    /// L-12 is answered with yes: the answers may be destroyed at the end.
    pub may_destroy: bool,
}

impl TreatmentShown {
    /// What holds of his answers.
    pub fn switches(&self) -> HisSwitches {
        let mut switches = HisSwitches::default();
        for (part, row, _) in &self.consents {
            match part {
                TreatmentPart::InTreatment => switches.in_treatment = Some(row.answered.answer),
                TreatmentPart::Safety => switches.safety = Some(row.answered.answer),
            }
        }
        switches
    }

    /// The treatment is over.
    pub fn has_ended(&self) -> bool {
        self.events.iter().any(|(event, _)| event.kind.ends())
    }
}

/// The treatments of a unit, and whether each has ended.
///
/// # Errors
/// Those of the database.
pub fn list_treatments(conn: &mut Conn, staff: &Staff) -> store::Result<Vec<(Treatment, bool)>> {
    let mut list = Vec::new();
    for treatment in treatments::of_unit(conn, &staff.unit)? {
        let ended = treatment_events::of(conn, treatment.id)?.iter().any(|(event, _)| event.kind.ends());
        list.push((treatment, ended));
    }
    Ok(list)
}

/// Everybody who may be a contact person.
///
/// # Errors
/// Those of the database.
pub fn contact_persons(conn: &mut Conn) -> store::Result<Vec<Staff>> {
    Ok(members::list(conn)?.into_iter().filter(|member| member.role == StaffRole::PartnerContactWorker).collect())
}

/// Begins a treatment, and beside it the partner contact, which is there whatever anybody answers.
///
/// # Errors
/// [`PartnerContactProblem::SamePerson`]; [`PartnerContactProblem::NoContactPerson`]; those of the database.
pub fn begin_treatment(
    casework: &Casework,
    conn: &mut Conn,
    (person, contact_person): (&PersonText, &StaffRef),
    staff: &Staff,
    now: Timestamp,
) -> Result<Id, PartnerContactProblem> {
    let persons = TwoPersons::of(staff.reference.clone(), contact_person.clone()).ok_or(PartnerContactProblem::SamePerson)?;
    let found = contact_persons(conn)?.into_iter().find(|member| member.reference == *contact_person);
    let contact_person = found.ok_or(PartnerContactProblem::NoContactPerson)?;
    let (id, hers) = (Id::generate(now), Id::generate(now));
    let (key, wrapped_key) = casework.new_own_key(id)?;
    let treatment = Treatment {
        id,
        unit: staff.unit.clone(),
        number: treatments::next_number(conn, &staff.unit)?,
        persons: persons.clone(),
        begun_at: now,
    };
    let sealed_person = key.seal(PERSON, person.expose().as_bytes())?;
    treatments::insert(conn, &KeptTreatment { treatment, wrapped_key, sealed_person }).map_err(meanwhile)?;
    let contact = PartnerContact {
        id: hers,
        treatment: id,
        therapist: persons.therapist().clone(),
        contact_person: persons.contact_person().clone(),
        number: partner_contacts::next_number(conn, &contact_person.unit)?,
        unit: contact_person.unit,
        begun_at: now,
    };
    let (_, wrapped_key) = casework.new_own_key(hers)?;
    partner_contacts::insert(conn, &contact, &wrapped_key).map_err(meanwhile)?;
    Ok(id)
}

/// A treatment for somebody of its unit who looks at it. Writes who did.
///
/// # Errors
/// See [`PartnerContactProblem`].
pub fn view_treatment(
    casework: &Casework,
    conn: &mut Conn,
    id: Id,
    staff: &Staff,
    now: Timestamp,
) -> Result<TreatmentShown, PartnerContactProblem> {
    let kept = own_treatment(conn, id, staff)?;
    treatments::viewed(conn, id, staff, now)?;
    let key = casework.own_key(id, &kept.wrapped_key)?;
    let mut consents = Vec::new();
    for (part, row) in treatment_consents::of(conn, id)? {
        let heard_by = name_of(conn, &row.heard_by)?;
        consents.push((part, row, heard_by));
    }
    Ok(TreatmentShown {
        person: person_of(&key, &kept)?,
        contact_person: name_of(conn, kept.treatment.persons.contact_person())?,
        consents,
        proof: treatment_consents::proof_of(conn, id)?,
        told: told_of_her(conn, &key, id)?,
        events: treatment_events::of(conn, id)?,
        decisions: treatment_events::decisions(conn, id)?,
        bundles: to_consider(conn, &kept.treatment, now)?,
        may_destroy: casework.switch_is_on(DESTROY_CONSENTS),
        treatment: kept.treatment,
    })
}

/// The one thing that comes from the other side: codes without a source, of moments that have been.
fn to_consider(conn: &mut Conn, treatment: &Treatment, now: Timestamp) -> Result<Vec<Bundle>, PartnerContactProblem> {
    let contact = partner_contacts::of_treatment(conn, treatment.id)?.ok_or(PartnerContactProblem::Unreadable)?;
    let waiting: Vec<_> = risk_wordings::of(conn, contact.id)?.into_iter().map(|kept| kept.waiting).collect();
    Ok(bundles(&waiting, treatment.begun_at, now, WEEKS))
}

/// The treatment, if it is the unit's.
pub(super) fn own_treatment(conn: &mut Conn, id: Id, staff: &Staff) -> Result<KeptTreatment, PartnerContactProblem> {
    let found = treatments::find(conn, id)?;
    found.filter(|kept| kept.treatment.unit == staff.unit).ok_or(PartnerContactProblem::NotFound)
}

/// Name of the person in treatment.
pub(super) fn person_of(key: &OwnKey, kept: &KeptTreatment) -> Result<PersonText, PartnerContactProblem> {
    let plain = key.open(PERSON, &kept.sealed_person)?;
    let name = std::str::from_utf8(&plain).ok().and_then(|text| PersonText::parse(text, crate::domain::NAME_LONGEST).ok());
    name.ok_or(PartnerContactProblem::Unreadable)
}

/// What he told of her last.
pub(super) fn told_of_her(conn: &mut Conn, key: &OwnKey, treatment: Id) -> Result<Option<ToldOfHer>, PartnerContactProblem> {
    let Some(kept) = treatment_events::told(conn, treatment)? else { return Ok(None) };
    let plain = key.open(&told_label(kept.id), &kept.sealed)?;
    serde_json::from_slice(&plain).map(Some).map_err(|_| PartnerContactProblem::Unreadable)
}

/// What is bound to something sealed that he told.
pub(super) fn told_label(id: Id) -> String {
    format!("treatment_partner/{id}")
}

/// Name of a member of staff; empty for who is there no more.
pub(super) fn name_of(conn: &mut Conn, staff: &StaffRef) -> store::Result<String> {
    Ok(members::find(conn, staff)?.map(|member| member.name).unwrap_or_default())
}
