//! The members of each category, in the order they are asked.

mod custody;
mod person;
mod support;
mod violence;
pub(in crate::web) mod work;

use wire::Category;

use super::control::Control;

/// The members of a value of this category.
#[must_use]
pub const fn controls(category: Category) -> &'static [Control] {
    match category {
        Category::Identity => person::IDENTITY,
        Category::SafeContact => person::SAFE_CONTACT,
        Category::Incident => violence::INCIDENT,
        Category::IncidentAddress => violence::INCIDENT_ADDRESS,
        Category::ChildrenPresent => person::CHILDREN_PRESENT,
        Category::ChildConcern => person::CHILD_CONCERN,
        Category::ChildFeeling => person::CHILD_FEELING,
        Category::InjuryLevel => violence::INJURY_LEVEL,
        Category::AcuteNeeds => violence::ACUTE_NEEDS,
        Category::DangerSigns => violence::DANGER_SIGNS,
        Category::CustodyStatus => custody::CUSTODY_STATUS,
        Category::Release => custody::RELEASE,
        Category::RestrainingOrder => custody::RESTRAINING_ORDER,
        Category::RiskLevel => custody::RISK_LEVEL,
        Category::SubstanceUse => custody::SUBSTANCE_USE,
        Category::Weapons => violence::WEAPONS,
        Category::SupportWanted => support::SUPPORT_WANTED,
        Category::NewViolence => violence::NEW_VIOLENCE,
        Category::FearedCrime => violence::FEARED_CRIME,
        Category::ConcernFeedback => work::CONCERN_FEEDBACK,
        Category::CaseState => work::CASE_STATE,
        Category::PhaseState => work::PHASE_STATE,
        Category::CustodyTalkOffer => custody::CUSTODY_TALK_OFFER,
        Category::CustodyTalkOutcome => custody::CUSTODY_TALK_OUTCOME,
        Category::InvestigationStep => work::INVESTIGATION_STEP,
        Category::Consultation => work::CONSULTATION,
        Category::InTreatment => support::IN_TREATMENT,
        Category::TreatmentEvent => support::TREATMENT_EVENT,
        Category::Referral => support::REFERRAL,
        Category::ReferralOutcome => support::REFERRAL_OUTCOME,
        Category::PracticalHelp => support::PRACTICAL_HELP,
        Category::Request => work::REQUEST,
        Category::Correction => work::CORRECTION,
    }
}
