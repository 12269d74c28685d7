//! Persons in a case by role, and staff by role. No names.

use serde::{Deserialize, Serialize};

use crate::SubjectId;

codes!(
    /// Who a person is in this case. One person may have several roles in several data.
    SubjectRole, "role of a person" {
        /// The person exposed to violence.
        Victim = "victim",
        /// The person using violence, or suspected of it.
        PersonUsingViolence = "person_using_violence",
        /// A child.
        Child = "child",
        /// A custodian of a child.
        Custodian = "custodian",
    }
);

/// A person of the case: role and a random id, the same in the consents of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Random, for this case alone.
    pub id: SubjectId,
    /// The role.
    pub role: SubjectRole,
}

codes!(
    /// Level of protected personal data (skyddade personuppgifter).
    Protection, "level of protected identity" {
        /// No protection known after asking.
        None = "none",
        /// Confidentiality marking (sekretessmarkering).
        ConfidentialityMark = "confidentiality_mark",
        /// Protected population registration (skyddad folkbokföring, folkbokföringslagen 16 §).
        ProtectedRegistration = "protected_registration",
        /// Fictitious personal data (lag 1991:483).
        FictitiousIdentity = "fictitious_identity",
        /// Nobody has asked. Treated as protected.
        Unknown = "unknown",
    }
);

/// Proof that a person has no protected identity. Without it an address or a contact can't be built.
#[derive(Debug, Clone, Copy)]
pub struct Unprotected(());

impl Protection {
    /// The proof, or nothing when the person is protected or nobody has asked.
    pub fn unprotected(self) -> Option<Unprotected> {
        (self == Self::None).then_some(Unprotected(()))
    }
}

codes!(
    /// The roles of staff.
    StaffRole, "role of staff" {
        /// Response policing.
        PatrolOfficer = "patrol_officer",
        /// Outreach police.
        IgorOfficer = "igor_officer",
        /// Duty criminal investigator (krimjour).
        CustodyOfficer = "custody_officer",
        /// Investigator.
        Investigator = "investigator",
        /// Head of the preliminary investigation.
        InvestigationLead = "investigation_lead",
        /// Social-emergency duty.
        DutyWorker = "duty_worker",
        /// Group leader of the duty.
        DutyLead = "duty_lead",
        /// Social worker of a district.
        CaseWorker = "case_worker",
        /// Counsellor.
        Counsellor = "counsellor",
        /// Partner-contact worker.
        PartnerContactWorker = "partner_contact_worker",
        /// Therapist of the person using violence.
        Therapist = "therapist",
        /// Head of a unit.
        UnitHead = "unit_head",
        /// Data-protection officer.
        DataProtectionOfficer = "data_protection_officer",
        /// Administrator: can't open cases.
        Administrator = "administrator",
        /// Operator: can't open cases.
        Operator = "operator",
        /// Coordinator of the joint statistics.
        Coordinator = "coordinator",
        /// Writes editions of the rule book.
        RuleEditor = "rule_editor",
        /// Approves editions of the rule book.
        Lawyer = "lawyer",
        /// Verifies the log.
        Auditor = "auditor",
    }
);
