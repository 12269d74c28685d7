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
        /// What is needed tonight.
        AcuteNeeds = "acute_needs",
        /// Public risk-raising factors.
        DangerSigns = "danger_signs",
        /// Whether the suspect is deprived of liberty.
        CustodyStatus = "custody_status",
        /// Access to weapons.
        Weapons = "weapons",
        /// State of a case at the other agency, without content.
        CaseState = "case_state",
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
            Self::Identity | Self::SafeContact | Self::AcuteNeeds => About::TheSubject,
            Self::Incident | Self::IncidentAddress | Self::DangerSigns => About::Roles(&[Victim, PersonUsingViolence]),
            Self::ChildrenPresent | Self::ChildConcern => About::Roles(&[Child]),
            Self::CustodyStatus | Self::Weapons => About::Roles(&[PersonUsingViolence]),
            Self::CaseState => About::Nobody,
        }
    }

    /// Which roles the subject of such a field may have; empty when the field is about the case.
    pub const fn subjects(self) -> &'static [SubjectRole] {
        use SubjectRole::{Child, Custodian, PersonUsingViolence, Victim};
        match self {
            Self::Identity => &[Victim, PersonUsingViolence, Child, Custodian],
            Self::SafeContact => &[Victim, PersonUsingViolence, Custodian],
            Self::ChildrenPresent | Self::ChildConcern => &[Child],
            Self::AcuteNeeds => &[Victim, Child],
            Self::DangerSigns => &[Victim],
            Self::CustodyStatus | Self::Weapons => &[PersonUsingViolence],
            Self::Incident | Self::IncidentAddress | Self::CaseState => &[],
        }
    }

    /// Length in bytes every value of this category is padded to before sealing, salt and length included:
    /// the size tells nothing of the value.
    pub const fn sealed_length(self) -> usize {
        match self {
            Self::Weapons | Self::CaseState => 128,
            Self::Incident | Self::AcuteNeeds | Self::CustodyStatus => 256,
            Self::ChildConcern | Self::DangerSigns => 384,
            Self::Identity | Self::SafeContact | Self::IncidentAddress | Self::ChildrenPresent => 768,
        }
    }

    /// Version of the value type, bound into seal and commitment.
    pub const fn schema(self) -> u32 {
        1
    }
}
