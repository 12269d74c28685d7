//! Categories `in_treatment` and `treatment_event`. Nothing of what is said in treatment.

use serde::{Deserialize, Serialize};

use super::{Month, silent};

codes!(
    /// Kind of unit that treats.
    TreatmentUnit, "kind of treatment unit" {
        /// A programme for people who use violence.
        ViolenceProgramme = "violence_programme",
        /// Counselling.
        Counselling = "counselling",
        /// Substance-misuse care.
        SubstanceCare = "substance_care",
        /// Psychiatric care.
        PsychiatricCare = "psychiatric_care",
        /// The prison and probation service.
        ProbationService = "probation_service",
        /// Another kind.
        Other = "other",
        /// Not known.
        Unknown = "unknown",
    }
);

codes!(
    /// How the treatment goes.
    Participation, "participation in treatment" {
        /// Takes part.
        TakesPart = "takes_part",
        /// Missed an occasion.
        Missed = "missed",
        /// Ended early.
        EndedEarly = "ended_early",
        /// Completed.
        Completed = "completed",
    }
);

/// The subject is in treatment: that there is a value says it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InTreatment {
    /// Since which month, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Month>,
    /// Kind of unit.
    pub unit: TreatmentUnit,
}

/// What happened in the treatment, and nothing about why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TreatmentEvent {
    /// How it goes.
    pub participation: Participation,
}

silent!(InTreatment, TreatmentEvent);
