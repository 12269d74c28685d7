//! Category `phase_state`: how far an item of the phase board has come, without content.

use serde::{Deserialize, Serialize};

use super::{Fault, fault::ensure, silent};
use crate::Phase;

codes!(
    /// Items of the three phases that the other agency may see the state of. Asking for consent is not among them:
    /// its state would tell of an answer that stays with the agency that asked.
    PhaseItem, "item of a phase" {
        /// The police called from the scene.
        CalledFromScene = "called_from_scene",
        /// It is known which children there are.
        ChildrenMapped = "children_mapped",
        /// Acute protection is seen to.
        AcuteProtection = "acute_protection",
        /// A report of concern is judged.
        ConcernJudged = "concern_judged",
        /// How and where the agencies meet is agreed.
        MeetingAgreed = "meeting_agreed",
        /// The exposed person is informed of support and protection.
        ExposedInformed = "exposed_informed",
        /// The children are talked with.
        ChildrenHeard = "children_heard",
        /// The person using violence is informed.
        PersonUsingViolenceInformed = "person_using_violence_informed",
        /// Structured information gathering.
        StructuredGathering = "structured_gathering",
        /// Immediate protection assessment (SoL 20:1).
        ProtectionAssessment = "protection_assessment",
        /// A measure is decided.
        MeasureDecided = "measure_decided",
        /// Medical examination.
        MedicalExamination = "medical_examination",
        /// The custody officers are contacted.
        CustodyUnitContacted = "custody_unit_contacted",
        /// Talk in custody.
        CustodyTalk = "custody_talk",
        /// Safety plan.
        SafetyPlan = "safety_plan",
        /// The contact card is given.
        ContactCardGiven = "contact_card_given",
        /// A local unit has taken it on.
        LocalUnitAcknowledged = "local_unit_acknowledged",
        /// Consultation on the adults.
        AdultConsultation = "adult_consultation",
        /// Consultation on the children, which the one on the adults does not replace.
        ChildConsultation = "child_consultation",
        /// Risk assessment by the police.
        PoliceRiskAssessment = "police_risk_assessment",
        /// Risk assessment by social services.
        OwnRiskAssessment = "own_risk_assessment",
        /// Support is offered.
        SupportOffered = "support_offered",
        /// Partner contact is considered.
        PartnerContactConsidered = "partner_contact_considered",
        /// Status of a restraining order.
        RestrainingOrderStatus = "restraining_order_status",
        /// The one who reported is answered (SoL 19:6).
        ReporterAnswered = "reporter_answered",
        /// Follow-up.
        FollowUp = "follow_up",
    }
);

codes!(
    /// How far it has come; never why.
    ItemState, "state of an item" {
        /// Not started.
        NotStarted = "not_started",
        /// Under way.
        UnderWay = "under_way",
        /// Done.
        Done = "done",
        /// Does not apply.
        NotApplicable = "not_applicable",
    }
);

/// The state of one item.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseState {
    /// The phase the item belongs to.
    pub phase: Phase,
    /// The item.
    pub item: PhaseItem,
    /// Its state.
    pub state: ItemState,
}

silent!(PhaseState);

impl PhaseItem {
    /// The phase it belongs to.
    pub const fn phase(self) -> Phase {
        match self {
            Self::CalledFromScene | Self::ChildrenMapped | Self::AcuteProtection | Self::ConcernJudged | Self::MeetingAgreed => {
                Phase::Alarm
            }
            Self::ExposedInformed
            | Self::ChildrenHeard
            | Self::PersonUsingViolenceInformed
            | Self::StructuredGathering
            | Self::ProtectionAssessment
            | Self::MeasureDecided
            | Self::MedicalExamination
            | Self::CustodyUnitContacted
            | Self::CustodyTalk
            | Self::SafetyPlan
            | Self::ContactCardGiven => Phase::Care,
            Self::LocalUnitAcknowledged
            | Self::AdultConsultation
            | Self::ChildConsultation
            | Self::PoliceRiskAssessment
            | Self::OwnRiskAssessment
            | Self::SupportOffered
            | Self::PartnerContactConsidered
            | Self::RestrainingOrderStatus
            | Self::ReporterAnswered
            | Self::FollowUp => Phase::Coordination,
        }
    }
}

impl PhaseState {
    /// The state of an item, with the phase the item belongs to.
    pub const fn new(item: PhaseItem, state: ItemState) -> Self {
        Self { phase: item.phase(), item, state }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        ensure(self.phase == self.item.phase(), Fault::Contradiction)
    }
}
