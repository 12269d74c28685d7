//! The closed list of categories this version carries, with what each touches and how long its seal is.

use crate::{SubjectRole, codes};

codes!(
    /// What a field is. There is one value type for each and nothing else can cross.
    Category, "category" {
        /// Name, number or birth year, level of protection.
        Identity = "identity",
        /// How a person may be reached.
        SafeContact = "safe_contact",
        /// That something happened: kind, hour, kind of place.
        Incident = "incident",
        /// Street address of the incident.
        IncidentAddress = "incident_address",
        /// Children in the home, by age band and state.
        ChildrenPresent = "children_present",
        /// Concern for a child.
        ChildConcern = "child_concern",
        /// What a child feels, in codes, never in the child's words.
        ChildFeeling = "child_feeling",
        /// How bad the injuries are.
        InjuryLevel = "injury_level",
        /// What is needed tonight.
        AcuteNeeds = "acute_needs",
        /// Public risk-raising factors.
        DangerSigns = "danger_signs",
        /// Whether the suspect is deprived of liberty.
        CustodyStatus = "custody_status",
        /// When the suspect leaves custody, never where to.
        Release = "release",
        /// Restraining order (kontaktförbud).
        RestrainingOrder = "restraining_order",
        /// Outcome of a risk assessment.
        RiskLevel = "risk_level",
        /// Misuse of alcohol or drugs.
        SubstanceUse = "substance_use",
        /// Access to weapons.
        Weapons = "weapons",
        /// What support the person wants.
        SupportWanted = "support_wanted",
        /// That there was new violence, never who told.
        NewViolence = "new_violence",
        /// A crime that is feared.
        FearedCrime = "feared_crime",
        /// What a report of concern led to (SoL 19:6), nothing more.
        ConcernFeedback = "concern_feedback",
        /// State of a case at the other agency, without content.
        CaseState = "case_state",
        /// State of one item of a phase, without content.
        PhaseState = "phase_state",
        /// A talk in custody is offered.
        CustodyTalkOffer = "custody_talk_offer",
        /// What a talk in custody led to.
        CustodyTalkOutcome = "custody_talk_outcome",
        /// A planned step of the investigation, for consultation.
        InvestigationStep = "investigation_step",
        /// Time and agenda of a consultation.
        Consultation = "consultation",
        /// That the person is in treatment.
        InTreatment = "in_treatment",
        /// How the treatment goes, without content.
        TreatmentEvent = "treatment_event",
        /// Referral to a service.
        Referral = "referral",
        /// Whether the referred service started.
        ReferralOutcome = "referral_outcome",
        /// A practical help the exposed person wants.
        PracticalHelp = "practical_help",
        /// A question to the other agency.
        Request = "request",
        /// That a field sent earlier is withdrawn or replaced.
        Correction = "correction",
    }
);

/// Whose secrecy a value touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The subject of the field.
    TheSubject,
    /// These roles, whoever the subject is.
    Roles(&'static [SubjectRole]),
    /// Nobody: it names a state of work.
    Nobody,
}

impl Category {
    /// Whose secrecy a value of this category touches: every role must be covered by a rule.
    pub const fn about(self) -> About {
        use SubjectRole::{Child, PersonUsingViolence, Victim};
        match self {
            Self::Identity
            | Self::SafeContact
            | Self::InjuryLevel
            | Self::AcuteNeeds
            | Self::RiskLevel
            | Self::SubstanceUse
            | Self::SupportWanted
            | Self::Referral
            | Self::ReferralOutcome => About::TheSubject,
            Self::Incident
            | Self::IncidentAddress
            | Self::DangerSigns
            | Self::RestrainingOrder
            | Self::NewViolence
            | Self::FearedCrime
            | Self::InvestigationStep => About::Roles(&[Victim, PersonUsingViolence]),
            Self::ChildrenPresent | Self::ChildConcern | Self::ChildFeeling | Self::ConcernFeedback => About::Roles(&[Child]),
            Self::CustodyStatus
            | Self::Release
            | Self::Weapons
            | Self::CustodyTalkOffer
            | Self::CustodyTalkOutcome
            | Self::InTreatment
            | Self::TreatmentEvent => About::Roles(&[PersonUsingViolence]),
            Self::PracticalHelp => About::Roles(&[Victim]),
            // A request and a correction carry codes and ids, never a value of a person.
            Self::CaseState | Self::PhaseState | Self::Consultation | Self::Request | Self::Correction => About::Nobody,
        }
    }

    /// Which roles the subject of such a field may have; empty when the field is about the case.
    pub const fn subjects(self) -> &'static [SubjectRole] {
        use SubjectRole::{Child, Custodian, PersonUsingViolence, Victim};
        match self {
            Self::Identity => &[Victim, PersonUsingViolence, Child, Custodian],
            Self::SafeContact => &[Victim, PersonUsingViolence, Custodian],
            Self::RiskLevel | Self::Referral | Self::ReferralOutcome => &[Victim, PersonUsingViolence, Child],
            Self::ChildrenPresent | Self::ChildConcern | Self::ChildFeeling | Self::ConcernFeedback => &[Child],
            Self::InjuryLevel | Self::AcuteNeeds | Self::NewViolence => &[Victim, Child],
            Self::SubstanceUse | Self::SupportWanted | Self::FearedCrime => &[Victim, PersonUsingViolence],
            Self::DangerSigns | Self::PracticalHelp => &[Victim],
            Self::CustodyStatus
            | Self::Release
            | Self::RestrainingOrder
            | Self::Weapons
            | Self::CustodyTalkOffer
            | Self::CustodyTalkOutcome
            | Self::InTreatment
            | Self::TreatmentEvent => &[PersonUsingViolence],
            Self::Incident
            | Self::IncidentAddress
            | Self::CaseState
            | Self::PhaseState
            | Self::InvestigationStep
            | Self::Consultation
            | Self::Request
            | Self::Correction => &[],
        }
    }

    /// Length in bytes every value of this category is padded to before sealing, salt and length included:
    /// the size tells nothing of the value.
    pub const fn sealed_length(self) -> usize {
        match self {
            Self::SubstanceUse
            | Self::Weapons
            | Self::NewViolence
            | Self::ConcernFeedback
            | Self::CaseState
            | Self::InTreatment
            | Self::TreatmentEvent
            | Self::ReferralOutcome => 128,
            Self::Incident
            | Self::ChildFeeling
            | Self::InjuryLevel
            | Self::AcuteNeeds
            | Self::CustodyStatus
            | Self::Release
            | Self::RestrainingOrder
            | Self::RiskLevel
            | Self::SupportWanted
            | Self::PhaseState
            | Self::CustodyTalkOffer
            | Self::CustodyTalkOutcome
            | Self::InvestigationStep
            | Self::Referral
            | Self::PracticalHelp
            | Self::Correction => 256,
            Self::ChildConcern | Self::DangerSigns | Self::FearedCrime | Self::Consultation => 384,
            Self::Identity | Self::SafeContact | Self::IncidentAddress | Self::ChildrenPresent => 768,
            Self::Request => 1024,
        }
    }

    /// Version of the value type, bound into seal and commitment.
    pub const fn schema(self) -> u32 {
        1
    }
}
