//! Categories `referral` and `referral_outcome`.

use serde::{Deserialize, Serialize};

use super::{Stated, silent};
use crate::UnitId;

codes!(
    /// Kind of service. There is none for a place to stay: a referral must never tell where a person is.
    Service, "kind of service" {
        /// Talks for exposed adults.
        Counselling = "counselling",
        /// Support to victims of crime.
        VictimSupport = "victim_support",
        /// Support to children.
        ChildrenSupport = "children_support",
        /// A programme for people who use violence.
        ViolenceProgramme = "violence_programme",
        /// Substance-misuse care.
        SubstanceCare = "substance_care",
        /// Health care.
        HealthCare = "health_care",
        /// Psychiatric care.
        PsychiatricCare = "psychiatric_care",
        /// Financial support.
        FinancialSupport = "financial_support",
        /// Legal advice.
        LegalAdvice = "legal_advice",
        /// Another: said by telephone.
        Other = "other",
    }
);

codes!(
    /// What became of a referral.
    ReferralResult, "outcome of a referral" {
        /// The service has started.
        Started = "started",
        /// It has not started.
        NotStarted = "not_started",
    }
);

/// The subject is referred to a service.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referral {
    /// Kind of service.
    pub service: Service,
    /// The unit, when it is in the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// Does the person wish to be contacted?
    pub wishes_contact: Stated,
}

/// What became of the referral that this answers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferralOutcome {
    /// Started or not; never why.
    pub result: ReferralResult,
}

silent!(Referral, ReferralOutcome);
