//! Verbs, one named transaction each. Pages and API call the same ones.

mod acknowledge;
mod answer_first_contact;
mod care;
mod care_problem;
mod concern;
mod confirm_withdrawal;
mod contact;
mod custody_talk;
mod custody_talk_draft;
mod custody_talk_outcome;
mod custody_talk_problem;
mod custody_talk_taps;
mod decline;
mod desk_page;
mod escalate;
mod events;
mod find_code;
mod list_views;
mod morning;
mod notes;
mod open_case;
mod partner_contact_letters;
mod partner_contact_problem;
mod partner_contact_tasks;
mod partner_contacts;
mod presence;
mod problem;
mod reassign;
mod reception;
mod referral_problem;
mod referrals;
mod risk_wordings;
mod safety_plan;
mod safety_plan_acts;
mod safety_plan_due;
mod safety_plan_problem;
mod safety_plan_sharing;
mod services;
mod set_state;
mod shells;
mod shifts;
mod show_board;
mod take_back_consent;
mod treatment_acts;
mod treatments;
mod ways_back;

pub use acknowledge::acknowledge;
pub use answer_first_contact::answer_first_contact;
pub use care::{Care, CareShown, Outing, TalkedWith, assess_protection, correct_care, note_care, note_outing, note_talk, view_care};
pub use care_problem::CareProblem;
pub use concern::{ConcernStep, document};
pub use confirm_withdrawal::confirm_withdrawal;
pub use contact::{log_attempt, promise_call};
pub use custody_talk::{ConcludedTalk, CustodyTalks, OpenTalk, begin_custody_talk, call_first, view_custody_talks};
pub use custody_talk_draft::draft_custody_talk;
pub use custody_talk_outcome::conclude_custody_talk;
pub use custody_talk_problem::CustodyTalkProblem;
pub use custody_talk_taps::{NewTap, tap_custody_talk};
pub use decline::{decline, redirect};
pub use desk_page::{Assigned, DeskPage, desk_page};
pub use escalate::{Escalation, LEADER_NOTICES, escalate};
pub use events::{EventKind, stream_of};
pub use find_code::find_code;
pub use list_views::{enter_views, show_desk};
pub use morning::{add_copy, confirm, copies, district_list, finish_tonight, for_the_morning, hand_to_district, list_day};
pub use notes::{AtHand, NoteShown, at_hand, own_note, put_away, save_note, take_in_hand};
pub use open_case::{OpenedCase, OpenedItem, open_case, open_item};
pub use partner_contact_letters::{AskedLetter, Letter, look_letter_through, print_letter, view_letter};
pub use partner_contact_problem::PartnerContactProblem;
pub use partner_contact_tasks::finish_task;
pub use partner_contacts::{
    PartnerContactListed, PartnerContactShown, answer_contact, exclude_from_contact, list_partner_contacts, note_contact,
    view_partner_contact,
};
pub use presence::{OpenList, Presence, UnitWatched, know_of_silence, units_watched, unseen_silence, watch};
pub use problem::DeskProblem;
pub use reassign::{know_of_assignment, may_reassign, reassign};
pub use reception::Desk;
pub use referral_problem::ReferralProblem;
pub use referrals::{ReferralsShown, conclude_referral, draft_referral_outcome, hold_referral_talk, offer_referral, view_referrals};
pub use risk_wordings::{pass_on, take_wording_back};
pub use safety_plan::{NewPlanVersion, SafetyPlanShown, plan_colleagues, save_safety_plan, view_plan_version, view_safety_plan};
pub use safety_plan_acts::{
    choose_paper, close_safety_plan, follow_up_safety_plan, name_coordinator, print_safety_plan, review_safety_plan, take_up_safety_plan,
};
pub use safety_plan_due::{AskPlanTie, PlanToReview, plans_to_review, safety_plan_due};
pub use safety_plan_problem::SafetyPlanProblem;
pub use safety_plan_sharing::{PlanItems, share_safety_plan};
pub use services::{ServicesShown, take_in_services, view_services};
pub use set_state::set_state;
pub use shells::{Found, ShellShown, answer_shell, close_shell, find_heard, open_shell, show_shell, waiting_shells};
pub use shifts::{RosterLine, answer_tone, begin_shift, end_shift, keys_off, roster, set_keys_off, shift_of};
pub use show_board::{BoardShown, ItemShown, item_of, show_board};
pub use take_back_consent::take_back_consent;
pub use treatment_acts::{answer_part, decide_in_team, destroy_consents, note_event, tell_of_partner};
pub use treatments::{TreatmentShown, begin_treatment, contact_persons, list_treatments, view_treatment};

use store::Conn;
use wire::{HandoverId, UnitId};

pub use crate::db::{
    partner_contact_tasks::PartnerTask,
    safety_plan_closings::{FollowUp, PlanClosing},
    shells::Question,
};
use crate::{db::duty_items, domain::DutyItem};

/// The row of a handover of this unit, held for a change. Another unit's is as good as none.
fn own_item(conn: &mut Conn, handover: HandoverId, unit: &UnitId) -> Result<DutyItem, DeskProblem> {
    let found = duty_items::find_for_change(conn, handover)?;
    found.filter(|item| item.unit == *unit).ok_or(DeskProblem::NotFound)
}
pub use ways_back::{FoundByNumber, find_by_number};
