//! A contact is written by doing it: one tap.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use store::{Conn, Id};
use wire::{AgencyKind, SubjectRole};

use super::Tie;
use crate::{
    Casework, ContactProblem,
    db::{cases::Case, interactions, subjects},
    domain::{Concerned, ContactChannel, ContactTopic, Interaction, InteractionId, InteractionOutcome, Staff},
};

/// What one tap says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewInteraction {
    /// The id that the page made for its taps; none: a new one. The same tap posted twice is one contact.
    pub id: Option<InteractionId>,
    /// With whom.
    pub concerned: Concerned,
    /// How it went.
    pub outcome: InteractionOutcome,
    /// By which way, when the tap says so.
    pub channel: Option<ContactChannel>,
}

/// So near in time a second post of the same page is the same tap, and not the next call.
const SAME_TAP: SignedDuration = SignedDuration::from_secs(10);

fn is_same_tap(before: &Interaction, concerned: Concerned, new: &NewInteraction, staff: &Staff, now: Timestamp) -> bool {
    before.concerned == concerned
        && before.outcome == new.outcome
        && before.staff == staff.reference
        && now.duration_since(before.at) <= SAME_TAP
}

impl Casework {
    /// Writes a contact, or an attempt, and tells the service.
    ///
    /// # Errors
    /// [`ContactProblem::NotFound`] for a person of another case; [`ContactProblem::GateShut`]; those of the database.
    pub fn record_interaction(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, tie): (&Staff, Tie),
        new: NewInteraction,
        now: Timestamp,
    ) -> Result<InteractionId, ContactProblem> {
        let concerned = self.concerned(conn, case, new.concerned)?;
        // There a talk with a child is care, and waits for the inquiry (SoL 2025:400, 20 kap. 7 §).
        if concerned.role == SubjectRole::Child && self.0.config.kind == AgencyKind::Social {
            return Err(ContactProblem::NotFound);
        }
        if concerned.role == SubjectRole::PersonUsingViolence && !self.contact_gate(conn, case, (staff, tie))?.is_open() {
            return Err(ContactProblem::GateShut);
        }
        self.write_interaction(conn, case, (staff, concerned), new, BTreeSet::new(), now)
    }

    /// Writes a talk with the person using violence that the gate was open for when it began: what has happened is written,
    /// whatever was answered since.
    ///
    /// # Errors
    /// [`ContactProblem::NotFound`] for a person of another case; those of the database.
    pub fn record_talk(
        &self,
        conn: &mut Conn,
        case: &Case,
        staff: &Staff,
        (new, topics): (NewInteraction, BTreeSet<ContactTopic>),
        now: Timestamp,
    ) -> Result<InteractionId, ContactProblem> {
        let concerned = self.concerned(conn, case, new.concerned)?;
        self.write_interaction(conn, case, (staff, concerned), new, topics, now)
    }

    fn write_interaction(
        &self,
        conn: &mut Conn,
        case: &Case,
        (staff, concerned): (&Staff, Concerned),
        new: NewInteraction,
        topics: BTreeSet<ContactTopic>,
        now: Timestamp,
    ) -> Result<InteractionId, ContactProblem> {
        let known = new.id.map(|id| interactions::find(conn, case.id, id)).transpose()?.flatten();
        let id = match known {
            Some(before) if is_same_tap(&before, concerned, &new, staff, now) => return Ok(before.id),
            Some(_) => InteractionId(Id::generate(now)),
            None => new.id.unwrap_or_else(|| InteractionId(Id::generate(now))),
        };
        let interaction = Interaction {
            id,
            case: case.id,
            unit: staff.unit.clone(),
            concerned,
            staff: staff.reference.clone(),
            staff_role: staff.role,
            at: now,
            outcome: new.outcome,
            channel: new.channel,
            topics,
            written_by: staff.reference.clone(),
            written_at: now,
            replaces: None,
        };
        if interactions::insert(conn, &interaction)? {
            self.0.reception.interaction_recorded(self, conn, case, &interaction, now)?;
        }
        Ok(interaction.id)
    }

    /// A person of this case, or the first one in the role. Nobody is added to the case by a contact: the other agency may
    /// tell of the same person later, under another id.
    pub(super) fn concerned(&self, conn: &mut Conn, case: &Case, told: Concerned) -> Result<Concerned, ContactProblem> {
        let known = subjects::of_case(conn, case.id)?;
        match told.subject {
            Some(id) => known.into_iter().find(|subject| subject.id == id).map(Concerned::from).ok_or(ContactProblem::NotFound),
            None => Ok(known.into_iter().find(|subject| subject.role == told.role).map_or(told, Concerned::from)),
        }
    }
}
