//! A meeting about a case: when, what about, who was there, what was decided. Nobody is named.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use store::Id;
use wire::{
    StaffRole, UnitId, codes,
    value::{AgendaItem, Consultation, ConsultationAnswer},
};

use super::reason_text::ReasonText;

codes!(
    /// Which meeting it is. One is never in the place of another.
    ConsultationKind, "kind of consultation" {
        /// About the adults (samråd vuxen).
        Adult = "adult",
        /// About the children (Barnahus).
        Barnahus = "barnahus",
        /// With the person's own network.
        Network = "network",
    }
);

codes!(
    /// Who takes part, by what they are there for.
    Participant, "participant of a consultation" {
        /// The person it is about.
        Person = "person",
        /// The person's own network.
        CloseNetwork = "close_network",
        /// The social worker.
        SocialWorker = "social_worker",
        /// The child and youth unit.
        ChildAndYouth = "child_and_youth",
        /// The relationship-violence team or centre.
        ViolenceTeam = "violence_team",
        /// The police officers in outreach.
        Outreach = "outreach",
        /// The investigator, or the lead of the investigation.
        Investigation = "investigation",
        /// The prosecutor.
        Prosecutor = "prosecutor",
        /// Health care.
        HealthCare = "health_care",
        /// Psychiatry.
        Psychiatry = "psychiatry",
        /// Care for substance misuse.
        SubstanceCare = "substance_care",
        /// Sheltered housing.
        ShelteredHousing = "sheltered_housing",
        /// The prison service.
        PrisonService = "prison_service",
        /// School or preschool.
        School = "school",
        /// Counsel for the injured party.
        Counsel = "counsel",
    }
);

codes!(
    /// What became of a meeting.
    ConsultationEnd, "end of a consultation" {
        /// It was held.
        Held = "held",
        /// It was called off.
        CalledOff = "called_off",
    }
);

/// A meeting that is planned: at least one item and one participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConsultation {
    /// Which.
    pub kind: ConsultationKind,
    /// When, to the minute.
    pub planned_at: Timestamp,
    /// What about.
    pub agenda: BTreeSet<AgendaItem>,
    /// Who is asked.
    pub participants: BTreeSet<Participant>,
}

impl NewConsultation {
    /// The question whether this time fits, as a value that the other agency gets: no participant is in it.
    pub fn as_value(&self) -> Consultation {
        Consultation { times: vec![self.planned_at], agenda: self.agenda.iter().copied().collect(), answer: ConsultationAnswer::Proposed }
    }
}

/// What was decided at a meeting, to be written down. Prints nothing of itself.
#[derive(Debug)]
pub struct NewDecision {
    /// In the unit's own words.
    pub(crate) words: ReasonText,
    /// Who does it.
    pub(crate) owner: Participant,
    /// Until when.
    pub(crate) due_on: Date,
}

/// What of a decision is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADecision;

impl NewDecision {
    /// A decision that says something.
    ///
    /// # Errors
    /// [`NotADecision`] for words that say nothing, and for more than two thousand characters.
    pub fn parse(words: &str, owner: Participant, due_on: Date) -> Result<Self, NotADecision> {
        let words = ReasonText::parse(words).map_err(|_| NotADecision)?;
        Ok(Self { words, owner, due_on })
    }
}

/// A meeting as the unit keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseConsultation {
    /// Id.
    pub id: Id,
    /// The unit that keeps it.
    pub unit: UnitId,
    /// As it was planned.
    pub planned: NewConsultation,
    /// Role of who planned it, and when that was written.
    pub written: (StaffRole, Timestamp),
    /// What became of it, and when that was written.
    pub ended: Option<(ConsultationEnd, Timestamp)>,
    /// The unit's own minutes, in its own words; empty when it wrote none.
    pub minutes: String,
    /// What was decided, the earliest date first.
    pub decisions: Vec<ConsultationDecision>,
}

/// What was decided.
#[derive(Clone, PartialEq, Eq)]
pub struct ConsultationDecision {
    /// Id.
    pub id: Id,
    /// In the unit's own words.
    pub words: String,
    /// Who does it.
    pub owner: Participant,
    /// Until when.
    pub due_on: Date,
    /// When somebody said that it was done.
    pub done_at: Option<Timestamp>,
}

impl ConsultationDecision {
    /// Its day is over and nobody has said that it was done.
    pub fn is_late(&self, today: Date) -> bool {
        self.done_at.is_none() && self.due_on < today
    }
}

impl std::fmt::Debug for CaseConsultation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

impl std::fmt::Debug for ConsultationDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_other_agency_is_asked_for_the_time_and_told_no_participant() {
        let planned = NewConsultation {
            kind: ConsultationKind::Adult,
            planned_at: "2026-12-01T08:00:00Z".parse().unwrap(),
            agenda: [AgendaItem::Protection, AgendaItem::Children].into(),
            participants: [Participant::Person, Participant::Outreach].into(),
        };
        let value = planned.as_value();
        let text = serde_json::to_string(&value).unwrap();
        assert!(wire::inspect(&wire::Value::Consultation(value), wire::Protection::None).is_ok());
        assert!(text.contains("protection") && !text.contains("outreach") && !text.contains("adult"), "{text}");
    }

    #[test]
    fn a_decision_is_late_after_its_day_and_never_when_done() {
        let decision = ConsultationDecision {
            id: Id::generate(Timestamp::UNIX_EPOCH),
            words: "Ring".to_owned(),
            owner: Participant::SocialWorker,
            due_on: date(2026, 12, 1),
            done_at: None,
        };
        assert!(!decision.is_late(date(2026, 12, 1)) && decision.is_late(date(2026, 12, 2)));
        let done = ConsultationDecision { done_at: Some(Timestamp::UNIX_EPOCH), ..decision.clone() };
        assert!(!done.is_late(date(2027, 1, 1)));
        assert_eq!(format!("{decision:?}"), "…");
        assert!(NewDecision::parse("  ", Participant::Person, date(2026, 12, 1)).is_err());
    }
}
