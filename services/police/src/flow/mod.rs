//! Verbs: one named transaction each. The pages and the API call the same ones.

pub mod ask_clearance;
pub mod brief_shift;
pub mod briefing_log;
pub mod clockwork;
pub mod custody;
pub mod erase_lapsed;
mod failure;
pub mod focus_items;
pub mod focus_persons;
pub mod follow_outreach;
pub mod incoming;
pub mod join_call_out;
pub mod judge_concern;
mod loaded;
pub mod open_call_out;
pub mod open_outreach;
pub mod preview_handover;
pub mod promise_help;
pub mod read_briefing;
pub mod record_consent;
pub mod record_situation;
mod reserve_code;
pub mod send_handover;
pub mod show_call_outs;
pub mod tell_by_phone;
pub mod told_hints;
pub mod visit_home;
pub mod withdraw_consent;

pub use failure::FlowError;
pub use loaded::Loaded;
