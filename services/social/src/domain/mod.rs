//! Judgements from values alone: no database, no network, no clock.

mod board;
mod care;
mod case_clocks;
mod clocks;
mod custody;
mod custody_talk;
mod duty_item;
mod partner_contact;
mod partner_letter;
mod partner_switch;
mod phone;
mod place;
mod referral;
mod risk_wording;
mod safety_plan;
mod safety_plan_closing;
mod safety_plan_review;
mod safety_plan_sections;
mod safety_plan_words;
mod service;
mod shell;
mod shift;
mod silence;
mod talk_outcome;
mod treatment;
mod why;

pub use board::{Board, Group, arrange, deadline};
pub use care::{CareAnswer, CareDetail, CareTopic, ProtectionOutcome};
pub use case_clocks::{Attempt, AttemptOutcome, ConcernSteps, Documented, PromisedCall};
pub use clocks::{Day, Due, days, due, feedback_by, hour, last_time, next_time, preliminary_by};
pub use custody::{CustodyTold, custody_told};
pub use custody_talk::{
    TalkAgreed, TalkChildren, TalkDanger, TalkDecisions, TalkGate, TalkInquiry, TalkInterpreter, TalkOfficer, TalkShut, TalkYesNo,
};
pub use duty_item::{Agreed, DutyItem, DutyState, Gone, Section};
pub use partner_contact::{
    ATTEMPTS_BEFORE_TEAM, CONTACTS_AT_LEAST, ContactShut, DayPart, Exclusion, PartnerAttempt, PartnerChannel, PartnerContact,
    PartnerOutcome, TaskEnd, contact_shut, failed_since, is_for_the_team, may_write, next_part, reached,
};
pub use partner_letter::{DecisionNumber, LetterKind, LetterWording, NoDecisionNumber};
pub use partner_switch::{Answered, HisSwitches, SwitchAnswer, SwitchForm, SwitchRow, TreatmentPart};
pub use phone::written_number;
pub use place::{AT_HAND, LONGEST_NOTE, Note, PlaceKind};
pub use referral::{NewReferral, OPEN_TALKS, OutcomeHeard, Referral, ReferralAnswer, ReferralOutcome, ReferralWay, kinds_for, subjects_of};
pub use risk_wording::{Bundle, RiskSource, RiskWording, Waiting, bundles, shown_from};
pub use safety_plan::{
    BarnahusConsultation, GoalDropped, GoalState, PlanChildren, PlanContent, PlanEntry, PlanGoal, WhoTellsChildren, year_after,
};
pub use safety_plan_closing::{FOLLOW_UPS_MOST, FollowUpOutcome, PaperChoice, follow_ups_proposed, may_follow_up};
pub use safety_plan_review::{PlanDue, PlanDueReason, PlanDueWhen, PlanEvent, PlanEventKind, PlanLookedAt, plan_due};
pub use safety_plan_sections::{PlanItem, PlanOf, PlanSection};
pub use safety_plan_words::PlanWords;
pub use service::{SERVICES_MOST, Service, ServiceFault, ServiceKind, ServiceLine, ServiceList, read_services};
pub use shell::{Doubt, Heard, JOINS_WITHIN, Match, SameOrOther, Shell, heard, is_near, matches};
pub use shift::{Assignment, Shift, ToneHeard};
pub use silence::silent_since;
pub use talk_outcome::TalkOutcome;
pub use treatment::{
    KeptDecision, NAME_LONGEST, PartnerTaskKind, SomebodyElse, TeamDecision, ToldOfHer, Treatment, TreatmentEvent, TreatmentEventKind,
    TwoPersons, task_of,
};
pub use why::{Evidence, evidence, rows};
