//! Categories `investigation_step` and `consultation`.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    CodeSet, Fault,
    fault::ensure,
    moment::{is_day, is_minute},
    silent,
};

codes!(
    /// A step that the police plan.
    PlannedStep, "step of an investigation" {
        /// Interview with the exposed person.
        VictimInterview = "victim_interview",
        /// Interview with a child.
        ChildInterview = "child_interview",
        /// Interview with the suspect.
        SuspectInterview = "suspect_interview",
        /// Interview with a witness.
        WitnessInterview = "witness_interview",
        /// Arrest.
        Arrest = "arrest",
        /// Search of premises.
        Search = "search",
        /// Hearing on remand.
        RemandHearing = "remand_hearing",
        /// Decision on prosecution.
        DecisionToCharge = "decision_to_charge",
        /// Main hearing.
        MainHearing = "main_hearing",
        /// The investigation is closed.
        Closing = "closing",
        /// Another: said by telephone.
        Other = "other",
    }
);

codes!(
    /// What a consultation is to be about, without content.
    AgendaItem, "agenda item" {
        /// How things are.
        Situation = "situation",
        /// Protection.
        Protection = "protection",
        /// The children.
        Children = "children",
        /// What each agency plans.
        PlannedSteps = "planned_steps",
        /// Support.
        Support = "support",
        /// Who does what.
        DivisionOfWork = "division_of_work",
        /// Follow-up.
        FollowUp = "follow_up",
    }
);

codes!(
    /// Where the question of a time stands.
    ConsultationAnswer, "answer on a consultation" {
        /// Times are proposed.
        Proposed = "proposed",
        /// The one time is accepted.
        Accepted = "accepted",
        /// No time fits.
        Declined = "declined",
    }
);

/// A planned step of the investigation, for consultation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvestigationStep {
    /// Which step.
    pub step: PlannedStep,
    /// The day, by the calendar of the place.
    pub planned_on: Date,
}

/// Time and agenda of a consultation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// Whole minutes, in order: 1 to [`Consultation::TIMES_MAX`] when proposed, one when accepted, none when declined.
    pub times: Vec<Timestamp>,
    /// What about.
    pub agenda: CodeSet<AgendaItem>,
    /// The answer.
    pub answer: ConsultationAnswer,
}

silent!(InvestigationStep, Consultation);

impl InvestigationStep {
    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(is_day(self.planned_on), Fault::OutOfRange)
    }
}

impl Consultation {
    /// Most proposed times.
    pub const TIMES_MAX: usize = 5;

    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(self.times.len() <= Self::TIMES_MAX && self.times.iter().copied().all(is_minute), Fault::OutOfRange)?;
        ensure(self.times.is_sorted_by(|one, next| one < next), Fault::Contradiction)?;
        match (self.answer, self.times.len()) {
            (ConsultationAnswer::Proposed | ConsultationAnswer::Accepted, 0) => Err(Fault::Empty),
            (ConsultationAnswer::Proposed, _) | (ConsultationAnswer::Accepted, 1) | (ConsultationAnswer::Declined, 0) => Ok(()),
            (ConsultationAnswer::Accepted | ConsultationAnswer::Declined, _) => Err(Fault::Contradiction),
        }
    }
}
